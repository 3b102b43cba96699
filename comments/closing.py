"""When a discussion is closed, and why: in a sentence for readers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.preferences import comment_settings


def why_closed(*, switched_on: bool, since: datetime | None = None, now: datetime | None = None) -> str:
    """Return why no comments are taken, or nothing where they are.

    `since` is when the time for comments began to run: a post's date. Without it they never run out.
    """
    if not switched_on:
        return _("Comments are closed here.")
    days = comment_settings().close_after_days
    if since and days and (now or timezone.now()) > since + timedelta(days=days):
        return _("Comments were open for %(days)d days, and are closed now.") % {"days": days}
    return ""
