"""What the admin's log says of translated wordings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from collaboration.wordings.translating import TRANSLATED


class Translating(LogFormatter):
    """What was said was translated."""

    label = gettext_lazy("Translate what was said")

    def format_message(self, entry):
        return _("Translated what was said: %(written)d written, %(deleted)d deleted") % {
            "written": entry.data.get("written", 0),
            "deleted": entry.data.get("deleted", 0),
        }


def register_log_actions(actions):
    """Tell Wagtail's log of what is done (a `register_log_actions` hook)."""
    actions.register_action(TRANSLATED)(Translating)
