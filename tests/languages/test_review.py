"""Reading through: only what changed asks, with the difference and with the old translation to begin with."""

import pytest
from django.urls import reverse
from django.utils import translation as languages
from wagtail_localize.models import StringTranslation

from collaboration.models import Kind
from home.registries import to_dos_of
from languages.drafting import draft_translations
from languages.review import Why, mark_of, to_read
from languages.translator import ApertiumTranslator
from tests import factories
from tests.languages.making import begin, said, site_in_two_languages, synchronise, write

pytestmark = pytest.mark.django_db

FIRST, SECOND = "Vi møtes på tirsdag i Oslo.", "Alle fire bibliotek var med."


@pytest.fixture(autouse=True)
def in_english():
    with languages.override("en"):
        yield


@pytest.fixture
def editor():
    return factories.user("editor", language="en")


@pytest.fixture
def translated():
    """Return the translation of a post with two paragraphs, all of it by a person."""
    site_in_two_languages()
    post = factories.post(title="Møte", text=f"{FIRST}</p><p>{SECOND}")
    translation = begin(post)
    write(translation, "Møte", "Møte")
    write(translation, FIRST, "Vi møtest tysdag i Oslo.")
    write(translation, SECOND, "Alle fire bibliotek var med.")
    translation.post = post
    return translation


def change(translation, old, new):
    """Change a paragraph of the original, publish, and synchronise."""
    post = translation.post
    post.refresh_from_db()
    value = post.body.raw_data[0]["value"].replace(old, new)
    stream = post.body
    stream[0] = (stream[0].block_type, stream[0].block.to_python(value), stream[0].id)
    post.body = stream
    post.save_revision().publish()
    post.refresh_from_db()
    synchronise(post)
    translation.source.refresh_from_db()


def read(translation):
    return [(text.why, text.source, text.before, text.start) for text in to_read(translation)]


def page(client, user, translation):
    client.force_login(user)
    return client.get(reverse("languages:review", args=[translation.pk]))


def send(client, translation, save, **texts):
    return client.post(reverse("languages:review", args=[translation.pk]), {"save": save, **texts})


def fields(text, value):
    return {f"text-{text.pk}": value, f"mark-{text.pk}": text.mark}


def test_where_all_is_translated_and_nothing_changed_nothing_asks(translated):
    assert read(translated) == []


def test_only_the_changed_paragraph_asks_with_what_was_there_before(translated):
    change(translated, "tirsdag", "onsdag")
    assert read(translated) == [
        (Why.CHANGED, FIRST.replace("tirsdag", "onsdag"), FIRST, "Vi møtest tysdag i Oslo."),
    ]


def test_a_paragraph_that_is_put_in_is_new_and_no_change_of_another(translated):
    change(translated, SECOND, f"{SECOND}</p><p>Rapporten kommer i juni.")
    assert read(translated) == [(Why.NEW, "Rapporten kommer i juni.", "", "")]


def test_a_text_changed_twice_shows_what_the_translation_was_made_from(translated):
    change(translated, "tirsdag", "onsdag")
    change(translated, "onsdag", "torsdag")
    assert read(translated) == [(Why.CHANGED, FIRST.replace("tirsdag", "torsdag"), FIRST, "Vi møtest tysdag i Oslo.")]


def test_the_page_shows_the_difference_word_by_word_and_the_old_translation_to_begin_with(client, editor, translated):
    change(translated, "tirsdag", "onsdag")
    html = page(client, editor, translated).content.decode()
    assert "tirsdag</del>" in html
    assert "onsdag</ins>" in html
    assert "Taken away:" in html
    assert ">Vi møtest tysdag i Oslo.</textarea>" in html
    assert SECOND not in html


def test_what_is_saved_is_a_persons_and_asks_no_more(client, editor, translated):
    change(translated, "tirsdag", "onsdag")
    client.force_login(editor)
    [text] = to_read(translated)
    response = send(client, translated, str(text.pk), **fields(text, "Vi møtest onsdag i Oslo."))
    assert response.status_code == 200
    assert said(translated)[text.source] == "Vi møtest onsdag i Oslo."
    row = StringTranslation.objects.get(data="Vi møtest onsdag i Oslo.")
    assert (row.translation_type, row.last_translated_by) == ("manual", editor)
    assert read(translated) == []
    assert not translated.get_target_instance().live


def test_saving_one_text_keeps_what_was_typed_in_the_others(client, editor, translated):
    change(translated, "tirsdag", "onsdag")
    change(translated, "fire", "fem")
    client.force_login(editor)
    one, other = to_read(translated)
    html = send(
        client, translated, str(one.pk), **fields(one, "Onsdag."), **fields(other, "Halvveges")
    ).content.decode()
    assert ">Halvveges</textarea>" in html
    assert other.source not in said(translated)


def test_all_that_is_filled_in_can_be_saved_at_once(client, editor, translated):
    change(translated, "tirsdag", "onsdag")
    change(translated, SECOND, f"{SECOND}</p><p>Rapporten kommer i juni.")
    client.force_login(editor)
    changed, new = to_read(translated)
    response = send(client, translated, "all", **fields(changed, "Onsdag."), **fields(new, ""))
    assert response.status_code == 302
    assert [why for why, *_rest in read(translated)] == [Why.NEW]


@pytest.mark.parametrize("text", ["<p>Nei</p>", '<a id="a7">ukjent</a>', '<b class="x">Nei</b>', "  "])
def test_a_text_that_would_break_the_page_is_refused_and_kept_in_the_form(client, editor, translated, text):
    change(translated, "tirsdag", "onsdag")
    client.force_login(editor)
    [entry] = to_read(translated)
    response = send(client, translated, str(entry.pk), **fields(entry, text))
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert read(translated)[0][0] is Why.CHANGED


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(client, editor, translated):
    change(translated, "tirsdag", "onsdag")
    [text] = to_read(translated)
    machine = write(translated, text.source, "Eit utkast", machine=True)
    client.force_login(editor)
    response = send(client, translated, str(text.pk), **fields(text, "Mitt"))
    assert response.status_code == 422
    machine.refresh_from_db()
    assert machine.data == "Eit utkast"
    # Shown again with the mark of what is stored now, it can be saved.
    [now] = to_read(translated)
    assert f'value="{mark_of("Eit utkast")}"' in response.content.decode()
    send(client, translated, str(now.pk), **fields(now, "Mitt"))
    assert said(translated)[text.source] == "Mitt"


def test_a_machines_draft_asks_until_a_person_has_saved_it(client, editor, translated):
    change(translated, SECOND, f"{SECOND}</p><p>Jeg er blabla.")
    write(translated, "Jeg er blabla.", "Eg er blabla.", machine=True)
    [text] = to_read(translated)
    assert text.why is Why.MACHINE
    client.force_login(editor)
    send(client, translated, str(text.pk), **fields(text, text.start))
    assert read(translated) == []


def test_a_machine_leaves_a_text_that_a_person_had_translated_before_it_was_changed(translated, editor, drafts):
    change(translated, "tirsdag i", "ikke tirsdag i")
    change(translated, SECOND, f"{SECOND}</p><p>Jeg er ikke med.")
    [outcome] = draft_translations(translations=[translated], user=editor, translator=ApertiumTranslator({})).values()
    assert (outcome.drafted, outcome.to_review) == (1, 1)
    assert [(why, start) for why, _source, _before, start in read(translated)] == [
        (Why.CHANGED, "Vi møtest tysdag i Oslo."),
        (Why.MACHINE, "Eg er ikkje med."),
    ]


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("translator", True), ("moderator", False)])
def test_only_those_who_may_translate_read_through(client, translated, role, may):
    change(translated, "tirsdag", "onsdag")
    assert (page(client, factories.user(role), translated).status_code == 200) is may
    [text] = to_read(translated)
    send(client, translated, str(text.pk), **fields(text, "Nytt"))
    assert (text.source in said(translated)) is may


def test_whoever_opens_the_translation_is_told_with_the_way_there(client, editor, translated):
    change(translated, "tirsdag", "onsdag")
    client.force_login(editor)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[translated.get_target_instance().pk])).content.decode()
    assert "1 text was changed in the original." in html
    assert reverse("languages:review", args=[translated.pk]) in html


def test_the_list_and_the_first_page_of_the_admin_tell_what_waits(client, editor, translated):
    client.force_login(editor)
    index = reverse("languages:index")
    assert reverse("languages:review", args=[translated.pk]) not in client.get(index).content.decode()
    with languages.override("en"):
        assert not [thing for thing in to_dos_of(editor) if "read through" in thing.words]
    change(translated, "tirsdag", "onsdag")
    html = client.get(index).content.decode()
    assert reverse("languages:review", args=[translated.pk]) in html
    assert "New or changed in the original" in html
    with languages.override("en"):
        [thing] = [thing for thing in to_dos_of(editor) if "read through" in thing.words]
    assert thing.url == reverse("languages:review", args=[translated.pk])


def test_a_new_paragraph_among_translated_ones_is_no_change_in_the_list_either(client, editor, translated):
    change(translated, SECOND, f"{SECOND}</p><p>Rapporten kommer i juni.")
    client.force_login(editor)
    html = client.get(reverse("languages:index")).content.decode()
    assert reverse("languages:review", args=[translated.pk]) not in html


def test_a_terms_name_that_was_changed_altogether_keeps_its_old_translation_to_begin_with():
    site_in_two_languages()
    term = factories.term(Kind.GOAL, "Bibliotek")
    translation = begin(term)
    write(translation, "Bibliotek", "Bibliotek")
    term.name = "Lånekort"
    term.save()
    synchronise(term)
    assert read(translation) == [(Why.CHANGED, "Lånekort", "Bibliotek", "Bibliotek")]


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("moderator", False)])
def test_the_report_of_translations_leads_to_what_is_to_be_read(client, translated, role, may):
    client.force_login(factories.user(role))
    html = client.get(reverse("wagtail_localize:translations_report")).content.decode()
    assert (reverse("languages:index") + '"' in html.partition('id="listing-results"')[2]) is may
