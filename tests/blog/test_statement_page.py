"""Each statement has a page of its own, and an address that holds for ever."""

from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from collaboration.models import Statement
from tests import factories as make

pytestmark = pytest.mark.django_db


def main(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser").main


def facts(page):
    rows = page.find("dl", "facts").find_all("div", recursive=False)
    return {row.dt.get_text(strip=True): " ".join(row.dd.get_text(" ").split()) for row in rows}


@pytest.fixture
def said():
    make.collaboration_page()
    organisations = [make.OrganisationFactory(name=name) for name in ("Akershus", "Vestfold")]
    term = make.term("competency", "Universell utforming")
    session = make.SessionFactory(name="Første samling")
    post = make.post(
        [("competency", "organisations", organisations, [(term, "universell uforming")])],
        title="Hva er vi gode på?",
        session=session,
    )
    return post, Statement.objects.standing().first()


def address(post, statement, word="utsagn"):
    return f"{post.url}{word}/{statement.mark}/"


def test_it_says_in_which_words_by_whom_when_and_where(client, said):
    post, statement = said
    page = main(client, address(post, statement))
    assert page.h1.get_text(strip=True) == "universell uforming"
    told = facts(page)
    assert "Akershus" in told["Sagt av"]
    assert "Vestfold" in told["Sagt av"]
    assert told["Samling"] == "Første samling , 23. mars 2011"
    assert "Hva er vi gode på?" in told["Står i"]
    assert told["Stikkord"] == "Universell utforming"


def test_every_statement_of_a_post_leads_to_its_page_and_has_an_anchor(client, said):
    post, statement = said
    page = main(client, post.url)
    item = page.find(id=f"s-{statement.mark}")
    assert urljoin(post.url, item.find("a", class_="cite-link")["href"]) == address(post, statement)
    assert item.a["href"] == "/samarbeid/kompetanse/universell-utforming/"


def test_the_address_to_cite_leads_back_to_the_post(client, said):
    post, statement = said
    cited = main(client, address(post, statement)).find(class_="address").get_text(strip=True)
    response = client.get(cited)
    assert (response.status_code, response["Location"]) == (303, f"{post.url}#s-{statement.mark}")


def test_an_item_pasted_with_its_id_has_a_page_too(client, said):
    post, _statement = said
    body = post.body.raw_data
    body[0]["value"]["items"].append(body[0]["value"]["items"][0])
    make.revise(post, body=body, publish=True)
    items = {statement.mark for statement in Statement.objects.standing()}
    assert len(items) == 2
    for item in items:
        assert main(client, f"{post.url}utsagn/{item}/").h1


def test_the_whole_identity_leads_to_the_short_address(client, said):
    post, statement = said
    response = client.get(f"{post.url}utsagn/{statement.item_uuid}/")
    assert (response.status_code, response["Location"]) == (301, address(post, statement))


def test_a_statement_that_was_taken_out_is_gone_from_its_page(client, said):
    post, statement = said
    make.revise(post, said=[("goal", "shared", [], ["Noe annet"])], publish=True)
    assert client.get(address(post, statement)).status_code == 404
    assert client.get(f"/id/{statement.uuid}").status_code == 404


def test_what_stands_only_in_a_draft_has_no_page(client, said):
    post, _statement = said
    make.revise(post, said=[("goal", "shared", [], ["Hemmelig"])])
    draft = post.get_latest_revision_as_object().body.raw_data[0]["value"]["items"][0]["id"]
    assert client.get(f"{post.url}utsagn/{draft}/", follow=True).status_code == 404


def test_nynorsk_shows_the_same_statement_in_the_words_it_was_said_in(client, said):
    post, statement = said
    make.blog("nn")
    make.collaboration_page("nn")
    make.translated(statement.concept.competency_terms.get(), name="Universell utforming (nn)")
    nynorsk = post.copy_for_translation(make.locale("nn"), alias=True)
    page = main(client, address(nynorsk, statement, "utsegn"))
    assert page.h1.get_text(strip=True) == "universell uforming"
    assert page.h1["lang"] == "nb"
    assert facts(page)["Stikkord"] == "Universell utforming (nn)"


def test_a_closed_bokmal_post_says_nothing_through_its_open_nynorsk_translation(client, said):
    post, statement = said
    make.blog("nn")
    nynorsk = post.copy_for_translation(make.locale("nn"))
    nynorsk.body = make.body([("goal", "shared", [], ["Noe annet"])])
    nynorsk.save_revision().publish()
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert client.get(nynorsk.url).status_code == 200
    assert client.get(address(nynorsk, statement, "utsegn")).status_code == 404
    assert client.get(f"/id/{statement.uuid}").status_code == 404
