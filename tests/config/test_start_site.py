"""A site of one's own: from nothing to an empty but complete one, by command or by the first-run page."""

import io

import pytest
from django.contrib.sites.models import Site as DjangoSite
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Page, Site

from accounts.models import User
from accounts.models.role import RoleKey
from accounts.services import create_staff
from blog.models import BlogIndexPage, PostPage
from collaboration.models import CollaborationPage, Organisation
from config.publishing import publish_page
from config.start import NewOrganisation, start_site
from config.start_texts import is_worded
from home.models import HomePage, SiteText, StandardPage

pytestmark = pytest.mark.django_db

MUSEUMS = (
    "Glasmuseet",
    "Båtmuseet",
    "Flygmuseet",
    "Järnvägsmuseet",
    "Dräktmuseet",
    "Gruvmuseet",
    "Leksaksmuseet",
    "Skogsmuseet",
    "Åkermuseet",
)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Forget which sites there were: Wagtail keeps that in the cache."""
    cache.clear()
    yield
    cache.clear()
    DjangoSite.objects.clear_cache()


def start(**changes):
    asked = {"name": "Museene", "languages": ["nb", "nn", "en"], "organisations": [NewOrganisation("Glassmuseet")]}
    return start_site(**{**asked, **changes})


def nothing_was_made():
    made = (HomePage, SiteText, Organisation, Site, User)
    return not any(model.objects.exists() for model in made)


# What is made


def test_a_new_site_has_its_pages_in_the_order_of_the_menu():
    started = start(tagline="Sammen")
    pages = started.home.get_children().specific()
    assert [(type(page), page.slug, page.show_in_menus) for page in pages] == [
        (BlogIndexPage, "blogg", True),
        (CollaborationPage, "samarbeid", True),
        (StandardPage, "om", True),
        (StandardPage, "personvern", False),
    ]
    assert all(page.live and page.live_revision_id for page in [started.home, *pages])
    assert (started.text.name, started.text.tagline) == ("Museene", "Sammen")


def test_every_page_answers_in_every_language_at_once(client):
    start()
    for language in ("", "nn/", "en/"):
        for path in ("", "blogg/", "samarbeid/", "om/", "personvern/"):
            assert client.get(f"/{language}{path}").status_code == 200


def test_what_the_site_stores_is_said_in_the_readers_language(client):
    start()
    page = client.get("/en/personvern/").content.decode()
    assert "does not store your IP address" in page
    assert "nothing for 24 months" in page


def test_the_members_are_listed_about_the_site_as_they_are_called(client):
    start(organisations=[NewOrganisation("Vann & Sønn <AS>")])
    assert "<li>Vann &amp; Sønn &lt;AS&gt;</li>" in client.get("/om/").content.decode()


def test_organisations_get_names_and_visual_keys_of_their_own():
    started = start(organisations=[NewOrganisation("Glassmuseet", "Glass", "museum"), NewOrganisation("Båtmuseet")])
    assert [(row.name, row.display_name, row.kind) for row in started.organisations] == [
        ("Glassmuseet", "Glass", "museum"),
        ("Båtmuseet", "Båtmuseet", ""),
    ]
    assert len({(row.letter, row.bands, row.colour) for row in started.organisations}) == 2
    assert all(row.live for row in started.organisations)


def test_the_first_editor_gets_a_password_that_works():
    started = start(editor_email="Kari@Example.org")
    assert started.editor.email == "kari@example.org"
    assert started.editor.check_password(started.password)
    assert started.editor.groups.filter(role__key=RoleKey.EDITOR).exists()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "https://samspill.example.org"),
        ({"hostname": "museene.example.org", "port": 8080}, "http://museene.example.org:8080"),
    ],
)
def test_the_site_answers_at_the_address_in_the_settings_or_the_one_given(settings, given, address):
    settings.BASE_URL = "https://samspill.example.org"
    site = start(**given).site
    assert (site.root_url, site.is_default_site) == (address, True)
    assert DjangoSite.objects.get_current().name == "Museene"


def test_nine_museums_write_in_swedish(settings, client):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("sv", "Svenska")]
    settings.LANGUAGE_CODE = "sv"
    started = start(name="Nio museer", languages=["sv"], organisations=map(NewOrganisation, MUSEUMS))
    assert [page.slug for page in started.home.get_children()] == ["blogg", "samarbete", "om", "integritet"]
    assert [row.name for row in started.organisations] == list(MUSEUMS)
    assert len({row.letter for row in started.organisations}) == 9
    assert {page.locale.language_code for page in Page.objects.all()} == {"sv"}
    assert Locale.get_default().language_code == "sv"
    assert not is_worded("sv")


def test_pages_are_no_translation_in_a_language_that_has_no_words_for_them():
    """What a catalogue lacks comes from the site's own language: a Sámi page would hold Norwegian."""
    assert [code for code in ("nb", "nn", "en", "se", "sv") if is_worded(code)] == ["nb", "nn", "en"]


# Languages follow


def new_post(title):
    return PostPage(title=title, slug="nytt", date=timezone.now())


def test_a_post_published_by_code_is_there_in_every_language(client):
    started = start()
    publish_page(new_post("Nytt fra museene"), started.pages["posts"])
    for language in ("", "nn/", "en/"):
        assert "Nytt fra museene" in client.get(f"/{language}blogg/nytt/").content.decode()


def test_a_post_made_in_the_admin_is_there_in_every_language_when_it_is_published(client):
    started = start()
    user, _password = create_staff(email="kari@example.org", name="Kari", role=RoleKey.EDITOR)
    client.force_login(user)
    form = {
        "title": "Nytt fra museene",
        "slug": "nytt",
        "date": "2026-03-01 12:00",
        "date_precision": "day",
        "comments_open": "on",
        "show_changes": "on",
        "body-count": "0",
        **{
            f"{formset}-{field}": "0"
            for formset in ("post_authors", "post_categories", "comments")
            for field in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
        },
    }
    add = reverse("wagtailadmin_pages:add", args=["blog", "postpage", started.pages["posts"].pk])
    response = client.post(add, form)
    post = PostPage.objects.get(alias_of=None, slug="nytt")
    assert response.status_code == 302
    client.logout()
    assert client.get("/en/blogg/nytt/").status_code == 404
    client.force_login(user)
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    client.post(edit, {**form, "action-publish": "1"})
    client.logout()
    for language in ("", "nn/", "en/"):
        assert "Nytt fra museene" in client.get(f"/{language}blogg/nytt/").content.decode()


# Bad input


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"name": "  "}, "name", "blank"),
        ({"name": "n" * 81}, "name", "80"),
        ({"tagline": "t" * 161}, "tagline", "160"),
        ({"languages": []}, "languages", "nb"),
        ({"languages": ["en", "nb"]}, "languages", "LANGUAGES"),
        ({"languages": ["nb", "kl"]}, "languages", "kl"),
        ({"languages": ["nb", "en", "en"]}, "languages", "once"),
        ({"organisations": [NewOrganisation("")]}, "organisations", "blank"),
        ({"organisations": [NewOrganisation("m" * 256)]}, "organisations", "255"),
        ({"organisations": [NewOrganisation("ABM"), NewOrganisation(" abm ")]}, "organisations", "twice"),
        ({"editor_email": "kari"}, "editor_email", "valid email"),
    ],
)
def test_what_is_wrong_is_said_by_name_in_ones_own_language_and_nothing_is_made(changes, field, told):
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        start(**changes)
    with translation.override("en"):
        messages = refusal.value.message_dict
    assert list(messages) == [field]
    assert told in " ".join(messages[field])
    assert nothing_was_made()


def test_a_site_that_is_started_is_left_alone():
    start()
    before = Page.objects.count(), SiteText.objects.get().name
    with pytest.raises(ValidationError) as refusal:
        start(name="En annen")
    assert refusal.value.code == "started"
    assert (Page.objects.count(), SiteText.objects.get().name) == before


# The command


def test_the_command_takes_everything_that_a_site_needs():
    output = io.StringIO()
    call_command(
        "start_site",
        "--name=Ni museer",
        "--languages=nb, en",
        "--organisation=Glassmuseet|Glass|museum",
        "--organisation=Båtmuseet",
        "--editor=kari@example.org",
        stdout=output,
    )
    password = output.getvalue().split()[-1]
    assert User.objects.get(email="kari@example.org").check_password(password)
    assert [row.display_name for row in Organisation.objects.order_by("pk")] == ["Glass", "Båtmuseet"]
    assert list(HomePage.objects.values_list("locale__language_code", flat=True)) == ["nb", "en"]
    assert "2 organisations, languages nb, en" in output.getvalue()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--languages=en"], "--languages: "),
        (["--editor=kari"], "--editor: "),
        (["--organisation=A|B|C|D"], "--organisation: "),
    ],
)
def test_the_command_says_which_option_is_wrong(arguments, told):
    with pytest.raises(CommandError, match=told):
        call_command("start_site", "--name=Museene", *arguments)
    assert nothing_was_made()
