"""The first-run page, where an administrator on an empty site makes it her own, and what readers see meanwhile."""

import pytest
from django.contrib.sites.models import Site as DjangoSite
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.models.role import RoleKey
from accounts.services import create_staff
from collaboration.models import Organisation
from config.start import NewOrganisation, start_site
from home.models import HomePage, SiteText

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Forget which sites there were: Wagtail keeps that in the cache."""
    cache.clear()
    yield
    cache.clear()
    DjangoSite.objects.clear_cache()


@pytest.fixture
def administrator(client):
    user, _password = create_staff(email="sjef@example.org", name="Siri Sjef", role=RoleKey.ADMINISTRATOR)
    client.force_login(user)
    return user


def filled_in(**changes):
    asked = {
        "name": "Ni museer",
        "tagline": "Sammen om samlingene",
        "languages": ["nb", "en"],
        "organisations": "Glassmuseet | Glass | museum\n\nBåtmuseet\n",
        "editor_email": "kari@example.org",
    }
    return {**asked, **changes}


def test_an_empty_site_tells_readers_so_and_administrators_where_to_begin(client):
    response = client.get("/")
    page = response.content.decode()
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert reverse("start_site") in page
    assert not response.cookies
    assert client.get("/nn/").status_code == 200


def test_a_started_site_shows_its_own_front_page_and_its_own_not_found(client):
    start_site(name="Museene", languages=["nb"], organisations=[NewOrganisation("Glassmuseet")])
    response = client.get("/")
    assert "X-Robots-Tag" not in response
    assert reverse("start_site") not in response.content.decode()
    HomePage.objects.get(locale__language_code="nb").unpublish()
    assert client.get("/").status_code == 404


def test_the_first_run_page_is_for_administrators(client):
    page = reverse("start_site")
    assert client.get(page).url.startswith(reverse("wagtailadmin_login"))
    editor, _password = create_staff(email="kari@example.org", name="Kari", role=RoleKey.EDITOR)
    client.force_login(editor)
    for response in (client.get(page), client.post(page, filled_in())):
        assert response.url == reverse("wagtailadmin_home")
    assert not HomePage.objects.exists()
    administrator, _password = create_staff(email="siri@example.org", name="Siri", role=RoleKey.ADMINISTRATOR)
    User.objects.filter(pk=administrator.pk).update(is_superuser=False)
    client.force_login(administrator)
    assert client.get(page).status_code == 200


def test_the_first_run_page_makes_the_site_and_shows_the_password_once(client, administrator):
    response = client.post(reverse("start_site"), filled_in())
    editor = User.objects.get(email="kari@example.org")
    password = response.context["started"].password
    assert password in response.content.decode()
    assert editor.check_password(password)
    assert "no-store" in response["Cache-Control"]
    home = HomePage.objects.get(locale__language_code="nb")
    assert (home.title, home.owner) == ("Ni museer", administrator)
    assert [row.name for row in Organisation.objects.order_by("pk")] == ["Glassmuseet", "Båtmuseet"]
    assert {row.locale.language_code for row in HomePage.objects.all()} == {"nb", "en"}
    for again in (client.get(reverse("start_site")), client.post(reverse("start_site"), filled_in())):
        assert again.url == reverse("wagtailadmin_home")
    assert SiteText.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"tagline": "t" * 161}, "tagline"),
        ({"languages": ["en"]}, "languages"),
        ({"languages": ["nb", "kl"]}, "languages"),
        ({"organisations": "Glassmuseet|a|b|c"}, "organisations"),
        ({"organisations": "Glassmuseet\nglassmuseet"}, "organisations"),
        ({"editor_email": "kari"}, "editor_email"),
    ],
)
def test_a_mistake_on_the_first_run_page_is_shown_at_its_field_and_nothing_typed_is_lost(
    client, administrator, changes, field
):
    given = filled_in(**changes)
    response = client.post(reverse("start_site"), given)
    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [field]
    page = response.content.decode()
    for kept in ("Ni museer", "Sammen om samlingene", "Glassmuseet", "kari@example.org"):
        if kept in str(given.values()):
            assert kept in page
    assert not HomePage.objects.exists()


def test_the_first_run_page_needs_djangos_token(administrator):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)
    assert strict.post(reverse("start_site"), filled_in()).status_code == 403
    assert not HomePage.objects.exists()
