"""What is well-formed is read as a parser of XML reads it: mending alters nothing that is right."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from blog.importers.wordpress.reading.scanning import Scanner, What
from blog.importers.wordpress.records import Troubles

from .making import MadeComment, MadeItem, pieces, wxr

OURS = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://wordpress.org/export/1.2/excerpt/": "excerpt",
    "http://wordpress.org/export/1.2/": "wp",
}


def as_parsed(text):
    """The texts of a document in their order, as lxml reads them."""
    found = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=True)
    for element in etree.fromstring(text.encode(), parser).iter():
        if len(element) == 0:
            name = etree.QName(element)
            prefix = f"{OURS[name.namespace]}:" if name.namespace else ""
            found.append((prefix + name.localname, dict(element.attrib), element.text or ""))
    return found


def as_scanned(text, size=1000):
    troubles = Troubles()
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    scanner = Scanner(iter(parts), "x", troubles)
    found = [(each.name, each.attributes, each.text) for each in scanner if each.what is What.TEXT]
    assert not troubles.counts
    assert not scanner.open
    return found


def test_a_large_export_is_read_as_lxml_reads_it():
    text = "".join(pieces(posts=60, comments=150))
    assert as_scanned(text) == as_parsed(text)


SAFE = st.text(st.sampled_from("ab ]>&;#x\n\tåπ𝄞'\"-!["), max_size=12)
PART = st.one_of(
    SAFE.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    SAFE.filter(lambda text: "]]>" not in text).map(lambda text: f"<![CDATA[{text}]]>"),
    st.sampled_from(["<![CDATA[</title>]]>", "<![CDATA[<item>]]>", "<![CDATA[<![CDATA[]]>", "<!-- a b -->", "&#229;"]),
    st.sampled_from(["&quot;", "&#x1D11E;", "]]", "<![CDATA[]]]]><![CDATA[>]]>", "<![CDATA[]]]>"]),
)
TEXT = st.lists(PART, max_size=6).map("".join)


@given(title=TEXT, content=TEXT, slug=TEXT, value=SAFE, size=st.integers(1, 90))
def test_whatever_is_well_formed_is_read_as_lxml_reads_it(title, content, slug, value, size):
    text = wxr([MadeItem(id=1, comments=[MadeComment(id=1)], terms=[("category", "SLUG", "x")])])
    text = text.replace("<![CDATA[Et innlegg]]>", title).replace("<![CDATA[<p>Hei.</p>]]>", content)
    text = text.replace("innlegg-1", slug)
    text = text.replace("SLUG", value.replace("&", "&amp;").replace('"', "&quot;"))
    assert as_scanned(text, size) == as_parsed(text)
