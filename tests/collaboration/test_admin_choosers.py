"""Choosing from the vocabulary within a post, and adding to it by a name and nothing else."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from collaboration.models import Competency, Goal, Kind, Organisation, Session
from search.indexing import rebuild
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = factories.user("editor", language="en")
    client.force_login(user)
    return user


def url(model, view, **query):
    address = reverse(model.snippet_viewset.chooser_viewset.get_url_name(view))
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def create(client, model, name, language="nb", **data):
    """Send the chooser's own form; return its answer."""
    response = client.post(url(model, "create", locale=language), {"name": name, **data})
    assert response.status_code == 200
    return json.loads(response.content)


def offered(client, model, **query):
    response = client.get(url(model, "choose_results", **query))
    return [row.name for row in response.context["results"]]


@pytest.mark.parametrize("model", [Competency, Goal, Organisation])
def test_a_name_is_all_it_takes(client, editor, model):
    answer = create(client, model, "Noe nytt")
    made = model.objects.get()
    assert (made.name, made.slug, made.live, made.locale.language_code) == ("Noe nytt", "noe-nytt", True, "nb")
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(made.pk)
    assert answer["result"]["string"] == "Noe nytt"


def test_the_form_asks_for_a_name_and_nothing_else(client, editor):
    form = client.get(url(Competency, "choose", locale="nb")).content.decode()
    visible = json.loads(form)["html"].split("data-chooser-modal-creation-form")[1]
    assert visible.count("<input") - visible.count('type="hidden"') == 1
    assert "maxlength" not in visible


def test_what_is_made_gets_the_language_of_the_page_that_is_edited(client, editor):
    create(client, Competency, "Noko nytt", "nn")
    assert Competency.objects.get().locale.language_code == "nn"


def test_the_creation_form_knows_the_language_from_when_the_chooser_was_opened(client, editor):
    form = client.get(url(Competency, "choose", locale="nn")).content.decode()
    assert "locale=nn" in json.loads(form)["html"].split("data-chooser-modal-creation-form")[1].split("method")[0]


def test_an_unknown_language_becomes_the_sites_first(client, editor):
    create(client, Competency, "Noe nytt", "xx")
    assert Competency.objects.get().locale.language_code == "nb"


def test_what_is_made_has_a_history_that_says_who_made_it(client, editor):
    create(client, Competency, "Noe nytt")
    made = Competency.objects.get()
    assert made.latest_revision.user == editor
    assert not made.has_unpublished_changes
    actions = ModelLogEntry.objects.filter(object_id=str(made.pk), user=editor).values_list("action", flat=True)
    assert "wagtail.create" in actions


def test_a_name_that_is_there_is_offered_and_taken_by_sending_the_form_again(client, editor):
    there = factories.term(Kind.COMPETENCY, "Litteraturformidling")
    answer = create(client, Competency, " litteraturFORMIDLING ")
    assert answer["step"] == "reshow_creation_form"
    assert "“Litteraturformidling” is there already" in answer["htmlFragment"]
    assert " litteraturFORMIDLING " in answer["htmlFragment"]
    assert f'value="{there.pk}"' in answer["htmlFragment"]
    answer = create(client, Competency, " litteraturFORMIDLING ", use=there.pk)
    assert answer["result"]["id"] == str(there.pk)
    assert Competency.objects.count() == 1


def test_another_name_after_an_offer_is_made_anew(client, editor):
    there = factories.term(Kind.COMPETENCY, "Formidling")
    create(client, Competency, "Formidling av litteratur", use=there.pk)
    assert Competency.objects.count() == 2


def test_an_organisation_of_the_same_name_is_offered_as_well(client, editor):
    factories.OrganisationFactory(name="Vestfold")
    assert create(client, Organisation, "vestfold")["step"] == "reshow_creation_form"
    assert Organisation.objects.count() == 1


def test_the_same_name_in_another_language_is_another_term(client, editor):
    factories.term(Kind.COMPETENCY, "Formidling")
    assert create(client, Competency, "Formidling", "nn")["step"] == "chosen"


def test_a_merged_term_of_the_name_stands_in_nobodys_way(client, editor):
    kept, merged = factories.term(Kind.GOAL, "Beholdt"), factories.term(Kind.GOAL, "Borte")
    merged.concept.replaced_by = kept.concept
    merged.concept.save()
    assert create(client, Goal, "Borte")["step"] == "chosen"
    assert offered(client, Goal, locale="nb") == ["Beholdt", "Borte"]


@pytest.mark.parametrize("name", ["", "   "])
def test_no_name_is_refused(client, editor, name):
    assert create(client, Competency, name)["step"] == "reshow_creation_form"
    assert not Competency.objects.exists()


def test_a_name_of_300_characters_is_refused_with_the_remedy_and_kept(client, editor):
    answer = create(client, Competency, "x" * 300)
    assert "at most 255 characters, and this has 300" in answer["htmlFragment"]
    assert "x" * 300 in answer["htmlFragment"]


def test_names_with_the_same_address_get_addresses_of_their_own(client, editor):
    create(client, Competency, "Ære")
    create(client, Competency, "aere")
    assert len(set(Competency.objects.values_list("slug", flat=True))) == 2


def test_who_may_add_but_not_publish_makes_a_draft(client):
    factories.ground()
    user = factories.user("translator")
    role = user.groups.get()
    role.permissions.add(Permission.objects.get(codename="add_competency"))
    client.force_login(user)
    create(client, Competency, "Noe nytt")
    assert not Competency.objects.get().live


@pytest.mark.parametrize("role", ["moderator", "translator"])
def test_who_may_not_add_is_offered_no_form_and_can_send_none(client, role):
    client.force_login(factories.user(role))
    assert "data-chooser-modal-creation-form" not in client.get(url(Competency, "choose")).content.decode()
    client.post(url(Competency, "create", locale="nb"), {"name": "Noe nytt"})
    assert not Competency.objects.exists()


def test_a_session_takes_more_than_a_name_and_is_only_chosen(client, editor):
    assert "data-chooser-modal-creation-form" not in client.get(url(Session, "choose")).content.decode()


def test_the_list_stands_in_the_alphabet_and_in_the_pages_language(client, editor):
    for name in ("Åpenhet", "zoologi", "Ærlighet"):
        factories.term(Kind.GOAL, name)
    factories.term(Kind.GOAL, "Opning", language="nn")
    assert offered(client, Goal, locale="nb") == ["zoologi", "Ærlighet", "Åpenhet"]
    assert offered(client, Goal, locale="nn") == ["Opning"]


def test_search_in_the_chooser_finds_parts_of_words(client, editor):
    factories.term(Kind.GOAL, "Fylkesbibliotekenes tjenester")
    factories.term(Kind.GOAL, "Noe annet")
    assert offered(client, Goal, locale="nb", q="BIBLIOTEK") == ["Fylkesbibliotekenes tjenester"]


@pytest.mark.parametrize("searched", ["bøkene", "låner", "lån bok", "utlånet", "laner"])
def test_search_in_the_chooser_finds_words_in_any_form_and_by_other_names(client, editor, searched):
    factories.term(Kind.GOAL, "Lån av bøker", aliases="Utlån\nBok på lån")
    factories.term(Kind.GOAL, "Noe annet")
    assert offered(client, Goal, locale="nb", q=searched) == ["Lån av bøker"]


def test_search_in_the_chooser_finds_compounds_that_are_written_apart(client, editor):
    factories.post(title="Transport av bøker til biblioteket")
    rebuild()
    factories.term(Kind.GOAL, "Bibliotektransport")
    factories.term(Kind.GOAL, "Transportbudsjett")
    assert offered(client, Goal, locale="nb", q="transporten for bibliotekene") == ["Bibliotektransport"]


def test_search_in_the_chooser_finds_what_is_not_published_but_nothing_that_was_merged(client, editor):
    factories.term(Kind.GOAL, "Lesestund for barn", live=False)
    kept, merged = factories.term(Kind.GOAL, "Høytlesing"), factories.term(Kind.GOAL, "Lesestunder hver uke")
    merged.concept.replaced_by = kept.concept
    merged.concept.save()
    assert offered(client, Goal, locale="nb", q="lesestundene") == ["Lesestund for barn"]


def test_search_in_the_chooser_asks_as_much_however_many_terms_there_are(client, editor):
    def asked():
        offered(client, Goal, locale="nb", q="bøkene")
        with CaptureQueriesContext(connection) as queries:
            assert offered(client, Goal, locale="nb", q="bøkene")
        return len(queries)

    factories.term(Kind.GOAL, "Bøker 0")
    few = asked()
    for number in range(1, 8):
        factories.term(Kind.GOAL, f"Bøker {number}")
    assert asked() == few


def test_the_search_forms_language_wins_over_the_one_in_the_address(client, editor):
    factories.term(Kind.GOAL, "Bokmål")
    factories.term(Kind.GOAL, "Nynorsk", language="nn")
    response = client.get(url(Goal, "choose_results") + "?locale=nb&locale=nn&q=")
    assert [row.name for row in response.context["results"]] == ["Nynorsk"]
