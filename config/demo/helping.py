"""Requests for help in the demo, by invented people: two that readers see, one that was declined, one that waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from collaboration.asking.moves import move
from collaboration.asking.states import HelpActor, HelpState
from collaboration.models import Concept, HelpAnswer, HelpEvent, HelpRequest, Kind
from comments.text import clean, render
from config.demo.comments import GUNNHILD, INGRID, JONAS, SIRI, Person
from config.publishing import publish_snippet

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True)
class Help:
    """One request of the demo; what it is about by the words of a statement."""

    who: Person
    whom: str
    about: str
    question: str
    day: int = 0
    outcome: HelpState | None = None
    answer: str = ""
    is_public: bool = True


HELP = (
    Help(
        JONAS,
        "Vestfold",
        "Litteraturformidling",
        "Vi skal holde en dag om litteraturformidling for alle bibliotekene i Akershus til høsten. Har dere noen som "
        "kan vise hvordan dere bruker leseprøver, og hva koster det?",
        day=18,
        outcome=HelpState.ACCEPTED,
        answer="Det er vi med på! Vi sender et par kolleger en dag i *september*. Dere dekker reisen, resten tar vi.",
    ),
    Help(
        INGRID,
        "Buskerud",
        "Web",
        "Hvem hos dere kan svare på hvordan dere flyttet nettsidene til den nye løsningen?",
        day=20,
    ),
    Help(
        GUNNHILD,
        "Akershus",
        "Arrangement",
        "Kan de hjelpe oss med lyd og lys på ei samling i mai?",
        day=21,
        outcome=HelpState.DECLINED,
        answer="Dessverre ikke i mai. Spør gjerne igjen til høsten.",
        is_public=False,
    ),
    Help(
        SIRI,
        "Østfold",
        "Arrangement",
        "Hei! Vi er et lite bibliotek som skal ha forfatterbesøk for første gang. Har dere en sjekkliste vi kan få?",
    ),
)


def give_contact_addresses(organisations) -> None:
    """Give the organisations addresses to which no mail can come."""
    for organisation in organisations:
        organisation.contact_email = f"{organisation.slug}@example.org"
        publish_snippet(organisation)


def ask_for_help(organisations) -> None:
    """Write the requests, past all mail: nobody is to get any."""
    by_name = {organisation.short_name: organisation for organisation in organisations}
    for one in HELP:
        said = Concept.objects.filter(kind=Kind.COMPETENCY, statements__wording__iexact=one.about)
        concept = said.order_by("pk").first()
        if concept:
            _ask(one, concept, by_name)


def _ask(one, concept, by_name):
    at = datetime(2011, 4, one.day, 10, tzinfo=OSLO) if one.day else timezone.now() - timedelta(hours=5)
    text = clean(one.question)
    request = HelpRequest.objects.create(
        concept=concept,
        organisation=by_name[one.whom],
        from_organisation=by_name.get(one.who.organisation),
        name=one.who.name,
        email=one.who.address,
        language="nn" if one.who is GUNNHILD else "nb",
        question=text,
        html=render(text),
        asker_shows=one.is_public,
        contact_shows=one.is_public and bool(one.day),
        asked_at=at,
        confirmed_at=at,
    )
    HelpEvent.objects.create(request=request, at=at, actor=HelpActor.ASKER, after=HelpState.UNCONFIRMED)
    move(request=request, to=HelpState.PENDING, actor=HelpActor.RULES, code="first_time")
    if one.day:
        move(request=request, to=HelpState.OPEN, actor=HelpActor.MODERATOR)
    if one.outcome:
        move(request=request, to=one.outcome, actor=HelpActor.CONTACT)
        answer = clean(one.answer)
        HelpAnswer.objects.create(request=request, at=at + timedelta(days=1), text=answer, html=render(answer))
