"""Turn a group's notes into a post: from the editor's decisions to a draft, and back."""

from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.synctree import create_aliases_for_new_page

from blog.models import BlogIndexPage, PostPage
from blog.notes_there import there_already
from blog.signals import post_begun
from collaboration.models import NotesReview, ReviewState, Session
from collaboration.notes.reviewed import Reviewed, digest_of
from collaboration.notes_entering import enter, take_back
from home.text.slugs import slug_for, unique_slug


class NotesProblem(Exception):
    """Why notes can't go into a post as they are."""


class AlreadyThere(NotesProblem):
    """The same notes, or lines of them, are in a post of the session already; `title` is the post's."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"These notes are in the post “{title}” already.")


class NotOpen(NotesProblem):
    """Somebody has finished, or discarded, the review meanwhile."""


class ChangedMeanwhile(NotesProblem):
    """Somebody else has changed the review since it was shown."""


class StillWaiting(NotesProblem):
    """Suggestions wait for somebody to say whether they are right."""


class NoDraft(NotesProblem):
    """What was made of the notes has been published: it is changed in the editor."""


def same_notes(review: NotesReview) -> NotesReview | None:
    """Return what became of the same notes in the same session before, if anything did."""
    return NotesReview.objects.with_same_notes(review.digest, review.session).exclude(pk=review.pk).first()


def require_new(review: NotesReview, reviewed: Reviewed) -> None:
    """Raise AlreadyThere where the session's posts say the same already: all of the notes, or any line."""
    if before := same_notes(review):
        raise AlreadyThere(str(before.post))
    if there := there_already(review, reviewed):
        raise AlreadyThere(next(iter(there.values())))


def require_open(review: NotesReview, version: Any = None) -> None:
    """Raise NotOpen where a review is over, ChangedMeanwhile where it is no longer the version that was shown."""
    if review.state != ReviewState.OPEN:
        raise NotOpen
    if version is not None and str(version) != str(review.version):
        raise ChangedMeanwhile


@transaction.atomic
def finish(
    *,
    review: NotesReview,
    user: Any,
    blog: BlogIndexPage | None = None,
    post: PostPage | None = None,
    version: int | None = None,
    again: bool = False,
) -> PostPage:
    """Make a draft post below the blog, or add to a post's draft; whichever is given. Nothing is published.

    The review is locked, so that nobody finishes it twice. `again`: also where posts of the session say the same
    already. Raises NotesProblem, ValidationError.
    """
    locked = NotesReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    require_open(locked, version)
    reviewed = Reviewed.from_dict(locked.content)
    if reviewed.waiting:
        raise StillWaiting
    if not again:
        require_new(locked, reviewed)
    entered = enter(reviewed=reviewed, locale=locked.locale, user=user)
    if post is None:
        assert blog is not None
        page = _begin_post(locked, reviewed, entered.blocks, blog, user)
    else:
        page = _add_to_post(post, entered.blocks, user)
    locked.state = ReviewState.FINISHED
    locked.post_id = page.pk
    locked.version += 1
    locked.outcome = {
        "new_post": post is None,
        "blocks": [block["id"] for block in entered.blocks],
        "made": [list(row) for row in entered.made],
    }
    locked.save()
    review.refresh_from_db()
    return page


def _begin_post(review: NotesReview, reviewed: Reviewed, blocks: list, blog: BlogIndexPage, user: Any) -> PostPage:
    title = (review.title or reviewed.title or (review.session and review.session.name) or review.source_name)[:255]
    page = PostPage(
        title=title,
        slug=_slug(title, blog),
        introduction=reviewed.introduction,
        session=review.session,
        locale=blog.locale,
        owner=user,
        live=False,
        body=_stream(blocks),
    )
    post_begun(sender=PostPage, page=page)
    blog.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    page.save_revision(user=user)
    page.refresh_from_db()
    create_aliases_for_new_page(page)
    return page


def _slug(title: str, blog: BlogIndexPage) -> str:
    reserved = blog.reserved_child_slugs()
    siblings = set(blog.get_children().values_list("slug", flat=True))
    return unique_slug(slug_for(title, 90, fallback="post"), lambda slug: slug in reserved or slug in siblings, 100)


def _stream(blocks: list) -> Any:
    stream = PostPage._meta.get_field("body").stream_block
    return stream.clean(stream.to_python(blocks))


def _add_to_post(post: PostPage, blocks: list, user: Any) -> PostPage:
    draft = post.get_latest_revision_as_object()
    draft.body = _raw([*draft.body.raw_data, *_stream(blocks).raw_data])
    draft.save_revision(user=user, log_action=True)
    post.refresh_from_db()
    return post


def _raw(blocks: list) -> Any:
    """Return a body of stored blocks as they are: what else a draft holds may be half filled in."""
    return PostPage._meta.get_field("body").stream_block.to_python([dict(block) for block in blocks])


@transaction.atomic
def undo(*, review: NotesReview, user: Any) -> int:
    """Take back what was made of notes, while none of it is published. Returns how many terms were kept, as they are
    used elsewhere by now. Raises NoDraft, NotOpen.
    """
    locked = NotesReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if locked.state != ReviewState.FINISHED or locked.post_id is None:
        raise NotOpen
    post = Page.objects.get(pk=locked.post_id).specific
    if locked.outcome["new_post"]:
        if post.live or post.first_published_at:
            raise NoDraft
        log(instance=post, action="wagtail.delete", user=user)
        post.delete()
        locked.post = None
    else:
        _take_out(post, set(locked.outcome["blocks"]), user)
    kept = take_back([tuple(row) for row in locked.outcome["made"]])
    locked.state = ReviewState.UNDONE
    locked.version += 1
    locked.save()
    review.refresh_from_db()
    return kept


def _take_out(post: PostPage, ids: set[str], user: Any) -> None:
    if post.live and ids & {block["id"] for block in post.body.raw_data}:
        raise NoDraft
    draft = post.get_latest_revision_as_object()
    draft.body = _raw([block for block in draft.body.raw_data if block["id"] not in ids])
    draft.save_revision(user=user, log_action=True)


def begin_review(
    *,
    notes: str,
    reviewed: Reviewed,
    owner: Any,
    locale: Any,
    session: Session | None = None,
    title: str = "",
    source_name: str = "",
    post: PostPage | None = None,
) -> NotesReview:
    """Keep notes as they were read, with what was decided so far, until somebody finishes.

    `post` is the one that they are to be added to, if it is not a new one.
    """
    return NotesReview.objects.create(
        owner=owner,
        locale=locale,
        session=session,
        title=(title or reviewed.title)[:255],
        source_name=source_name[:255],
        notes=notes,
        digest=digest_of(notes.splitlines()),
        content=reviewed.as_dict(),
        post=post,
    )


def made_by(review: NotesReview) -> list[Any]:
    """Return the terms and organisations that were made for notes, and are still there."""
    found: list[Any] = []
    rows: dict[str, list[int]] = {}
    for label, pk in review.outcome.get("made", []):
        rows.setdefault(label, []).append(pk)
    for label, pks in rows.items():
        found += apps.get_model(label).objects.filter(pk__in=pks).alphabetical()
    return found
