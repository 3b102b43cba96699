"""New posts are drafted at once, where the site asks: once, never live, never what was brought in."""

import pytest
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation
from wagtail_localize.synctree import create_aliases_for_new_page

from languages.at_once import draft_new
from languages.models import LanguageSettings
from tests import factories
from tests.languages.making import publish, site_in_two_languages

pytestmark = [pytest.mark.django_db, pytest.mark.tasks]


@pytest.fixture
def nynorsk():
    site_in_two_languages()
    return factories.locale("nn")


@pytest.fixture
def follows(nynorsk):
    """Let nynorsk show what is written in bokmål."""
    LocaleSynchronization.objects.create(locale=nynorsk, sync_from=factories.locale())


@pytest.fixture
def wanted(nynorsk):
    LanguageSettings.load().draft_at_once.add(nynorsk)


@pytest.fixture
def published(django_capture_on_commit_callbacks):
    """Return what makes a post and publishes it, and lets the worker do what it is given."""

    def make(**fields):
        with django_capture_on_commit_callbacks(execute=True):
            return factories.post(**{"title": "Ikke nå", "text": "Jeg er her.", **fields})

    return make


def drafted():
    return set(StringTranslation.objects.values_list("data", flat=True))


def test_nothing_is_drafted_where_the_site_has_not_asked_for_it(drafts, nynorsk, published):
    published()
    assert not Translation.objects.exists()


def test_a_new_post_is_drafted_and_not_live(drafts, wanted, nynorsk, published):
    page = published()
    assert drafted() == {"Ikkje nå", "Eg er her."}
    assert not page.get_translation(nynorsk).live


def test_without_an_engine_the_translation_is_begun_with_the_text_of_the_original(wanted, nynorsk, published):
    page = published()
    assert not drafted()
    target = page.get_translation(nynorsk)
    assert (target.title, target.live) == ("Ikke nå", False)


def test_when_the_engine_fails_the_post_is_published_and_the_translation_begun(program, wanted, nynorsk, published):
    program("exit 1")
    page = published()
    assert page.live
    assert not drafted()
    assert Translation.objects.count() == 1


def test_a_draft_is_not_begun_again_when_the_post_is_published_anew(
    drafts, wanted, published, django_capture_on_commit_callbacks
):
    page = published()
    Translation.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Ikke enda"
        page.save_revision().publish()
    assert not Translation.objects.exists()


def test_what_was_brought_in_from_another_system_is_no_new_post(drafts, wanted, published):
    published(guid="https://eksempel.wordpress.com/?p=1")
    assert not Translation.objects.exists()


def test_a_post_that_is_not_published_waits(drafts, wanted, published):
    published(live=False)
    assert not Translation.objects.exists()


def test_publishing_a_translation_begins_none(drafts, wanted, nynorsk, published, django_capture_on_commit_callbacks):
    published()
    LanguageSettings.load().draft_at_once.add(factories.locale("en"))
    with django_capture_on_commit_callbacks(execute=True):
        publish(Translation.objects.get())
    assert Translation.objects.count() == 1


def test_the_mirror_that_readers_meet_stays_until_the_translation_is_published(
    drafts, wanted, follows, nynorsk, published
):
    page = published()
    # As Wagtail has it: the mirror is made after the publication was told of.
    assert not page.has_translation(nynorsk)
    create_aliases_for_new_page(page)
    mirror = page.get_translation(nynorsk)
    assert (mirror.alias_of_id, mirror.live, mirror.title) == (page.pk, True, "Ikke nå")
    assert mirror.written_in == "nb"
    page.title = "Ikke enda"
    page.save_revision().publish()
    mirror.refresh_from_db()
    assert mirror.title == "Ikke enda"
    Translation.objects.get().source.update_from_db()
    target = publish(Translation.objects.get())
    assert (target.pk, target.alias_of_id, target.written_in) == (mirror.pk, None, "nn")
    assert "Eg er her." in str(target.body)


def test_what_was_deleted_before_the_worker_came_is_passed_over(drafts, wanted, nynorsk, published):
    page = published()
    number = page.pk
    page.delete()
    draft_new(number, [nynorsk.pk])
    assert not Translation.objects.filter(target_locale=nynorsk, source__locale=nynorsk).exists()
