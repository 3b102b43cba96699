"""The editor's forms: what is refused is refused in words that help, and nothing typed is lost."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text

from collaboration.models import Competency, Concept, Goal, Kind, Organisation
from tests import factories

pytestmark = pytest.mark.django_db
EMPTY = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


@pytest.fixture
def editor(client):
    user = factories.user("editor", language="en")
    client.force_login(user)
    return user


def send(client, model, view="add", obj=None, action="publish", **data):
    """Send the form of a term (or an organisation) and return the answer."""
    address = reverse(model.snippet_viewset.get_url_name(view), args=[obj.pk] if obj else [])
    form = {"name": "Noe", "slug": "", "aliases": "", "theme": "", "description": rich_text("<p>Slik.</p>")}
    if model is Organisation:
        form |= {
            **dict.fromkeys(["short_name", "kind", "website", "contact_email"], ""),
            **dict.fromkeys(["letter", "bands", "colour", "colour_dark"], ""),
            "successions": EMPTY,
        }
    return client.post(address, nested_form_data({**form, **data, f"action-{action}": "1"}))


def errors(response):
    assert response.status_code == 200
    return response.context["form"].errors


def test_a_term_is_made_with_its_theme_and_an_address_of_its_own(client, editor):
    theme = factories.ThemeFactory()
    assert send(client, Competency, name="Universell utforming", theme=theme.pk).status_code == 302
    term = Competency.objects.get()
    assert (term.slug, term.live, term.concept.theme, term.concept.kind) == (
        "universell-utforming",
        True,
        theme,
        Kind.COMPETENCY,
    )
    assert Concept.objects.count() == 1


def test_the_theme_is_shown_and_can_be_taken_away_in_every_language(client, editor):
    theme = factories.ThemeFactory()
    term = factories.term(Kind.GOAL, "Mål", theme=theme)
    copy = factories.translated(term, name="Eit mål")
    form = client.get(reverse(Goal.snippet_viewset.get_url_name("edit"), args=[copy.pk])).context["form"]
    assert form["theme"].value() == theme.pk
    send(client, Goal, "edit", copy, name="Eit mål", slug=copy.slug, theme="")
    term.concept.refresh_from_db()
    assert term.concept.theme is None


def test_each_theme_is_offered_once_whatever_its_languages(client, editor):
    theme = factories.ThemeFactory()
    factories.translated(theme)
    form = client.get(reverse(Goal.snippet_viewset.get_url_name("add"))).context["form"]
    assert list(form.fields["theme"].queryset) == [theme]


def test_an_autosaved_draft_of_a_live_term_leaves_the_theme_as_readers_see_it(client, editor):
    theme = factories.ThemeFactory()
    term = factories.term(Kind.GOAL, "Mål")
    address = reverse(Goal.snippet_viewset.get_url_name("edit"), args=[term.pk])
    data = nested_form_data(
        {"name": "Mål", "slug": "mal", "aliases": "", "theme": theme.pk, "description": rich_text("<p></p>")}
    )
    assert client.post(address, data, headers={"accept": "application/json"}).json()["success"]
    term.concept.refresh_from_db()
    assert term.concept.theme is None
    send(client, Goal, "edit", term, name="Mål", slug="mal", theme=theme.pk, action="edit")
    term.concept.refresh_from_db()
    assert term.concept.theme == theme


def test_who_may_not_publish_cannot_change_the_theme(client):
    client.force_login(factories.user("translator"))
    theme = factories.ThemeFactory()
    term = factories.term(Kind.GOAL, "Mål")
    send(client, Goal, "edit", term, name="Mål", slug="mal", theme=theme.pk, action="edit")
    term.concept.refresh_from_db()
    assert term.concept.theme is None


@pytest.mark.parametrize("model", [Competency, Organisation])
def test_a_name_of_300_characters_says_what_to_do_and_keeps_everything(client, editor, model):
    response = send(client, model, name="x" * 300, description=rich_text("<p>Behold dette.</p>"))
    assert list(errors(response)) == ["name"]
    page = response.content.decode()
    assert "at most 255 characters, and this has 300" in page
    assert "x" * 300 in page
    assert "Behold dette." in page
    assert not model.objects.exists()


@pytest.mark.parametrize("model", [Competency, Organisation])
def test_the_browser_does_not_cut_a_long_name_off_unseen(client, editor, model):
    form = client.get(reverse(model.snippet_viewset.get_url_name("add"))).context["form"]
    assert "maxlength" not in str(form["name"])


def test_a_name_that_is_there_is_refused_with_a_link_to_it(client, editor):
    there = factories.term(Kind.COMPETENCY, "Litteraturformidling")
    response = send(client, Competency, name=" LITTERATURformidling", description=rich_text("<p>Behold dette.</p>"))
    (message,) = errors(response)["name"]
    assert "is there already" in message
    assert reverse(Competency.snippet_viewset.get_url_name("edit"), args=[there.pk]) in message
    assert "Behold dette." in response.content.decode()
    assert Competency.objects.count() == 1


def test_a_term_may_be_saved_again_under_its_own_name(client, editor):
    term = factories.term(Kind.COMPETENCY, "Formidling")
    assert send(client, Competency, "edit", term, name="formidling", slug=term.slug).status_code == 302


def test_a_translation_may_have_a_name_that_is_there_and_its_source_may_not(client, editor):
    factories.term(Kind.GOAL, "Felles", language="nn")
    source = factories.term(Kind.GOAL, "I lag")
    copy = factories.translated(source, name="I lag")
    assert send(client, Goal, "edit", copy, name="Felles", slug=copy.slug).status_code == 302
    factories.term(Kind.GOAL, "Opptatt")
    assert "name" in errors(send(client, Goal, "edit", source, name="Opptatt", slug=source.slug))


def test_an_address_that_is_taken_says_what_to_do_and_keeps_everything(client, editor):
    factories.term(Kind.COMPETENCY, "Formidling", slug="formidling")
    response = send(client, Competency, name="Noe annet", slug="formidling")
    assert list(errors(response)) == ["slug"]
    page = response.content.decode()
    assert "is taken. Choose another, or leave it empty." in page
    assert "Noe annet" in page


def test_the_same_name_is_free_in_another_kind(client, editor):
    factories.term(Kind.GOAL, "Samarbeid")
    assert send(client, Competency, name="Samarbeid").status_code == 302


def test_a_term_is_made_in_the_language_that_was_chosen(client, editor):
    address = reverse(Competency.snippet_viewset.get_url_name("add")) + "?locale=nn"
    data = {"name": "Noko", "slug": "", "aliases": "", "theme": "", "description": rich_text("")}
    client.post(address, nested_form_data({**data, "action-publish": "1"}))
    assert Competency.objects.get().locale.language_code == "nn"


def test_an_organisation_is_given_a_visual_key_of_its_own(client, editor):
    for name in ("Akershus", "Vestfold"):
        assert send(client, Organisation, name=name).status_code == 302
    first, second = Organisation.objects.order_by("pk")
    assert first.letter
    assert (first.letter, first.bands) != (second.letter, second.bands)
