"""What groups said as news, and organisations, sessions and terms as what can be followed."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collaboration import following
from collaboration.merging import merge
from collaboration.models import Statement
from home.following import News, Subject, followables
from tests import factories as make
from tests.comments import making as discussing
from tests.full_site import close

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    make.collaboration_page("nn")
    return make.collaboration_page()


def said(wording="universell uforming", *, by=None, term=None, **fields):
    """Publish a post that says one thing, and return the statement."""
    term = term or make.term("competency", wording)
    whose = ("organisations", [by]) if by else (fields.pop("attribution", "shared"), [])
    post = make.post([("competency", *whose, [(term, wording)])], **fields)
    return Statement.objects.standing().get(translation_key=post.translation_key)


def news(statement):
    return News("statement", str(statement.uuid))


def entry_of(statement, language="nb"):
    return following.entries([str(statement.uuid)], language).get(str(statement.uuid))


def test_an_entry_says_the_words_as_they_were_said_by_whom_and_where(pages, client):
    organisation, session = make.OrganisationFactory(name="Buskerud"), make.SessionFactory(name="Vårsamlingen")
    term = make.term("competency", "universell utforming")
    statement = said(by=organisation, session=session, term=term, title="Hva er vi gode på?")
    entry = entry_of(statement)
    assert "universell uforming" in entry.title
    assert "Buskerud" in entry.title
    for words in ("“universell uforming”", ">universell utforming</a>", ">Vårsamlingen</a>", ">Hva er vi gode på?</a>"):
        assert words in entry.html
    assert entry.url == f"{statement.post.url}#{statement.anchor}"
    assert entry.id == statement.uuid.urn
    assert entry.published == statement.post.specific.date
    assert entry.authors == (("Buskerud", "/samarbeid/organisasjoner/buskerud/"),)
    assert client.get(entry.authors[0][1]).status_code == 200


def test_what_several_or_the_room_said_is_nobody_s_alone(pages):
    shared, room = entry_of(said("a")), entry_of(said("b", attribution="unattributed"))
    assert shared.authors == () == room.authors
    assert shared.title != room.title


def test_what_nobody_may_read_is_no_news(pages):
    organisation = make.OrganisationFactory()
    closed, gone = said("a", by=organisation), said("b", by=organisation)
    close(closed.post)
    gone.post.specific.unpublish()
    assert entry_of(closed) is None
    assert entry_of(gone) is None
    assert followables["organisation"].newest(str(organisation.translation_key), "nb", 10) == []
    assert following.entries(["tull", str(uuid.uuid4())], "nb") == {}


def test_a_statement_is_about_its_term_organisation_and_session():
    organisation, session = make.OrganisationFactory(), make.SessionFactory()
    statement = said(by=organisation, session=session)
    assert set(following.subjects(str(statement.uuid))) == {
        Subject("term", str(statement.concept.uuid)),
        Subject("organisation", str(organisation.translation_key)),
        Subject("session", str(session.translation_key)),
    }


def test_what_an_organisation_and_a_session_said_is_listed(pages):
    organisation, session = make.OrganisationFactory(), make.SessionFactory()
    first, second = (said(wording, by=organisation, session=session) for wording in ("a", "b"))
    said("c")
    for kind, thing in (("organisation", organisation), ("session", session)):
        key = str(thing.translation_key)
        assert followables[kind].newest(key, "nb", 10) == [news(second), news(first)]
        assert followables[kind].newest(key, "nn", 1) == [news(second)]
        assert followables[kind].newest("tull", "nb", 10) == []


def test_what_was_said_and_commented_of_a_term_is_one_list_by_time(pages):
    term = make.term("competency", "lesing")
    before = said(term=term)
    comment = discussing.published(None, subject="term", key=term.concept.uuid)
    after = said(term=term)
    expected = [news(after), News("comment", str(comment.pk)), news(before)]
    assert followables["term"].newest(str(term.concept.uuid), "nb", 10) == expected
    assert followables["term"].newest(str(term.concept.uuid), "nb", 2) == expected[:2]


def test_who_follows_a_term_that_was_merged_follows_the_one_it_became(pages, client):
    kept, gone = make.term("competency", "lesing"), make.term("competency", "lesning")
    statement = said(term=gone)
    merge(concepts=[gone.concept], into=kept.concept)
    key = str(gone.concept.uuid)
    followed = followables["term"].describe([key], "nb")[key]
    assert followed.title.endswith(": lesing")
    assert client.get(followed.url).status_code == 200
    assert followables["term"].newest(key, "nb", 10) == [news(statement)]
    assert Subject("term", key) in following.subjects(str(statement.uuid))


def test_each_is_known_in_the_reader_s_language_and_leads_to_its_page(pages, client):
    organisation, session = make.OrganisationFactory(name="Buskerud"), make.SessionFactory(name="Vårsamlingen")
    make.translated(organisation, name="Buskerud på nynorsk")
    term = make.term("competency", "lesing")
    said(by=organisation, session=session, term=term)
    for kind, key, name in (
        ("organisation", organisation.translation_key, "Buskerud"),
        ("session", session.translation_key, "Vårsamlingen"),
        ("term", term.concept.uuid, "lesing"),
    ):
        followed = followables[kind].describe([str(key), "tull"], "nb")[str(key)]
        response = client.get(followed.url)
        assert name in followed.title
        assert response.context["following"] == Subject(kind, str(key))
        assert response.context["following_title"] == followed.title
    key = str(organisation.translation_key)
    assert "på nynorsk" in followables["organisation"].describe([key], "nn")[key].title
    assert dict(followables["organisation"].offered("nn"))[key].endswith("Buskerud på nynorsk")
    assert followables["organisation"].by_slug("buskerud", "nb") == key
    assert followables["session"].by_slug("ingen", "nb") is None


def test_without_a_page_that_anybody_may_read_nothing_can_be_followed(pages):
    organisation, term = make.OrganisationFactory(), make.term("goal", "lesing")
    close(make.collaboration_page("nn"))
    key = str(organisation.translation_key)
    assert followables["organisation"].describe([key], "nn")[key].url.startswith("/samarbeid/")
    close(pages)
    for language in ("nb", "nn"):
        assert followables["organisation"].describe([key], language) == {}
        assert followables["organisation"].offered(language) == []
        assert followables["term"].describe([str(term.concept.uuid)], language) == {}


def test_much_costs_as_many_queries_as_little(pages):
    term = make.term("competency", "lesing")

    def count(statements):
        keys = [str(statement.uuid) for statement in statements]
        things = {
            "organisation": [str(one.organisation.translation_key) for one in statements],
            "session": [str(one.session.translation_key) for one in statements],
            "term": [str(one.concept.uuid) for one in statements],
        }
        asked = [lambda: following.entries(keys, "nb")]
        for kind, known in things.items():
            asked.append(lambda kind=kind, known=known: followables[kind].describe(known, "nb"))
            asked.append(lambda kind=kind, known=known: followables[kind].newest(known[0], "nb", 50))
        found = []
        for ask in asked:
            with CaptureQueriesContext(connection) as queries:
                assert ask()
            found.append(len(queries))
        return found

    statements = [said(by=make.OrganisationFactory(), session=make.SessionFactory(), term=term)]
    count(statements)
    small = count(statements)
    statements += [said(by=make.OrganisationFactory(), session=make.SessionFactory(), term=term) for _n in range(15)]
    assert count(statements) == small
