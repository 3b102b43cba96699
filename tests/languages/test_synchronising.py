"""wagtail-localize's own pages, with what they let slip through held back: rights, and what is live already."""

import pytest
from django.urls import reverse
from django.utils import translation as languages
from wagtail_localize.models import TranslationSource

from collaboration.models import Attribution, Goal, Kind
from tests import factories
from tests.languages.making import begin, publish, said, site_in_two_languages, synchronise, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with languages.override("en"):
        yield


@pytest.fixture
def translated():
    """Return a goal whose translation is live."""
    site_in_two_languages()
    term = factories.term(Kind.GOAL, "Mål")
    translation = begin(term)
    write(translation, "Mål", "Målet")
    publish(translation)
    translation.term = term
    return translation


def update(client, user, translation, **data):
    client.force_login(user)
    url = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return client.post(url, {"next": reverse("wagtailadmin_home"), **data}, follow=True)


def rename(term, name):
    term.name = name
    term.save()


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("translator", False)])
def test_synchronising_publishes_only_for_those_who_may_publish(client, translated, role, may):
    rename(translated.term, "Nytt mål")
    user = factories.user(role)
    client.force_login(user)
    url = reverse("wagtail_localize:update_translations", args=[translated.source_id])
    assert ("publish_translations" in client.get(url).content.decode()) is may
    update(client, user, translated, publish_translations="on")
    assert Goal.objects.get(locale=translated.target_locale).name == ("Nytt mål" if may else "Målet")
    assert TranslationSource.objects.get(pk=translated.source_id).object_repr == "Nytt mål"


def test_what_is_new_is_drafted_when_it_is_asked_for_and_not_published(client, translated, drafts):
    translated.term.description = "<p>Jeg er ikke ny.</p>"
    translated.term.save()
    response = update(client, factories.user("editor", language="en"), translated, use_machine_translation="on")
    assert said(translated) == {"Mål": "Målet", "Jeg er ikke ny.": "Eg er ikkje ny."}
    assert "1 text was drafted" in response.content.decode()
    assert Goal.objects.get(locale=translated.target_locale).description == ""


def test_drafting_and_publishing_in_one_go_is_refused(client, translated, drafts):
    translated.term.description = "<p>Jeg er ikke ny.</p>"
    translated.term.save()
    update(client, factories.user("editor"), translated, use_machine_translation="on", publish_translations="on")
    assert said(translated) == {"Mål": "Målet"}
    assert Goal.objects.get(locale=translated.target_locale).description == ""


def test_drafts_that_nobody_has_read_are_not_published_by_synchronising(client, translated):
    translated.term.description = "<p>Jeg er ikke ny.</p>"
    translated.term.save()
    synchronise(translated.term)
    write(translated, "Jeg er ikke ny.", "Eg er ikkje ny.", machine=True)
    translated.term.aliases = "Noe annet"
    translated.term.save()
    user = factories.user("editor", language="en")
    html = update(client, user, translated, publish_translations="on").content.decode()
    assert "was not published: it has drafts by a machine" in html
    assert Goal.objects.get(locale=translated.target_locale).description == ""


def test_when_the_program_fails_the_changes_are_brought_in_all_the_same(client, translated, program):
    program("exit 1")
    translated.term.description = "<p>Jeg er ikke ny.</p>"
    translated.term.save()
    user = factories.user("editor", language="en")
    html = update(client, user, translated, use_machine_translation="on").content.decode()
    assert "stopped with an error" in html
    assert translated.source.stringsegment_set.filter(string__data="Jeg er ikke ny.").exists()


def submit(client, page, **data):
    client.force_login(factories.user("editor"))
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(url, {"locales": [factories.locale("nn").pk], **data})


def test_translating_a_post_leaves_the_published_terms_it_names_on_the_site(client, translated):
    said_of_it = (Kind.GOAL, Attribution.UNATTRIBUTED, [], [(translated.term, "Målet vårt"), "Et annet mål"])
    page = factories.post([said_of_it])
    submit(client, page)
    target = Goal.objects.get(locale=translated.target_locale, translation_key=translated.term.translation_key)
    assert (target.live, target.name) == (True, "Målet")
    # What was not translated is begun, as it should be.
    assert Goal.objects.filter(locale=translated.target_locale, live=False).count() == 1
    assert page.get_translation(factories.locale("nn"))


def test_translating_what_is_below_a_page_does_not_write_into_what_is_translated(client):
    site_in_two_languages()
    one, other = factories.post(title="En"), factories.post(title="To")
    translation = begin(one)
    write(translation, "En", "Ein")
    target = publish(translation)
    target.title = "Ein, retta for hand"
    target.save_revision().publish()
    submit(client, factories.home_page(), include_subtree="on")
    target.refresh_from_db()
    assert target.title == "Ein, retta for hand"
    assert other.get_translation_or_none(factories.locale("nn"))
