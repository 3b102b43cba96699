"""Terms that become one: everywhere at once, and back again as if nothing had been."""

import pytest
from wagtail.models import ModelLogEntry

from collaboration.indexing import rebuild_all
from collaboration.merging import (
    AlreadyMerged,
    CannotUndo,
    DifferentKinds,
    TooFew,
    merge,
    undo_merge,
)
from collaboration.models import Concept, Kind, Merge, Statement
from collaboration.notes_lookup import known_terms
from tests import factories as make

pytestmark = pytest.mark.django_db


def goal(name, **fields):
    return make.term(Kind.GOAL, name, **fields)


def said(*wordings):
    return make.post([(Kind.GOAL, "unattributed", [], list(wordings))])


def concepts(*terms):
    return [term.concept for term in terms]


def aliases(term):
    term.refresh_from_db()
    return term.alias_list


def concept_of(wording):
    return Statement.objects.get(wording=wording).concept_id


# --- Merging -------------------------------------------------------------------------------------


def test_what_was_said_of_the_merged_terms_is_said_of_the_one_that_stays():
    one, two, kept = goal("Lesing"), goal("Lese"), goal("Lesning")
    post = said("Lesing", "Lese", "Lesning")
    body = list(post.body.raw_data)
    merge(concepts=concepts(one, two), into=kept.concept)
    assert set(Statement.objects.values_list("concept", flat=True)) == {kept.concept_id}
    assert sorted(Statement.objects.values_list("wording", flat=True)) == ["Lese", "Lesing", "Lesning"]
    post.refresh_from_db()
    assert list(post.body.raw_data) == body
    assert post.latest_revision_id == post.live_revision_id


def test_the_one_that_stays_may_be_among_those_that_are_merged():
    one, kept = goal("Lesing"), goal("Lesning")
    merge(concepts=concepts(one, kept), into=kept.concept)
    assert list(Concept.objects.exclude(replaced_by=None)) == [one.concept]


def test_names_and_other_names_go_over_in_each_language_and_none_comes_twice():
    one, kept = goal("Lesing", aliases="Å lese\nlesning"), goal("Lesning", aliases="å  LESE")
    one_nn = make.translated(one, name="Lesing på nynorsk", aliases="")
    kept_nn = make.translated(kept, name="Lesnad", aliases="")
    merge(concepts=concepts(one), into=kept.concept)
    assert aliases(kept) == ["å  LESE", "Lesing"]
    assert aliases(kept_nn) == ["Lesing på nynorsk"]
    assert aliases(one) == ["Å lese", "lesning"]
    assert aliases(one_nn) == []


def test_a_translation_that_nobody_published_gives_away_no_names_but_a_new_term_does():
    one, new, kept = goal("Lesing"), goal("Lese", live=False), goal("Lesning")
    make.translated(one, name="Maskinord", live=False)
    kept_nn = make.translated(kept, name="Lesnad")
    merge(concepts=concepts(one, new), into=kept.concept)
    assert aliases(kept) == ["Lesing", "Lese"]
    assert aliases(kept_nn) == []


def test_a_draft_that_is_published_later_keeps_the_names_that_came_meanwhile():
    one, kept = goal("Lesing"), goal("Lesning")
    kept.save_revision().publish()
    kept.refresh_from_db()
    kept.name = "Lesning for alle"
    kept.go_live_at = make.tomorrow()
    scheduled = kept.save_revision()
    scheduled.publish()
    kept.go_live_at = None
    kept.save_revision()
    merge(concepts=concepts(one), into=kept.concept)
    kept.refresh_from_db()
    assert (kept.name, kept.alias_list) == ("Lesning", ["Lesing"])
    for revision in (kept.latest_revision, scheduled):
        revision.refresh_from_db()
        assert revision.as_object().alias_list == ["Lesing"]
    kept.latest_revision.publish()
    assert (aliases(kept), kept.name) == (["Lesing"], "Lesning for alle")


def test_the_theme_of_the_one_that_stays_stays():
    own, other = make.ThemeFactory(), make.ThemeFactory()
    one, kept = goal("Lesing", theme=other), goal("Lesning", theme=own)
    merge(concepts=concepts(one), into=kept.concept)
    kept.concept.refresh_from_db()
    assert kept.concept.theme == own


def test_a_theme_is_taken_over_where_there_is_none_and_given_back():
    theme = make.ThemeFactory()
    one, kept = goal("Lesing", theme=theme), goal("Lesning")
    done = merge(concepts=concepts(one), into=kept.concept)
    kept.concept.refresh_from_db()
    assert kept.concept.theme == theme
    undo_merge(merge=done)
    kept.concept.refresh_from_db()
    assert kept.concept.theme is None


def test_a_draft_that_says_a_merged_term_says_the_one_that_stays_when_it_is_published():
    one, kept = goal("Lesing"), goal("Lesning")
    post = make.post([(Kind.GOAL, "unattributed", [], ["Lesing"])], live=False)
    merge(concepts=concepts(one), into=kept.concept)
    post.latest_revision.publish()
    assert concept_of("Lesing") == kept.concept_id


def test_the_reader_of_notes_knows_the_merged_names_as_names_of_the_one_that_stays():
    one, kept = goal("Lesing", aliases="Å lese"), goal("Lesning")
    merge(concepts=concepts(one), into=kept.concept)
    (known,) = known_terms(make.locale())[Kind.GOAL]
    assert (known.key, known.name, set(known.wordings)) == (kept.pk, "Lesning", {"Lesing", "Å lese"})


def test_merging_is_logged_on_every_term():
    editor = make.user("editor")
    one, kept = goal("Lesing"), goal("Lesning")
    undo_merge(merge=merge(concepts=concepts(one), into=kept.concept, user=editor), user=editor)
    logged = ModelLogEntry.objects.filter(action__startswith="collaboration.").order_by("pk")
    assert [(entry.action, entry.object_id, entry.user_id) for entry in logged] == [
        ("collaboration.merged_into", str(one.pk), editor.pk),
        ("collaboration.merge", str(kept.pk), editor.pk),
        ("collaboration.undo_merge", str(one.pk), editor.pk),
        ("collaboration.undo_merge", str(kept.pk), editor.pk),
    ]
    assert {entry.data["into"] for entry in logged} == {"Lesning"}


# --- What is refused -----------------------------------------------------------------------------


def test_one_term_alone_is_not_merged():
    kept = goal("Lesning")
    with pytest.raises(TooFew):
        merge(concepts=[], into=kept.concept)
    with pytest.raises(TooFew):
        merge(concepts=[kept.concept, kept.concept], into=kept.concept)


def test_terms_of_different_kinds_are_not_merged():
    with pytest.raises(DifferentKinds):
        merge(concepts=concepts(make.term(Kind.MEANS, "Lesning")), into=goal("Lesning").concept)


def test_nothing_is_merged_into_what_was_merged_and_nothing_is_merged_twice():
    one, two, kept = goal("Lesing"), goal("Lese"), goal("Lesning")
    merge(concepts=concepts(one), into=kept.concept)
    with pytest.raises(AlreadyMerged):
        merge(concepts=concepts(two), into=one.concept)
    with pytest.raises(AlreadyMerged):
        merge(concepts=concepts(one), into=two.concept)


def test_there_are_no_circles():
    one, two = goal("Lesing"), goal("Lesning")
    merge(concepts=concepts(one), into=two.concept)
    with pytest.raises(AlreadyMerged):
        merge(concepts=concepts(two), into=one.concept)


def test_a_term_that_was_deleted_meanwhile_is_not_merged():
    one, kept = goal("Lesing"), goal("Lesning")
    gone = one.concept
    one.delete()
    with pytest.raises(AlreadyMerged):
        merge(concepts=[gone], into=kept.concept)


def test_what_is_refused_leaves_nothing_behind():
    one, other, kept = goal("Lesing"), make.term(Kind.MEANS, "Lese"), goal("Lesning")
    with pytest.raises(DifferentKinds):
        merge(concepts=concepts(one, other), into=kept.concept)
    assert not Concept.objects.exclude(replaced_by=None).exists()
    assert (Merge.objects.count(), aliases(kept)) == (0, [])


# --- Undoing -------------------------------------------------------------------------------------


def test_undone_all_is_as_it_was():
    one, two, kept = goal("Lesing", aliases="Å lese"), goal("Lese"), goal("Lesning", aliases="Lesnad")
    said("Lesing", "Lese", "Lesning")
    before = list(Statement.objects.order_by("pk").values())
    done = merge(concepts=concepts(one, two), into=kept.concept)
    assert undo_merge(merge=done) == [one.concept_id, two.concept_id]
    assert list(Statement.objects.order_by("pk").values()) == before
    assert aliases(kept) == ["Lesnad"]
    assert not Concept.objects.exclude(replaced_by=None).exists()


def test_what_an_editor_changed_after_the_merge_stays_when_it_is_undone():
    own, theme = make.ThemeFactory(), make.ThemeFactory()
    one, kept = goal("Lesing", theme=theme), goal("Lesning")
    done = merge(concepts=concepts(one), into=kept.concept)
    kept.refresh_from_db()
    kept.aliases = f"Bokglede\n{kept.aliases}\nLeselyst"
    kept.save()
    Concept.objects.filter(pk=kept.concept_id).update(theme=own)
    undo_merge(merge=done)
    assert aliases(kept) == ["Bokglede", "Leselyst"]
    assert Concept.objects.get(pk=kept.concept_id).theme == own


def test_a_merge_is_undone_once():
    one, kept = goal("Lesing"), goal("Lesning")
    done = merge(concepts=concepts(one), into=kept.concept)
    undo_merge(merge=done)
    with pytest.raises(CannotUndo):
        undo_merge(merge=done)


def test_of_merges_upon_merges_the_last_is_undone_first():
    one, two, three = goal("Lesing"), goal("Lese"), goal("Lesning")
    first = merge(concepts=concepts(one), into=two.concept)
    second = merge(concepts=concepts(two), into=three.concept)
    assert aliases(three) == ["Lese", "Lesing"]
    with pytest.raises(CannotUndo, match="Angre det først"):
        undo_merge(merge=first)
    undo_merge(merge=second)
    undo_merge(merge=first)
    assert (aliases(two), aliases(three)) == ([], [])


def test_a_name_that_two_merged_terms_have_goes_with_the_last_of_them():
    one, two, kept = goal("Lesing", aliases="Å lese"), goal("Lese", aliases="å lese"), goal("Lesning")
    first = merge(concepts=concepts(one), into=kept.concept)
    second = merge(concepts=concepts(two), into=kept.concept)
    undo_merge(merge=first)
    assert sorted(aliases(kept)) == ["Lese", "Å lese"]
    undo_merge(merge=second)
    assert aliases(kept) == []


def test_a_merge_whose_terms_were_deleted_leaves_nothing_to_undo():
    one, kept = goal("Lesing"), goal("Lesning")
    done = merge(concepts=concepts(one), into=kept.concept)
    one.delete()
    with pytest.raises(CannotUndo, match="ingenting igjen"):
        undo_merge(merge=done)


def test_the_index_built_anew_is_the_index_that_merging_made():
    one, kept = goal("Lesing"), goal("Lesning")
    said("Lesing", "Lesning")
    merge(concepts=concepts(one), into=kept.concept)
    before = list(Statement.objects.order_by("pk").values())
    rebuild_all()
    assert list(Statement.objects.order_by("pk").values()) == before
