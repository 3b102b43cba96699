"""The thresholds are measured: on pairs that were labelled before, tuned on one half, held to on the other."""

from collections import Counter

import pytest

from collaboration.notes.matching import Decision, Known, Matcher
from tests.bench import notes as bench
from tests.collaboration.notes.pairs import pairs

TUNING = [pair for pair in pairs() if pair.is_for_tuning]
MEASURING = [pair for pair in pairs() if not pair.is_for_tuning]


def figures(chosen):
    """Return {suggested or confident: (precision, recall, wrong, how many)} for pairs compared one by one."""
    found = {"suggested": [], "confident": []}
    for pair in chosen:
        match = Matcher([Known(1, pair.one)], pair.language, [pair.other]).match(pair.other)
        if match.decision is not Decision.NEW:
            found["suggested"].append(pair)
        if match.confident:
            found["confident"].append(pair)
    same = sum(pair.same for pair in chosen)
    return {
        name: (right / len(taken), right / same, len(taken) - right, len(taken))
        for name, taken in found.items()
        if (right := sum(pair.same for pair in taken))
    }


def test_there_are_enough_pairs_of_both_kinds_in_every_language():
    assert len(pairs()) >= 300
    assert len({(pair.language, pair.one, pair.other) for pair in pairs()}) == len(pairs())
    counted = Counter((pair.language, pair.same) for pair in pairs())
    assert min(counted[language, same] for language in ("nb", "nn", "en", "sv") for same in (True, False)) >= 25
    assert abs(len(TUNING) - len(MEASURING)) < 0.1 * len(pairs())


def test_a_confident_suggestion_is_wrong_in_fewer_than_one_of_fifty(capsys):
    measured = figures(MEASURING)
    with capsys.disabled():
        for name, (precision, recall, wrong, count) in measured.items():
            print(f"\n{name}: precision {precision:.3f}, recall {recall:.3f} ({wrong} of {count} wrong)", end="")
    precision, recall, wrong, count = measured["confident"]
    assert wrong / count < 1 / 50
    assert recall > 0.85
    assert measured["suggested"][0] > 0.93
    assert measured["suggested"][1] > 0.9


def groups(language):
    """Return {wording: one wording that stands for all that are the same}."""
    stands = {}

    def find(wording):
        stands.setdefault(wording, wording)
        while stands[wording] != wording:
            wording = stands[wording]
        return wording

    for pair in pairs():
        if pair.language == language and pair.same:
            stands[find(pair.one)] = find(pair.other)
    return find


@pytest.mark.parametrize("language", ["nb", "nn", "en", "sv"])
def test_among_all_terms_of_a_language_a_confident_suggestion_is_the_right_one(language):
    find = groups(language)
    own = [pair for pair in pairs() if pair.language == language]
    terms = {pair.one for pair in own} | {pair.other for pair in own if not pair.same}
    matcher = Matcher([Known(name, name) for name in sorted(terms)], language)
    asked = [pair.other for pair in own if pair.same and pair.other not in terms and not pair.is_for_tuning]
    taken = [(wording, match) for wording in asked if (match := matcher.match(wording)).confident]
    wrong = [(wording, match.term.name) for wording, match in taken if find(match.term.name) != find(wording)]
    assert len(taken) > 0.7 * len(asked)
    assert len(wrong) < len(taken) / 50, wrong


def test_two_hundred_lines_are_compared_with_five_thousand_terms_in_two_seconds(capsys):
    took = bench.compare()
    with capsys.disabled():
        print(f"\n200 lines, 5,000 terms: {took:.2f} s", end="")
    assert took < bench.MOST_SECONDS
