"""What the admin's log says of developments."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from collaboration.changes.developing import STATED, TAKEN_BACK
from collaboration.models import Status


def _in_words(entry):
    status = entry.data.get("status", "")
    label = str(Status(status).label) if status in Status.values else status
    target = entry.data.get("target", "")
    words = {"status": label, "date": entry.data.get("date", ""), "target": target}
    return _("%(status)s, %(date)s: “%(target)s”") % words if target else f"{label}, {words['date']}"


class Stating(LogFormatter):
    """It was stated what became of this term."""

    label = gettext_lazy("State what became of it")

    def format_message(self, entry):
        return _("Stated what became of it: %(what)s") % {"what": _in_words(entry)}


class TakingBack(LogFormatter):
    """What had been stated was taken back."""

    label = gettext_lazy("Take back what became of it")

    def format_message(self, entry):
        return _("Took back what became of it: %(what)s") % {"what": _in_words(entry)}


def register_log_actions(actions):
    """Tell Wagtail's log of what is done (a `register_log_actions` hook)."""
    for name, formatter in ((STATED, Stating), (TAKEN_BACK, TakingBack)):
        actions.register_action(name)(formatter)
