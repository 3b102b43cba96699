from hypothesis import given
from hypothesis import strategies as st

from home.text.normalise import clean_wording, name_key

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_letter_case_does_not_make_another_name():
    assert name_key("Sosiale MEDIER") == name_key("sosiale medier")
    assert name_key("ØSTFOLD") == name_key("Østfold")
    assert name_key("ČÁHCI") == name_key("čáhci")


def test_composed_and_decomposed_letters_are_the_same_name():
    assert name_key("Bla\u030abær") == name_key("Blåbær")


def test_kinds_and_runs_of_space_do_not_make_another_name():
    assert name_key("  sosiale\u00a0 \t\nmedier ") == "sosiale medier"


def test_signs_that_cannot_be_seen_do_not_make_another_name():
    assert name_key("fylkes\u00adbibliotek\u200b\ufeff") == "fylkesbibliotek"


def test_a_part_of_a_name_is_another_name():
    assert name_key("digitale tjenester") != name_key("sosiale medier og digitale tjenester")


def test_accents_hyphens_and_misspellings_make_another_name():
    assert len({name_key(text) for text in ("idé", "ide", "e-bok", "ebok", "utforming", "uforming")}) == 6


@given(ANY_TEXT)
def test_the_key_of_a_key_is_itself(text):
    assert name_key(name_key(text)) == name_key(text)


def test_a_wording_is_kept_letter_for_letter():
    wording = "universell uforming – «mobil»  bok\u00adbuss,\u00a0KAT & klass …"
    assert clean_wording(wording) == wording


def test_a_wording_over_several_lines_becomes_one_line():
    assert clean_wording(" samsøk\r\nfjernlån\tog\u2028mer\x00\x07 ") == "samsøk fjernlån og mer"


@given(ANY_TEXT)
def test_a_cleaned_wording_is_one_line_that_a_database_can_store(text):
    cleaned = clean_wording(text)
    assert len(cleaned.splitlines()) <= 1
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")
    assert clean_wording(cleaned) == cleaned
