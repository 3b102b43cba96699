"""A mail before it goes: as its readers see it, as text, and as it travels, in each of the site's languages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home import throttle
from home.following import Entry, News, entries_of, sources
from mail import outbox
from mail.delivery import build_message
from mail.letters import site_language
from mail.models import OutgoingMail
from subscriptions import events
from subscriptions.admin.acting import note_in_log
from subscriptions.admin.recipients import recipients_of, standing_of
from subscriptions.admin.rights import may_edit, may_publish
from subscriptions.letters import Desk
from subscriptions.models import Event

FORMS = ("html", "text", "source")
TEST_MAILS_AN_HOUR = 10
LONGEST_NOTE = 1000


def news_for(user: Any, source: str, key: str) -> News:
    """Return what is asked for, where the user may see it before it is published."""
    news = News(source, key)
    if source not in sources:
        raise Http404
    if not may_edit(user, news):
        raise PermissionDenied
    return news


def entry_of(news: News, language: str) -> Entry:
    """Return what the mail would say: what is published, or else the latest draft."""
    entry = entries_of([news], language).get(news)
    draft = sources[news.source].draft
    if entry is None and draft:
        entry = draft(news.key, language)
    if entry is None:
        raise Http404
    return entry


def written(news: News, language: str, *, to: str, note: str = "", subject: str = "", sample: bool = True):
    """Return the mail, not put in the outbox. A `sample` has the headers of a follower's, whose key is made up."""
    event = Event(source=news.source, key=news.key, note=note)
    stop_at = reverse("subscriptions:stop_at_once", args=["key"]) if sample else ""
    mail = Desk().preview(event, entry_of(news, language), language=language, to=to, subject=subject, stop_at=stop_at)
    if mail is None:
        raise Http404
    return mail


def _language(request) -> str:
    return site_language(request.GET.get("language", ""), get_language() or "")


def _furniture(title: str, news: News) -> dict[str, Any]:
    source = sources[news.source]
    edit_url, label = source.edit_url(news.key) if source.edit_url else "", str(source.label)
    return {
        "header_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            *([{"url": edit_url, "label": label[:1].upper() + label[1:]}] if edit_url else []),
            {"url": reverse("following_preview", args=news), "label": title},
        ],
        "edit_url": edit_url,
    }


@require_safe
def preview(request, source, key):
    """Show the mail, and what may be done about it."""
    news, language = news_for(request.user, source, key), _language(request)
    form = request.GET.get("as") if request.GET.get("as") in FORMS else FORMS[0]
    mail = written(news, language, to="name@example.org")
    return TemplateResponse(request, "subscriptions/admin/preview.html", _shown(request, news, language, form, mail))


def _shown(request, news: News, language: str, form: str, mail: OutgoingMail, **more: Any) -> dict[str, Any]:
    standing = standing_of(news)
    return {
        **_furniture(_("The mail to followers"), news),
        "news": news,
        "mail": mail,
        "as": form,
        "language": language,
        "languages": settings.LANGUAGES,
        "forms": [("html", _("As it looks")), ("text", _("As text")), ("source", _("As it travels"))],
        "source": build_message(mail).message().as_string() if form == "source" else "",
        "standing": standing,
        "recipients": recipients_of(news),
        "may_tell": standing.can_be_told_again and may_publish(request.user, news),
        "may_call_off": standing.can_be_called_off and may_publish(request.user, news),
        "longest_note": LONGEST_NOTE,
        **more,
    }


@require_safe
def body(request, source, key):
    """Show what the mail looks like, in a frame of its own where nothing runs and nothing can be sent."""
    news = news_for(request.user, source, key)
    response = HttpResponse(written(news, _language(request), to="name@example.org").html)
    base = urlsplit(settings.BASE_URL)
    response["Content-Security-Policy"] = (
        f"default-src 'none'; img-src 'self' {base.scheme}://{base.netloc} data:; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def send_test(request, source, key):
    """Mail it to whoever presses the button, and to nobody else."""
    news, language = news_for(request.user, source, key), site_language(request.POST.get("language", ""))
    if throttle.count("test-mail", str(request.user.pk)) > TEST_MAILS_AN_HOUR:
        messages.error(request, _("You have been sent many test mails. Try again in an hour."))
    else:
        subject = _("Test: %(subject)s")
        mail = written(news, language, to=request.user.email, subject=subject, sample=False)
        mail.event = "news_test"
        outbox.enqueue_all([mail])
        messages.success(request, _("A test mail is on its way to %(email)s.") % {"email": request.user.email})
    return redirect(f"{reverse('following_preview', args=news)}?language={language}")


@require_POST
def tell_of_change(request, source, key):
    """Ask whether an important change is to be mailed; the second button mails it."""
    news = news_for(request.user, source, key)
    if not may_publish(request.user, news):
        raise PermissionDenied
    note, back = request.POST.get("note", "").strip(), reverse("following_preview", args=news)
    if not note or len(note) > LONGEST_NOTE or not standing_of(news).can_be_told_again:
        return _not_told(request, news, note)
    if "sure" not in request.POST:
        language = _language(request)
        context = {
            **_furniture(_("The mail to followers"), news),
            "note": note,
            "back": back,
            "recipients": recipients_of(news),
            "mail": written(news, language, to="name@example.org", note=note),
        }
        return TemplateResponse(request, "subscriptions/admin/tell.html", context)
    try:
        event = events.tell_of_change(news=news, note=note)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    note_in_log(event, "subscriptions.tell", request.user)
    number = recipients_of(news)
    messages.success(
        request,
        ngettext("The change is mailed to %(number)d person.", "The change is mailed to %(number)d people.", number)
        % {"number": number},
    )
    return redirect(back)


@require_POST
def call_off(request, source, key):
    """Keep a mail about an important change from going, while it waits."""
    news = news_for(request.user, source, key)
    if not may_publish(request.user, news):
        raise PermissionDenied
    if events.call_off(news):
        messages.success(request, _("The mail about the change is not sent."))
    else:
        messages.error(request, _("There is no mail that waits. It may have gone already."))
    return redirect("following_preview", *news)


def _not_told(request, news: News, note: str):
    if not note:
        error = _("Say in a sentence what has changed.")
    elif len(note) > LONGEST_NOTE:
        error = _("Shorten this to at most %(limit)d characters.") % {"limit": LONGEST_NOTE}
    elif standing_of(news).state == Event.State.WAITING:
        error = _("A mail about this is about to be sent. Wait until it has gone.")
    else:
        error = _("Only what has been mailed can be mailed again because of a change.")
    language = _language(request)
    mail = written(news, language, to="name@example.org")
    context = _shown(request, news, language, FORMS[0], mail, note=note, note_error=error)
    return TemplateResponse(request, "subscriptions/admin/preview.html", context, status=422)
