"""The seed post: everything the groups wrote in 2011, letter for letter, as structured data."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from blog.models import PostPage
from collaboration.models import TERM_MODELS, Attribution, Kind, Organisation, Statement
from config.demo.seed import parse
from tests.demo_site import demo_site

__all__ = ["demo_site"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

FILE = Path(settings.BASE_DIR) / "config/demo/hva-er-vi-gode-pa.txt"
DIGEST = "2042c91c29aa619bcedf07296f61b66c3c2ceaffb3dbdaf2ac7fbfc08f48da83"

# (kind, who said it, how many): in the order of the post.
LISTS = [
    (Kind.COMPETENCY, Attribution.SHARED, 13),
    (Kind.COMPETENCY, "Akershus", 14),
    (Kind.COMPETENCY, "Vestfold", 8),
    (Kind.COMPETENCY, "Østfold", 15),
    (Kind.COMPETENCY, "Buskerud", 13),
    (Kind.CHALLENGE, Attribution.UNATTRIBUTED, 20),
    (Kind.GOAL, Attribution.UNATTRIBUTED, 23),
    (Kind.MEANS, Attribution.UNATTRIBUTED, 8),
]


def as_written():
    """Read the entries from the file without the demo's parser: what is indented by more than a sign or two."""
    return re.findall(r"^[ \u00a0\t]{4,}(\S.*?)[ \u00a0\t]*$", FILE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture
def post():
    return PostPage.objects.get(alias_of=None, title="Hva er vi gode på, og hva vil vi?")


@pytest.fixture
def served(client, post):
    return BeautifulSoup(client.get(post.url).content.decode(), "html.parser")


def statements():
    return Statement.objects.public().order_by("position").select_related("organisation", "concept", "session")


def test_the_input_is_the_blogs_page_as_it_was_saved():
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == DIGEST
    assert len(as_written()) == 114


def test_every_wording_is_kept_letter_for_letter_and_in_order():
    assert [statement.wording for statement in statements()] == as_written()


def test_every_list_is_attributed_to_those_who_made_it():
    found = Counter(
        (row.concept.kind, row.organisation.short_name if row.organisation else row.attribution) for row in statements()
    )
    assert found == {(kind.value, getattr(who, "value", who)): count for kind, who, count in LISTS}
    assert list(found) == [(kind.value, getattr(who, "value", who)) for kind, who, _count in LISTS]


def test_what_is_said_twice_is_one_term():
    terms = {kind: model.objects.count() for kind, model in TERM_MODELS.items()}
    assert terms == {Kind.COMPETENCY: 52, Kind.CHALLENGE: 20, Kind.GOAL: 23, Kind.MEANS: 8}
    assert sum(terms.values()) == statements().values("concept").distinct().count() == 103


@pytest.mark.parametrize(
    ("name", "said_by"),
    [
        ("Litteraturformidling", ["", "Akershus"]),
        ("Arrangement", ["Akershus", "Vestfold", "Buskerud"]),
        ("Barn", ["Akershus", "Vestfold"]),
        ("Sosiale medier", ["Vestfold", "Østfold", "Buskerud"]),
        ("Støttefunksjon", ["Akershus", "Østfold", "Buskerud"]),
        ("Digitale tjenester", ["Buskerud"]),
        ("Sosiale medier og digitale tjenester", [""]),
        ("Planarbeid", [""]),
        ("Bibliotekplan / planarbeid", ["Vestfold"]),
    ],
)
def test_a_term_is_said_by_those_who_said_the_same_and_by_nobody_who_said_something_like_it(name, said_by):
    concept = TERM_MODELS[Kind.COMPETENCY].objects.get(name=name).concept
    said = statements().about([concept])
    assert [row.organisation.short_name if row.organisation else "" for row in said] == said_by


def test_the_same_word_as_a_challenge_and_as_a_means_is_two_concepts():
    concepts = {TERM_MODELS[kind].objects.get(name="Synlighet").concept_id for kind in (Kind.CHALLENGE, Kind.MEANS)}
    assert len(concepts) == 2


def test_a_misspelling_stays_in_the_wording_and_is_corrected_in_the_term(served):
    term = TERM_MODELS[Kind.COMPETENCY].objects.get(name="Universell utforming")
    assert [row.wording for row in statements().about([term.concept_id])] == ["universell uforming"]
    assert "universell uforming" in served.find("main").get_text()


def test_quotation_marks_stay_as_they_stand(served):
    for wording in ("oppgavene har lite ”wow-faktor”", "samarbeide om ”fjerndrift”, spesialisering"):
        assert statements().filter(wording=wording).count() == 1
        assert wording in served.find("main").get_text()


def test_the_page_shows_every_wording_once_at_an_anchor_of_its_own_and_leads_to_its_term(client, served):
    shown = {}
    for item in served.select("main [data-statement]"):
        link = item.find("a")
        shown[item["id"]] = (link.find("span").get_text(), link["href"])
    rows = {row.anchor: row for row in statements()}
    assert {anchor: wording for anchor, (wording, _href) in shown.items()} == {
        anchor: row.wording for anchor, row in rows.items()
    }
    assert len({href for _wording, href in shown.values()}) == 103


def test_the_page_has_the_groups_headings_and_the_introduction_as_written(served):
    text = FILE.read_text(encoding="utf-8")
    introduction = text.splitlines()[2]
    main = served.find("main")
    assert introduction.startswith("En oppsummering fra gruppearbeidet")
    assert introduction in main.get_text()
    headings = [heading.get_text().strip() for heading in main.find_all(["h2", "h3"])]
    wanted = [
        "Hva er vi gode på?",
        "Akershus",
        "Vestfold",
        "Østfold",
        "Buskerud",
        "Hva er de største utfordringene?",
        "Hva vil vi få til?",
        "Gjennom å:",
    ]
    assert [heading for heading in headings if heading in wanted] == wanted


def test_the_comment_form_and_the_advertising_of_the_old_page_are_not_content(served, post):
    tail = FILE.read_text(encoding="utf-8").partition("Reklamer")[2]
    lines = [line.strip() for line in tail.splitlines() if len(line.strip()) > 8]
    assert len(lines) > 5
    everything = served.get_text()
    for line in ("Reklamer", "WordPress", "Facebook", *lines):
        assert line not in everything
        assert line not in str(post.body)


def test_the_post_is_dated_april_2011_and_belongs_to_the_first_session(post, served):
    assert (post.date.year, post.date.month, post.date_precision) == (2011, 4, "month")
    assert post.session.name == "Første samling"
    assert (post.session.date.year, post.session.precision) == (2011, "season")
    assert {row.session for row in statements()} == {post.session}
    assert served.select_one("main time")["datetime"] == "2011-04"


def test_the_organisations_stand_in_the_order_of_the_post_with_their_own_keys():
    rows = Organisation.objects.first_written().order_by("pk")
    assert [(row.short_name, row.letter, row.bands, row.colour) for row in rows] == [
        ("Akershus", "A", 1, "#1d3f94"),
        ("Vestfold", "V", 2, "#007d6f"),
        ("Østfold", "Ø", 3, "#cc7a00"),
        ("Buskerud", "B", 4, "#9b1b45"),
    ]


def test_a_list_under_an_unknown_heading_is_not_guessed_at():
    with pytest.raises(ValueError, match="Oppland"):
        parse("Tittel\n\nInnledning\n\nOppland:\n\n    web\n")
    with pytest.raises(ValueError, match="stands above a list"):
        parse("Tittel\n\nInnledning\n\n    web\n")
