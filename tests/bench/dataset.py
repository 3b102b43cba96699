"""Fill an empty database with what is planned, by the steps that publish everything else.

Runs where Django is set up. Posts are published through revisions, and what they say is indexed by the
site's own signal handlers. Only what nobody waits for is done otherwise: the search index is built at the
end, and the reference index (who uses what, for the admin) is not built at all.
"""

import contextlib
import datetime
import sys
import time

from django.core.management import call_command
from django.db import connection, transaction
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend
from taggit.models import Tag

from blog.models import Author, Category, PostAuthor, PostCategory, PostPage
from collaboration.models import TERM_MODELS, Concept, Organisation, Session, SessionOrganisation, Statement, Theme
from config.publishing import in_one_go, publish_page
from config.start import NewOrganisation, start_site
from home.text.collation import sort_key
from home.text.normalise import name_key
from home.text.slugs import slug_for
from tests.bench import plan

POSTS_IN_A_TRANSACTION = 20
KINDS = ("competency", "challenge", "goal", "means")
THEMES = ("Formidling", "Samarbeid", "Opplæring", "Innkjøp", "Digitalt")
AUTHORS = ("Kari Nordmann", "Ola Nordmann", "Reidun Redaktør")
CATEGORIES = ("Oppsummering", "Prosjektet", "Nytt fra oss")
TAGS = ("samling", "kompetanse", "mål", "fylke", "framtid")


class NotAsPlanned(Exception):
    """The site does not hold what was to be loaded, so figures would be about something else."""


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


@contextlib.contextmanager
def without_tasks():
    """Drop the tasks that publication leaves for the worker: there would be thousands, and none of them counts."""
    usual = task_backends["default"]
    task_backends["default"] = DummyBackend("default", {})
    try:
        yield
    finally:
        task_backends["default"] = usual


def load(size: plan.Size) -> None:
    """Load everything; raises NotAsPlanned unless readers then find exactly what was asked for."""
    with in_one_go(), transaction.atomic():
        started = start_site(
            name="Målt samspill",
            tagline="Et nettsted som måles",
            languages=["nb", "nn", "en"],
            organisations=[
                NewOrganisation(f"Biblioteket i fylke {number:03}", f"Fylke {number:03}", "fylkesbibliotek")
                for number in range(size.organisations)
            ],
            hostname="127.0.0.1",
        )
    language = started.locales[0]
    terms = _terms(size, language)
    sessions = _sessions(size, started.organisations, language)
    shelf = _shelf(language)
    _publish(size, started, terms, sessions, shelf)
    say("  building the search index")
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    found = counts()
    for what in ("posts", "statements", "terms", "organisations", "sessions"):
        if found[what] != getattr(size, what):
            raise NotAsPlanned(f"{getattr(size, what)} {what} were asked for, and {found[what]} are there.")


def _terms(size, locale):
    """Make the terms, thousands at a time. Returns {block: [pk]}."""
    themes = [Theme.objects.create(name=name, locale=locale) for name in THEMES]
    made = {}
    for kind, (block, names) in zip(KINDS, plan.term_names(size).items(), strict=True):
        concepts = Concept.objects.bulk_create(
            Concept(kind=kind, theme=themes[number % len(themes)]) for number in range(len(names))
        )
        # What `save` fills in: the names are numbered, so that no slug is taken.
        rows = TERM_MODELS[kind].objects.bulk_create(
            TERM_MODELS[kind](
                name=name,
                locale=locale,
                concept=concept,
                slug=slug_for(name, 90),
                name_key=name_key(name),
                sort_key=sort_key(name, locale.language_code),
            )
            for name, concept in zip(names, concepts, strict=True)
        )
        made[block] = [row.pk for row in rows]
    return made


def _sessions(size, organisations, locale):
    sessions = []
    for number in range(size.sessions):
        held = datetime.date(2010, 1, 1) + datetime.timedelta(days=number)
        session = Session(name=f"Samling {number:04}", date=held, place="Tønsberg", locale=locale)
        session.present = [SessionOrganisation(organisation=row, sort_order=n) for n, row in enumerate(organisations)]
        session.save()
        sessions.append(session)
    return sessions


def _shelf(locale):
    """Return what posts are filed under: (authors, categories, tags)."""
    authors = [Author.objects.create(name=name) for name in AUTHORS]
    categories = [Category.objects.create(name=name, locale=locale) for name in CATEGORIES]
    return authors, categories, TAGS


def _publish(size, started, terms, sessions, shelf):
    stream = PostPage._meta.get_field("body").stream_block
    authors, categories, tags = shelf
    blog = started.pages["posts"]
    # wagtail-localize's copies of a new page belong to it; what they need is done here and now.
    waiting, last_said = list(plan.posts(size)), time.monotonic()
    for first in range(0, len(waiting), POSTS_IN_A_TRANSACTION):
        with without_tasks(), transaction.atomic():
            blog.refresh_from_db()
            for post in waiting[first : first + POSTS_IN_A_TRANSACTION]:
                page = PostPage(
                    title=post.title,
                    slug=post.slug,
                    date=post.date,
                    introduction=post.introduction,
                    session=sessions[post.session],
                    body=stream.to_python(list(_body(post, terms, started.organisations))),
                )
                page.post_authors = [PostAuthor(author=authors[post.number % len(authors)], sort_order=0)]
                page.post_categories = [PostCategory(category=categories[post.number % len(categories)], sort_order=0)]
                page.tags.add(tags[post.number % len(tags)], tags[(post.number + 1) % len(tags)])
                publish_page(page, blog)
        if time.monotonic() - last_said > 5:
            last_said = time.monotonic()
            say(f"  … {min(first + POSTS_IN_A_TRANSACTION, size.posts)} of {size.posts} posts")


def _body(post, terms, organisations):
    yield {"type": "heading", "id": _part(post, "heading"), "value": {"text": "Bakgrunn", "level": "h2"}}
    text = "".join(f"<p>{paragraph}</p>" for paragraph in post.paragraphs)
    yield {"type": "text", "id": _part(post, "text"), "value": text}
    for said in post.lists:
        value = {
            "heading": "",
            "attribution": said.attribution,
            "organisations": [organisations[place].pk for place in said.organisations],
            "items": [
                {
                    "type": "item",
                    "id": identifier,
                    "value": {"term": terms[said.block][term], "wording": wording, "note": ""},
                }
                for identifier, term, wording in said.items
            ],
        }
        yield {"type": said.block, "id": said.identifier, "value": value}


def _part(post, name):
    return str(plan.uuid.uuid5(plan.NAMESPACE, f"{post.number}/{name}"))


def counts() -> dict[str, int]:
    """Return how much readers find, each thing once in however many languages."""
    current = Concept.objects.filter(replaced_by=None)
    return {
        "posts": PostPage.objects.published().filter(alias_of=None).count(),
        "statements": Statement.objects.public().count(),
        "terms": current.count(),
        "organisations": Organisation.objects.first_written().count(),
        "sessions": Session.objects.first_written().count(),
        "tags": Tag.objects.count(),
    }
