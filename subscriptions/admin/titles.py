"""What events were about, by title: looked up together, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.following import entries_of, sources
from mail.letters import site_language
from subscriptions.models import Event


def titles_of(events: Iterable[Event]) -> dict[int, str]:
    """Return {number of the event: the title of what it was about}, in the language of whoever looks."""
    events = list(events)
    found = entries_of({event.news for event in events}, site_language(get_language() or ""))
    return {event.pk: _title(event, found[event.news].title if event.news in found else "") for event in events}


def _title(event: Event, title: str) -> str:
    if not title:
        label = sources[event.source].label if event.source in sources else event.source
        title = _("%(kind)s that readers can't see now") % {"kind": label}
        title = title[:1].upper() + title[1:]
    return _("Changed: %(title)s") % {"title": title} if event.edition else title
