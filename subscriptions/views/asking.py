"""Ask to follow something, and confirm it from the mailbox."""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home import throttle
from home.anonymous_post import anonymous_post
from home.following import Subject
from home.personal_pages import personal_page
from mail.tokens import TokenInvalid
from subscriptions import asking
from subscriptions.forms import FollowForm, SubjectsMixin
from subscriptions.models import Rhythm, Weekday
from subscriptions.subjects import EVERYTHING
from subscriptions.tokens import change_token, read_confirm

# In an hour. Most machines that a reader shares an address with are fewer; one that fills in forms does more.
MOST_FROM_ONE_PLACE = 20
MOST_IN_ALL = 500


def _subjects(texts):
    return [subject for text in texts[: asking.MOST_SUBJECTS] if (subject := Subject.parse(text[:300]))]


def _too_many(request) -> bool:
    from_here = throttle.count("follow", throttle.place_of(request))
    return from_here > MOST_FROM_ONE_PLACE or throttle.count("follow", "all") > MOST_IN_ALL


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request):
    """Show all that can be followed, or note what somebody asks for and write to her address."""
    language = get_language()
    if request.method != "POST":
        about = _subjects(request.GET.getlist("about")) or [EVERYTHING]
        initial = {"rhythm": Rhythm.AT_ONCE, "weekday": Weekday.MONDAY, "language": language}
        form = FollowForm(language=language, chosen=about, initial=initial)
        return _page(request, form)
    form = FollowForm(request.POST, language=language, chosen=_subjects(request.POST.getlist("subject")))
    if not form.is_valid():
        return _page(request, form, status=422)
    if _too_many(request):
        form.add_error(
            None, _("There have been too many requests just now. What you chose is still here: try again in an hour.")
        )
        return _page(request, form, status=429)
    sent = form.cleaned_data
    wish = asking.Wish(
        subjects=sorted(form.ticked),
        language=sent["language"] or language,
        rhythm=sent["rhythm"],
        weekday=sent["weekday"] if sent["rhythm"] == Rhythm.WEEKLY else None,
    )
    asking.ask(email=sent["email"], wish=wish)
    response = redirect("subscriptions:asked")
    response.status_code = 303
    return response


def _page(request, form, status=200):
    response = personal_page(request, "subscriptions/follow.html", status=status, form=form)
    if request.method in {"GET", "HEAD"}:
        # The page itself is for everybody, and may be found.
        del response["X-Robots-Tag"]
    return response


@require_safe
def asked(request):
    """Say that a mail is on its way, whether or not the address was known."""
    return personal_page(request, "subscriptions/asked.html", days=asking.CONFIRM_WITHIN.days)


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Show what was asked for; the button confirms what is ticked."""
    try:
        subscriber, number = read_confirm(token)
    except TokenInvalid:
        return bad_link(request)
    wanted = asking.waiting_request(subscriber, number)
    if wanted is None:
        status = 200 if subscriber.state == subscriber.State.ACTIVE else 410
        return personal_page(request, "subscriptions/nothing_waits.html", status=status, subscriber=subscriber)
    context = {
        "subscriber": subscriber,
        "subjects": asking.requested_subjects(wanted, get_language()),
        "rhythm": Rhythm(wanted.rhythm).label if wanted.rhythm else "",
        "weekday": Weekday(wanted.weekday).label if wanted.weekday is not None else "",
        "written_in": dict(settings.LANGUAGES).get(wanted.language, ""),
    }
    if request.method != "POST":
        return personal_page(request, "subscriptions/confirm.html", **context)
    if "disown" in request.POST:
        asking.disown(subscriber=subscriber)
        return personal_page(request, "subscriptions/disowned.html")
    chosen = request.POST.getlist("subject")
    if not chosen:
        error = SubjectsMixin.subject_error
        return personal_page(request, "subscriptions/confirm.html", status=422, error=error, **context)
    asking.confirm(subscriber=subscriber, chosen=chosen)
    response = redirect("subscriptions:change", change_token(subscriber))
    response.status_code = 303
    response["Location"] += "?confirmed"
    return response


def bad_link(request, status=404):
    """Answer a link that is not ours, or not hers any more."""
    return personal_page(request, "subscriptions/bad_link.html", status=status)
