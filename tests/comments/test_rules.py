"""What becomes of a comment, and why."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.language_guess import foreign_language
from comments.rules import (
    Author,
    Circumstances,
    Code,
    Hold,
    Reason,
    Settings,
    Submission,
    Verdict,
    blocked_by,
    decide,
    text_key,
)

TEXT = "Vi har god erfaring med felles innkjøp, og deler gjerne."
KNOWN = Author(published=3)
NEW = Author()
NORWEGIAN = Settings(site_languages=("nb", "nn", "en", "se"))
GERMAN = (
    "Wir haben das auch versucht und es ist nicht so einfach, wie man denkt, aber mit der Zeit wird es für alle "
    "besser, die sich damit beschäftigen."
)
RUSSIAN = "Мы тоже попробовали это сделать, и это оказалось не так просто."


def judge(text=TEXT, *, author=KNOWN, settings=NORWEGIAN, name="Kari", email="kari@example.org", **circumstances):
    return decide(
        Submission(text=text, name=name, email=email, language="nb"),
        author=author,
        circumstances=Circumstances(**circumstances),
        settings=settings,
    )


def codes(decision):
    return [reason.code for reason in decision.reasons]


@pytest.mark.parametrize(
    ("hold", "author", "verdict", "reason"),
    [
        (Hold.ALL, NEW, Verdict.HOLD, Code.HOLD_ALL),
        (Hold.ALL, KNOWN, Verdict.HOLD, Code.HOLD_ALL),
        (Hold.FIRST_TIME, NEW, Verdict.HOLD, Code.FIRST_TIME),
        (Hold.FIRST_TIME, KNOWN, Verdict.PUBLISH, Code.KNOWN_WRITER),
        (Hold.NONE, NEW, Verdict.PUBLISH, Code.NOTHING_FOUND),
        (Hold.NONE, KNOWN, Verdict.PUBLISH, Code.KNOWN_WRITER),
    ],
)
def test_the_site_chooses_whose_comments_wait(hold, author, verdict, reason):
    decision = judge(author=author, settings=replace(NORWEGIAN, hold=hold))
    assert (decision.verdict, codes(decision)) == (verdict, [reason])


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": "a https://a.no https://b.no https://c.no"}, Reason(Code.LINKS, "3")),
        ({"text": "a [b](http://a.no) www.b.no", "name": "http://c.no"}, Reason(Code.LINKS, "3")),
        ({"text": '<a href="http://a.no">a</a> [url=http://b.no]b[/url] http://c.no'}, Reason(Code.LINKS, "3")),
        ({"text": "Din drittsekk, fuck off"}, Reason(Code.LISTED_WORD, "drittsekk*, fuck*")),
        ({"name": "Viagra"}, Reason(Code.LISTED_WORD, "viagra*")),
        ({"text": "[https://www.dnb.no](http://ond.example)"}, Reason(Code.MISLEADING_LINK, "dnb.no → ond.example")),
        ({"text": f"{GERMAN} http://a.de"}, Reason(Code.FOREIGN_WITH_LINKS, "de")),
        ({"text": f"{RUSSIAN} http://a.ru"}, Reason(Code.FOREIGN_WITH_LINKS, "CYRILLIC")),
        ({"text": "trygg\u202eno.exe"}, Reason(Code.ODD_CHARACTERS, "direction")),
        ({"name": "Z" + "\u0301" * 20}, Reason(Code.ODD_CHARACTERS, "marks")),
        ({"odd_characters": ("marks", "direction")}, Reason(Code.ODD_CHARACTERS, "direction, marks")),
        ({"same_text_before": 2}, Reason(Code.REPEATED, "2")),
        ({"seconds_to_write": 1.24}, Reason(Code.TOO_FAST, "1.2")),
        ({"seconds_to_write": -5}, Reason(Code.TOO_FAST, "-5.0")),
        ({"from_same_address": 5}, Reason(Code.MANY_FROM_ADDRESS, "5")),
        ({"on_same_subject": 30}, Reason(Code.MANY_ON_SUBJECT, "30")),
        ({"author": Author(published=9, spam=1)}, Reason(Code.EARLIER_SPAM, "1")),
        ({"author": Author(published=1, rejected=1)}, Reason(Code.EARLIER_REJECTED, "1")),
    ],
)
def test_what_a_moderator_should_see_waits(given, reason):
    decision = judge(**given)
    assert (decision.verdict, decision.reasons) == (Verdict.HOLD, (reason,))


@pytest.mark.parametrize(
    "given",
    [
        {"text": "Se https://a.no og www.b.no"},
        {"text": "[www.a.no](https://a.no/b) [https://a.no](http://www.a.no)"},
        {"text": GERMAN},
        {"text": RUSSIAN},
        {"text": "Спасибо http://a.ru"},
        {"text": "Danke, sehr gut! http://a.de"},
        {"text": "Helt enig!", "same_text_before": 5},
        {"seconds_to_write": 4},
        {"seconds_to_write": None},
        {"from_same_address": 4},
        {"on_same_subject": 29},
        {"spam_service": False},
        {"spam_service": None},
        {"author": Author(published=3, rejected=1)},
        {"email": ""},
        {"text": "שָׁלוֹם, Việt Nam, čáhci 👩‍👩‍👧‍👦"},
    ],
)
def test_what_is_as_it_should_be_is_published(given):
    decision = judge(**given)
    assert (decision.verdict, codes(decision)) == (Verdict.PUBLISH, [Code.KNOWN_WRITER])


@pytest.mark.parametrize("setting", ["too_fast_seconds", "address_soft_limit", "subject_soft_limit"])
def test_a_limit_of_nothing_is_no_limit(setting):
    everything = {"seconds_to_write": 0, "from_same_address": 99, "on_same_subject": 99}
    assert len(judge(**everything).reasons) == 3
    assert len(judge(settings=replace(NORWEGIAN, **{setting: 0}), **everything).reasons) == 2


def test_no_link_at_all_can_be_asked_for():
    assert codes(judge("www.a.no", settings=replace(NORWEGIAN, most_links=0))) == [Code.LINKS]


@pytest.mark.parametrize(
    ("given", "reason"), [({"honeypot": "x"}, Code.HONEYPOT), ({"spam_service": True}, Code.SPAM_SERVICE)]
)
def test_what_a_robot_did_is_spam_but_one_we_know_is_judged_by_a_person(given, reason):
    stranger = judge(author=NEW, **given)
    assert (stranger.verdict, codes(stranger)) == (Verdict.SPAM, [reason, Code.FIRST_TIME])
    assert judge(author=Author(published=2, spam=2), **given).verdict == Verdict.SPAM
    known = judge(**given)
    assert (known.verdict, codes(known)) == (Verdict.HOLD, [reason])


@pytest.mark.parametrize(
    ("email", "entry"),
    [
        ("kari@example.org", "kari@example.org"),
        ("KARI@Example.ORG", " Kari@example.org "),
        ("kari+nytt@example.org", "kari@example.org"),
        ("kari@example.org", "example.org"),
        ("kari@example.org", "@example.org"),
        ("kari@example.org", "*@example.org"),
        ("kari@post.example.org", "*@example.org"),
        ("kari@blåbær.no", "xn--blbr-roah.no"),
        ("kari@xn--blbr-roah.no", "*@blåbær.no"),
    ],
)
def test_a_blocked_address_is_refused(email, entry):
    assert blocked_by(email, ("ola@example.com", entry)) == entry
    decision = judge(email=email, settings=replace(NORWEGIAN, blocked=(entry,)))
    assert (decision.verdict, decision.reasons) == (Verdict.REJECT, (Reason(Code.BLOCKED_ADDRESS, entry),))
    assert judge(author=replace(KNOWN, email=email), settings=replace(NORWEGIAN, blocked=(entry,))).verdict == "reject"


@pytest.mark.parametrize(
    ("email", "entry"),
    [
        ("kari@example.org", "ola@example.org"),
        ("kari@example.org", "kari+nytt@example.org"),
        ("kari@myexample.org", "example.org"),
        ("kari@example.org.ond.no", "example.org"),
        ("kari@example.org", "post.example.org"),
        ("kari@post.example.org", "kari@example.org"),
        ("kari@example.org", ""),
        ("kari@example.org", "*"),
        ("kari@example.org", "@"),
        ("kari@example.org", "org.example"),
        ("", "example.org"),
        ("", ""),
    ],
)
def test_other_addresses_are_not(email, entry):
    assert blocked_by(email, (entry,)) == ""


WORST = {
    "text": f"{GERMAN} fuck http://a.de http://b.de [http://c.de](http://d.de)\u202e",
    "honeypot": "x",
    "spam_service": True,
    "same_text_before": 1,
    "seconds_to_write": 0,
    "from_same_address": 9,
    "on_same_subject": 99,
    "settings": replace(NORWEGIAN, blocked=("example.org",)),
}


def test_moderators_are_let_through_everything():
    decision = judge(author=Author(is_moderator=True, spam=3), **WORST)
    assert (decision.verdict, codes(decision)) == (Verdict.PUBLISH, [Code.MODERATOR])


def test_every_reason_is_told_the_gravest_first():
    decision = judge(author=Author(spam=1, rejected=1), **WORST)
    assert decision.verdict == Verdict.REJECT
    kinds = {Code.HOLD_ALL, Code.MODERATOR, Code.KNOWN_WRITER, Code.NOTHING_FOUND}
    assert set(codes(decision)) == set(Code) - kinds
    assert codes(decision)[:3] == [Code.BLOCKED_ADDRESS, Code.HONEYPOT, Code.SPAM_SERVICE]


AUTHORS = st.builds(
    Author,
    published=st.integers(0, 3),
    rejected=st.integers(0, 3),
    spam=st.integers(0, 3),
    is_moderator=st.booleans(),
    email=st.text(max_size=20),
)
CIRCUMSTANCES = st.builds(
    Circumstances,
    seconds_to_write=st.none() | st.floats(allow_nan=True),
    honeypot=st.text(max_size=3),
    from_same_address=st.integers(0, 9),
    on_same_subject=st.integers(0, 50),
    same_text_before=st.integers(0, 3),
    spam_service=st.none() | st.booleans(),
)
ANY = st.text(st.characters(exclude_categories=()), max_size=80)
SETTINGS = st.builds(
    Settings,
    hold=st.sampled_from(Hold),
    most_links=st.integers(0, 3),
    words=st.lists(ANY, max_size=3).map(tuple),
    blocked=st.lists(ANY, max_size=3).map(tuple),
    site_languages=st.lists(st.sampled_from(["nb", "sv-SE", "en", "xx", ""])).map(tuple),
)
GOOD = {Code.MODERATOR, Code.KNOWN_WRITER, Code.NOTHING_FOUND}


@given(st.builds(Submission, text=ANY, name=ANY, email=ANY), AUTHORS, CIRCUMSTANCES, SETTINGS)
def test_any_comment_gets_one_decision_with_its_reasons(submission, author, circumstances, settings):
    decision = decide(submission, author=author, circumstances=circumstances, settings=settings)
    assert decision.reasons
    assert len(set(codes(decision))) == len(decision.reasons)
    assert (decision.verdict == Verdict.PUBLISH) == (set(codes(decision)) <= GOOD)
    if not author.is_moderator:
        assert decision.verdict != Verdict.PUBLISH or settings.hold != Hold.ALL
        assert decision.verdict != Verdict.PUBLISH or author.published or settings.hold == Hold.NONE
    for reason in decision.reasons:
        assert isinstance(reason.detail, str)


# The same text


def test_the_same_text_is_known_whatever_its_case_spacing_and_signs():
    assert text_key(TEXT) == text_key(f"  {TEXT.upper()}!!\n") == text_key(TEXT.replace(" ", "\u200b  "))
    assert text_key(TEXT) != text_key(TEXT.replace("god", "bra"))
    assert text_key("Helt enig!") == ""


@given(ANY)
def test_a_key_is_a_digest_of_one_length(text):
    assert len(text_key(text * 30)) in {0, 64}


# The language

NORDIC = [
    "Vi har prøvd dette også, og det er ikke så lett som en skulle tro, men det blir bedre for alle som er med.",
    "Vi har prøvd dette òg, og det er ikkje så lett som ein skulle tru, men det vert betre for alle som er med.",
    "Vi har prøvet dette også, og det er ikke så let, som man skulle tro, men det bliver bedre for alle, der er med.",
    "Vi har också prövat detta, och det är inte så lätt som man kan tro, men det blir bättre för alla som är med.",
    "Mii leat maid geahččalan dán, ja dat ii leat nu álki go jáhkkit, muhto dat šaddá buoret buohkaide.",
]
ENGLISH = "We have tried this as well, and it is not as easy as you would think, but it will be better for us."
FRENCH = "Nous avons essayé cela, et ce n'est pas aussi facile que vous le pensez, mais avec le temps ce sera mieux."
JAPANESE = "私たちもこれを試してみましたが、思ったほど簡単ではありませんでした。時間がたてばよくなります。"


@pytest.mark.parametrize(("text", "own"), [*itertools.product(NORDIC, [("nb", "nn"), ("sv",), ("da-DK", "en")])])
def test_neighbours_languages_are_not_foreign(text, own):
    assert foreign_language(text, own) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [(GERMAN, "de"), (ENGLISH, "en"), (FRENCH, "fr"), (RUSSIAN, "CYRILLIC"), (JAPANESE, "CJK"), (NORDIC[0], "nb")],
)
def test_another_language_is_told_unless_it_is_the_sites_own(text, language):
    other = ("it",) if language == "nb" else ("nb",)
    own = {"CYRILLIC": ("ru",), "CJK": ("ja",), "nb": ("nn",)}.get(language, (language,))
    assert foreign_language(text, other) in {language, "da"}
    assert foreign_language(text, own + other) == ""
    assert foreign_language(text, ()) == ""


@pytest.mark.parametrize("text", ["", "Danke!", "Das ist gut und nicht schlecht", "Спасибо", "日本", "1 2 3 " * 20])
def test_little_text_tells_no_language(text):
    assert foreign_language(text, ("nb",)) == ""


def test_a_text_in_two_languages_is_not_foreign_where_one_of_them_is_read():
    assert foreign_language(f"{NORDIC[0]} {ENGLISH}", ("nb",)) == ""
    assert foreign_language(f"{NORDIC[0]} {ENGLISH}", ("en",)) == ""
