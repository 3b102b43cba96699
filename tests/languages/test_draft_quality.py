"""How good Apertium's drafts are: the words a person must change, for each hundred that she reads (shown by -s)."""

import re

import pytest
from rapidfuzz.distance import Levenshtein

from languages.markup import UNTOUCHABLE, compose, read
from languages.wordings import Wordings
from tests.languages.sentences import SENTENCES

# A dictionary that is changed for the better or the worse moves it a little.
MOST_EDITS_PER_HUNDRED = 5


def words(text):
    return re.findall(r"<[^>]+>|[\w@.:/-]*\w|[^\w\s]", text)


@pytest.fixture
def drafts(real_apertium):
    document, sent = compose([bokmal for bokmal, _nynorsk in SENTENCES], Wordings())
    return read(real_apertium.translate(document, "nob-nno_e"), sent)


def test_a_person_has_few_words_to_change(drafts):
    edits = total = 0
    for draft, (_bokmal, nynorsk) in zip(drafts, SENTENCES, strict=True):
        was, should = words(draft.text or ""), words(nynorsk)
        wrong = Levenshtein.distance(was, should)
        edits, total = edits + wrong, total + len(should)
        if wrong:
            print(f"{wrong}  {draft.text}\n   {nynorsk}")
    whole = sum(draft.text == nynorsk for draft, (_bokmal, nynorsk) in zip(drafts, SENTENCES, strict=True))
    score = 100 * edits / total
    print(f"{score:.1f} edits per 100 words; {whole} of {len(SENTENCES)} sentences need none.")
    assert len(SENTENCES) >= 40
    assert score <= MOST_EDITS_PER_HUNDRED


def test_the_markup_numbers_and_addresses_of_every_sentence_hold(drafts):
    for draft, (bokmal, _nynorsk) in zip(drafts, SENTENCES, strict=True):
        assert draft.text is not None, bokmal
        for pattern in (r"<[^>]+>", r"\d+", UNTOUCHABLE):
            assert re.findall(pattern, draft.text) == re.findall(pattern, bokmal)


def test_no_sign_of_the_program_stands_in_what_is_shown(drafts):
    assert not [draft.text for draft in drafts if re.search(r"[*#]|(?<!\w)@|XKEEP", draft.text)]


def test_every_text_of_a_page_goes_through_one_process_in_seconds(real_apertium):
    texts = [bokmal for bokmal, _nynorsk in SENTENCES] * 7
    document, sent = compose(texts, Wordings())
    assert len(read(real_apertium.translate(document, "nob-nno_e"), sent)) == len(texts)
