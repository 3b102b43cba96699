"""The fourth export, loaded: what becomes of each thing that is wrong with it."""

import datetime
import socket
import time

import pytest

from blog.importers.wordpress.loading import Options, load
from blog.importers.wordpress.reading import Kind, NotAnExport, open_export
from blog.models import Author, Category, PostPage
from comments.models import ModeratedComment
from home.models import StandardPage
from tests import factories

from .hostile import ATTACKS, attacked, hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "hostile.xml"
    path.write_bytes(hostile())
    factories.site()
    return load(open_export([path]), options=Options(under=factories.blog()))


def post(title):
    return PostPage.objects.get(title=title)


def text_of(page):
    return " ".join(str(block.value) for block in page.body)


def utc(*parts):
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


def test_everything_is_accounted_for_and_what_was_amiss_is_told(report):
    assert report.unaccounted == []
    told = set(report.troubles)
    assert told >= {
        Kind.UNDECLARED, Kind.CONTROL, Kind.AMPERSAND, Kind.ENTITY, Kind.CDATA, Kind.ENCODING, Kind.NO_VERSION,
        Kind.SAME_ID, Kind.OTHER_DATE, Kind.LOCAL_DATE,
    }  # fmt: skip
    assert Kind.CUT_OFF not in told


def test_texts_are_whole(report):
    assert "Hei på deg" in text_of(post("Kontroll"))
    assert "Før ]]&gt; etter" in text_of(post("Brutt"))
    assert "En\u00a0to\u00a0tre" in text_of(post("Bok & blad")).replace("&nbsp;", "\u00a0")


def test_names_with_their_and_written_out_are_plain_and_each_is_there_once(report):
    assert [row.name for row in Author.objects.all()] == ["Ingrid & Åse"]
    assert sorted(Category.objects.values_list("name", flat=True)) == ["Fest & moro", "Under"]
    assert [row.category.name for row in post("Bok & blad").post_categories.all()] == ["Fest & moro"]
    assert ModeratedComment.objects.get(circumstances__was="1").user_name == "Åse & Ola"


def test_of_two_with_one_number_the_first_comes_and_the_other_is_told(report):
    assert post("Første med nummer fire").live
    assert not PostPage.objects.filter(title="Andre med nummer fire").exists()
    (row,) = [row for row in report.items if row["title"] == "Andre med nummer fire"]
    assert row["result"] == "skipped"


def test_pages_stand_below_parents_that_came_after_them(report):
    assert StandardPage.objects.get(slug="barnebarn").url_path.endswith("/forelder/barn/barnebarn/")


def test_an_answer_to_what_is_not_there_begins_a_thread_and_is_told(report):
    lost, answer = (ModeratedComment.objects.get(circumstances__was=number) for number in ("2", "3"))
    assert lost.is_root
    assert answer.parent_id == ModeratedComment.objects.get(circumstances__was="1").pk
    assert [row["id"] for row in report.comments if row["reason"]] == ["2"]


def test_times_are_those_of_gmt_else_the_sites_own_else_none_is_made_up_for_readers(report):
    assert post("Bare lokal tid").date == utc(2011, 7, 1, 12)
    assert post("Vanlig tid").date == utc(2011, 12, 1, 12)
    assert post("To tider").date == utc(2011, 3, 23, 12)
    assert not post("Uten tid").live
    assert post("Uten tid").first_published_at is None


def test_addresses_are_readable_however_they_were_written(report):
    assert post("Kinesisk").slug == "boke"
    assert post("Uten adresse").slug == "uten-adresse"


def test_php_that_lies_and_thousands_of_unknown_fields_spoil_nothing(report):
    assert post("Løgn").live
    # Fields of WordPress's own kind are passed over, and do not fill the report.
    assert not [about for what, about in report.notes if "ukjent" in what]


def test_a_second_run_adds_nothing(report, tmp_path):
    before = PostPage.objects.count(), ModeratedComment.objects.count()
    again = load(open_export([tmp_path / "hostile.xml"]), options=Options(under=factories.blog(), update=True))
    assert (PostPage.objects.count(), ModeratedComment.objects.count()) == before
    assert not {row["result"] for row in [*again.items, *again.comments]} & {"imported", "updated", "failed"}


@pytest.mark.parametrize("name", ATTACKS)
def test_entities_and_dtds_are_refused_at_once_and_nobody_is_asked(tmp_path, monkeypatch, name):
    def ask(*args, **kwargs):
        raise AssertionError(args)

    monkeypatch.setattr(socket.socket, "connect", ask)
    path = tmp_path / "attack.xml"
    path.write_bytes(attacked(ATTACKS[name]))
    began = time.monotonic()
    with pytest.raises(NotAnExport, match="entities of its own"):
        open_export([path])
    assert time.monotonic() - began < 5
