"""An organisation's visual key in the admin: shown with its contrast, refused where it can't be read."""

import pytest
from django.core.exceptions import ValidationError

from collaboration.models import Organisation
from collaboration.panels import VisualKeyPanel
from tests.factories import OrganisationFactory, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def museum():
    return OrganisationFactory(name="Bymuseet")


def refused(organisation, **changes):
    """Return the messages by field after the changes, or {} where they are accepted."""
    for field, value in changes.items():
        setattr(organisation, field, value)
    try:
        organisation.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_new_organisation_is_given_a_key_that_is_accepted(museum):
    assert museum.letter
    assert museum.bands
    assert museum.colour
    assert museum.colour_dark
    assert refused(museum) == {}


@pytest.mark.parametrize("colour", ["#ffffff", "#f0f0a0", "#e8e8e8"])
def test_a_colour_too_faint_for_the_page_is_refused_with_figures(museum, colour):
    (message,) = refused(museum, colour=colour)["colour"]
    assert ":1" in message


def test_a_dark_scheme_colour_too_dark_is_refused_at_its_own_field(museum):
    assert set(refused(museum, colour_dark="#101010")) == {"colour_dark"}


def test_another_organisations_letter_or_bands_are_refused(museum):
    other = OrganisationFactory(name="Sjøfartsmuseet")
    assert other.letter in refused(museum, letter=other.letter)["letter"][0]
    museum.letter = "By"
    assert "bands" in refused(museum, bands=other.bands)


def test_ones_own_translations_share_the_key(museum):
    copy = translated(museum)
    assert (copy.letter, copy.bands, copy.colour) == (museum.letter, museum.bands, museum.colour)
    assert refused(copy) == {}


@pytest.mark.parametrize("colour", ["red", "#12345", "#1d3f94;}", "#GGGGGG"])
def test_what_is_no_colour_is_refused_with_an_example(museum, colour):
    assert "#1d3f94" in " ".join(refused(museum, colour=colour)["colour"])


def test_the_panel_shows_every_contrast_as_measured(museum, rf):
    panel = VisualKeyPanel().bind_to_model(Organisation)
    html = panel.get_bound_panel(instance=museum, request=rf.get("/"), form=None).render_html()
    assert museum.visual_key.light.fill in html
    assert ":1" in html
