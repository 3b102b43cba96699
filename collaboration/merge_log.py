"""What the admin's log says of merges."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from collaboration.merging import MERGED, MERGED_INTO, UNDONE


class Merging(LogFormatter):
    """Other terms were merged into this one."""

    label = gettext_lazy("Merge terms")

    def format_message(self, entry):
        return _("Merged into this one: %(names)s") % {"names": _quoted(entry)}


class MergingInto(LogFormatter):
    """This term was merged into another."""

    label = gettext_lazy("Merge into another term")

    def format_message(self, entry):
        return _("Merged into “%(name)s”") % {"name": entry.data.get("into", "")}


class Undoing(LogFormatter):
    """A merge was taken back."""

    label = gettext_lazy("Undo a merge of terms")

    def format_message(self, entry):
        return _("Undid the merge of %(names)s into “%(name)s”") % {
            "names": _quoted(entry),
            "name": entry.data.get("into", ""),
        }


def _quoted(entry):
    return ", ".join(f"“{name}”" for name in entry.data.get("names", []))


def register_log_actions(actions):
    """Tell Wagtail's log of what is done (a `register_log_actions` hook)."""
    for name, formatter in ((MERGED, Merging), (MERGED_INTO, MergingInto), (UNDONE, Undoing)):
        actions.register_action(name)(formatter)
