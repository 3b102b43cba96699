"""What was said is found in the languages it was translated into, while it is said and anybody may read it."""

import pytest
from wagtail.models import Page, PageViewRestriction

from collaboration.models import Statement, WordingTranslation
from collaboration.wordings.translating import Answer, stands_for, translate
from search.asking import search
from search.excerpts import BETWEEN_LINES, Marker
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.tasks]
SAID, NYNORSK = "å lære av hverandre", "å lære av kvarandre"


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def post(told):
    """A post in bokmål that readers of nynorsk see with one translated wording."""
    for language in ("nb", "nn"):
        make.collaboration_page(language)
        make.blog(language)
    with told():
        term = make.term("goal", "Fellesskap")
        page = make.post([("goal", "organisations", [make.OrganisationFactory(name="Akershus")], [(term, SAID)])])
        page.copy_for_translation(make.locale("nn"), alias=True)
    with told():
        face = Page.objects.get(translation_key=page.translation_key, locale=make.locale("nn"))
        item = Statement.objects.standing().get().item_uuid
        translate(face=face, answers=[Answer(item, NYNORSK, stands_for(SAID), stands_for(""), still_fits=False)])
    return page


def found():
    return [(hit.title, hit.language) for hit in search("kvarandre", "nn").hits]


def test_a_translated_wording_leads_to_the_term_in_its_language(post):
    (hit,) = search("kvarandre", "nn").hits
    assert (hit.title, hit.kind, hit.language) == ("Fellesskap", "goal", "nn")
    assert [part.text for part in hit.excerpt if part.marked] == ["kvarandre"]


def test_it_is_not_found_once_it_is_deleted(post, told):
    assert found()
    with told():
        WordingTranslation.objects.all().delete()
    assert found() == []


def test_it_is_not_found_when_other_words_stand_there(post, told):
    assert found()
    Statement.objects.update(wording="noe ganske annet")
    assert found() == []


@pytest.mark.parametrize("how", ["unpublished", "password", "login"])
def test_it_is_not_found_while_its_post_is_not_for_all(post, how):
    assert found()
    if how == "unpublished":
        post.unpublish()
    else:
        PageViewRestriction.objects.create(page=post, restriction_type=how, password="x")
    assert found() == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mål\nlære mer\nlese mer", f"Mål{BETWEEN_LINES}lære mer{BETWEEN_LINES}lese mer"),
        ("En setning.\n\nEn til: \nher", "En setning. En til: her"),
    ],
)
def test_the_items_of_a_list_are_kept_apart_in_an_excerpt(text, shown):
    assert "".join(part.text for part in Marker(["mer"], ["nb"]).excerpt(text)) == shown
