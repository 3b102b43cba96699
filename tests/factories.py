"""Make what a test needs: a site, what is talked about on it, and posts that say something.

Posts are built from real blocks, cleaned as an editor's form cleans them, and published through
revisions, so that everything that hangs on publication happens in tests as it does in life.
"""

import datetime
import importlib
import uuid

import factory
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Collection, Locale, Page, Site
from wagtail.users.models import UserProfile

from accounts.models import Role, User
from accounts.models.role import RoleKey
from blog.models import Author, BlogIndexPage, Category, PostAuthor, PostCategory, PostPage
from collaboration.models import (
    TERM_MODELS,
    Attribution,
    CollaborationPage,
    Kind,
    Organisation,
    Session,
    SessionOrganisation,
    Theme,
)
from home.models import HomePage, SiteText, StandardPage
from home.text.normalise import name_key

LIST_BLOCKS = {
    Kind.COMPETENCY: "competencies",
    Kind.CHALLENGE: "challenges",
    Kind.GOAL: "goals",
    Kind.MEANS: "means",
}
PASSWORD = "a-password-for-tests"


def ground():
    """Make what the migrations make, where a test that flushes the database has removed it."""
    migration = importlib.import_module("config.migrations.0001_roles")
    if not Locale.objects.exists():
        migration.make_languages(apps)
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root", locale=Locale.get_default())
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    if not Role.objects.exists():
        migration.make_roles(apps)
        migration.make_workflow(apps)
        importlib.import_module("config.migrations.0002_comments").add_rights(apps, None)
        importlib.import_module("config.migrations.0003_headings_of_notes").give_right(apps)
        importlib.import_module("config.migrations.0004_undoing_merges").give_right(apps)
        importlib.import_module("config.migrations.0005_open_data").give_right(apps)
        importlib.import_module("config.migrations.0006_requests_and_leads").give_rights(apps)
        importlib.import_module("config.migrations.0007_following").give_rights(apps)
        importlib.import_module("config.migrations.0009_wordpress").give_rights(apps)
        importlib.import_module("config.migrations.0010_glossary").give_rights(apps)


def locale(language="nb"):
    """Return the locale of a language code, or the locale itself."""
    if isinstance(language, Locale):
        return language
    return Locale.objects.get_or_create(language_code=language)[0]


# --- People --------------------------------------------------------------------------------------


def user(role=None, email=None, *, superuser=False, language="", **fields):
    """Make somebody who may sign in with PASSWORD; with a role, she is in its group.

    With a language, the admin speaks it to her: for tests that read what it says.
    """
    ground()
    made = User.objects.create(
        email=email or f"{role or 'nobody'}-{uuid.uuid4().hex[:8]}@example.org",
        first_name=fields.pop("first_name", str(role or "nobody").capitalize()),
        password=make_password(PASSWORD),
        is_superuser=superuser,
        is_staff=superuser,
        **fields,
    )
    if role:
        made.groups.add(Role.objects.get(key=RoleKey(role)).group)
    if language:
        UserProfile.objects.create(user=made, preferred_language=language)
    return made


# --- The tree ------------------------------------------------------------------------------------


def site(**fields):
    """Return the site with its home page, making both if need be."""
    found = Site.objects.filter(is_default_site=True).first()
    if found:
        return found
    return Site.objects.create(
        **{
            "hostname": "testserver",
            "port": 80,
            "site_name": "Samspill",
            "is_default_site": True,
            "root_page": home_page(),
            **fields,
        }
    )


def add(parent, page, *, live=True):
    """Hang a page below another, through a revision, and publish it."""
    page.live = False
    page.locale = parent.locale if parent.depth > 1 else page.locale
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def home_page(language="nb", **fields):
    """Return the home page of a language; a second language's is a translation of the first's."""
    ground()
    found = HomePage.objects.filter(locale=locale(language)).first()
    if found:
        return found
    fields = {"title": "Samspill", "slug": f"samspill-{locale(language).language_code}", **fields}
    first = HomePage.objects.order_by("pk").first()
    if first:
        fields["translation_key"] = first.translation_key
    return add(Page.objects.get(depth=1), HomePage(locale=locale(language), **fields))


def _below_home(model, language, fields):
    site()
    found = model.objects.filter(locale=locale(language)).first()
    if found:
        return found
    first = model.objects.order_by("pk").first()
    if first:
        fields["translation_key"] = first.translation_key
    return add(home_page(language), model(**fields))


def blog(language="nb", **fields):
    """Return the blog of a language, on a site of its own."""
    return _below_home(BlogIndexPage, language, {"title": "Blogg", "slug": "blogg", **fields})


def collaboration_page(language="nb", **fields):
    """Return the collaboration page of a language."""
    return _below_home(CollaborationPage, language, {"title": "Samarbeidet", "slug": "samarbeid", **fields})


def standard_page(parent=None, *, live=True, **fields):
    """Make a page such as "About us"."""
    site()
    fields = {"title": "Om oss", "slug": f"om-{uuid.uuid4().hex[:8]}", **fields}
    return add(parent or home_page(), StandardPage(**fields), live=live)


# --- What is talked about ------------------------------------------------------------------------


class NamedFactory(factory.django.DjangoModelFactory):
    """Live, in the site's first language."""

    class Meta:
        abstract = True

    locale = factory.LazyFunction(locale)


class OrganisationFactory(NamedFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Biblioteket i by {n:03}")


class SessionFactory(NamedFactory):
    class Meta:
        model = Session
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Samling {n:03}")
    date = datetime.date(2011, 3, 23)

    @factory.post_generation
    def present(self, create, organisations):
        for organisation in organisations or []:
            SessionOrganisation.objects.create(session=self, organisation=organisation)


class ThemeFactory(NamedFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Tema {n:03}")


class CategoryFactory(NamedFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Kategori {n:03}")


class AuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Author

    name = factory.Sequence(lambda n: f"Kari Nordmann {n:03}")


class SiteTextFactory(NamedFactory):
    class Meta:
        model = SiteText

    name = "Samspill"


def term(kind, name, *, language="nb", theme=None, **fields):
    """Return the term of this name in this language, making it if need be."""
    model = TERM_MODELS[Kind(kind)]
    found = model.objects.filter(name_key=name_key(name), locale=locale(language), concept__replaced_by=None).first()
    made = found or model.objects.create(name=name, locale=locale(language), **fields)
    if theme:
        made.concept.theme = theme
        made.concept.save()
    return made


def translated(snippet, language="nn", **fields):
    """Return a live copy of a snippet in another language, with fields of its own."""
    copy = snippet.copy_for_translation(locale(language))
    for name, value in {"live": True, **fields}.items():
        setattr(copy, name, value)
    copy.save()
    return copy


# --- Posts ---------------------------------------------------------------------------------------


def statement_list(kind, attribution, organisations, wordings, heading=""):
    """Return one statement list as a block's stored value.

    Each wording is a text (its term has that name) or a pair (term, text).
    """
    items = []
    for wording in wordings:
        said_term, text = wording if isinstance(wording, tuple) else (term(kind, wording), wording)
        value = {"term": said_term.pk, "wording": text, "note": ""}
        items.append({"type": "item", "id": str(uuid.uuid4()), "value": value})
    return {
        "type": LIST_BLOCKS[Kind(kind)],
        "id": str(uuid.uuid4()),
        "value": {
            "heading": heading,
            "attribution": str(Attribution(attribution)),
            "organisations": [
                {"type": "item", "id": str(uuid.uuid4()), "value": organisation.pk} for organisation in organisations
            ],
            "items": items,
        },
    }


def body(said=(), text=""):
    """Return a post's body, cleaned as the form cleans it.

    `said` holds (kind, attribution, organisations, wordings) or ready values of `statement_list`.
    """
    raw = [{"type": "text", "id": str(uuid.uuid4()), "value": f"<p>{text}</p>"}] if text else []
    raw += [entry if isinstance(entry, dict) else statement_list(*entry) for entry in said]
    block = PostPage._meta.get_field("body").stream_block
    return block.clean(StreamValue(block, raw, is_lazy=True))


def post(
    said=(),
    *,
    live=True,
    parent=None,
    title=None,
    text="",
    session=None,
    authors=(),
    categories=(),
    tags=(),
    owner=None,
    scheduled=None,
    **fields,
):
    """Make a post below the blog; `live` publishes it, `scheduled` approves it for publication then."""
    parent = parent or blog()
    page = PostPage(
        title=title or f"Innlegg {uuid.uuid4().hex[:8]}",
        body=body(said, text),
        session=session,
        owner=owner,
        **fields,
    )
    page.post_authors = [PostAuthor(author=author) for author in authors]
    page.post_categories = [PostCategory(category=category) for category in categories]
    if tags:
        page.tags.add(*tags)
    if scheduled:
        page.go_live_at = scheduled
    return add(parent, page, live=live or bool(scheduled))


def revise(page, *, publish=False, scheduled=None, **changes):
    """Change a post in a new revision: a draft, one that waits for its time, or one that goes live.

    `said` in the changes is made into a body.
    """
    draft = page.get_latest_revision_as_object()
    if "said" in changes:
        changes["body"] = body(changes.pop("said"))
    for name, value in changes.items():
        setattr(draft, name, value)
    if scheduled:
        draft.go_live_at = scheduled
    revision = draft.save_revision()
    if publish or scheduled:
        revision.publish()
    page.refresh_from_db()
    return page


def tomorrow():
    """Return a time in the future, for what is scheduled."""
    return timezone.now() + datetime.timedelta(days=1)
