"""Notes come as files of many kinds: each is read alike, and what can't be read says why."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaboration.notes.files import CannotRead, Trouble, lines_of_file, lines_of_paste
from collaboration.notes.kinds import Kind
from collaboration.notes.reading import read
from collaboration.notes.reasons import Why
from tests.collaboration.notes.documents import docx, odt, word_paragraph, word_table, xlsx, zipped

NOTES = "Samling på Tøyen\n\nStyrker\n\n- låneøkter – «digitale»\n- bokbåt\n\nMål\n\n- ærlighet\n"
SAID = [("competency", ["låneøkter – «digitale»", "bokbåt"]), ("goal", ["ærlighet"])]


def said(lines):
    return [(section.kind, [item.verbatim for item in section.items]) for section in read(lines).sections]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_is_read_however_it_was_written(encoding, newline):
    data = NOTES.replace("\n", newline).encode(encoding)
    assert said(lines_of_file("notater.txt", data)) == SAID


def test_a_text_from_an_old_unix_machine_is_read():
    data = NOTES.replace("–", "-").encode("iso-8859-1")
    assert said(lines_of_file("notater.txt", data))[1] == ("goal", ["ærlighet"])


def test_a_word_document_is_read_by_its_styles_and_lists():
    data = docx(
        word_paragraph("Samling på Tøyen", "Tittel")
        + word_paragraph("Styrker", "Egen")
        + word_paragraph("låneøkter – «digitale»", depth=0)
        + word_paragraph("bokbåt", depth=1)
        + word_paragraph("Mål:", bold=True)
        + word_paragraph("ærlighet")
    )
    lines = lines_of_file("notater.docx", data)
    draft = read(lines)
    assert draft.title.text == "Samling på Tøyen"
    assert said(lines) == SAID
    assert draft.sections[0].items[1].under == "låneøkter – «digitale»"


def test_what_was_deleted_in_a_word_document_is_not_read():
    deleted = "<w:del><w:r><w:delText>hemmelig</w:delText></w:r></w:del>"
    data = docx(
        word_paragraph("Styrker", "Overskrift1") + word_paragraph("bokbåt").replace("</w:p>", f"{deleted}</w:p>")
    )
    assert said(lines_of_file("x.docx", data)) == [("competency", ["bokbåt"])]


def test_a_table_in_a_word_document_has_a_list_in_each_column():
    data = docx(word_table([["Museum", "Styrker", "Utfordringer"], ["Lister museum", "båter", "tak"]]))
    sections = read(lines_of_file("x.docx", data)).sections
    assert [(section.kind, section.whose, section.items[0].verbatim) for section in sections] == [
        (Kind.COMPETENCY, ("Lister museum",), "båter"),
        (Kind.CHALLENGE, ("Lister museum",), "tak"),
    ]


def test_an_opendocument_text_is_read():
    items = "".join(
        f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("låneøkter – «digitale»", "bokbåt")
    )
    data = odt(
        '<text:p text:style-name="Title">Samling</text:p><text:h text:outline-level="1">Styrker</text:h>'
        f'<text:list>{items}</text:list><text:h text:outline-level="1">Mål</text:h>'
        "<text:list><text:list-item><text:p>ær<text:span>lig</text:span>het</text:p></text:list-item></text:list>"
    )
    lines = lines_of_file("notater.odt", data)
    assert read(lines).title.text == "Samling"
    assert said(lines) == SAID


ROWS = [
    ["Type", "Organisasjon", "Ordlyd", "Merknad"],
    ["Styrke", "Lister museum", "båter", "nevnt to ganger"],
    ["utfordring", None, "tak", None],
    ["Styrke", "Felles", "dugnad", None],
]
TABLE = [
    (Kind.COMPETENCY, ("Lister museum",), False, "båter", "nevnt to ganger"),
    (Kind.CHALLENGE, (), False, "tak", ""),
    (Kind.COMPETENCY, (), True, "dugnad", ""),
]


def table_of(lines):
    return [
        (section.kind, section.whose, section.shared, item.verbatim, item.note)
        for section in read(lines).sections
        for item in section.items
    ]


def test_a_workbook_is_read_row_by_row():
    assert table_of(lines_of_file("ark.xlsx", xlsx(ROWS))) == TABLE


def test_every_sheet_of_a_workbook_is_read():
    assert table_of(lines_of_file("ark.xlsx", xlsx(ROWS, ROWS[:2]))) == [*TABLE, TABLE[0]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_as_text_is_read_whatever_parts_its_cells(delimiter):
    text = "\n".join(delimiter.join(cell or "" for cell in row) for row in ROWS)
    assert table_of(lines_of_file("ark.csv", text.encode())) == TABLE


def test_a_table_without_a_head_is_read_by_the_order_of_its_columns():
    text = "\n".join(";".join(cell or "" for cell in row) for row in ROWS[1:])
    assert table_of(lines_of_file("ark.csv", text.encode())) == TABLE


PAGE = """<!DOCTYPE html><html><head><title>Bloggen</title><style>p{}</style></head><body>
<nav><a href="/">Hjem</a></nav><main><h1>Samling på Tøyen</h1><script>alert(1)</script>
<h2>Styrker</h2><ul><li>låneøkter – «digitale»<li>bok<b>båt</b></ul>
<p><strong>Mål:</strong></p><p>&nbsp;&nbsp;&nbsp;&nbsp;ærlighet</p></main>
<div class="sharedaddy">Del dette</div><form id="respond">Legg igjen en kommentar</form>
<img src=x onerror="alert(2)"></body></html>"""


def test_a_saved_page_is_read_without_its_scripts_and_with_its_frame_set_aside():
    lines = lines_of_file("side.html", PAGE.encode())
    draft = read(lines)
    assert draft.title.text == "Samling på Tøyen"
    assert said(lines) == SAID
    assert {(piece.text, piece.reason.why) for piece in draft.set_aside} == {
        ("Hjem", Why.NAVIGATION),
        ("Del dette", Why.SHARING),
        ("Legg igjen en kommentar", Why.COMMENT_FORM),
    }
    assert not any("alert" in line.text for line in lines)


def test_what_word_and_google_docs_copy_is_read():
    word = (
        "<p class=MsoNormal><b>Styrker</b></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
        "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>låneøkter – «digitale»</p>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>bokbåt</p><h1>Mål</h1><ul><li>ærlighet</li></ul>"
    )
    google = (
        '<b style="font-weight:normal;"><p><span style="font-weight:700">Styrker</span></p>'
        "<ul><li><p><span>låneøkter – «digitale»</span></p></li><li><p><span>bokbåt</span></p></li></ul>"
        '<p><span style="font-weight:700">Mål</span></p><ul><li>ærlighet</li></ul></b>'
    )
    assert said(lines_of_paste(word)) == SAID
    assert said(lines_of_paste(google)) == SAID


def test_a_text_that_only_mentions_html_is_a_text():
    assert said(lines_of_paste("Styrker\n- <b> og </b> i overskrifter\n"))[0][1] == ["<b> og </b> i overskrifter"]


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b"a" * 60_000_000)
    return stream.getvalue()


def many_laughs():
    return zipped(
        {
            "word/document.xml": '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
            '<w:document xmlns:w="x"><w:p>&b;</w:p></w:document>'
        }
    )


def fetching():
    return zipped({"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d xmlns:w="x">&x;</d>'})


@pytest.mark.parametrize(
    ("name", "data", "trouble"),
    [
        ("x.txt", b"a" * (10 * 1024 * 1024 + 1), Trouble.TOO_LARGE),
        ("x.txt", b"a\n" * 25_001, Trouble.TOO_LONG),
        ("x.txt", b"a b " * 600_000, Trouble.TOO_LONG),
        ("x.txt", bytes(range(32)) * 20, Trouble.NOT_TEXT),
        ("x.doc", b"\xd0\xcf\x11\xe0" + bytes(100), Trouble.FOREIGN),
        ("x.pdf", b"%PDF-1.7", Trouble.FOREIGN),
        ("x.zip", zipped({"a.txt": "a"}), Trouble.FOREIGN),
        ("x.docx", b"PK\x03\x04 and then nothing", Trouble.DAMAGED),
        ("x.docx", zipped({"word/document.xml": "<w:p"}), Trouble.DAMAGED),
        ("x.xlsx", zipped({"xl/workbook.xml": "<a/>"}), Trouble.DAMAGED),
        ("x.docx", bomb(), Trouble.SWOLLEN),
        ("x.docx", many_laughs(), Trouble.SWOLLEN),
        ("x.docx", fetching(), Trouble.SWOLLEN),
        ("x.docx", zipped({f"{number}": "" for number in range(3_001)}), Trouble.SWOLLEN),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_what_cannot_be_read_says_why(name, data, trouble):
    with pytest.raises(CannotRead) as told:
        lines_of_file(name, data)
    assert told.value.trouble == trouble
    assert str(told.value).endswith(".")


def test_a_sheet_that_says_it_is_huge_is_read_by_what_is_in_it():
    data = xlsx(ROWS)
    swollen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(swollen, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b'ref="A1:D4"', b'ref="A1:XFD1048576"'))
    with zipfile.ZipFile(swollen) as new:
        assert b"XFD1048576" in new.read("xl/worksheets/sheet1.xml")
    assert table_of(lines_of_file("ark.xlsx", swollen.getvalue())) == TABLE


def test_deeply_nested_html_is_read():
    lines = lines_of_paste("<div>" * 20_000 + "bokbåt" + "</div>" * 20_000)
    assert [line.text for line in lines] == ["bokbåt"]


@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.csv", "x.html", "x.docx", "x"]))
def test_any_file_at_all_is_read_or_refused(data, name):
    with contextlib.suppress(CannotRead):
        read(lines_of_file(name, data))


@given(st.text())
def test_any_paste_at_all_is_read(text):
    read(lines_of_paste(text))
    read(lines_of_paste(f"<p>{text}</p><ul><li>{text}"))
