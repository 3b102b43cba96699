"""The admin speaks the language that an editor has chosen, on every screen that she meets."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation.reloader import translation_file_changed
from wagtail.users.models import UserProfile

from config.catalogues import PACKAGES_FOLDER
from tests import factories
from tests.admin_language.reading import texts
from tests.admin_language.screens import Contents, screens
from tests.admin_language.words import Language, for_scripts
from tests.demo_site import demo_site

__all__ = ["demo_site"]

pytestmark = pytest.mark.django_db

LEAST = 0.95


@pytest.fixture
def contents(demo_site):
    return Contents(factories.user("editor"))


def forget_catalogues():
    """Let Django read its catalogues anew."""
    translation_file_changed(None, Path("django.mo"))


def opened(client, listed):
    """Return {name: texts} of the screens; each must open."""
    found, shut = {}, {}
    for screen in listed:
        response = client.get(screen.address, follow=True)
        if response.status_code != (404 if screen.name == "not found" else 200) or len(response.redirect_chain) > 1:
            shut[screen.name] = response.status_code
        found[screen.name] = texts(response, for_scripts(screen.scripts) if screen.scripts else None)
    assert shut == {}
    return found


def told(share, left):
    return "\n".join(
        [f"{share:.1%} in the language. Left:", *(f"  {text!r} ({at})" for text, at in sorted(left.items()))]
    )


@pytest.mark.parametrize("code", ["nb", "nn"])
@pytest.mark.parametrize("role", ["superuser", "editor"])
def test_what_an_editor_meets_is_in_her_language(code, role, client, contents):
    administrator = role == "superuser"
    client.force_login(
        factories.user(superuser=True, language=code) if administrator else factories.user(role, language=code)
    )
    found = opened(client, [screen for screen in screens(contents) if administrator or screen.for_editors])
    language = Language(code)
    said, left = set(), {}
    for name, read in found.items():
        in_it, in_another = language.judge(read)
        said |= in_it
        left |= dict.fromkeys(in_another, name)
    share = len(said) / (len(said) + len(left))
    print(f"\n{code}, {role}: {len(found)} screens, {len(said)} texts in the language, {len(left)} left, {share:.1%}")
    assert share >= LEAST, told(share, left)
    # Nothing has been overlooked: there is much to read.
    assert len(said) > 1000


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_without_the_catalogues_of_the_packages_the_reader_of_screens_would_see_it(code, client, demo_site, settings):
    language = Language(code)
    client.force_login(factories.user(superuser=True, language=code))
    address = reverse("wagtailadmin_explore", args=[factories.blog().pk])
    complete = language.judge(texts(client.get(address)))
    settings.LOCALE_PATHS = settings.LOCALE_PATHS[:1]
    forget_catalogues()
    try:
        said, left = language.judge(texts(client.get(address)))
    finally:
        settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, PACKAGES_FOLDER]
        forget_catalogues()
    assert len(complete[0]) / len(set().union(*complete)) >= LEAST
    assert len(said) / (len(said) + len(left)) < LEAST
    # In bokmål English shows; in nynorsk the bokmål that Wagtail brings, too.
    assert left >= ({"Show filters", "Toggle sidebar"} if code == "nb" else {"Show filters", "1 side valgt"})


# --- How she chooses it


def greeted(client, **headers):
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home"), **headers).content, "html.parser")
    return page.html["lang"], {link.get_text(strip=True) for link in page.select("a")}


@pytest.fixture
def editor(client):
    factories.site()
    editor = factories.user("editor")
    client.force_login(editor)
    return editor


def test_an_editor_who_has_chosen_nothing_gets_bokmaal_whatever_her_browser_asks_for(client, editor):
    for asked in ("en", "nn", "de"):
        assert greeted(client, headers={"accept-language": asked})[0] == "nb"


def test_an_editor_chooses_among_the_languages_of_the_site_in_her_profile(client, editor):
    page = BeautifulSoup(client.get(reverse("wagtailadmin_account")).content, "html.parser")
    offered = page.select("select[name=locale-preferred_language] option")
    assert {option["value"] for option in offered} == {"", "nb", "nn", "en"}

    fields = {field["name"]: field.get("value", "") for field in page.select("form input[name]:not([type=file])")}
    fields |= {"locale-preferred_language": "nn", "locale-current_time_zone": "Europe/Oslo"}
    fields |= {
        "name_email-last_name": "Vågen",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    response = client.post(reverse("wagtailadmin_account"), fields)
    assert response.status_code == 302, response.context["form"].errors
    assert UserProfile.objects.get(user=editor).preferred_language == "nn"
    assert greeted(client)[0] == "nn"


def test_what_is_said_first_in_one_language_is_not_said_so_in_the_next(client):
    """Choosers' buttons, and names in menus, are put together anew for each user."""
    post = factories.post()
    for code, said in {"nb": "Bytt kompetanse", "nn": "Byt kompetanse", "nb again": "Bytt kompetanse"}.items():
        client.force_login(factories.user(superuser=True, language=code[:2]))
        found = texts(client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])))
        assert said in found, code
        assert {"Oversettelser", "Omsetjingar"} & found == {"Omsetjingar" if code == "nn" else "Oversettelser"}


def test_the_forms_for_links_have_no_english_labels(client):
    client.force_login(factories.user(superuser=True, language="nb"))
    factories.site()
    found = {
        name: texts(client.get(reverse(f"wagtailadmin_choose_page_{name}_link")))
        for name in ("external", "email", "phone")
    }
    assert "Lenketekst" in found["external"] & found["email"] & found["phone"]
    assert found["email"] >= {"E-postadresse", "Emne", "Tekst"}
