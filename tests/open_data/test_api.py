"""The API: public, read-only, paged, the same for everybody."""

import datetime
import json
from http import HTTPStatus

import pytest
from wagtail.models import PageViewRestriction

from collaboration.changes import developing
from collaboration.links.linking import change_links
from collaboration.merging import merge
from collaboration.models import Organisation, Statement
from collaboration.open_data.rows import TABLES, columns_of
from home.text.dates import ImpreciseDate, Precision
from tests import factories
from tests.open_data.reading import everything

pytestmark = pytest.mark.django_db

API = "/api/v2/"


@pytest.fixture(autouse=True)
def collaboration(db):
    return factories.collaboration_page()


@pytest.fixture
def library():
    return factories.OrganisationFactory(name="Akershus fylkesbibliotek")


@pytest.fixture
def session(library):
    return factories.SessionFactory(name="Første samling", present=[library])


@pytest.fixture
def post(library, session):
    said = [
        ("competency", "organisations", [library], ["Bokbuss", "Formidling"]),
        ("competency", "shared", [], ["Bokbuss"]),
        ("goal", "unattributed", [], ["Møtes oftere"]),
    ]
    made = factories.post(said, session=session)
    developing.state(
        concept=factories.term("goal", "Møtes oftere").concept,
        status="agreed",
        when=ImpreciseDate(datetime.date(2011, 5, 1), Precision.MONTH),
        locale=factories.locale(),
        source=made,
    )
    return made


def ask(client, address, status=HTTPStatus.OK, **headers):
    answer = client.get(f"{API}{address}", headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code == status, answer.content
    return answer


def items(client, address):
    return json.loads(ask(client, address).content)["items"]


def wordings(client, query):
    return [item["wording"] for item in items(client, f"statements/?{query}")]


def test_the_root_leads_to_each_list(client, post):
    lists = json.loads(ask(client, "").content)
    assert lists.keys() == TABLES.keys()
    link_goal_to_challenge()
    for table, address in lists.items():
        assert list(items(client, address.partition(API)[2])[0]) == columns_of(table)


def link_goal_to_challenge():
    goal, challenge = factories.term("goal", "Møtes oftere"), factories.term("challenge", "Avstand")
    change_links(link=[(goal.concept_id, challenge.concept_id)])
    return goal, challenge


def test_links_are_chosen_by_relation_and_by_either_end_also_through_a_merge(client, post):
    goal, challenge = link_goal_to_challenge()
    other = factories.term("goal", "Ses oftere")
    merge(concepts=[goal.concept], into=other.concept)
    (row,) = items(client, "links/")
    assert (row["source"], row["relation"], row["target"]) == ("Ses oftere", "answers", "Avstand")
    assert row["source_uri"].endswith(str(other.concept.uuid))
    for query, found in (
        ("relation=answers", 1),
        ("relation=helps", 0),
        (f"term={goal.concept.uuid}", 1),
        (f"term={challenge.concept.uuid}", 1),
        (f"term={factories.term('goal', 'Noe annet').concept.uuid}", 0),
    ):
        assert len(items(client, f"links/?{query}")) == found, query
    ask(client, "links/?relation=hinders", HTTPStatus.BAD_REQUEST)


def test_a_link_to_what_readers_do_not_see_is_not_told(client, post):
    _goal, challenge = link_goal_to_challenge()
    type(challenge).objects.filter(pk=challenge.pk).update(live=False)
    assert items(client, "links/") == []


def test_a_thing_is_found_by_the_uuid_of_its_identifier(client, post):
    for table in TABLES.keys() - {"links"}:
        item = items(client, f"{table}/")[0]
        found = json.loads(ask(client, f"{table}/{item['uri'].rpartition('/')[2]}/").content)
        assert found.pop("meta")["licence"]["name"] == "CC BY 4.0"
        assert found == item
        ask(client, f"{table}/00000000-0000-0000-0000-000000000000/", HTTPStatus.NOT_FOUND)


def test_developments_are_chosen_by_kind_status_and_term(client, post):
    goal = factories.term("goal", "Møtes oftere")
    hard = factories.term("challenge", "Langt mellom oss")
    developing.state(
        concept=hard.concept,
        status="moved",
        target=goal.concept,
        when=ImpreciseDate(datetime.date(2011, 3, 23)),
        locale=factories.locale(),
        note="=1+1",
    )

    def found(query):
        return [(item["status"], item["date"]) for item in items(client, f"developments/?{query}")]

    moved, agreed = ("moved", "2011-03-23"), ("agreed", "2011-05")
    assert found("") == [moved, agreed]
    assert found("kind=goal") == found("status=agreed") == [agreed]
    assert found("kind=challenge") == found(f"term={hard.concept.uuid}") == [moved]
    assert found(f"term={goal.concept.uuid}") == [moved, agreed]
    assert found("kind=means") == []
    ask(client, "developments/?status=solved", HTTPStatus.BAD_REQUEST)
    (term,) = items(client, "terms/?kind=goal")
    assert (term["status"], term["status_date"]) == agreed
    row = items(client, "developments/")[0]
    assert (row["term"], row["target"], row["note"]) == ("Langt mellom oss", "Møtes oftere", "=1+1")


def test_statements_are_chosen_by_kind_by_whom_when_and_what(client, post, library, session):
    factories.post([("goal", "organisations", [factories.OrganisationFactory()], ["Låne mer"])])
    term = Statement.objects.filter(wording="Bokbuss").first().concept.uuid
    assert wordings(client, "kind=goal") == ["Møtes oftere", "Låne mer"]
    assert wordings(client, "attribution=shared") == ["Bokbuss"]
    assert wordings(client, f"term={term}") == ["Bokbuss", "Bokbuss"]
    assert wordings(client, f"session={session.translation_key}&kind=goal") == ["Møtes oftere"]
    assert wordings(client, f"organisation={library.translation_key}") == ["Bokbuss", "Formidling"]
    assert wordings(client, f"organisation=http://testserver/id/{library.translation_key}&kind=goal") == []


def test_terms_are_chosen_by_kind_by_whom_and_when(client, post, library, session):
    factories.term("goal", "Aldri sagt")

    def names(query):
        return [item["name"] for item in items(client, f"terms/?{query}")]

    assert names("") == ["Bokbuss", "Formidling", "Aldri sagt", "Møtes oftere"]
    assert names("kind=goal") == ["Aldri sagt", "Møtes oftere"]
    assert names(f"organisation={library.translation_key}") == ["Bokbuss", "Formidling"]
    assert names(f"session={session.translation_key}&kind=goal") == ["Møtes oftere"]


def test_what_was_merged_is_found_by_its_old_identifier(client):
    old, new = factories.term("goal", "Gammelt"), factories.term("goal", "Nytt")
    old.concept.replaced_by = new.concept
    old.concept.save()
    factories.post([("goal", "unattributed", [], [(old, "gammelt")])])
    assert json.loads(ask(client, f"terms/{old.concept.uuid}/").content)["name"] == "Nytt"
    assert wordings(client, f"term={old.concept.uuid}") == wordings(client, f"term={new.concept.uuid}") == ["gammelt"]


def test_sessions_are_chosen_by_who_was_there(client, session, library):
    factories.SessionFactory(name="Andre samling")
    assert [row["name"] for row in items(client, f"sessions/?organisation={library.translation_key}")] == [session.name]


def test_a_list_is_paged_and_leads_on_to_all_of_it_in_order(client, post):
    whole = items(client, "statements/?limit=100")
    assert everything(client, f"{API}statements/?limit=1") == whole
    assert len(whole) == 4
    assert json.loads(ask(client, "statements/?limit=3&offset=3").content)["meta"]["next"] is None
    assert json.loads(ask(client, "statements/?limit=3").content)["meta"]["total_count"] == 4
    assert items(client, "statements/?offset=4") == items(client, "statements/?limit=0") == []


@pytest.mark.parametrize(
    "query",
    [
        *("limit=101", "limit=-1", "limit=x", "offset=-1", "offset=x", "offset=²"),
        *(f"offset={sign}{'9' * 5000}" for sign in ("", "%2B", "9_", "+")),
        *("kind=wish", "organisation=nobody", "session=", "attribution=me", "language=xx", "language=", "fields=*"),
        *("post__owner__password=x", "search=a", "order=random"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(client, post, query):
    answer = ask(client, f"statements/?{query}", HTTPStatus.BAD_REQUEST)
    assert json.loads(answer.content)["message"]


@pytest.mark.parametrize("how", ["unpublished", "password", "above", "draft"])
def test_what_readers_cannot_see_is_not_told(client, library, how):
    post = factories.post([("challenge", "organisations", [library], ["Hemmelig"])], live=how != "draft")
    uuid = Statement.objects.values_list("uuid", flat=True).first() or post.translation_key
    if how == "unpublished":
        post.unpublish()
    elif how in ("password", "above"):
        closed = post if how == "password" else post.get_parent()
        PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    assert items(client, "statements/") == []
    ask(client, f"statements/{uuid}/", HTTPStatus.NOT_FOUND)
    assert items(client, f"terms/?organisation={library.translation_key}") == []
    assert items(client, "terms/")[0]["statements"] == items(client, "organisations/")[0]["statements"] == 0


def test_what_is_no_longer_live_is_not_told(client, post, library):
    Organisation.objects.update(live=False)
    assert items(client, "organisations/") == []
    ask(client, f"organisations/{library.translation_key}/", HTTPStatus.NOT_FOUND)
    assert {item["organisation"] for item in items(client, "statements/")} == {""}


def test_there_is_no_data_where_the_collaboration_is_not_open_to_everybody(client, post, collaboration):
    ask(client, "terms/?language=en", HTTPStatus.NOT_FOUND)
    PageViewRestriction.objects.create(page=collaboration, restriction_type="password", password="x")
    for table in TABLES:
        answer = ask(client, f"{table}/", HTTPStatus.NOT_FOUND)
        assert b"Akershus" not in answer.content


@pytest.mark.parametrize("other", ["pages", "images", "documents", "redirects"])
def test_nothing_but_the_tables_is_served(client, other):
    assert client.get(f"{API}{other}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("address", ["", "statements/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(client, post, address, method):
    assert getattr(client, method)(f"{API}{address}").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert Statement.objects.count() == 4


def test_an_answer_is_fetched_again_only_if_it_has_changed(client, post):
    for address in ("statements/", "terms/", "sessions/", "organisations/"):
        first = ask(client, address)
        again = ask(client, address, HTTPStatus.NOT_MODIFIED, if_none_match=first["ETag"])
        assert (again.content, again["ETag"]) == (b"", first["ETag"])
        assert again["Access-Control-Allow-Origin"] == "*"
    first = ask(client, "statements/")
    assert ask(client, "statements/?limit=1")["ETag"] != first["ETag"]
    post.unpublish()
    ask(client, "statements/", if_none_match=first["ETag"])


def test_it_is_the_same_for_everybody_sets_no_cookie_and_is_open_to_other_sites(client, post):
    stranger = ask(client, "statements/", origin="https://other.example")
    client.force_login(factories.user(superuser=True))
    for address in ("", "statements/", "terms/", "statements/?limit=1000"):
        answer = client.get(f"{API}{address}")
        assert not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert "Cookie" not in answer.get("Vary", "")
    assert client.get(f"{API}statements/").content == stranger.content
    assert client.head(f"{API}statements/").status_code == HTTPStatus.OK
    asked_first = client.options(f"{API}statements/", headers={"origin": "https://other.example"})
    assert asked_first.status_code == HTTPStatus.NO_CONTENT
    assert "If-None-Match" in asked_first["Access-Control-Allow-Headers"]


def test_names_and_addresses_are_in_the_language_asked_for(client, post, library):
    factories.collaboration_page("nn")
    factories.translated(library, name="Akershus fylkesbibliotek på nynorsk")
    (row,) = items(client, "organisations/?language=nn")
    assert row["name"] == "Akershus fylkesbibliotek på nynorsk"
    assert row["url"].startswith("http://testserver/nn/samarbeid/organisasjonar/")
    assert row["uri"] == items(client, "organisations/")[0]["uri"]
    assert json.loads(ask(client, "terms/?language=nn").content)["meta"]["documentation"].endswith(
        "/nn/samarbeid/data/"
    )
