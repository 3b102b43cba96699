"""Where pages change: thin calls into the index. Connected in `ready()`.

Saving is watched rather than Wagtail's publication signals: every way in which a page begins or
ends to be live saves its row (publishing, unpublishing, expiring, copying, turning an alias into a
page of its own, code that adds a live page), while some of them send no publication signal.
"""

from wagtail.documents import get_document_model

from collaboration.indexing import reindex
from collaboration.models import StatementSource
from collaboration.sources import place, place_files
from collaboration.wordings.translating import forget

# A save of none of these leaves what is said publicly as it was.
SAYS = {"live", "body", "session", "session_id", "alias_of", "alias_of_id", "translation_key", "locale"}


def page_saved(sender, instance, raw=False, created=False, update_fields=None, **kwargs):
    """Reindex a page that may say something else now; a new draft says nothing, and nothing is said otherwise by it."""
    if (
        raw
        or (created and not instance.live)
        or not issubclass(instance.specific_class or type(instance), StatementSource)
    ):
        return
    if update_fields is None or SAYS & set(update_fields):
        reindex(instance.translation_key)


def page_deleted(sender, instance, **kwargs):
    """Reindex when the row is gone; another language's page may speak from now on."""
    reindex(instance.translation_key)
    forget(instance.translation_key)


def session_published(sender, instance, **kwargs):
    """Open what readers are shown, and close the rest; nothing is shown of a session that is not published."""
    place_files(instance)


def session_document_deleted(sender, instance, **kwargs):
    """Close a file that no published session shows any more."""
    if document := get_document_model().objects.filter(pk=instance.document_id).first():
        place(document)
