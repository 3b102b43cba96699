"""The demo's discussion: invented people, in their own written forms, on the post, one term, and to the moderators."""

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from blog.models import PostPage
from blog.talk import SUBJECT as POST
from collaboration.models import Concept, Kind, Statement
from collaboration.talk import SUBJECT as TERM
from comments.models import Kind as CommentKind
from comments.models import ModeratedComment
from comments.moves import move
from comments.posting import post
from comments.reasons import Rejection
from comments.states import Actor, State
from comments.text import clean

OSLO = ZoneInfo("Europe/Oslo")
MISSPELT = "universell uforming"


@dataclass(frozen=True)
class Person:
    """Somebody who might have been in the room. Nobody by these names was."""

    name: str
    address: str
    organisation: str = ""


INGRID = Person("Ingrid Solheim", "ingrid.solheim@example.org", "Østfold")
TOR = Person("Tor Arne Bakke", "tor.arne.bakke@example.org", "Buskerud")
GUNNHILD = Person("Gunnhild Vågen", "gunnhild.vagen@example.org", "Vestfold")
EMILY = Person("Emily Carter", "emily.carter@example.org")
JONAS = Person("Jonas Lie Dahl", "jonas.dahl@example.org", "Akershus")
SIRI = Person("Siri", "siri@example.org")


@dataclass(frozen=True)
class Said:
    """One comment of the demo. `answers` is the place in the list of the one it answers, from 1."""

    who: Person
    day: int
    language: str
    text: str
    answers: int = 0


THREAD = (
    Said(
        INGRID,
        4,
        "nb",
        "Fint å se alt samlet! Jeg legger merke til at *arrangement* står hos tre av oss. Kan vi dele på "
        "planleggingen, så slipper vi å lage det samme tre ganger?",
    ),
    Said(
        TOR,
        4,
        "nb",
        "Enig. Vi har en sjekkliste for forfatterbesøk som dere gjerne kan få:\n\n- avtale og honorar\n- reise\n"
        "- plakat i god tid\n- noen som tar imot",
        answers=1,
    ),
    Said(
        GUNNHILD,
        5,
        "nn",
        "Ja takk til sjekklista! Vi har brukt ei som er nesten heilt lik, men med eit punkt om teiknspråktolk. "
        "Skal vi slå dei saman?",
        answers=2,
    ),
    Said(TOR, 5, "nb", "Gjerne. Jeg sender vår i dag.", answers=3),
    Said(GUNNHILD, 6, "nn", "Fekk ho, og har skrive inn punkta våre. No er det éi liste.", answers=4),
    Said(
        INGRID,
        7,
        "nb",
        "Så raskt! Da foreslår jeg at vi prøver den på høstens turné, og retter den etterpå.",
        answers=5,
    ),
    Said(JONAS, 7, "nb", "Akershus blir med på det.", answers=6),
    Said(
        EMILY,
        11,
        "en",
        "I came across this from Leicestershire. We made much the same list with our neighbours last year, and were "
        "surprised by how few of our strengths were shared. How did you decide what counts as *shared*?",
    ),
    Said(
        JONAS,
        12,
        "en",
        "Good question. A catchword is under “shared” when the whole room agreed that several of us are good at it. "
        "It does not say which of us, and we have left it at that.",
        answers=8,
    ),
    Said(
        JONAS,
        13,
        "nb",
        "> hvordan fordele ære og berømmelse?\n\nDen burde vi ta på alvor. Kanskje er det enkleste å si hvem som har "
        "gjort hva, hver gang vi forteller om noe vi har fått til sammen.",
    ),
)
ON_A_TERM = Said(
    INGRID,
    14,
    "nb",
    "Vi har holdt kurs i dette for bibliotekene i Østfold to ganger, og gjør det gjerne for flere.",
)
WAITING = Said(
    SIRI,
    0,
    "nb",
    "Hei! Jeg arbeider på et lite bibliotek i innlandet. Er det bare fylkesbibliotekene som kan være med på "
    "kursene dere skriver om, eller kan vi andre også melde oss på?",
)
CORRECTION = Said(GUNNHILD, 0, "nb", "Det mangler en t. Det skulle stå utforming.")


def _post(said, *, subject, key, organisations, sent_at, **fields):
    posted = post(
        subject=subject,
        key=key,
        text=clean(said.text),
        name=said.who.name,
        email=said.who.address,
        language=said.language,
        organisation_key=organisations.get(said.who.organisation),
        confirmed=True,
        circumstances={"seconds_to_write": 90},
        sent_at=sent_at,
        tell=False,
        **fields,
    )
    return posted.comment


def _publish(comment):
    if comment.state == State.PENDING:
        move(comment=comment, to=State.PUBLISHED, actor=Actor.MODERATOR, tell=False)
    return comment


def write_comments(organisations, seed_post) -> None:
    """Write the discussion under the post with this key: published, one that waits, one that was turned down."""
    keys = {organisation.short_name: organisation.translation_key for organisation in organisations}
    page = PostPage.objects.filter(translation_key=seed_post).order_by("pk").first()
    written: list[ModeratedComment] = []
    for said, minute in zip(THREAD, itertools.count(step=7), strict=False):
        comment = _post(
            said,
            subject=POST,
            key=seed_post,
            organisations=keys,
            sent_at=datetime(2011, 4, said.day, 9, tzinfo=OSLO) + timedelta(minutes=minute),
            reply_to=written[said.answers - 1].pk if said.answers else 0,
        )
        written.append(_publish(comment))
    concept = Concept.objects.filter(kind=Kind.COMPETENCY, statements__wording__iexact=MISSPELT).order_by("pk").first()
    now = timezone.now()
    if concept:
        sent_at = datetime(2011, 4, ON_A_TERM.day, 13, 20, tzinfo=OSLO)
        _publish(_post(ON_A_TERM, subject=TERM, key=concept.uuid, organisations=keys, sent_at=sent_at))
    _post(WAITING, subject=POST, key=seed_post, organisations=keys, sent_at=now - timedelta(hours=3))
    statement = Statement.objects.filter(post=page, wording__iexact=MISSPELT).first()
    if statement:
        correction = _post(
            CORRECTION,
            subject=POST,
            key=seed_post,
            organisations=keys,
            sent_at=now - timedelta(days=1),
            kind=CommentKind.CORRECTION,
            statement_key=statement.uuid,
            proposed_wording="universell utforming",
            wording_before=statement.wording,
        )
        move(comment=correction, to=State.REJECTED, actor=Actor.MODERATOR, code=Rejection.AS_SAID)
