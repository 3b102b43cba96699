"""The files an export comes in: plain, packed, archived; and files that are no export, or an attack."""

import gzip
import time
import zipfile
from contextlib import suppress

import pytest

from blog.importers.wordpress.reading import Kind, NotAnExport, Reason, open_export
from blog.importers.wordpress.reading import files as reading_files

from .making import CLOSING, MadeItem, opening, wxr
from .reading_it import Read, read


def archive(path, entries, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, text in entries.items():
            file.writestr(name, text)
    return path


def refused(data, name="export.xml"):
    with pytest.raises(NotAnExport) as caught:
        read(data, name=name)
    assert str(caught.value).startswith((name, "There is"))
    return caught.value.reason


def test_a_packed_file_is_read():
    found = read(gzip.compress(wxr([MadeItem(id=1)]).encode()), name="export.xml.gz")
    assert found.item.place == "export.xml.gz, item 1"


def test_a_packed_file_that_is_cut_off_is_read_as_far_as_it_goes():
    whole = gzip.compress(wxr([MadeItem(id=number, content=str(number) * 999) for number in range(2000)]).encode())
    found = read(whole[: len(whole) * 2 // 3], name="export.xml.gz")
    assert 0 < len(found.items) < 2000
    assert Kind.CUT_OFF in found.kinds


def test_all_files_of_an_archive_are_read_in_the_order_people_count(tmp_path):
    names = ["a.2.xml", "a.10.xml", "a.1.xml"]
    entries = {name: wxr([MadeItem(id=name.split(".")[1])]) for name in names}
    path = archive(tmp_path / "a.zip", entries | {"__MACOSX/._a.1.xml": "x", "readme.txt": "x", "sub/": ""})
    found = Read(open_export([path]))
    assert [item.place for item in found.items] == [f"a.zip/a.{number}.xml, item 1" for number in (1, 2, 10)]
    assert not found.kinds


def test_what_is_no_export_in_an_archive_is_left_out_and_told(tmp_path):
    entries = {"a.xml": wxr([MadeItem(id=1)]), "sitemap.xml": "<urlset/>", "../../etc/b.xml": wxr([MadeItem(id=2)])}
    found = Read(open_export([archive(tmp_path / "a.zip", entries)]))
    assert found.item.id == "1"
    assert found.kinds == {Kind.LEFT_OUT: 2}
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t", Reason.EMPTY),
        ("<!DOCTYPE html><html><body>Logg inn</body></html>", Reason.HTML),
        ("<html><title>404</title></html>", Reason.HTML),
        ('<?xml version="1.0"?><rss version="2.0"><channel><item/></channel></rss>', Reason.FEED),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', Reason.FEED),
        ("-- MySQL dump 10.13\nCREATE TABLE `wp_posts`", Reason.DATABASE),
        ("{}", Reason.OTHER),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Reason.OTHER),
        (b"PK\x03\x04 and no more", Reason.ARCHIVE),
        (b"\x1f\x8b and no more", Reason.EMPTY),
    ],
)
def test_a_file_that_is_no_export_is_told_what_it_is(data, reason):
    assert refused(data) == reason


def test_an_archive_without_an_export_is_told_so(tmp_path):
    for entries in ({"a.txt": "x"}, {"a.xml": "<html/>"}, {}):
        with pytest.raises(NotAnExport) as caught:
            open_export([archive(tmp_path / "a.zip", entries)])
        assert caught.value.reason == Reason.NOTHING_IN_ARCHIVE


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(NotAnExport) as caught:
        open_export([tmp_path / "a.xml"])
    assert caught.value.reason == Reason.UNREADABLE


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'


@pytest.mark.parametrize("dtd", [LAUGHS, OUTSIDE, PARAMETER, '<!doctype rss SYSTEM "x.dtd">', "<!ENTITY x 'y'>"])
@pytest.mark.parametrize("before", ["<rss", "<channel>", "<item>"])
def test_entities_of_its_own_make_a_file_refused_wherever_they_stand(dtd, before):
    assert refused(wxr([MadeItem(id=1)]).replace(before, dtd + before, 1)) == Reason.DTD


def test_an_entity_without_its_declaration_stays_what_was_written():
    found = read(wxr([MadeItem(id=1)]).replace("<![CDATA[<p>Hei.</p>]]>", "&xxe;"))
    assert found.item.content == "&xxe;"


def test_a_doctype_within_a_text_is_a_text():
    found = read(wxr([MadeItem(id=1, content=LAUGHS)]))
    assert found.item.content == LAUGHS


def test_what_becomes_far_larger_when_unpacked_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_files, "HARMLESS", 1_000_000)
    bomb = opening() + " " * 5_000_000 + CLOSING
    assert refused(gzip.compress(bomb.encode()), name="a.xml.gz") == Reason.TOO_LARGE
    with pytest.raises(NotAnExport) as caught:
        open_export([archive(tmp_path / "a.zip", {"a.xml": bomb})])
    assert caught.value.reason == Reason.TOO_LARGE


def test_an_archive_of_very_many_files_is_refused(tmp_path):
    with pytest.raises(NotAnExport) as caught:
        open_export([archive(tmp_path / "a.zip", {f"{number}.xml": "" for number in range(2500)})])
    assert caught.value.reason == Reason.TOO_MANY


def test_elements_within_elements_without_end_are_refused():
    assert refused(opening() + "<a>" * 100_000) == Reason.DEPTH


@pytest.mark.parametrize(
    "attack",
    [
        "<title>" * 400_000 + "</item>",
        "<!-- " * 400_000,
        "<![CDATA[ ]]> " * 200_000,
        "<title><![CDATA[</title>" * 200_000 + "]]></link>",
        "<title>" + "]]> " * 500_000 + "</title>",
        "<title>" + "<![CDATA[a]]> b " * 200_000 + "]]></title>",
        "<" * 1_000_000,
        '<a b="' * 200_000,
        "<title>" + "&" * 1_000_000 + "</title>",
        "<item>" * 50_000,
        "</item>" * 100_000,
        "<item><wp:comment>" * 30_000,
        "".join(f"<wp:x{number}>" for number in range(200_000)) + "</item>",
    ],
    ids=lambda attack: attack[:30],
)
def test_no_file_takes_long_for_its_size(attack):
    started = time.process_time()
    # What is refused is refused soon.
    with suppress(NotAnExport):
        read(opening() + attack)
    # Far above what any takes: what grows as the square of the size takes minutes.
    assert time.process_time() - started < 15
