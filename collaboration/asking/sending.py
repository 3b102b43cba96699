"""What those who ask do: send a request for help, confirm it, take it back before anybody has seen it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from collaboration.asking import emails, moderator_mails
from collaboration.asking.contacts import contact_of
from collaboration.asking.judging import STATE_AFTER, judge
from collaboration.asking.moves import MoveRefused, move
from collaboration.asking.states import HelpActor, HelpState
from collaboration.models import Concept, HelpEvent, HelpRequest, Kind, Organisation
from collaboration.models.concept import current_concepts
from comments.models import Writer
from comments.posting import may_ask
from comments.spam_service import ask_spam_service
from comments.text import render
from mail.validation import normal_address

DECLINED_BEFORE, NO_CONTACT, BROUGHT_BACK = "declined_before", "no_contact", "brought_back"


class NotTaken(ValidationError):
    """What is asked for, or of whom, is not on the site any more."""


@dataclass(frozen=True)
class Sent:
    """A request as it was stored. `is_new` is false where the very same had been sent before."""

    request: HelpRequest
    is_new: bool


def _current(key: UUID) -> Concept:
    concept = Concept.objects.filter(uuid=key, kind=Kind.COMPETENCY).first()
    if concept is None:
        raise NotTaken(_("What you want help with is not on the site any more."))
    return Concept.objects.get(pk=current_concepts([concept.pk])[concept.pk])


def organisation_by(key: UUID | None) -> Organisation | None:
    """Return the row first written of a live organisation, or None."""
    same = Organisation.objects.filter(translation_key=key)
    return same.order_by("pk").first() if key and same.filter(live=True).exists() else None


def _fingerprint(concept: Concept, organisation: Organisation, email: str, question: str) -> str:
    parts = (str(concept.pk), str(organisation.pk), email, " ".join(question.split()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def send(
    *,
    concept_key: UUID,
    organisation_key: UUID,
    question: str,
    name: str,
    email: str,
    language: str,
    shows: bool = False,
    from_key: UUID | None = None,
    user: Any = None,
    confirmed: bool = False,
    circumstances: Mapping[str, Any] | None = None,
) -> Sent:
    """Store a request, decide about it, and see to the mails that follow: one transaction.

    `confirmed` says that the address is known to be the asker's. Sending the same again returns what is there.
    Raises NotTaken.
    """
    known = dict(circumstances or {})
    email = normal_address(email)
    # Before the transaction: it may take seconds.
    if (said := ask_spam_service(text=question, name=name, email=email)) is not None:
        known["spam_service"] = said
    with transaction.atomic():
        concept, organisation = _current(concept_key), organisation_by(organisation_key)
        if organisation is None:
            raise NotTaken(_("The organisation is not on the site any more. Choose another."))
        print_ = _fingerprint(concept, organisation, email, question)
        request = HelpRequest(
            concept=concept,
            organisation=organisation,
            name=name,
            email=email,
            from_organisation=organisation_by(from_key),
            language=language,
            question=question,
            html=render(question),
            asker_shows=shows,
            fingerprint=print_,
            circumstances=known,
        )
        try:
            with transaction.atomic():
                request.save(force_insert=True)
        except IntegrityError:
            before = HelpRequest.objects.filter(fingerprint=print_).first()
            if before is None:
                raise
            # Sent before she was recognised: now there is no doubt whose it is.
            return Sent(confirm(request=before, user=user) if confirmed else before, is_new=False)
        HelpEvent.objects.create(request=request, actor=HelpActor.ASKER, user=user, after=HelpState.UNCONFIRMED)
        if confirmed:
            _confirmed(request, user)
        else:
            _unconfirmed(request)
    return Sent(request, is_new=True)


def _unconfirmed(request: HelpRequest) -> None:
    decision = judge(request)
    after = STATE_AFTER[decision.verdict]
    if after in {HelpState.SPAM, HelpState.REJECTED}:
        # No mail to an address that only a machine, or somebody who is not wanted here, has given.
        move(request=request, to=after, actor=HelpActor.RULES, code=decision.reasons[0].code)
    else:
        ask_again(request=request)


@transaction.atomic
def ask_again(*, request: HelpRequest) -> bool:
    """Ask by mail whether a request is hers; return False where that address has been asked enough today."""
    if not may_ask(Writer.objects.for_address(request.email, language=request.language)):
        return False
    emails.ask_to_confirm(request)
    return True


@transaction.atomic
def confirm(*, request: HelpRequest, user: Any = None) -> HelpRequest:
    """Take the asker's word that a request is hers, and decide about it. A second time changes nothing."""
    request = locked(request)
    if request.state == HelpState.UNCONFIRMED:
        _confirmed(request, user)
    return request


def locked(request: HelpRequest) -> HelpRequest:
    """Return a request as it is now, for one change at a time. Raises MoveRefused where it is gone."""
    found = HelpRequest.objects.select_for_update().filter(pk=request.pk).first()
    if found is None:
        raise MoveRefused(_("The request is not here any more."))
    return found


def writer_of(request: HelpRequest) -> Writer:
    """Return the writer, known from her comments as well, whose address a request was sent from."""
    return Writer.objects.for_address(request.email, language=request.language)


def _confirmed(request: HelpRequest, user: Any) -> None:
    now = timezone.now()
    HelpRequest.objects.filter(pk=request.pk).update(confirmed_at=now)
    request.confirmed_at = now
    writer = writer_of(request)
    Writer.objects.filter(pk=writer.pk).update(
        name=request.name, language=request.language, confirmed_at=writer.confirmed_at or now
    )
    decision = judge(request, user=user)
    after, code = STATE_AFTER[decision.verdict], decision.reasons[0].code if decision.reasons else ""
    if request.events.filter(actor=HelpActor.MODERATOR, code=BROUGHT_BACK).exists():
        # A moderator has seen what the rules saw.
        after, code = HelpState.PENDING, BROUGHT_BACK
    if after not in {HelpState.SPAM, HelpState.REJECTED} and declined_before(request):
        after, code = HelpState.CLOSED, DECLINED_BEFORE
    if after == HelpState.OPEN and not contact_of(request.organisation):
        after, code = HelpState.PENDING, NO_CONTACT
    move(request=request, to=after, actor=HelpActor.RULES, code=code)
    if after == HelpState.OPEN:
        emails.tell_contact(request)
    elif after == HelpState.PENDING:
        moderator_mails.tell_at_once(request)


def declined_before(request: HelpRequest) -> HelpEvent | None:
    """Return when this organisation declined to help this person with this competency, or None.

    Also where it was asked about a competency that has been merged with this one since.
    """
    if not request.email:
        return None
    earlier = (
        HelpEvent.objects.filter(
            after=HelpState.DECLINED,
            actor=HelpActor.CONTACT,
            request__email=request.email,
            request__organisation=request.organisation_id,
        )
        .exclude(request=request.pk)
        .select_related("request")
        .order_by("-pk")
    )
    events = list(earlier)
    current = current_concepts({request.concept_id, *(event.request.concept_id for event in events)})
    same = current[request.concept_id]
    return next((event for event in events if current[event.request.concept_id] == same), None)


@transaction.atomic
def disown(*, request: HelpRequest) -> bool:
    """Delete a request that was sent with somebody else's address; return False where it has been confirmed."""
    deleted, _models = HelpRequest.objects.filter(pk=request.pk, state=HelpState.UNCONFIRMED).delete()
    return bool(deleted)
