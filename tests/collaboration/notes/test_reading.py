"""Notes in all shapes become lists; whatever they are, no line of them is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaboration.models import Attribution
from collaboration.models import Kind as StoredKind
from collaboration.notes import reviewed
from collaboration.notes.heading_words import HeadingWords
from collaboration.notes.headings import Party
from collaboration.notes.kinds import Kind
from collaboration.notes.lines import wording_of
from collaboration.notes.reading import read_text
from collaboration.notes.reasons import Why
from tests.collaboration.notes.corpus import SEED, as_read, notes


def said(text, **known):
    sections = read_text(text, **known).sections
    return [
        (section.kind, section.whose, section.shared, [item.verbatim for item in section.items]) for section in sections
    ]


# --- The corpus ----------------------------------------------------------------------------------


def test_nineteen_lines_of_twenty_are_put_right_without_help(capsys):
    right = total = 0
    wrong = []
    for note in notes():
        found = as_read(read_text(note.text))
        for line, expected in note.expected.items():
            total += 1
            right += found.get(line) == expected
            if found.get(line) != expected:
                wrong.append(f"{note.name} {line}: {expected}, read as {found.get(line)}")
    with capsys.disabled():
        print(f"\n{right} of {total} lines of {len(notes())} notes put right ({right / total:.1%})", end="")
    assert len(notes()) >= 6
    assert right / total >= 0.95, "\n".join(wrong)


def test_the_seed_is_read_whole():
    draft = read_text(SEED.read_text(encoding="utf-8"))
    assert draft.title.text == "Hva er vi gode på, og hva vil vi?"
    assert [(section.kind, section.shared, section.whose, len(section.items)) for section in draft.sections] == [
        (Kind.COMPETENCY, True, (), 13),
        (Kind.COMPETENCY, False, ("Akershus",), 14),
        (Kind.COMPETENCY, False, ("Vestfold",), 8),
        (Kind.COMPETENCY, False, ("Østfold",), 15),
        (Kind.COMPETENCY, False, ("Buskerud",), 13),
        (Kind.CHALLENGE, False, (), 20),
        (Kind.GOAL, False, (), 23),
        (Kind.MEANS, False, (), 8),
    ]
    assert draft.set_aside[0].text == "Reklamer"
    assert draft.set_aside[-1].text.endswith("Kobler til %s")
    assert not draft.text


# --- Whose it is ---------------------------------------------------------------------------------

KNOWN = (Party(7, ("Vestre fylkesbibliotek", "Vestre")), Party(8, ("Østre fylkesbibliotek", "Østre")))


@pytest.mark.parametrize(
    "heading",
    ["Vestre", "Vestre:", "VESTRE:", "Vestre fylkesbibliotek", "vestre fylkesbiblioteket:", "**Vestre**", "## Vestre"],
)
def test_an_organisation_is_known_by_its_whole_name_or_short_name(heading):
    assert said(f"Notater\n\nStyrker\n\n{heading}\n\n- bokbuss\n", parties=KNOWN) == [
        (Kind.COMPETENCY, ("Vestre fylkesbibliotek",), False, ["bokbuss"])
    ]


def test_two_organisations_in_one_heading_both_said_it():
    assert said("Notater\n\nStyrker – Vestre og Østre\n\n- bokbuss\n", parties=KNOWN)[0][1] == (
        "Vestre fylkesbibliotek",
        "Østre fylkesbibliotek",
    )


@pytest.mark.parametrize("word", ["Felles", "For alle", "Shared by all", "Gemensamt"])
def test_what_is_said_of_all_is_shared(word):
    assert said(f"Notater\n\nStyrker\n\n{word}:\n\n- bokbuss\n") == [(Kind.COMPETENCY, (), True, ["bokbuss"])]


def test_an_organisation_that_is_not_known_is_offered_by_its_name():
    draft = read_text("Notater\n\nStyrker\n\nLister bymuseum:\n\n- båter\n")
    assert draft.sections[0].unknown == ("Lister bymuseum",)
    assert Why.LOOKS_LIKE_ORGANISATION in {reason.why for reason in draft.sections[0].reasons}


def test_a_heading_of_a_kind_without_entries_of_its_own_holds_for_the_headings_below():
    text = "Notater\n\nStyrker\n\nHverdagen:\n- kor\n\nBarn og unge:\n- kart\n\nMål\n- ro\n\nTing:\n- å\n"
    assert [section[0] for section in said(text)] == [Kind.COMPETENCY, Kind.COMPETENCY, Kind.GOAL, None]


def test_a_site_adds_headings_of_its_own():
    text = "Notater\n\nSlik lyser vi\n\n- bokbuss\n\nHele gjengen\n\n- kor\n"
    assert said(text)[0][0] is None
    table = HeadingWords.of([("lyser vi", Kind.COMPETENCY)], ["gjengen"])
    assert said(text, table=table)[0][0] is Kind.COMPETENCY


# --- Lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign",
    [
        "- ",
        "* ",
        "• ",
        "· ",
        "– ",
        "— ",
        "o ",
        "‣ ",
        "◦ ",
        "▪",
        "1. ",
        "1) ",
        "(1) ",
        "a) ",
        "    ",
        "\t",
        "-\t",
        "> - ",
        "☐ ",
    ],
)
def test_a_lists_sign_is_no_part_of_what_was_said(sign):
    assert said(f"Notater\n\nStyrker\n\n{sign}bokbuss\n{sign}«kor»;\n")[0][3] == ["bokbuss", "«kor»"]


def test_a_wrapped_line_goes_on_with_its_entry():
    text = "Notater\n\nStyrker\n- en bokbuss som kommer\n  til alle\n- kor\n"
    item = read_text(text).sections[0].items[0]
    assert (item.verbatim, item.lines) == ("en bokbuss som kommer til alle", (4, 5))


def test_what_cannot_be_seen_is_left_out_of_a_wording_and_quotation_marks_are_kept():
    assert said("Notater\n\nStyrker\n- bok\u00adbuss\u200b\n- ”wow-faktor”\n")[0][3] == ["bokbuss", "”wow-faktor”"]


def test_a_date_is_no_entry_of_a_numbered_list():
    assert read_text("Notater\n\n12. mars 2024\n\nStyrker\n\n- kor\n").introduction[0].text == "12. mars 2024"


# --- Odd and hostile -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n \t\n", "\ufeff"])
def test_nothing_gives_an_empty_draft(text):
    draft = read_text(text)
    assert draft.title is None
    assert not draft.sections
    assert not draft.text


def test_one_line_is_a_title():
    assert read_text("bokbuss").title.text == "bokbuss"


def test_headings_with_nothing_below_are_kept_as_text():
    draft = read_text("# Notater\n\n## Styrker\n\n## Mål\n")
    assert not draft.sections
    assert [(piece.text, piece.reason.why) for piece in draft.text] == [
        ("Styrker", Why.EMPTY_HEADING),
        ("Mål", Why.EMPTY_HEADING),
    ]


def test_the_same_heading_twice_gives_two_lists():
    assert [row[3] for row in said("Notater\n\nStyrker\n- a\n\nStyrker\n- b\n")] == [["a"], ["b"]]


def test_where_no_kind_can_be_recognised_the_lists_are_unsorted():
    assert said("Notater\n\n- a\n- b\n") == [(None, (), False, ["a", "b"])]


def test_scripts_right_to_left_and_emoji_are_words_like_others():
    lines = ["<script>alert(1)</script>", "مكتبة", "👩‍🏫", "\u202eabc", "' OR 1=1 --"]
    text = "Notater\n\nStyrker\n" + "".join(f"- {line}\n" for line in lines)
    assert said(text)[0][3] == lines


@pytest.mark.parametrize(
    "make",
    [
        lambda number: f"Ord{number}: noe mer",
        lambda number: f"{' ' * (number % 40)}en linje, og en til,",
        lambda number: f"Dette er prosa nummer {number}, og den slutter med et punktum, som prosa pleier å gjøre.",
    ],
)
def test_twenty_thousand_lines_are_read_in_reasonable_time(make):
    text = "\n".join(make(number) for number in range(20_000))
    begun = time.process_time()
    draft = read_text(text)
    assert time.process_time() - begun < 20
    assert len(draft.accounted()) == 20_000


# --- Nothing is lost -----------------------------------------------------------------------------

WRITTEN = sorted({line for note in notes() for line in note.text.splitlines()})
ODD = [
    "---",
    "===",
    "Reklamer",
    "Legg igjen en kommentar",
    "# Mål",
    "a\tb",
    "Type\tOrdlyd",
    "|a|b|",
    "* ",
    "- x",
    "\u200b",
]
PIECES = st.one_of(st.sampled_from(WRITTEN), st.sampled_from(ODD), st.text(max_size=30))
SIGNS = st.sampled_from(["", "", "  ", "    ", "\t", "- ", "   * ", "1. ", "a) ", "> "])
LIKE_NOTES = st.lists(st.tuples(SIGNS, PIECES).map("".join), max_size=14).map("\n".join)


def assert_nothing_lost(text):
    draft = read_text(text)
    lines = {number: line for number, line in enumerate(text.splitlines(), 1) if line.strip()}
    places = draft.accounted()
    assert places.keys() == lines.keys()
    # Only a table's row may say things of several lists.
    assert all(count == 1 or "\t" in lines[line] or "|" in lines[line] for line, count in places.items())


@given(st.text(st.characters(exclude_categories=())))
def test_of_any_text_at_all_every_line_has_one_place(text):
    assert_nothing_lost(text)


@given(LIKE_NOTES)
def test_of_anything_like_notes_every_line_has_one_place(text):
    assert_nothing_lost(text)


def test_every_line_of_the_corpus_has_one_place():
    for note in notes():
        assert_nothing_lost(note.text)
    assert_nothing_lost(SEED.read_text(encoding="utf-8"))


@given(LIKE_NOTES)
def test_every_word_of_an_entry_stands_in_the_notes(text):
    words = {word for line in text.splitlines() for word in wording_of(line).split()}
    for section in read_text(text).sections:
        for item in section.items:
            assert all(any(word in written for written in words) for word in item.verbatim.split())


def test_the_kinds_are_those_of_the_database():
    assert {kind.name: kind.value for kind in Kind} == {kind.name: kind.value for kind in StoredKind}
    named = {reviewed.ORGANISATIONS, reviewed.SHARED, reviewed.UNATTRIBUTED}
    assert named == {choice.value for choice in Attribution}
