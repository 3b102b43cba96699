"""Those who follow the demo: invented people, and what they were mailed in the past. Nothing is still to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from taggit.models import Tag

from blog.following import subject_of
from blog.models import Author, Category
from collaboration.models import Concept, Organisation, Session, Statement
from home.following import ALL, Subject, sources
from mail.models import SuspendedAddress
from mail.suspension import suspend
from subscriptions.models import Delivery, Event, Rhythm, Subscriber, Subscription, SubscriptionRequest, Weekday
from subscriptions.periods import next_due

DOMAIN = "example.org"
AT_ONCE, DAILY, WEEKLY = Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY
State = Subscriber.State


@dataclass(frozen=True)
class Follower:
    """Somebody who follows, or has; the numbers are days before the demo was loaded."""

    name: str
    confirmed: int
    # In the words of `_subjects`.
    follows: tuple[str, ...] = ("posts",)
    rhythm: Rhythm = AT_ONCE
    language: str = "nb"
    weekday: Weekday = Weekday.MONDAY
    stopped: int | None = None

    @property
    def address(self) -> str:
        return f"{self.name}@{DOMAIN}"


FOLLOWERS = (
    Follower("ingrid.solheim", 421, ("posts", "comments")),
    Follower("tor.arne.bakke", 417, ("posts", "Buskerud fylkesbibliotek"), DAILY),
    Follower("gunnhild.vagen", 408, ("posts",), WEEKLY, "nn"),
    Follower("jonas.dahl", 386, ("Akershus fylkesbibliotek", "arrangement"), DAILY),
    Follower("emily.carter", 371, ("posts",), WEEKLY, "en", Weekday.FRIDAY),
    Follower("arne.moen", 352),
    Follower("bjorg.haugen", 349, ("Oppsummering",)),
    Follower("camilla.strand", 330, ("posts", "Andre samling")),
    Follower("dag.ove.lien", 301, ("sosiale medier", "synlighet"), WEEKLY, "nn", Weekday.THURSDAY),
    Follower("eirin.foss", 288, ("Vestfold fylkesbibliotek",), WEEKLY),
    Follower("finn.aas", 262, ("posts",), DAILY),
    Follower("grete.nygard", 240, ("samspill",), DAILY),
    Follower("hanne.berge", 223, ("posts", "Østfold fylkesbibliotek", "Vestfold fylkesbibliotek")),
    Follower("iver.tangen", 197, ("Prosjektgruppa",)),
    Follower("jorunn.sande", 170, ("posts",), WEEKLY, "nn", Weekday.FRIDAY),
    Follower("kjetil.rud", 151, ("kompetanse", "sluttrapport"), WEEKLY),
    Follower("liv.marie.eide", 133, ("posts", "comments"), DAILY),
    Follower("magnus.holt", 104, ("Fra prosjektet",), AT_ONCE, "en"),
    Follower("nina.skaar", 88, ("Første samling", "Andre samling")),
    Follower("odd.martin.vik", 66, ("posts",), WEEKLY),
    Follower("pernille.borg", 45, ("posts",), DAILY, stopped=4),
    Follower("rune.iversen", 210, ("Buskerud fylkesbibliotek",), stopped=11),
    Follower("solveig.tveit", 315, ("posts",), WEEKLY, "nn", stopped=24),
    Follower("truls.aune", 280),
)
SUSPENDED = "truls.aune"
REFUSED = "550 5.1.1 <truls.aune@example.org>: Recipient address rejected: User unknown"
SUSPENDED_DAYS_AGO = 19
# (name, days ago, follows)
UNCONFIRMED = (("vigdis.ness", 1, ("posts",)), ("yngve.kvam", 4, ("Østfold fylkesbibliotek", "comments")))

# When followers would have been told of the posts given to `write_followers`, and of a change to the first.
PUBLISHED_DAYS_AGO = (41, 13)
CHANGED_DAYS_AGO = 8
CHANGE = "Datoen for sluttrapporten er endret: Den kommer rundt 1. juni."


def addresses() -> list[str]:
    return [one.address for one in FOLLOWERS] + [f"{name}@{DOMAIN}" for name, _days, _follows in UNCONFIRMED]


def write_followers(posts, now: datetime | None = None) -> None:
    """Write down the followers, and of the posts (translation keys) that they have been told already.

    Nothing that the demo has published is left to be told: no mail leaves because of it.
    """
    now = now or timezone.now()
    subjects = _subjects()
    for one in FOLLOWERS:
        _follower(one, subjects, now)
    suspend(address=f"{SUSPENDED}@{DOMAIN}", reason=SuspendedAddress.Reason.REFUSED, detail=REFUSED)
    SuspendedAddress.objects.filter(address=f"{SUSPENDED}@{DOMAIN}").update(
        suspended_at=now - timedelta(days=SUSPENDED_DAYS_AGO)
    )
    for name, days, follows in UNCONFIRMED:
        asked = now - timedelta(days=days)
        who = Subscriber.objects.create(email=f"{name}@{DOMAIN}", language="nb", created_at=asked, asked_at=asked)
        SubscriptionRequest.objects.create(
            subscriber=who,
            subjects=[str(subjects[word]) for word in follows],
            rhythm=AT_ONCE,
            language="nb",
            asked_at=asked,
            expires_at=asked + timedelta(days=7),
        )
    Event.objects.update(state=Event.State.DONE)
    for key, days in zip(posts, PUBLISHED_DAYS_AGO, strict=True):
        _tell(_event(key, now - timedelta(days=days)), subjects, now)
    _tell(_event(posts[0], now - timedelta(days=CHANGED_DAYS_AGO), CHANGE), subjects, now)


def _subjects() -> dict[str, Subject]:
    """Return {what it is called here: subject} of all that the demo's followers could follow."""
    found = {"posts": Subject("blog", ALL), "comments": Subject("comments", ALL)}
    for kind, model in (("organisation", Organisation), ("session", Session)):
        for row in model.objects.first_written():
            found[row.name] = Subject(kind, str(row.translation_key))
    for thing in (*Tag.objects.all(), *Category.objects.first_written(), *Author.objects.all()):
        found[thing.name] = subject_of(thing)
    said = Statement.objects.standing().values_list("wording", "concept")
    uuids = dict(Concept.objects.values_list("pk", "uuid"))
    return {**{wording.lower(): Subject("term", str(uuids[concept])) for wording, concept in said}, **found}


def _follower(one: Follower, subjects: dict[str, Subject], now: datetime) -> None:
    confirmed = now - timedelta(days=one.confirmed)
    stopped = one.stopped is not None
    who = Subscriber.objects.create(
        email=one.address,
        state=State.STOPPED if stopped else State.ACTIVE,
        language=one.language,
        rhythm=one.rhythm,
        weekday=one.weekday,
        created_at=confirmed - timedelta(hours=1),
        confirmed_at=confirmed,
        stopped_at=now - timedelta(days=one.stopped) if one.stopped is not None else None,
    )
    if not stopped:
        Subscription.objects.bulk_create(
            Subscription(subscriber=who, kind=subject.kind, key=subject.key, since=confirmed)
            for subject in (subjects[word] for word in one.follows)
        )


def _event(key, happened: datetime, note: str = "") -> Event:
    """Return that a post was published, or was changed as the note says, as long done."""
    event, _made = Event.objects.update_or_create(
        source="post",
        key=str(key),
        edition=1 if note else 0,
        defaults={
            "state": Event.State.DONE,
            "note": note,
            "happened_at": happened,
            "due_at": happened + timedelta(minutes=10),
            "subjects": [str(subject) for subject in sources["post"].subjects(str(key))],
        },
    )
    return event


def _tell(event: Event, subjects: dict[str, Subject], now: datetime) -> None:
    """Write down that those who followed then were told, when they wanted to be."""
    people = dict(Subscriber.objects.values_list("email", "pk"))
    for one in FOLLOWERS:
        begun = now - timedelta(days=one.confirmed)
        ended = SUSPENDED_DAYS_AGO if one.name == SUSPENDED else one.stopped
        until = now if ended is None else now - timedelta(days=ended)
        about = {str(subjects[word]) for word in one.follows} & set(event.subjects)
        if not about or not begun < event.happened_at < until:
            continue
        due = next_due(one.rhythm, one.weekday, event.due_at, timezone.get_default_timezone())
        # Who left before her day came was not told.
        mailed = due if due <= until else None
        Delivery.objects.create(
            subscriber_id=people[one.address],
            event=event,
            state=Delivery.State.MAILED if mailed else Delivery.State.STOPPED,
            due_at=due,
            mailed_at=mailed,
        )
