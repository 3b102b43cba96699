"""Build the demo site as an editor would: through the services, checks and publishing of her forms."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from blog.models import Author, Category, PostAuthor, PostCategory, PostPage
from collaboration.models import TERM_MODELS, Attribution, Session, SessionOrganisation, Theme
from config.demo import accessibility, seed, texts
from config.demo.comments import write_comments
from config.demo.developments import state_developments
from config.demo.empty import empty
from config.demo.followers import write_followers
from config.demo.helping import ask_for_help, give_contact_addresses
from config.demo.leads import name_leads
from config.demo.links import link_terms
from config.demo.promotions import promote_answers
from config.demo.themes import THEME_BY_TERM
from config.demo.wordings import translate_wordings
from config.publishing import in_one_go, publish_page, publish_snippet, translate
from config.start import start_site
from home.models import HomePage, StandardPage
from home.text.normalise import name_key
from search.indexing import rebuild

# The same for ever, so that the demo is known by them, and the anchors in its posts outlive a fresh start.
KEYS = uuid.UUID("5f0b2a52-3c0e-5a5d-9d5c-0d6e1a4b7c11")
SEED_POST = uuid.uuid5(KEYS, "seed post")
OWN_POST = uuid.uuid5(KEYS, "own post")
FIRST = uuid.uuid5(KEYS, "first session")
SECOND = uuid.uuid5(KEYS, "second session")

OSLO = ZoneInfo("Europe/Oslo")


class NotTheDemo(Exception):
    """The site holds somebody's own content, which the demo would mix with or remove."""


def is_loaded() -> bool:
    """Return whether the site is the demo, or what somebody has made of it."""
    posts = PostPage.objects.filter(translation_key__in=[SEED_POST, OWN_POST])
    return posts.exists() or Session.objects.filter(translation_key__in=[FIRST, SECOND]).exists()


def load(progress, *, fresh: bool = False) -> bool:
    """Load the demo into an empty site, all of it or nothing; with `fresh`, also in place of an older demo.

    Returns whether anything was done: a site that is the demo already is left as it is. Raises NotTheDemo.
    """
    loaded = is_loaded()
    if loaded and not fresh:
        return False
    if not loaded and HomePage.objects.exists():
        raise NotTheDemo
    if settings.LANGUAGE_CODE != "nb":
        raise ValidationError("The demo is written in bokmål: it needs LANGUAGES to begin with nb.")
    with in_one_go(), transaction.atomic():
        if loaded:
            progress.say("Removing the old demo")
            empty()
        progress.say("Starting the site: languages, pages and four organisations")
        started = start_site(
            name=texts.NAME,
            tagline=texts.TAGLINE,
            languages=[code for code, _name in settings.LANGUAGES],
            organisations=texts.ORGANISATIONS,
        )
        _write_pages(started)
        give_contact_addresses(started.organisations)
        statement = _accessibility_statement(started)
        sessions = [_session(FIRST, texts.FIRST_SESSION, started), _session(SECOND, texts.SECOND_SESSION, started)]
        post = seed.read()
        progress.say("Entering the terms that the groups said, each one once")
        terms = _terms(post, started.locales[0])
        link_terms(terms)
        progress.say("Publishing the posts")
        _publish_posts(post, terms, sessions, started)
        state_developments(started.locales[0], PostPage.objects.get(translation_key=OWN_POST, alias_of=None))
        progress.say("Translating the site's texts")
        _translate(started, sessions, statement)
        for locale in started.locales[1:]:
            translate_wordings(SEED_POST, locale)
        progress.say("Naming who leads what, and letting people ask for help")
        name_leads(started.organisations, OWN_POST)
        ask_for_help(started.organisations)
        progress.say("Letting people discuss it")
        write_comments(started.organisations, SEED_POST)
        progress.say("Letting people follow it")
        write_followers([OWN_POST, SEED_POST])
        promote_answers(statement)
        progress.say("Building the search index")
        rebuild()
    return True


def _write_pages(started) -> None:
    """Fill in what a new site leaves to its editors."""
    home, collaboration, about = started.home, started.pages["collaboration"], started.pages["about"]
    home.introduction = texts.HOME_INTRODUCTION
    collaboration.introduction = texts.COLLABORATION_INTRODUCTION
    about.title, about.introduction = texts.ABOUT_TITLE, texts.ABOUT_INTRODUCTION
    about.body = list(texts.ABOUT_BODY)
    for page in (home, collaboration, about):
        page.save_revision().publish()


def _session(key, words, started):
    name, day, precision, description = words
    session = Session(
        name=name,
        date=day,
        precision=precision,
        description=description,
        locale=started.locales[0],
        translation_key=key,
    )
    session.present = [
        SessionOrganisation(organisation=organisation, sort_order=place)
        for place, organisation in enumerate(started.organisations)
    ]
    return publish_snippet(session)


def _terms(post, locale):
    """Create the terms as the chooser does, by name alone. Returns {(block type, name key): term}."""
    themes = {name: publish_snippet(Theme(name=name, locale=locale)) for name in dict.fromkeys(THEME_BY_TERM.values())}
    stream = PostPage._meta.get_field("body").stream_block
    terms = {}
    for said in post.lists:
        model = TERM_MODELS[stream.child_blocks[said.block_type].kind]
        for entry in said.entries:
            name = seed.term_name(entry)
            if (said.block_type, name_key(name)) in terms:
                continue
            term = model(name=name, locale=locale)
            term.full_clean()
            term.save()
            term.concept.theme = themes[THEME_BY_TERM[name_key(name)]]
            term.concept.save()
            terms[said.block_type, name_key(name)] = term
    return terms


def _blocks(post, terms, organisations):
    """Yield the lists as the blocks of a post's body, with identifiers that are the same every time."""
    by_name = {organisation.short_name: organisation for organisation in organisations}
    for number, said in enumerate(post.lists):
        attribution, named = Attribution.UNATTRIBUTED, []
        if said.whose == seed.SHARED:
            attribution = Attribution.SHARED
        elif said.whose:
            attribution, named = Attribution.ORGANISATIONS, [by_name[said.whose].pk]
        items = [
            {
                "type": "item",
                "id": str(uuid.uuid5(SEED_POST, f"{number}/{place}")),
                "value": {"term": terms[said.block_type, name_key(seed.term_name(entry))].pk, "wording": entry},
            }
            for place, entry in enumerate(said.entries)
        ]
        value = {
            "heading": said.heading,
            "attribution": attribution.value,
            "organisations": named,
            "items": items,
        }
        yield {"type": said.block_type, "id": str(uuid.uuid5(SEED_POST, str(number))), "value": value}


def _publish_posts(post, terms, sessions, started) -> None:
    author = Author(name=texts.AUTHOR[0], presentation=texts.AUTHOR[1])
    author.full_clean()
    author.save()
    categories = {
        key: publish_snippet(Category(name=name, locale=started.locales[0])) for key, name in texts.CATEGORIES.items()
    }
    stream = PostPage._meta.get_field("body").stream_block
    for page, category, tags in (
        (
            PostPage(
                title=texts.POST_TITLE,
                translation_key=OWN_POST,
                date=datetime(2011, 3, 25, 12, tzinfo=OSLO),
                session=sessions[1],
                introduction=texts.POST_INTRODUCTION,
                body=[*texts.POST_BODY, ("live_picture", {"heading": "", "picture": "named", "caption": ""})],
            ),
            categories["project"],
            texts.POST_TAGS,
        ),
        (
            PostPage(
                title=post.title,
                translation_key=SEED_POST,
                date=datetime(2011, 4, 1, 12, tzinfo=OSLO),
                date_precision="month",
                session=sessions[0],
                introduction=post.introduction,
                body=stream.to_python(list(_blocks(post, terms, started.organisations))),
            ),
            categories["summary"],
            texts.SEED_TAGS,
        ),
    ):
        page.post_authors = [PostAuthor(author=author, sort_order=0)]
        page.post_categories = [PostCategory(category=category, sort_order=0)]
        page.tags.add(*tags)
        publish_page(page, started.pages["posts"])


def _accessibility_statement(started):
    """Publish the statement below the front page, where the foot of every page leads to it."""
    page = StandardPage(
        title=accessibility.TITLE.nb,
        slug=accessibility.SLUG,
        introduction=accessibility.INTRODUCTION.nb,
        body=accessibility.body(),
        locale=started.locales[0],
    )
    return publish_page(page, started.home)


def _translate(started, sessions, statement) -> None:
    """Translate what stands on every page, the organisations and the sessions, where there are words for it."""
    for locale in started.locales[1:]:
        code = locale.language_code
        # Home pages stand side by side: each keeps the address that it was given.
        own = {started.home.slug: started.home.get_translation(locale).slug}
        for sources, words in (
            ([started.text, started.home], texts.SITE),
            ([started.pages["collaboration"]], texts.COLLABORATION),
            ([started.pages["about"]], texts.ABOUT),
            ([statement], accessibility.words()),
            (started.organisations, texts.MEMBERS),
            (sessions, texts.SESSIONS),
        ):
            for source in sources if code in words else ():
                translate(source, locale, {**own, **words[code]})
