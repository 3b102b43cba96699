"""A machine drafts what nobody has translated, for a person to read; what a person wrote stays."""

import pytest
from django.urls import reverse
from django.utils import translation as languages
from wagtail_localize.models import StringTranslation

from collaboration.models import Attribution, Kind
from languages.models import GlossaryEntry
from languages.tool_names import tool_name, unknown_words
from tests import factories
from tests.languages.making import begin, publish, said, site_in_two_languages, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with languages.override("en"):
        yield


@pytest.fixture
def editor():
    return factories.user("editor", language="en")


def press(client, user, translation):
    client.force_login(user)
    url = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    return client.post(url, {"next": reverse("wagtailadmin_home")}, follow=True)


def post(text="Jeg er ikke her."):
    site_in_two_languages()
    return factories.post([(Kind.GOAL, Attribution.UNATTRIBUTED, [], ["Bli ikke borte"])], title="Ikke nå", text=text)


def open_editor(client, user, instance):
    client.force_login(user)
    if hasattr(instance, "snippet_viewset"):
        url = reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk])
    else:
        url = reverse("wagtailadmin_pages:edit", args=[instance.pk])
    return client.get(url).content.decode()


def test_a_post_with_statement_lists_is_drafted_in_one_call(client, editor, drafts):
    translation = begin(post())
    response = press(client, editor, translation)
    assert said(translation) == {"Ikke nå": "Ikkje nå", "Jeg er ikke her.": "Eg er ikkje her."}
    assert drafts.read_text().count("called") == 1
    assert "2 texts were drafted" in response.content.decode()
    # What was said stays as it was said.
    target = translation.get_target_instance()
    assert target.body[1].value["items"][0]["wording"] == "Bli ikke borte"
    assert target.body[1].value["items"][0]["term"].locale.language_code == "nn"


def test_the_button_stands_in_the_editor_of_pages_terms_and_organisations(client, editor, drafts):
    site_in_two_languages()
    things = [factories.post(), factories.term(Kind.GOAL, "Mål"), factories.OrganisationFactory()]
    for thing in things:
        translation = begin(thing)
        html = open_editor(client, editor, translation.get_target_instance())
        assert reverse("wagtail_localize:machine_translate", args=[translation.pk]) in html


def test_without_a_translator_there_is_no_button_and_a_sentence_says_what_to_install(client, editor, settings):
    assert settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR is None
    translation = begin(post())
    html = open_editor(client, editor, translation.get_target_instance())
    assert "machine_translate" not in html
    assert press(client, editor, translation).status_code == 404
    assert "apertium-nno-nob" in client.get(reverse("languages:index")).content.decode()


def test_what_cannot_be_translated_has_no_button(client, editor, drafts):
    factories.locale("en")
    translation = begin(post(), "en")
    assert "machine_translate" not in open_editor(client, editor, translation.get_target_instance())
    assert press(client, editor, translation).status_code == 404


def test_a_drafts_words_are_a_draft_and_readers_see_nothing_of_it(client, editor, drafts):
    term = factories.term(Kind.GOAL, "Ikke borte")
    site_in_two_languages()
    translation = begin(term)
    press(client, editor, translation)
    target = translation.get_target_instance()
    assert not target.live
    assert StringTranslation.objects.get(locale=target.locale).translation_type == "machine"


def test_what_is_live_is_not_changed_by_a_draft(client, editor, drafts):
    site_in_two_languages()
    translation = begin(factories.term(Kind.GOAL, "Jeg er ikke borte", description="<p>Jeg er ikke ny.</p>"))
    write(translation, "Jeg er ikke borte", "Her er eg")
    target = publish(translation)
    assert target.live
    press(client, editor, translation)
    assert said(translation)["Jeg er ikke ny."] == "Eg er ikkje ny."
    target.refresh_from_db()
    assert (target.live, target.name) == (True, "Her er eg")
    assert "ikkje ny" not in target.description


def test_what_a_person_wrote_is_never_overwritten(client, editor, drafts):
    translation = begin(post())
    write(translation, "Jeg er ikke her.", "Eg er vekke.")
    press(client, editor, translation)
    assert said(translation)["Jeg er ikke her."] == "Eg er vekke."


def test_words_nobody_knew_are_marked_beside_the_draft_and_not_in_it(client, editor, drafts):
    translation = begin(post("Jeg er blabla."))
    response = press(client, editor, translation)
    row = StringTranslation.objects.get(translation_of__data="Jeg er blabla.")
    assert row.data == "Eg er blabla."
    assert unknown_words(row.tool_name) == ("blabla",)
    assert "words that the program does not know" in response.content.decode()
    html = client.get(reverse("languages:review", args=[translation.pk])).content.decode()
    assert '<mark lang="nn">blabla</mark>' in html


def test_a_text_whose_link_would_break_is_left_to_a_person_and_the_rest_is_drafted(client, editor, drafts):
    translation = begin(post('Jeg er <a href="https://example.org/">brutt</a>.</p><p>Jeg er ikke brutt.'))
    response = press(client, editor, translation)
    assert said(translation) == {"Ikke nå": "Ikkje nå", "Jeg er ikke brutt.": "Eg er ikkje brutt."}
    assert "without breaking their links" in response.content.decode()


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("sleep 60", "did not answer in time"),
        ("exit 1", "stopped with an error"),
        ("echo nonsense", "an answer that can&#x27;t be used"),
        ('rm -- "$0"; kill $$', "stopped with an error"),
    ],
)
def test_when_the_program_fails_it_is_told_and_nothing_is_lost(client, editor, program, settings, script, told):
    translation = begin(post())
    write(translation, "Jeg er ikke her.", "Eg er vekke.")
    settings.APERTIUM_TIMEOUT = 0.5
    program(script)
    response = press(client, editor, translation)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert said(translation) == {"Jeg er ikke her.": "Eg er vekke."}


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("translator", True), ("moderator", False)])
def test_only_those_who_may_translate_may_draft(client, drafts, role, may):
    translation = begin(post())
    press(client, factories.user(role), translation)
    assert bool(said(translation)) is may


def test_a_draft_is_asked_for_by_post_alone(client, editor, drafts):
    translation = begin(post())
    client.force_login(editor)
    assert client.get(reverse("wagtail_localize:machine_translate", args=[translation.pk])).status_code == 405
    assert not said(translation)


def test_a_glossary_word_stands_in_the_draft(client, editor, drafts):
    GlossaryEntry.objects.create(source="borte", target="vekke")
    translation = begin(post("Jeg er ikke borte."))
    press(client, editor, translation)
    assert said(translation)["Jeg er ikke borte."] == "Eg er ikkje vekke."


def test_with_nothing_left_to_draft_no_process_is_begun(client, editor, drafts):
    translation = begin(factories.term(Kind.GOAL, "Mål")) if site_in_two_languages() else None
    write(translation, "Mål", "Mål")
    assert "nothing left to draft" in press(client, editor, translation).content.decode()
    assert not drafts.exists()


def test_a_long_row_of_unknown_words_is_cut_at_a_word():
    words = [f"ord{number:03}" for number in range(100)]
    name = tool_name("Apertium", words)
    assert len(name) <= 255
    assert unknown_words(name) == tuple(words[: len(unknown_words(name))])
    assert len(unknown_words(name)) > 20
    assert unknown_words("Apertium") == ()


def test_the_real_one_drafts_a_post(client, editor, real_apertium):
    translation = begin(post("Vi vet ikke hva <b>bibliotekene</b> gjør."))
    press(client, editor, translation)
    assert said(translation) == {
        "Ikke nå": "Ikkje no",
        "Vi vet ikke hva <b>bibliotekene</b> gjør.": "Vi veit ikkje kva <b>biblioteka</b> gjer.",
    }
