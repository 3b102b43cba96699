"""Words by written form, added up: what is a word of the editor's own, and how large a share each form has."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from blog.blocks import PostStreamBlock
from blog.written_forms.sharing import BOKMAL, NYNORSK, Counted, Step, add_up, beginning, by_group, by_period, following
from blog.written_forms.wording import KEPT_AS_THEY_ARE, WRITTEN, body_lines, count, line_key

days = some.dates(datetime.date(1999, 1, 1), datetime.date(2035, 12, 31))
texts = some.builds(
    Counted,
    language=some.sampled_from(["nb", "nn", "en", "se"]),
    words=some.integers(0, 100_000),
    day=days,
    groups=some.frozensets(some.sampled_from("abc")),
)
many = some.lists(texts, max_size=20)
steps = some.sampled_from(Step)


# --- Adding up -----------------------------------------------------------------------------------


@given(many, steps)
def test_periods_hold_every_text_once(found, step):
    sums = by_period(found, step)
    for language in ("nb", "nn", "en", "se"):
        assert sum(total.of(language) for _start, total in sums) == add_up(found).of(language)


@given(many, steps)
def test_periods_follow_each_other_without_a_gap_the_newest_first(found, step):
    starts = [start for start, _total in by_period(found, step)]
    assert [following(start, step) for start in starts[1:]] == starts[:-1]
    if found:
        assert starts[0] == beginning(max(text.day for text in found), step)
        assert starts[-1] == beginning(min(text.day for text in found), step)


@given(days, steps)
def test_a_day_lies_in_its_period(day, step):
    start = beginning(day, step)
    assert start <= day < following(start, step)
    assert beginning(start, step) == start


@given(many)
def test_the_shares_of_the_two_forms_are_a_hundred_together(found):
    total = add_up(found)
    if total.shares is None:
        assert total.of_both == 0
        return
    assert round(10 * total.shares[BOKMAL]) + round(10 * total.shares[NYNORSK]) == 1000
    assert abs(total.shares[NYNORSK] - 100 * total.of(NYNORSK) / total.of_both) <= 0.05 + 1e-9


def test_other_languages_take_no_part_in_the_shares():
    day = datetime.date(2026, 1, 1)
    total = add_up([Counted("nb", 300, day), Counted("nn", 100, day), Counted("en", 5000, day)])
    assert total.shares == {"nb": 75.0, "nn": 25.0}


@given(many)
def test_a_text_counts_in_full_for_each_group_it_belongs_to(found):
    sums = by_group(found)
    for group in "abc":
        theirs = add_up([text for text in found if group in text.groups])
        assert sums.get(group, add_up([])).words == theirs.words
    nobodys = add_up([text for text in found if not text.groups])
    assert sums.get(None, add_up([])).words == nobodys.words


def test_quarters_begin_in_january_april_july_and_october():
    year = [beginning(datetime.date(2026, month, 28), Step.QUARTER).month for month in range(1, 13)]
    assert year == [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10]


# --- Words ---------------------------------------------------------------------------------------


def block(kind, value):
    return {"type": kind, "id": "1", "value": value}


@pytest.mark.parametrize(
    ("stored", "lines"),
    [
        (block("text", "<p>Vi <b>møttes</b></p><ul><li>først</li><li>så</li></ul>"), ["Vi møttes", "først", "så"]),
        (block("text", "<h3>Tittel</h3><p>En<br/>to</p>"), ["Tittel", "En", "to"]),
        (block("heading", {"text": "Hva nå?", "level": "h2"}), ["Hva nå?"]),
        (block("image", {"image": {"image": 1, "alt_text": "En sal", "decorative": False}, "caption": "I mars"}), None),
        (block("image", {"image": {"image": 1, "alt_text": "x", "decorative": True}, "caption": ""}), []),
        (block("table", {"data": [["Når", None], ["9.00", "Kaffe"]], "table_caption": "Dagen"}), None),
        (block("quote", {"text": "Sagt av andre", "source": "En deltaker"}), []),
        (block("preformatted", {"text": "print(1)", "label": "Kode"}), []),
        (
            block(
                "goals",
                {
                    "heading": "Mål",
                    "attribution": "shared",
                    "organisations": [],
                    "items": [{"value": {"term": 1, "wording": "ord for ord", "note": "gjelder 2026"}}],
                },
            ),
            ["Mål", "gjelder 2026"],
        ),
        (block("live_picture", {"heading": "Tall", "picture": "named", "caption": "I dag"}), ["Tall", "I dag"]),
    ],
)
def test_what_the_editor_wrote_counts_and_what_others_said_does_not(stored, lines):
    if lines is None:
        lines = {"image": ["I mars", "En sal"], "table": ["Dagen", "Når", "9.00", "Kaffe"]}[stored["type"]]
    assert [line for line in body_lines([stored]) if line.strip()] == lines


def test_every_block_of_a_post_is_either_counted_or_left_out_on_purpose():
    assert set(PostStreamBlock().child_blocks) == {*WRITTEN, *KEPT_AS_THEY_ARE, "text", "table"}


@given(some.lists(some.text(alphabet="ab æø.,-\n", max_size=30)), some.data())
def test_each_word_is_either_the_pages_own_or_untranslated(lines, data):
    left = data.draw(some.sets(some.sampled_from([line_key(line) for line in lines]))) if lines else set()
    words, all_words = count(lines, left), count(lines)
    assert words.own + words.untranslated == all_words.own
    assert all_words.untranslated == 0


def test_a_line_is_the_same_however_it_is_spaced_and_another_with_another_letter():
    assert count(["Vi  møttes \n"], {line_key("Vi møttes")}).own == 0
    assert count(["Vi møttest"], {line_key("Vi møttes")}).own == 2
