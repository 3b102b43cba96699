"""The sessions as a calendar to subscribe to, and each as a file.

Only sessions dated to the day are here. A calendar has days and no other places: a session that was in
March, or in the spring, would stand on a day on which it was not.
"""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from collaboration.calendar.writing import Meeting, calendar
from collaboration.models.session import DatePrecision
from collaboration.reader import reader_in
from home.chrome import chrome_of
from home.errors import NotHere
from home.structured_data import plain
from mail.letters import absolute

LONGEST = 5000


def _paragraphs(markup):
    parts = (plain(part, LONGEST) for part in re.split(r"</(?:p|li)>|<br\s*/?>", markup))
    return "\n".join(part for part in parts if part)


def _meeting(session, reader):
    url = reader.url(session)
    return Meeting(
        uid=str(session.translation_key),
        name=session.name,
        first=session.date,
        last=session.end or session.date,
        place=session.place,
        description=_paragraphs(session.description),
        url=absolute(url) if url else "",
        language=session.locale.language_code,
        changed=session.last_published_at,
    )


def _answer(request, shown, reader):
    title = f"{_('Sessions')} – {chrome_of(request).name}"
    written = calendar([_meeting(session, reader) for session in shown], name=title, language=get_language())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    # What is taken down must be gone at once: ask each time, and mostly hear "unchanged".
    patch_cache_control(response, public=True, no_cache=True)
    return response


@require_safe
@conditional_page
def sessions(request):
    """Answer with all sessions that are dated to the day."""
    reader = reader_in(request, get_language())
    shown = [session for session in reader.sessions.values() if session.precision == DatePrecision.DAY]
    return _answer(request, sorted(shown, key=lambda session: (session.date, session.pk)), reader)


@require_safe
@conditional_page
def session(request, translation_key):
    """Answer with one session, as a file to open in a calendar."""
    reader = reader_in(request, get_language())
    found = next((row for row in reader.sessions.values() if row.translation_key == translation_key), None)
    if found is None:
        raise NotHere(_("This session is not here. It may have been taken down."))
    if found.precision != DatePrecision.DAY:
        raise NotHere(_("It is not known on which day this session was, so it can't stand in a calendar."))
    response = _answer(request, [found], reader)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response
