"""How easily a text reads: what is counted, what it means, and that an editor is told and never refused."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.running_text import lines_of_html
from home.text.link_texts import says_nothing
from home.text.readability import ENOUGH_WORDS, Level, measure
from tests import factories

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long_words"),
    [
        ("Vi møttes. Det var fint.", 5, 2, 0),
        ("Fylkesbibliotekene samarbeider.", 2, 1, 2),
        ("Sekser er seks, syv-tallet er lengre.", 6, 1, 1),
        ("Onsdag 23. mars kom vi, bl.a. fra Oslo.", 8, 1, 0),
        ("Er det sant? Ja! Vi sa: Kom.", 7, 4, 0),
        ("Ingen punktum\nmen to linjer", 5, 2, 1),
        ("«Kom hit.» Vi kom.", 4, 2, 0),
        ("… – !", 0, 0, 0),
        ("Han ropte … og gikk", 4, 1, 0),
    ],
)
def test_words_sentences_and_long_words_are_counted_as_lix_does(text, words, sentences, long_words):
    found = measure(text)
    counted = (found.words, found.sentences, found.long_words) if found else (0, 0, 0)
    assert counted == (words, sentences, long_words)


def test_lix_is_the_words_of_a_sentence_and_the_share_of_long_words():
    # Ten words in two sentences, of which four are long: 5 + 40.
    found = measure("Vi leser bibliotekplanen sammen nå. Kommunene betaler regningene etter du.")
    assert (found.words, found.sentences, found.long_words, found.lix) == (10, 2, 4, 45)
    assert found.level == Level.MEDIUM


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Vi er her. Du er der.", Level.VERY_EASY),
        ("Fylkesbibliotekene samarbeider tverrfaglig.", Level.VERY_HARD),
    ],
)
def test_the_figure_is_told_in_words(text, level):
    assert measure(text).level == level


def test_levels_leave_no_gap():
    bounds = [level.value for level in Level]
    assert bounds == sorted(bounds)
    assert bounds[-1] == float("inf")


@given(ANY_TEXT)
def test_any_text_is_measured_or_holds_no_word(text):
    found = measure(text)
    if found is None:
        assert not any(char.isalpha() for char in text)
    else:
        assert 1 <= found.sentences <= found.words
        assert 0 <= found.long_words <= found.words
        assert found.lix >= 1
        assert found.level in Level


@given(ANY_TEXT)
def test_any_html_gives_lines(html):
    assert "\n\n" not in lines_of_html(html)


def test_a_list_item_and_a_paragraph_are_lines_and_a_heading_is_none():
    html = "<h3>Overskrift</h3><p>Én <b>to</b><br/>tre</p><ul><li>fire<ul><li>fem</li></ul></li></ul>"
    assert lines_of_html(html).splitlines() == ["Én to", "tre", "fire", "fem"]


@pytest.mark.parametrize("text", ["her", "Les mer", "her.", "» Klikk her", "https://example.org/a?b=1", "Read more…"])
def test_a_link_text_that_could_lead_anywhere_says_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Les mer om rapporten", "herfra til Oslo", "rapporten", "Møtet på example.org", ""])
def test_a_link_text_that_names_something_is_left_alone(text):
    assert not says_nothing(text)


# In the editor

HARD = "Fylkesbibliotekenes kompetanseutviklingsprogram forutsetter tverrsektorielt samarbeid. " * 12
EASY = "Vi møttes i går, og det var fint. Nå går vi videre sammen. " * 5


def advice(client, page):
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    heading = BeautifulSoup(answer.content, "html.parser").find(
        string=lambda text: text.strip() == "Advice on the text"
    )
    return heading.find_parent("section").get_text(" ", strip=True)


@pytest.fixture
def editor(client, db):
    editor = factories.user("editor", language="en")
    client.force_login(editor)
    return editor


def test_an_editor_is_told_the_figure_and_what_it_means(client, editor):
    told = advice(client, factories.standard_page(introduction=EASY))
    assert "very easy to read" in told
    assert "Divide long sentences" not in told


def test_a_hard_text_is_advised_on(client, editor):
    told = advice(client, factories.post(text=HARD))
    assert "very hard to read" in told
    assert "Divide long sentences" in told


def test_a_short_text_is_not_measured(client, editor):
    assert "too little text" in advice(client, factories.standard_page(introduction="Fylkesbibliotekene."))
    assert measure("ord " * ENOUGH_WORDS).is_enough


def test_a_text_in_a_language_that_lix_was_not_made_for_is_not_measured(client, editor):
    page = factories.standard_page(factories.home_page("en"), introduction="We met and it went well. " * 20)
    assert "LIX" not in advice(client, page)
    assert "too little" not in advice(client, page)


def test_what_groups_said_is_not_measured(client, editor):
    said = [("goal", "shared", [], [f"samarbeidsutviklingskompetanse {number}" for number in range(60)])]
    assert "too little text" in advice(client, factories.post(said))


def test_links_that_say_nothing_are_named(client, editor):
    page = factories.post(
        text='Se <a href="https://example.org/">her</a> og <a href="https://example.org/b">planen</a>.'
    )
    told = advice(client, page)
    assert "The link “her”" in told
    assert "“planen”" not in told


def test_a_new_page_has_the_panel_too(client, editor):
    answer = client.get(reverse("wagtailadmin_pages:add", args=["blog", "postpage", factories.blog().pk]))
    assert "Advice on the text" in answer.content.decode()


def test_the_hardest_text_can_be_published(client, editor):
    page = factories.standard_page(live=False, title="Tungt", slug="tungt")
    form = {"title": "Tungt", "slug": "tungt", "introduction": HARD, "body": streamfield([]), "action-publish": "1"}
    form["comments"] = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(form))
    page.refresh_from_db()
    assert page.live
    assert page.introduction == HARD.strip()
