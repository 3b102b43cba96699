"""What is in use is not deleted, by whatever way it is tried."""

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from collaboration.models import Concept
from collaboration.usage import uses_of

SHOWN = 5


def require_unused(obj):
    """Raise ProtectedError, which says where, if something uses this: a post, also a draft, a session."""
    uses = uses_of(obj)
    if not uses:
        return
    places = [f"{use.title} ({use.where.label})" for use in uses[:SHOWN]]
    if len(uses) > SHOWN:
        places.append("…")
    raise ProtectedError(
        _("“%(name)s” can't be deleted, because it is used: %(places)s.") % {"name": obj, "places": "; ".join(places)},
        {obj},
    )


def before_deletion(sender, instance, **kwargs):
    """Let only what is unused be deleted (connected to `pre_delete`, which bulk deletion sends as well)."""
    require_unused(instance)


def term_deleted(sender, instance, **kwargs):
    """Delete a concept with its last name."""
    if not sender.objects.filter(concept=instance.concept_id).exists():
        Concept.objects.filter(pk=instance.concept_id).delete()
