"""Build the mails about requests for help to the two parties; the outbox sends them after commit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from collaboration.asking.contacts import contact_of
from collaboration.asking.reasons import refusal_in_words
from collaboration.asking.tokens import ANSWER_WITHIN, answer_token, confirm_token, status_token
from collaboration.models import HelpEvent, HelpRequest
from collaboration.models.concept import current_concepts
from collaboration.reader import Reader, reader_in
from collaboration.vocabulary import term_names
from comments.text import excerpt, neutral_name, plain, render
from comments.tokens import CONFIRM_WITHIN
from mail.letters import Mailing, absolute, quoted, site_language

# What goes to an address that anybody may have typed: enough to know one's own words by, too little to advertise in.
LONGEST_UNCONFIRMED = 300
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """What a request is called in a language: of whom, about what, and where that is."""

    organisation: str
    title: str
    place: str
    from_organisation: str


def named(request: HelpRequest, language: str, reader: Reader | None = None) -> Named:
    """Return the names of a request's things, in a language and for a mail's header."""
    reader = reader or reader_in(None, language)
    concept = current_concepts([request.concept_id])[request.concept_id]
    name = term_names([concept], reader.locale).get(concept)
    url = reader.url(name) if name else ""
    shown = reader.organisations.shown
    organisation = shown(request.organisation_id) or request.organisation
    own = shown(request.from_organisation_id) if request.from_organisation_id else None
    return Named(
        organisation=neutral_name(organisation.name),
        title=neutral_name(name.name) if name else _("a competency that is gone"),
        place=absolute(url) if url else "",
        from_organisation=neutral_name(own.name) if own else "",
    )


def link(view: str, token: str) -> str:
    """Return the whole address of one of the pages about requests, in the active language."""
    return absolute(reverse(f"help:{view}", args=[token]))


def _context(request: HelpRequest, language: str) -> dict[str, object]:
    return {
        "about": named(request, language),
        "name": neutral_name(request.name),
        "question_text": quoted(plain(request.question)),
        "question_html": request.html,
        "status": link("status", status_token(request)),
    }


def ask_to_confirm(request: HelpRequest) -> None:
    """Ask whoever gave an address whether the request is hers."""
    language = site_language(request.language)
    with translation.override(language):
        said = _WEB_ADDRESS.sub(lambda found: _("[a web address]"), excerpt(request.question, LONGEST_UNCONFIRMED))
        context = {
            **_context(request, language),
            "said": said,
            "confirm": link("confirm", confirm_token(request)),
            "days": CONFIRM_WITHIN.days,
        }
    Mailing().send("help_confirm", to=request.email, language=language, context=context)


def tell_contact(request: HelpRequest) -> None:
    """Ask an organisation: its contact answers by the link, without signing in."""
    if not (address := contact_of(request.organisation)):
        return
    language = site_language(request.organisation.locale.language_code)
    with translation.override(language):
        context = {
            **_context(request, language),
            "answer": link("answer", answer_token(request)),
            "days": ANSWER_WITHIN.days,
        }
        # Where it is looked up and closed is for whoever asked alone.
        del context["status"]
    Mailing().send("help_asked", to=address, language=language, context=context)


def _tell_asker(event: str, request: HelpRequest, **context: object) -> None:
    # Before she has confirmed it, anybody may have typed her address; later it may have been let go of.
    if not request.email or not request.confirmed_at:
        return
    language = site_language(request.language)
    with translation.override(language):
        whole = {**_context(request, language), **context}
        if "code" in whole:
            whole["reason"] = refusal_in_words(str(whole["code"]))
    Mailing().send(event, to=request.email, language=language, context=whole)


def tell_passed_on(request: HelpRequest) -> None:
    """Tell whoever asked that the organisation has got it."""
    _tell_asker("help_passed_on", request)


def tell_answer(request: HelpRequest, text: str) -> None:
    """Tell whoever asked what the organisation says."""
    _tell_asker(
        "help_answered",
        request,
        state=request.state,
        answer_text=quoted(plain(text)) if text else "",
        answer_html=render(text) if text else "",
    )


def tell_rejected(request: HelpRequest, event: HelpEvent) -> None:
    """Tell whoever asked that a moderator did not pass it on, or took it away, and why."""
    _tell_asker("help_rejected", request, code=event.code, note=event.note, note_text=quoted(event.note))
