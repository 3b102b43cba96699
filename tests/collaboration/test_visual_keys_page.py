"""The style sheet of the organisations' colours, which no page could carry inline."""

import pytest

from collaboration.models import Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make.site()


def sheet(client, **headers):
    return client.get("/visual-keys.css", **headers)


def test_every_organisation_that_readers_see_has_its_colours_light_and_dark(client):
    made = [make.OrganisationFactory(name=name) for name in ("Akershus", "Vestfold")]
    text = sheet(client).content.decode()
    for organisation in made:
        assert f".k-{organisation.slug}{{" in text
        assert organisation.colour in text
        assert organisation.colour_dark in text


def test_it_is_a_style_sheet_that_may_be_kept_and_asked_for_anew(client):
    make.OrganisationFactory(name="Akershus")
    response = sheet(client)
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "max-age=300" in response["Cache-Control"]
    assert "public" in response["Cache-Control"]
    again = sheet(client, HTTP_IF_NONE_MATCH=response["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    make.OrganisationFactory(name="Vestfold")
    assert sheet(client, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 200


def test_a_site_without_organisations_has_an_empty_sheet(client):
    response = sheet(client)
    assert response.status_code == 200
    assert ".k-" not in response.content.decode()


def test_a_draft_s_name_is_not_given_away(client):
    make.OrganisationFactory(name="Hemmelig", live=False)
    assert "hemmelig" not in sheet(client).content.decode()


def test_another_language_s_address_has_the_same_colours(client):
    organisation = make.OrganisationFactory(name="Akershus")
    nynorsk = make.translated(organisation, slug="akershus-nn")
    text = sheet(client).content.decode()
    own, theirs = (text.partition(f".k-{slug}{{")[2].partition("}")[0] for slug in (organisation.slug, nynorsk.slug))
    assert own == theirs != ""


def test_pages_link_to_it_and_draw_the_signs_with_its_classes(client):
    organisation = make.OrganisationFactory(name="Akershus")
    make.collaboration_page()
    page = client.get("/samarbeid/").content.decode()
    assert 'href="/visual-keys.css"' in page
    assert f"k-{organisation.slug} bands-{organisation.bands}" in page


def test_it_can_only_be_read(client):
    assert client.post("/visual-keys.css").status_code == 405
    assert not Organisation.objects.exists()
