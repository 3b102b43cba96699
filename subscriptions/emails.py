"""The mails that ask: is it you who wants this? They go to addresses that anybody may have typed."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from home.following import describe_all
from mail.letters import Mailing, absolute, site_language
from subscriptions.models import INVITED_FOR, Rhythm, Subscriber, SubscriptionRequest
from subscriptions.subjects import parse_all
from subscriptions.tokens import change_token, confirm_token, move_token


def link(name: str, *args: object) -> str:
    """Return the whole address of one of the pages about following, in the active language."""
    return absolute(reverse(f"subscriptions:{name}", args=args))


def _asked_for(request: SubscriptionRequest, language: str) -> list[str]:
    subjects = parse_all(request.subjects)
    found = describe_all(subjects, language)
    return [found[subject].title for subject in subjects if subject in found]


def _is_as_before(request: SubscriptionRequest) -> bool:
    """Say whether nothing else that was chosen differs from what holds for her already."""
    person = request.subscriber
    if not request.rhythm:
        return True
    weekday = person.weekday if request.weekday is None else request.weekday
    wanted = (request.rhythm, weekday, request.language)
    return wanted == (person.rhythm, person.weekday, person.language)


def ask_to_confirm(request: SubscriptionRequest) -> None:
    """Ask whether it is she who wants to follow; who follows already is told so, and can look at her choices."""
    subscriber = request.subscriber
    language = site_language(request.language, subscriber.language)
    have = {str(row.subject) for row in subscriber.subscriptions.all()}
    with translation.override(language):
        context = {
            "subjects": _asked_for(request, language),
            "rhythm": Rhythm(request.rhythm).label if request.rhythm else "",
            "confirm": link("confirm", confirm_token(request)),
            "days": (request.expires_at - request.asked_at).days,
            "follows": subscriber.state == Subscriber.State.ACTIVE,
            "nothing_new": bool(have) and have >= set(request.subjects) and _is_as_before(request),
            "change": link("change", change_token(subscriber)) if have else "",
        }
        Mailing().send("follow_confirm", to=subscriber.email, language=language, context=context)


def invite(request: SubscriptionRequest, mailing: Mailing) -> bool:
    """Invite somebody who followed elsewhere to follow here; once."""
    language = site_language(request.language)
    with translation.override(language):
        context = {
            "subjects": _asked_for(request, language),
            "confirm": link("confirm", confirm_token(request)),
            "days": INVITED_FOR.days,
        }
        sent = mailing.send("follow_invitation", to=request.subscriber.email, language=language, context=context)
    return sent is not None


def ask_to_move(subscriber: Subscriber) -> None:
    """Ask at a new address whether mail is to go there."""
    language = site_language(subscriber.language)
    with translation.override(language):
        context = {"old": subscriber.shown_address, "confirm": link("move", move_token(subscriber))}
        Mailing().send("follow_move", to=subscriber.new_email, language=language, context=context)


def tell_of_move(old: str, subscriber: Subscriber) -> None:
    """Tell the old address that mail goes elsewhere from now on."""
    language = site_language(subscriber.language)
    Mailing().send("follow_moved", to=old, language=language, context={"new": subscriber.shown_address})
