"""Keep with a session what its groups wrote: the notes' file, and photographs of flip charts."""

from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from collaboration.models import NotesSettings, Session, SessionDocument, SessionPicture
from home.text.slugs import slug_for

LONGEST_TITLE = 255


@transaction.atomic
def private_collection() -> Collection:
    """Return the collection whose documents are opened only by those who are signed in, making it if need be."""
    kept = NotesSettings.load()
    if not kept.sources_collection:
        # Two who need it first, at the same time, get the same one.
        kept = NotesSettings.objects.select_for_update().get(pk=kept.pk)
    if kept.sources_collection:
        return kept.sources_collection
    made = Collection.get_first_root_node().add_child(name=_("Sources of sessions"))
    CollectionViewRestriction.objects.create(collection=made, restriction_type=CollectionViewRestriction.LOGIN)
    kept.sources_collection = made
    kept.save()
    return made


def may_keep(user: Any) -> bool:
    """Return whether somebody may add files to sessions."""
    return user.has_perm("collaboration.change_session")


@transaction.atomic
def keep_sources(
    *, session: Session, user: Any, file: File | None = None, notes: str = "", photographs: Iterable[File] = ()
) -> int:
    """Keep a file of notes (or their text, as a file) and photographs with a session; readers see none of it yet.

    Published at once where the session is as it is published and the user may, else left in its draft: what is kept
    changes nothing that readers see. Returns how many there are.
    """
    collection = private_collection()
    draft = session.get_latest_revision_as_object()
    is_published = session.live and not session.has_unpublished_changes
    ending = (file.name or "").rpartition(".")[2].lower() if file else ""
    if notes and ending not in settings.WAGTAILDOCS_EXTENSIONS:
        with override(session.locale.language_code):
            file = ContentFile(notes.encode(), name=f"{_('notes')}.txt")
    added: list[Any] = []
    if file is not None:
        added.append(_saved(get_document_model()(collection=collection, uploaded_by_user=user), file))
        draft.documents.add(SessionDocument(document=added[-1]))
    with override(session.locale.language_code):
        alt_text = _("Photograph of what the groups wrote, %(session)s") % {"session": session.name}
    for photograph in photographs:
        added.append(_saved(get_image_model()(collection=collection, uploaded_by_user=user), photograph))
        draft.pictures.add(SessionPicture(image=added[-1], alt_text=alt_text[:300]))
    if added:
        revision = draft.save_revision(user=user, log_action=True)
        if is_published and user.has_perm("collaboration.publish_session"):
            revision.publish(user=user)
    return len(added)


def _saved(row: Any, file: File) -> Any:
    """Save a file under a name that nobody guesses: pictures are served to whoever knows where they lie."""
    name = file.name or ""
    stem, _dot, ending = name.rpartition(".")
    row.title = name[:LONGEST_TITLE]
    row.file = File(file, name=f"{slug_for(stem, 60, fallback='source')}-{token_hex(12)}.{ending.lower()}")
    row.full_clean()
    set_metadata = getattr(row, "_set_document_file_metadata", None) or row._set_image_file_metadata
    set_metadata()
    row.save()
    return row


def place_files(session: Session) -> None:
    """Let readers open what the published session shows, and keep its other files for those who are signed in."""
    for row in session.documents.select_related("document"):
        place(row.document)


def place(document: Any) -> None:
    """Open or close a session's file, by whether a published session shows it.

    Files in a collection of somebody's choosing stay there, and so does what is used elsewhere too.
    """
    closed, opened = private_collection(), Collection.get_first_root_node()
    is_shown = SessionDocument.objects.filter(document=document, shown=True, session__live=True).exists()
    if is_shown and document.collection_id == closed.pk:
        document.collection = opened
    elif not is_shown and document.collection_id == opened.pk and not _is_used_elsewhere(document):
        document.collection = closed
    else:
        return
    document.save(update_fields=["collection"])


def _is_used_elsewhere(document: Any) -> bool:
    used = ReferenceIndex.get_references_to(document).values_list("base_content_type__model", "model_path")
    # In a session's list it is asked for by itself: there the index may be a moment behind.
    return any(model != "session" or not path.startswith("documents") for model, path in used)
