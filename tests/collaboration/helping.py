"""Make what tests of requests for help and of leads need."""

import datetime
import itertools

from django.test import Client
from django.urls import reverse
from django.utils import translation

from collaboration.asking import answering, sending
from collaboration.asking.moves import move
from collaboration.asking.states import HelpActor, HelpState
from collaboration.models import HelpEvent, HelpRequest, Kind, Organisation, Responsibility
from comments import recognition
from tests import factories as make
from tests.comments import making

_numbers = itertools.count(1)
OURS = making.OURS
CONTACT = "hjelp@example.org"


def site():
    """Make the pages on which help is asked for."""
    making.ground()
    make.collaboration_page("nb")


def helper(name="Biblioteket i Tønsberg", **fields):
    """Make an organisation that can be written to."""
    return make.OrganisationFactory(**{"name": name, "contact_email": CONTACT, **fields})


def organisation(number=0):
    """Return one of the organisations there are."""
    rows = Organisation.objects.first_written().order_by("pk")
    return rows[number % rows.count()]


def competency(name="Lesestimulering"):
    return make.term(Kind.COMPETENCY, name)


def sent(*, concept=None, whom=None, confirmed=True, own=None, email=None, question=None, **fields):
    """Send a request through the service, and return it as the rules left it."""
    concept = concept or competency().concept
    whom = whom or Organisation.objects.order_by("pk").first() or helper()
    return sending.send(
        concept_key=concept.uuid,
        organisation_key=whom.translation_key,
        question=question or f"Spørsmål {next(_numbers)}: hvem kan vise oss hvordan bokbåten gjøres klar?",
        name=fields.pop("name", "Kari"),
        email=email or f"asker-{next(_numbers)}@example.org",
        language="nb",
        from_key=own.translation_key if own else None,
        confirmed=confirmed,
        **fields,
    ).request


def in_state(state, **fields):
    """Make a request in a state, by moves that are allowed."""
    request = sent(confirmed=False, **fields)
    if state == HelpState.UNCONFIRMED:
        return fresh(request)
    HelpRequest.objects.filter(pk=request.pk).update(confirmed_at=request.asked_at)
    request.refresh_from_db()
    move(request=request, to=HelpState.PENDING, actor=HelpActor.RULES, code="first_time")
    if state in {HelpState.REJECTED, HelpState.SPAM}:
        move(request=request, to=state, actor=HelpActor.MODERATOR, code="other")
    elif state != HelpState.PENDING:
        move(request=request, to=HelpState.OPEN, actor=HelpActor.MODERATOR)
        if state == HelpState.CLOSED:
            move(request=request, to=state, actor=HelpActor.ASKER)
        elif state != HelpState.OPEN:
            move(request=request, to=state, actor=HelpActor.CONTACT)
    return fresh(request)


def public(*, answer="Det kan vi.", **fields):
    """Make a request that both let readers see, with an answer."""
    request = in_state(HelpState.OPEN, shows=True, **fields)
    return answering.answer(request=request, to=HelpState.ACCEPTED, text=answer, shows=True)


def fresh(request):
    """Return the request as it is now in the database."""
    return HelpRequest.objects.select_related("organisation", "concept").get(pk=request.pk)


def lead(theme, organisation, *, since=datetime.date(2011, 3, 23), **fields):
    """Let an organisation lead a theme."""
    if source := fields.pop("source", None):
        fields["source_id"] = source.pk
    return Responsibility.objects.create(theme=theme, organisation=organisation, since=since, **fields)


def url(name, *args):
    with translation.override("nb"):
        return reverse(f"help:{name}", args=args)


def browser(of=None, **headers):
    """Return a browser that sends forms from our pages; of a writer who is recognised."""
    client = Client(**{**OURS, **headers})
    if of:
        value = recognition.signing.TimestampSigner(salt=recognition.SALT).sign(f"{of.pk}.{of.recognition_key}")
        client.cookies[recognition.COOKIE] = value
    return client


def form(of, /, **fields):
    """Return what the form sends; a field that is None is left out."""
    data = {
        "whom": str(of.translation_key),
        "comment": "Hvem kan vise oss hvordan bokbåten gjøres klar?",
        "name": "Kari",
        "email": "kari@example.org",
        **fields,
    }
    return {name: value for name, value in data.items() if value is not None}


def check_log(request):
    """The log tells one unbroken story, and ends where the request is."""
    events = list(HelpEvent.objects.filter(request=request.pk).order_by("pk"))
    assert (events[0].before, events[0].after) == ("", HelpState.UNCONFIRMED)
    for before, event in itertools.pairwise(events):
        assert event.before == before.after
    assert events[-1].after == fresh(request).state
