"""What the admin's log says of links between terms."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from collaboration.links.linking import LINKED, UNLINKED


class Linking(LogFormatter):
    """A term was linked to others."""

    label = gettext_lazy("Link terms")

    def format_message(self, entry):
        return _("Linked to: %(names)s") % {"names": _quoted(entry)}


class Unlinking(LogFormatter):
    """A term is linked to some others no more."""

    label = gettext_lazy("Unlink terms")

    def format_message(self, entry):
        return _("No longer linked to: %(names)s") % {"names": _quoted(entry)}


def _quoted(entry):
    return ", ".join(f"“{name}”" for name in entry.data.get("names", []))


def register_log_actions(actions):
    """Tell Wagtail's log of what is done (a `register_log_actions` hook)."""
    for name, formatter in ((LINKED, Linking), (UNLINKED, Unlinking)):
        actions.register_action(name)(formatter)
