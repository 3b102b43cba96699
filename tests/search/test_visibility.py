"""What a visitor may not see is not found, suggested, counted or meant, from the moment that it is so.

The index is left as it was while things are hidden: the worker may be down, and a view restriction tells nobody.
"""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, ReferenceIndex

from collaboration.models import Session, SessionDocument
from comments import posting
from comments.moves import move
from comments.states import Actor, State
from search.asking import Filters, search, suggest
from search.indexing import rebuild
from search.models import Document
from tests import factories as make
from tests.comments import making as discussing

pytestmark = pytest.mark.django_db

WORD = "hemmelighetsord"


def seen(word=WORD):
    """Return everything that a search and suggestions tell of a word."""
    results = search(word, "nb")
    near = search(word[:-1] + "x", "nb")
    told = {hit.kind for hit in results.hits} | {one.kind for one in suggest(word[:9], "nb")}
    told |= {one.kind for one in (*results.closest, *near.closest)}
    if results.total or near.did_you_mean or [value for facet in results.facets for value in facet.values]:
        told.add("counted")
    return told


def ground():
    for language in ("nb", "nn"):
        make.blog(language)
        make.collaboration_page(language)


def close(page, how="password"):
    PageViewRestriction.objects.create(page=page, restriction_type=how, password="x")


def hide(page, how):
    if how == "unpublished":
        page.unpublish()
    elif how == "moved":
        closed = make.add(page.get_parent().get_parent(), type(page.get_parent().specific)(title="L", slug="lukket"))
        close(closed)
        page.move(closed, pos="last-child")
    elif how == "deleted":
        page.delete()
    elif how == "parent closed":
        close(page.get_parent())
    else:
        close(page, how)


WAYS = ["unpublished", "password", "login", "groups", "parent closed", "moved", "deleted"]


@pytest.mark.parametrize("how", WAYS)
def test_a_post_that_is_not_for_all_is_not_found(how):
    ground()
    post = make.post(title=f"Om {WORD}", text=f"Mer om {WORD}", tags=[WORD])
    rebuild()
    assert seen() == {"post", "counted"}
    hide(post, how)
    assert seen() == set()


@pytest.mark.parametrize("how", ["unpublished", "password", "parent closed", "deleted"])
def test_a_page_that_is_not_for_all_is_not_found(how):
    ground()
    page = make.standard_page(make.standard_page(), title=WORD)
    rebuild()
    assert seen() == {"page", "counted"}
    hide(page, how)
    assert seen() == set()


@pytest.mark.parametrize("how", WAYS)
def test_words_that_only_a_hidden_post_says_lead_to_no_term(how):
    ground()
    term = make.term("competency", "Formidling")
    organisation = make.OrganisationFactory(name="Akershus")
    post = make.post([("competency", "organisations", [organisation], [(term, f"Ordet {WORD}")])], title="Innlegg")
    rebuild()
    assert {"competency", "post", "counted"} <= seen()
    assert search("formidling", "nb", Filters(organisation=str(organisation.translation_key))).total == 0
    assert search(WORD, "nb", Filters(organisation=str(organisation.translation_key), kind="competency")).total == 1
    hide(post, how)
    assert seen() == set()
    assert [hit.title for hit in search("formidling", "nb").hits] == ["Formidling"]


@pytest.mark.parametrize("kind", ["competency", "challenge", "goal", "means"])
def test_a_term_is_not_found_when_it_is_no_longer_live_or_was_merged(kind):
    ground()
    term = make.term(kind, WORD, aliases=f"{WORD}ene")
    other = make.term(kind, "Noe annet")
    rebuild()
    assert seen() == {kind, "counted"}
    term.concept.replaced_by = other.concept
    term.concept.save()
    assert seen() == set()
    term.concept.replaced_by = None
    term.concept.save()
    type(term).objects.update(live=False)
    assert seen() == set()


@pytest.mark.parametrize(
    ("kind", "factory"), [("organisation", make.OrganisationFactory), ("session", make.SessionFactory)]
)
def test_an_organisation_or_session_that_is_not_live_is_not_found(kind, factory):
    ground()
    row = factory(name=WORD)
    rebuild()
    assert seen() == {kind, "counted"}
    type(row).objects.filter(pk=row.pk).update(live=False)
    assert seen() == set()


def test_nothing_of_the_collaboration_is_found_while_its_page_is_closed():
    make.blog()
    page = make.collaboration_page()
    make.term("goal", WORD)
    make.OrganisationFactory(name=WORD)
    rebuild()
    assert seen() == {"goal", "organisation", "counted"}
    close(page)
    assert seen() == set()


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.REMOVED, State.UNCONFIRMED])
def test_a_comment_in_any_other_state_is_not_found(state):
    ground()
    discussing.in_state(state, discussing.post(), text=f"Jeg sier {WORD}.")
    rebuild()
    assert seen() == set()


@pytest.mark.parametrize("to", [State.PENDING, State.REJECTED, State.SPAM, State.REMOVED])
def test_a_comment_that_is_taken_down_is_forgotten_at_once(to):
    ground()
    comment = discussing.published(discussing.post(), text=f"Jeg sier {WORD}.")
    rebuild()
    assert seen() == {"comment", "counted"}
    move(comment=comment, to=to, actor=Actor.MODERATOR, user=discussing.moderator())
    assert seen() == set()
    assert not Document.objects.filter(text__contains=WORD).exists()


def test_a_comment_that_its_writer_takes_back_is_forgotten_at_once():
    ground()
    writer = discussing.writer()
    comment = discussing.published(discussing.post(), by=writer, text=f"Jeg sier {WORD}.")
    rebuild()
    posting.withdraw(comment=comment, writer=writer)
    assert seen() == set()
    assert not Document.objects.filter(text__contains=WORD).exists()


@pytest.mark.parametrize("how", WAYS)
def test_a_comment_on_what_is_hidden_is_not_found(how):
    ground()
    post = discussing.post(title="Innlegg")
    discussing.published(post, text=f"Jeg sier {WORD}.")
    rebuild()
    assert seen() == {"comment", "counted"}
    hide(post, how)
    assert seen() == set()


def test_who_wrote_a_comment_is_nothing_to_search_for():
    ground()
    discussing.published(discussing.post(), name=WORD.capitalize(), text="Noe annet.")
    rebuild()
    assert seen() == set()


def document(**fields):
    return get_document_model().objects.create(title=WORD, file=ContentFile(b"x", name="x.txt"), **fields)


def test_a_file_is_found_only_where_something_open_shows_it():
    ground()
    file = document()
    block = {"type": "document", "value": {"document": file.pk, "title": ""}, "id": "d1"}
    post = make.post([block], title="Innlegg")
    ReferenceIndex.create_or_update_for_object(post)
    rebuild()
    assert {hit.kind for hit in search(WORD, "nb").hits} == {"document", "post"}
    close(post)
    assert seen() == set()


def test_a_file_that_nothing_shows_or_that_is_closed_is_not_found():
    ground()
    file = document()
    rebuild()
    assert seen() == set()
    session = make.SessionFactory()
    kept = SessionDocument.objects.create(session=session, document=file, shown=True)
    assert seen() == {"document", "counted"}
    closed = Collection.get_first_root_node().add_child(name="Lukket")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    file.collection = closed
    file.save()
    assert seen() == set()
    file.collection = Collection.get_first_root_node()
    file.save()
    Session.objects.update(live=False)
    assert seen() == set()
    Session.objects.update(live=True)
    kept.shown = False
    kept.save()
    assert seen() == set()


def test_a_draft_is_not_found_nor_one_of_a_live_page_or_another_language():
    ground()
    make.post(title=WORD, live=False)
    open_post = make.post(title="Innlegg")
    make.revise(open_post, title=f"Utkast {WORD}")
    make.post(parent=make.blog("nn"), title=WORD, live=False, translation_key=open_post.translation_key)
    make.translated(make.term("goal", "Mål"), name=WORD, live=False)
    make.translated(make.OrganisationFactory(), name=WORD, live=False)
    rebuild()
    assert seen() == set()
    assert search(WORD, "nn").total == 0


def test_an_alias_is_found_once_and_where_the_reader_is():
    ground()
    post = make.post(title=WORD)
    alias = post.create_alias(parent=make.blog("nn"), update_locale=make.locale("nn"))
    rebuild()
    assert [hit.url for hit in search(WORD, "nb").hits] == [post.url]
    hit = search(WORD, "nn").hits[0]
    assert (hit.url, hit.language, hit.is_other_language) == (alias.url, "nb", True)
    assert search(WORD, "nn").total == 1


def test_a_translation_is_found_in_the_readers_language():
    ground()
    post = make.post(title=f"{WORD} på bokmål")
    make.post(parent=make.blog("nn"), title=f"{WORD} på nynorsk", translation_key=post.translation_key)
    rebuild()
    assert [hit.title for hit in search(WORD, "nb").hits] == [f"{WORD} på bokmål"]
    assert [hit.title for hit in search(WORD, "nn").hits] == [f"{WORD} på nynorsk"]
