"""What was said stands in the words used; a translation stands beside them, for whoever reads another language."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from collaboration.merging import merge
from collaboration.models import Kind, Statement, WordingTranslation
from collaboration.wordings.translating import Answer, NotTranslated, stands_for, translate
from tests import factories as make

pytestmark = pytest.mark.django_db

SAID = "å lære av hverandre"
NYNORSK = "å lære av kvarandre"


@pytest.fixture
def post():
    """A post in bokmål that readers of nynorsk see untranslated."""
    make.collaboration_page()
    make.collaboration_page("nn")
    make.blog("nn")
    organisations = [make.OrganisationFactory(name="Akershus"), make.OrganisationFactory(name="Vestfold")]
    session = make.SessionFactory(name="Første samling")
    said = [
        ("goal", "organisations", organisations, [(make.term("goal", "Læring"), SAID), "Noe annet"]),
        ("competency", "shared", [], [(make.term("competency", "Musikk"), "mye musikk")]),
    ]
    page = make.post(said, title="Hva vil vi?", session=session)
    page.copy_for_translation(make.locale("nn"), alias=True)
    return page


def face_of(post, language="nn"):
    return Page.objects.get(translation_key=post.translation_key, locale=make.locale(language))


def item_of(wording=SAID):
    return Statement.objects.standing().filter(wording=wording).first().item_uuid


def answer(text, *, item=None, said=SAID, before="", fits=False):
    return Answer(item or item_of(said), text, stands_for(said), stands_for(before), still_fits=fits)


def put(post, text=NYNORSK, language="nn", **more):
    return translate(face=face_of(post, language), answers=[answer(text, **more)])


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def translations(client, address):
    """Return [(language, what is read out)] of the translations on a page."""
    return [(node["lang"], node.get_text()) for node in soup(client, address).main.select(".translated")]


def read_out(text, language="nn"):
    """Return what `translations` finds of one."""
    with override(language):
        return language, f"{_('Translated:')} {text}"


def pages_of(post, language="nn"):
    """Return the address of each kind of page that shows what was said."""
    base = make.collaboration_page(language).url
    words = {
        "nn": ("maal", "samlingar", "organisasjonar", "utsegn"),
        "nb": ("maal", "samlinger", "organisasjoner", "utsagn"),
    }
    goal, session, organisation, statement = words[language]
    mark = Statement.objects.standing().get(item_uuid=item_of(), organisation__name="Akershus").mark
    return {
        "post": face_of(post, language).url,
        "statement": f"{face_of(post, language).url}{statement}/{mark}/",
        "term": f"{base}{goal}/laering/",
        "session": f"{base}{session}/forste-samling/",
        "organisation": f"{base}{organisation}/akershus/",
    }


def questions(queries):
    """Return the queries that ask for translations and nothing else."""
    return [query for query in queries if query["sql"].startswith('SELECT "collaboration_wordingtranslation"')]


KINDS = ["post", "statement", "term", "session", "organisation"]


@pytest.mark.parametrize("kind", KINDS)
def test_readers_of_another_language_see_the_translation_beside_the_words(client, post, kind):
    put(post)
    address = pages_of(post)[kind]
    # What two organisations said together stands twice on pages that count each.
    assert set(translations(client, address)) == {read_out(NYNORSK)}
    page = soup(client, address)
    note = page.main.select_one(".translated")
    before = note.find_previous(string=SAID)
    spoken = before.find_parent(lambda node: node.has_attr("lang"))
    assert spoken["lang"] == "nb"
    assert any("further" in sheet["href"] for sheet in page.select("link[rel=stylesheet]"))


@pytest.mark.parametrize("kind", KINDS)
def test_readers_of_the_language_it_was_said_in_see_none_and_nothing_is_asked(client, post, kind):
    put(post)
    address = pages_of(post, "nb")[kind]
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert translations(client, address) == []
    assert not questions(queries)


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_asks_once_for_all_translations_and_other_pages_with_what_they_ask_anyway(client, post, kind):
    put(post)
    client.get(pages_of(post)[kind])
    with CaptureQueriesContext(connection) as queries:
        client.get(pages_of(post)[kind])
    assert len(questions(queries)) == (kind == "post")


def test_a_translated_post_marks_the_words_with_the_language_they_were_said_in(client, post):
    put(post)
    face_of(post).delete()
    copy = post.copy_for_translation(make.locale("nn"))
    copy.title = "Kva vil vi?"
    copy.save_revision().publish()
    put(post, "mykje musikk", said="mye musikk")
    page = soup(client, copy.url).main
    assert not page.article.has_attr("lang")
    assert page.find("span", string=SAID)["lang"] == "nb"
    assert translations(client, copy.url) == [read_out(NYNORSK), read_out("mykje musikk")]


def test_the_citation_and_the_title_keep_the_words(client, post):
    put(post)
    page = soup(client, pages_of(post)["statement"])
    assert SAID in page.find(id="citation").get_text()
    assert NYNORSK not in page.find(id="citation").get_text()
    assert SAID in page.title.get_text()


def test_readers_do_not_see_a_translation_of_other_words_than_those_that_stand_there(client, post):
    put(post)
    addresses = pages_of(post)
    body = post.body.raw_data
    body[0]["value"]["items"][0]["value"]["wording"] = "å lære av alle"
    make.revise(post, body=body, publish=True)
    for kind in ("statement", "term", "session", "organisation"):
        assert translations(client, addresses[kind]) == [], kind
    assert WordingTranslation.objects.get().original == SAID
    # Somebody has seen that it fits.
    said = "å lære av alle"
    translate(face=face_of(post), answers=[answer(NYNORSK, said=said, before=NYNORSK, fits=True)])
    assert set(translations(client, addresses["term"])) == {read_out(NYNORSK)}


def test_an_empty_text_deletes_the_translation_and_the_words_themselves_are_none(post):
    put(post)
    assert put(post, "", before=NYNORSK) == 1
    assert not WordingTranslation.objects.exists()
    with pytest.raises(NotTranslated):
        put(post, f" {SAID}\n")
    with pytest.raises(NotTranslated):
        put(post, "x" * 1001)
    assert not WordingTranslation.objects.exists()


@pytest.mark.parametrize("text", [SAID, ""])
def test_the_database_holds_no_translation_that_says_nothing(post, text):
    row = {"translation_key": post.translation_key, "item_uuid": item_of(), "locale": make.locale("nn")}
    with pytest.raises(IntegrityError), transaction.atomic():
        WordingTranslation.objects.create(original=SAID, text=text, **row)


def test_what_is_written_is_cleaned_as_wordings_are(post):
    put(post, " å lære\r\nav\x00 kvarandre ")
    assert WordingTranslation.objects.get().text == "å lære av kvarandre"


def test_one_translator_does_not_write_over_what_another_has_written_meanwhile(post):
    put(post)
    with pytest.raises(NotTranslated, match=NYNORSK):
        put(post, "noko anna", before="")
    # What she left as it was is not hers.
    assert put(post, "", before="") == 0
    assert WordingTranslation.objects.get().text == NYNORSK


def test_nothing_is_written_when_one_of_several_is_refused(post):
    answers = [answer("mykje musikk", said="mye musikk"), answer(SAID)]
    with pytest.raises(NotTranslated) as refused:
        translate(face=face_of(post), answers=answers)
    assert list(refused.value.problems) == [item_of()]
    assert not WordingTranslation.objects.exists()


def test_a_statement_that_is_taken_out_and_put_back_has_its_translation_again(client, post):
    put(post)
    address = pages_of(post)["term"]
    body = list(post.body.raw_data)
    make.revise(post, said=[("goal", "shared", [], ["Noe helt annet"])], publish=True)
    make.revise(post, body=body, publish=True)
    assert set(translations(client, address)) == {read_out(NYNORSK)}


def test_deleting_the_post_in_all_languages_deletes_the_translations(post):
    put(post)
    face_of(post).delete()
    assert WordingTranslation.objects.exists()
    Page.objects.get(pk=post.pk).delete()
    assert not WordingTranslation.objects.exists()


def test_a_copy_of_the_post_begins_without_translations_and_leaves_those_of_its_source(client, post):
    put(post)
    copy = post.copy(update_attrs={"slug": "kopi", "title": "Kopi"})
    assert item_of() in {row.item_uuid for row in Statement.objects.filter(translation_key=copy.translation_key)}
    assert not WordingTranslation.objects.filter(translation_key=copy.translation_key).exists()
    copy.delete()
    assert WordingTranslation.objects.count() == 1


def test_merging_the_term_leaves_the_translation_beside_the_words(client, post):
    put(post)
    into = make.term(Kind.GOAL, "Opplæring").concept
    merge(concepts=[make.term("goal", "Læring").concept], into=into)
    address = f"{make.collaboration_page('nn').url}maal/opplaering/"
    assert set(translations(client, address)) == {read_out(NYNORSK)}
