"""Exports that are broken in the ways exports are: all that is whole arrives, and what was amiss is told."""

import codecs
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.importers.wordpress.reading import Kind, NotAnExport

from .damaging import damaged
from .making import CLOSING, MadeComment, MadeItem, cdata, wxr
from .reading_it import read

CONTENT = "<p>Åpent & rom</p>"


def export(content=CONTENT, **fields):
    return wxr([MadeItem(id=1, content=content, **fields), MadeItem(id=2)])


def broken(old, new, text=None):
    text = text or export()
    assert old in text
    return text.replace(old, new, 1)


HELD = cdata(CONTENT)
BROKEN = [
    ("a prefix that is not declared", broken("</title>", '</title><atom:link href="x"/>'), CONTENT, Kind.UNDECLARED),
    ("none declared at all", broken('xmlns:wp="', 'x="').replace("xmlns:content=", "y="), CONTENT, None),
    ("control characters", broken("Åpent", "\x00Å\x0bpe\x1fnt\x08"), CONTENT, Kind.CONTROL),
    ("control characters by number", broken(HELD, "a&#x1f;b&#0;c"), "abc", Kind.CONTROL),
    ("a bare &", broken(HELD, "A & B &c; &amp; &amp;amp;"), "A & B &c; & &amp;", Kind.AMPERSAND),
    ("names of HTML", broken(HELD, "a&nbsp;b&oslash;c"), "a\xa0bøc", Kind.ENTITY),
    ("names of HTML in CDATA, where they belong", broken(HELD, cdata("a&nbsp;b")), "a&nbsp;b", None),
    ("]]> in a text", broken(HELD, "<![CDATA[a ]]> b <i>c</i> ]]> d]]>"), "a ]]> b <i>c</i> ]]> d", Kind.CDATA),
    ("CDATA in CDATA", broken(HELD, "<![CDATA[a <![CDATA[ b ]]> c]]>"), "a <![CDATA[ b ]]> c", Kind.CDATA),
    ("]]> parted here and not there", broken(HELD, f"{cdata('a ]]> b')[:-3]} ]]> c]]>"), "a ]]> b ]]> c", Kind.CDATA),
    ("]]> as WordPress writes it", broken(HELD, cdata("a ]]> b ]]>")), "a ]]> b ]]>", None),
    ("CDATA that never ends", broken(HELD, "<![CDATA[a <b>c</b>"), "a <b>c</b>", Kind.CDATA_OPEN),
    ("markup without CDATA", broken(HELD, "<p>a &amp; <br>b</p>"), "<p>a &amp; <br>b</p>", Kind.MARKUP),
    ("blocks without CDATA", broken(HELD, "<!-- wp:p --><p>a</p>"), "<!-- wp:p --><p>a</p>", Kind.MARKUP),
    ("an element that never ends", broken("</excerpt:encoded>", ""), CONTENT, Kind.UNCLOSED),
    ("an item that never ends", broken("\t</item>\n", ""), CONTENT, Kind.UNCLOSED),
    ("an end without a beginning", broken("<guid", "</b></wp:tag><guid"), CONTENT, Kind.STRAY),
    ("an unknown element around", broken("<content:", "<x:y><title>Ikke</title><content:"), CONTENT, Kind.UNCLOSED),
    ("lines and warnings before it all", "\n\n<br />\n<b>Warning</b>: x in <b>y</b>\n" + export(), CONTENT, None),
    ("a mark of the encoding", "\ufeff" + export(), CONTENT, None),
    ("ends of lines as in Windows", export().replace("\n", "\r\n"), CONTENT, None),
    ("a < that begins nothing", broken("<guid", "< 5 <guid"), CONTENT, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "kind"), [pytest.param(*case, id=name) for name, *case in BROKEN])
def test_what_is_broken_is_mended_and_told(text, content, kind):
    found = read(text)
    assert [item.id for item in found.items] == ["1", "2"]
    assert [item.slug for item in found.items] == ["innlegg-1", "innlegg-2"]
    assert found.items[0].content == content
    assert found.items[0].title == "Et innlegg"
    assert found.items[1].content == "<p>Hei.</p>"
    assert set(found.kinds) <= {kind, Kind.UNDECLARED, Kind.STRAY}
    assert kind is None or kind in found.kinds


@pytest.mark.parametrize("seed", range(80))
def test_an_export_that_is_broken_in_many_ways_at_once_arrives_whole(seed):
    data, _ = damaged(seed)
    found = read(data)
    assert [item.id for item in found.items] == ["1", "2", "3", "4", "5", "6"]
    assert [item.id for item in found.repeated] == ["6"]
    assert [comment.id for comment in found.comments] == ["1", "3", "4"]
    assert [author.name for author in found.authors] == ["Ingrid & Åse"]
    assert [term.name for term in found.terms] == ["A & B"]
    assert len(found.items[4].meta) == 500
    assert "Hei" in found.items[0].content


def encoded(encoding, said, mark=b""):
    return mark + export(content="Åpent – «rom» ’nå’").replace("UTF-8", said).encode(encoding)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (encoded("utf-8", "UTF-8"), set()),
        (encoded("utf-8", "UTF-8", codecs.BOM_UTF8), set()),
        (encoded("cp1252", "UTF-8"), {Kind.ENCODING}),
        (encoded("cp1252", "ISO-8859-1"), set()),
        (encoded("cp1252", "windows-1252"), set()),
        (encoded("utf-8", "ISO-8859-1"), {Kind.DECLARED}),
        (encoded("utf-8", "rot13"), set()),
        (encoded("utf-8", "no-such"), set()),
        (encoded("utf-16-le", "UTF-16", codecs.BOM_UTF16_LE), set()),
        (encoded("utf-16-be", "UTF-8", codecs.BOM_UTF16_BE), set()),
        (encoded("utf-16-le", "UTF-16"), set()),
        (encoded("utf-8", "UTF-16"), set()),
    ],
)
def test_a_file_is_read_in_the_encoding_it_is_in_whatever_it_says(data, told):
    found = read(data)
    assert found.items[0].content == "Åpent – «rom» ’nå’"
    assert set(found.kinds) == told


def test_one_wrong_byte_spoils_none_of_the_right_ones():
    text = export(content="Åpent x rom")
    found = read(text.encode().replace(b" x ", b" \xe5 "))
    assert found.items[0].content == "Åpent å rom"


def test_a_character_that_two_reads_share_stays_whole():
    content = "å" * 300_000 + "€𝄞" * 100_000
    for shift in range(4):
        found = read(export(content="x" * shift + content))
        assert found.items[0].content == "x" * shift + content


def test_the_whole_of_a_file_that_ends_in_the_middle_is_read():
    items = [MadeItem(id=number, comments=[MadeComment(id=number)]) for number in range(1, 6)]
    text = wxr(items)
    starts = [text.index(f"<wp:post_id>{number}<") for number in range(1, 6)]
    for end in range(0, len(text), 97):
        whole = sum(text.find("</item>", start) + len("</item>") <= end for start in starts)
        if "xmlns:wp" not in text[:end]:
            continue
        found = read(text[:end])
        assert [item.id for item in found.items] == [str(number) for number in range(1, whole + 1)]
        assert Kind.CUT_OFF in found.kinds


def test_a_server_that_gave_up_in_the_middle_spoils_nothing_before():
    text = wxr([MadeItem(id=1), MadeItem(id=2)])
    cut = text[: text.index("<wp:post_id>2")] + "<br />\n<b>Fatal error</b>: Allowed memory size exhausted"
    found = read(cut)
    assert found.item.id == "1"
    assert Kind.CUT_OFF in found.kinds


def test_a_text_may_be_long():
    content = "<p>Lang.</p>" * 500_000
    found = read(export(content=content))
    assert found.items[0].content == content
    assert not found.kinds


def test_a_text_longer_than_any_is_left_out_and_the_rest_is_read():
    found = read(export(content="x" * 40_000_000))
    assert [item.id for item in found.items] == ["1", "2"]
    assert found.items[0].content == ""
    assert Kind.TOO_LONG in found.kinds


XML_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff\r"), max_size=80).map(
    lambda text: "".join(letter for letter in text if letter in "\t\n" or ord(letter) >= 32)
)
HOSTILE = st.lists(
    st.sampled_from(["]]>", "<![CDATA[", "</content:encoded>", "</item>", "<!--", "-->", "&", "&amp;", "<", "]", "å"])
).map("".join)


@given(title=XML_TEXT | HOSTILE, content=XML_TEXT | HOSTILE, author=XML_TEXT, comment=HOSTILE)
def test_any_text_survives_being_written_and_read(title, content, author, comment):
    comments = [MadeComment(id=1, author=author, content=comment)]
    found = read(wxr([MadeItem(id=1, title=title, content=content, comments=comments)]))
    assert (found.item.title, found.item.content) == (title, content)
    assert (found.comments[0].author, found.comments[0].content) == (author.strip(), comment)
    assert not found.kinds


def reads(data):
    try:
        return read(data)
    except NotAnExport:
        return None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    reads(data)
    start = export().encode()
    assert reads(start[: start.index(b"<item>")] + data + CLOSING.encode()) is not None or b"<!" in data


@given(seed=st.integers(0, 2**32))
def test_any_damage_is_read_or_refused_in_a_sentence(seed):
    chance = Random(seed)
    data = bytearray(export(comments=[MadeComment(id=1)]).encode())
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                del data[at : at + chance.randint(1, 40)]
            case 1:
                data[at] = chance.randrange(256)
            case 2:
                data[at:at] = chance.choice([b"<", b">", b"]]>", b"<![CDATA[", b"&", b"<item>", b"</item>", b'"'])
            case 3:
                other = chance.randrange(len(data))
                data[at:at] = data[other : other + chance.randint(1, 60)]
    reads(bytes(data))
