"""Loading the demo where something is in the way."""

import io

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from collaboration.models import Statement, WordingTranslation
from config.demo import load as loading
from config.demo.wordings import ENGLISH
from config.start import NewOrganisation, start_site
from home.models import HomePage, SiteText

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Forget which sites there were: Wagtail keeps that in the cache."""
    cache.clear()
    yield
    cache.clear()


def test_a_run_that_breaks_off_leaves_nothing_and_the_next_one_loads_it_all(monkeypatch):
    def break_off(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(loading, "_translate", break_off)
        with pytest.raises(KeyboardInterrupt):
            call_command("load_demo", stdout=io.StringIO())
    assert not HomePage.objects.exists()
    assert not Statement.objects.exists()
    call_command("load_demo", stdout=io.StringIO())
    assert Statement.objects.count() == 114


@pytest.mark.parametrize("fresh", [False, True])
def test_somebodys_own_site_is_neither_mixed_with_the_demo_nor_removed(fresh):
    start_site(name="Museene", languages=["nb"], organisations=[NewOrganisation("Glassmuseet")])
    before = Page.objects.count(), Revision.objects.count()
    with pytest.raises(CommandError, match="content of its own"):
        call_command("load_demo", fresh=fresh, stdout=io.StringIO())
    assert (Page.objects.count(), Revision.objects.count()) == before
    assert SiteText.objects.get().name == "Museene"


def test_the_demo_needs_bokmaal_first(settings):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(CommandError, match="begin with nb"):
        call_command("load_demo", stdout=io.StringIO())
    assert not HomePage.objects.exists()


def test_some_of_what_was_said_has_english_beside_it_however_often_the_demo_is_loaded():
    call_command("load_demo", stdout=io.StringIO())
    before = set(WordingTranslation.objects.values_list("item_uuid", "original", "text"))
    assert {original for _item, original, _text in before} == set(ENGLISH)
    call_command("load_demo", fresh=True, stdout=io.StringIO())
    assert set(WordingTranslation.objects.values_list("item_uuid", "original", "text")) == before
