"""What an export says, as WordPress writes it: sites, authors, terms, items, comments."""

from datetime import UTC, datetime

import pytest

from blog.importers.wordpress.reading import Kind, open_export
from blog.importers.wordpress.records import Author, Site

from .making import LINK, START, VERSIONS, MadeComment, MadeItem, author_xml, opening, term_xml, wxr
from .reading_it import read

NOTHING = "0000-00-00 00:00:00"


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_says_the_same_of_a_post(version):
    made = MadeItem(
        id=5,
        title="Fylke & bibliotek",
        content="<p>Én & to ]]> tre &nbsp;</p>",
        terms=[("category", "samlinger", "Samlinger"), ("post_tag", "fou", "FoU & mer")],
        meta=[("farge", "blå"), ("farge", "rød"), ("_edit_last", "1")],
        comments=[MadeComment(id=1), MadeComment(id=2, parent=1, approved="spam", type="pingback")],
    )
    found = read(wxr([made], version=version))
    item = found.item
    assert found.sites == [
        Site(
            title="Samspill",
            tagline="Fire fylker",
            link=LINK,
            language="nb",
            version=version,
            generator="https://wordpress.org/?v=6.8",
        )
    ]
    assert (item.id, item.type, item.status, item.title) == ("5", "post", "publish", "Fylke & bibliotek")
    assert item.content == made.content
    assert item.terms == (("category", "samlinger", "Samlinger"), ("post_tag", "fou", "FoU & mer"))
    assert item.meta_values("farge") == ["blå", "rød"]
    assert item.date == START.replace(tzinfo=UTC)
    assert item.place == "export.xml, item 1"
    assert [(c.id, c.parent, c.approved, c.type) for c in item.comments] == [
        ("1", "", "1", "comment"),
        ("2", "1", "spam", "pingback"),
    ]
    assert item.comments[0].date == START.replace(tzinfo=UTC)
    assert not found.kinds


def test_the_site_comes_first_and_authors_come_before_what_they_wrote():
    found = read(wxr([MadeItem(id=1)]))
    assert [type(record).__name__ for record in found.records] == ["Site", "Author", "Term", "Item"]
    assert found.authors == [Author(login="ingrid", email="ingrid@example.org", display_name="Ingrid", id="1")]


def test_an_author_whom_no_list_names_is_known_from_what_was_written():
    old = read(wxr([MadeItem(id=1, creator="kari"), MadeItem(id=2, creator="kari")], version="1.0"))
    assert [author.login for author in old.authors] == ["kari"]
    assert not old.kinds
    new = read(wxr([MadeItem(id=1, creator="kari")]))
    assert [author.login for author in new.authors] == ["ingrid", "kari"]
    assert new.kinds == {Kind.AUTHOR: 1}


def test_a_slip_in_a_login_makes_no_new_author():
    found = read(wxr([MadeItem(id=1, creator=">Ingrid")]))
    assert [author.login for author in found.authors] == ["ingrid"]
    assert found.item.creator == "ingrid"


def test_names_are_as_they_are_shown_and_texts_as_they_are_stored():
    before = author_xml("ola", "Ola & <Kari>") + term_xml("category", "fou", "FoU & mer")
    made = MadeItem(
        id=1, creator="ola", content="A &amp; B", comments=[MadeComment(id=1, author="R & D", content="&lt;")]
    )
    found = read(wxr([made], before=before))
    assert found.authors[0].name == "Ola & <Kari>"
    assert found.terms[0].name == "FoU & mer"
    assert found.item.content == "A &amp; B"
    assert (found.comments[0].author, found.comments[0].content) == ("R & D", "&lt;")


def test_a_term_that_is_said_twice_is_told_once():
    before = (
        term_xml("category", "a", "A") + term_xml("category", "b", "B", parent="a") + term_xml("post_tag", "a", "A")
    )
    found = read(wxr(before=before + term_xml("nav_menu", "meny", "Meny")))
    assert [(term.taxonomy, term.slug, term.parent) for term in found.terms] == [
        ("category", "a", ""),
        ("category", "b", "a"),
        ("post_tag", "a", ""),
        ("nav_menu", "meny", ""),
    ]


def test_slugs_are_readable_and_stay_as_they_are_where_they_are_broken():
    before = (
        term_xml("post_tag", "thag%c2%b2", "þág²")
        + term_xml("post_tag", "%c3", "x")
        + term_xml("post_tag", "a%2fb", "y")
    )
    found = read(wxr([MadeItem(id=1, slug="%ce%b5%cf%80-2")], before=before))
    assert [term.slug for term in found.terms] == ["thag²", "%c3", "a%2fb"]
    assert found.item.slug == "επ-2"
    # Each is said twice, as a tag and as a term.
    assert found.kinds[Kind.SLUG] == 4


def test_a_term_without_an_address_gets_one_from_its_name():
    found = read(wxr(before=term_xml("category", "", "Felles mål")))
    assert [term.slug for term in found.terms] == ["felles-mål"]


def test_the_first_of_two_items_with_one_number_is_kept_and_the_other_told():
    found = read(wxr([MadeItem(id=7, title="Først"), MadeItem(id=7, title="Så")]), wxr([MadeItem(id=7, title="Sist")]))
    assert found.item.title == "Først"
    assert [(item.title, item.place) for item in found.repeated] == [
        ("Så", "export.xml, item 2"),
        ("Sist", "1-export.xml, item 1"),
    ]
    assert found.kinds == {Kind.SAME_ID: 2}


def test_two_sites_can_use_the_same_numbers():
    found = read(wxr([MadeItem(id=7)]), wxr([MadeItem(id=7)], link="https://other.example.org"))
    assert len(found.items) == len(found.sites) == 2


def test_an_export_in_several_files_is_one():
    files = [wxr([MadeItem(id=number)]) for number in (3, 1, 2)]
    found = read(*files)
    assert [item.id for item in found.items] == ["3", "1", "2"]
    assert (len(found.sites), len(found.authors), len(found.terms)) == (1, 1, 1)


def test_an_export_can_be_read_twice(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(wxr([MadeItem(id=1), MadeItem(id=1)]))
    export = open_export([path])
    assert list(export) == list(export)
    assert export.troubles.counts == {Kind.SAME_ID: 1}
    assert len(export.repeated) == 1


@pytest.mark.parametrize(
    ("fields", "expected", "kinds"),
    [
        ({"date": "2011-03-23 14:00:00", "gmt": "2011-03-23 12:00:00"}, (2011, 3, 23, 12), set()),
        # The site's own time is an hour ahead, as the other items say.
        ({"date": "2011-03-23 14:00:00", "gmt": NOTHING, "pub_date": ""}, (2011, 3, 23, 13), {Kind.LOCAL_DATE}),
        ({"date": "2011-03-23 14:00:00", "gmt": NOTHING, "pub_date": "Wed, 23 Mar 2011 12:00:00 +0000"},
         (2011, 3, 23, 12), set()),
        ({"date": "2011-03-23 14:00:00", "gmt": NOTHING, "pub_date": "Wed, 30 Nov -0001 00:00:00 +0000"},
         (2011, 3, 23, 13), {Kind.LOCAL_DATE}),
        ({"date": NOTHING, "gmt": NOTHING, "pub_date": ""}, None, set()),
        ({"date": "2011-02-31 25:61:00", "gmt": "i går", "pub_date": ""}, None, {Kind.DATE}),
        ({"date": "2011-03-23 12:00:00", "gmt": "2011-03-23 12:00:00", "pub_date": "Wed, 23 Mar 2016 12:00:00 +0000"},
         (2011, 3, 23, 12), {Kind.OTHER_DATE}),
        ({"date": "9999-12-31 23:59:59", "gmt": NOTHING, "pub_date": ""}, None, {Kind.DATE}),
    ],
)  # fmt: skip
def test_gmt_is_trusted_and_the_sites_own_time_only_where_there_is_no_gmt(fields, expected, kinds):
    found = read(wxr([MadeItem(id=1, **fields), MadeItem(id=2), MadeItem(id=3)]))
    assert found.items[0].date == (datetime(*expected, tzinfo=UTC) if expected else None)
    assert set(found.kinds) == kinds


def test_what_an_item_does_not_say_is_never_taken_as_published():
    found = read(wxr([MadeItem(id=1)]).replace("<wp:status>publish</wp:status>", ""))
    assert found.item.status == "draft"
    assert found.kinds == {Kind.NO_STATUS: 1}


def test_an_item_without_a_number_is_known_by_its_guid():
    found = read(wxr([MadeItem(id=12)]).replace("<wp:post_id>12</wp:post_id>", ""))
    assert found.item.id == "12"


def test_a_comment_in_no_known_state_waits():
    states = ["1", "0", "spam", "trash", "post-trashed", "approve", "hold", "", "whatever"]
    comments = [MadeComment(id=number, approved=state) for number, state in enumerate(states, 1)]
    found = read(wxr([MadeItem(id=1, comments=comments)]))
    assert [c.approved for c in found.comments] == ["1", "0", "spam", "trash", "post-trashed", "1", "0", "0", "0"]
    assert found.kinds == {Kind.STATE: 1}


def test_an_answer_keeps_its_parent_also_where_the_export_lacks_it():
    found = read(wxr([MadeItem(id=1, comments=[MadeComment(id=3, parent=2)])]))
    assert found.comments[0].parent == "2"


def test_a_missing_version_is_told_from_the_rest():
    text = opening(version="1.1").replace("<wp:wxr_version>1.1</wp:wxr_version>", "") + "</channel></rss>"
    found = read(text)
    assert found.sites[0].version == "1.1"
    assert found.kinds == {Kind.NO_VERSION: 1}


def test_prefixes_mean_what_the_file_says_they_mean():
    text = wxr([MadeItem(id=1)]).replace("wp:", "wordpress:").replace("dc:creator", "core:creator")
    text = text.replace("xmlns:dc=", "xmlns:core=").replace("xmlns:wp=", "xmlns:wordpress=")
    found = read(text)
    assert (found.item.id, found.item.creator, found.sites[0].version) == ("1", "ingrid", "1.2")
    assert not found.kinds
