"""What the log says of what was done about followers."""

from django.utils.translation import gettext_lazy as _


def register_log_actions(actions):
    """Name the actions (a `register_log_actions` hook)."""
    for name, label, told in (
        ("stop", _("Stop all mail"), _("Stopped all mail to a follower")),
        ("erase", _("Delete all that is known of a follower"), _("Deleted all that was known of a follower")),
        ("lift", _("Mail an address again"), _("Had an address mailed again")),
        ("resend", _("Mail it again"), _("Had it mailed to a follower again")),
        ("tell", _("Mail an important change"), _("Had an important change mailed to the followers")),
        ("import", _("Import followers"), _("Imported followers")),
        ("export_deliveries", _("Download deliveries"), _("Downloaded a list of deliveries")),
        ("export", _("Download all followers"), _("Downloaded all followers")),
    ):
        actions.register_action(f"subscriptions.{name}", label, told)
