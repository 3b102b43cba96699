"""The glossary: who may change it, what it refuses, and that drafts follow it and the site's own names."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from collaboration.models import Kind
from home.registries import settled_words
from languages.glossary import wordings_between
from languages.models import GlossaryEntry
from tests import factories

pytestmark = pytest.mark.django_db

FORM = {"source_language": "nb", "target_language": "nn", "source": "anbefaling", "target": "tilråding", "note": ""}


def url(action, *args):
    return reverse(GlossaryEntry.snippet_viewset.get_url_name(action), args=args)


def entry(**fields):
    made = GlossaryEntry(**{**FORM, **fields})
    made.full_clean()
    made.save()
    return made


def put(text, source="nb", target="nn"):
    pieces = wordings_between(source, target).split(text)
    return "".join(piece if settled is None else f"[{settled}]" for piece, settled in pieces)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("administrator", {"add", "edit", "delete"}),
        ("editor", {"add", "edit", "delete"}),
        ("translator", {"add", "edit"}),
        ("moderator", set()),
    ],
)
def test_each_role_may_do_with_the_glossary_what_the_table_says(client, role, may):
    made = entry()
    client.force_login(factories.user(role))
    for action, args in (("add", []), ("edit", [made.pk]), ("delete", [made.pk])):
        assert (client.get(url(action, *args)).status_code == 200) is (action in may), action
    client.post(url("add"), {**FORM, "source": "virkemiddel", "target": "verkemiddel"})
    assert GlossaryEntry.objects.filter(source="virkemiddel").exists() is ("add" in may)
    client.post(url("delete", made.pk))
    assert GlossaryEntry.objects.filter(pk=made.pk).exists() is not ("delete" in may)


def test_who_changed_an_entry_and_when_is_kept(client):
    made = entry()
    client.force_login(factories.user("editor", first_name="Kari"))
    client.post(url("edit", made.pk), {**FORM, "target": "råd"})
    assert "Kari" in client.get(url("history", made.pk)).content.decode()


def test_a_word_stands_once_for_each_pair_of_languages_however_it_is_spelt():
    entry()
    with pytest.raises(ValidationError, match="tilråding"):
        entry(source=" ANBEFALING ")
    entry(source_language="nn", target_language="nb")


def test_a_language_is_not_translated_into_itself():
    with pytest.raises(ValidationError):
        entry(target_language="nb")


def test_entries_hold_between_their_languages_and_no_others():
    entry()
    assert put("en anbefaling") == "en [tilråding]"
    assert put("en anbefaling", "nn", "nb") == "en anbefaling"


def test_a_terms_name_is_settled_once_its_translation_is_published():
    factories.site()
    term = factories.term(Kind.COMPETENCY, "Samarbeid om kurs")
    copy = factories.translated(term, name="Kurssamarbeid", live=False)
    assert put("god på samarbeid om kurs") == "god på samarbeid om kurs"
    copy.live = True
    copy.save()
    assert put("god på samarbeid om kurs") == "god på [kurssamarbeid]"


def test_an_organisations_name_is_left_alone_unless_it_has_another_in_the_other_language():
    factories.site()
    factories.OrganisationFactory(name="Akershus fylkesbibliotek", short_name="Akershus")
    ostfold = factories.OrganisationFactory(name="Østfold fylkesbibliotek")
    factories.translated(ostfold, name="Østfold fylkesbibliotek i Sarpsborg")
    assert put("Akershus fylkesbibliotek") == "[Akershus fylkesbibliotek]"
    assert put("i Akershus") == "i [Akershus]"
    assert put("Østfold fylkesbibliotek") == "[Østfold fylkesbibliotek i Sarpsborg]"


def test_the_glossary_holds_before_a_terms_name():
    factories.site()
    factories.translated(factories.term(Kind.GOAL, "Anbefaling"), name="Anbefaling nr. 1")
    entry()
    assert put("en anbefaling") == "en [tilråding]"


def test_the_collaboration_is_among_the_rooms_that_settle_words():
    assert "collaboration" in settled_words
