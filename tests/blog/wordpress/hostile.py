"""The fourth export: one file, made by ourselves, with all that real exports have been seen to do wrong, at once."""

from __future__ import annotations

from .making import CLOSING, LINK, MadeComment, MadeItem, author_xml, cdata, opening, term_xml

UNKNOWN = 3000
# A length that is a lie: the name has nine letters, not four.
LYING = 'a:2:{s:5:"width";i:640;s:4:"file";s:4:"tavle.jpg";}'
NO_TIME = "0000-00-00 00:00:00"


def _items() -> list[MadeItem]:
    return [
        # A parent that comes later, of a page that is below another.
        MadeItem(id=11, type="page", title="Barnebarn", slug="barnebarn", parent=12),
        MadeItem(id=12, type="page", title="Barn", slug="barn", parent=13),
        MadeItem(
            id=1,
            title="Bok &amp; blad",
            slug="bok",
            content="<p>En\u00a0to&nbsp;tre</p>",
            terms=[("category", "fest-og-moro", "Fest & moro"), ("category", "fest-og-moro", "Fest & moro")],
            comments=[
                MadeComment(id=1, author="Åse & Ola", content="Først"),
                MadeComment(id=2, parent=99, content="Svar på noe som ikke er her"),
                MadeComment(id=3, parent=1, content="Svar"),
            ],
        ),
        MadeItem(id=13, type="page", title="Forelder", slug="forelder"),
        MadeItem(id=2, title="Kontroll", content="<p>Hei\x0b på\x08 deg</p>"),
        MadeItem(id=3, title="Kinesisk", slug="%e5%8d%9a%e5%ae%a2"),
        MadeItem(id=4, title="Første med nummer fire"),
        MadeItem(id=4, title="Andre med nummer fire", content="<p>Kommer ikke</p>"),
        MadeItem(id=5, title="Uten tid", status="draft", date=NO_TIME, gmt=NO_TIME, pub_date=""),
        # Its own time, in summer, where the others are of winter.
        MadeItem(id=6, title="Bare lokal tid", date="2011-07-01 14:00:00", gmt=NO_TIME,
                 pub_date="Fri, 01 Jul 2011 12:00:00 +0000"),
        MadeItem(id=7, title="To tider", date="2011-03-23 13:00:00", gmt="2011-03-23 12:00:00",
                 pub_date="Sat, 23 Mar 2013 12:00:00 +0000"),
        MadeItem(id=8, title="Uten adresse", slug="mangler"),
        MadeItem(id=9, title="Løgn", meta=[("_wp_attachment_metadata", LYING),
                                           *((f"_ukjent_{number}", "x") for number in range(UNKNOWN))]),
        MadeItem(id=10, title="Brutt", content="<p>Før ]]> etter</p>"),
        # Neither GMT nor pubDate: told by what is usual in the rest.
        MadeItem(id=15, title="Vanlig tid", date="2011-12-01 13:00:00", gmt=NO_TIME, pub_date=""),
        MadeItem(id=14, type="attachment", status="inherit", title="Tavle", parent=1,
                 meta=[("_wp_attachment_metadata", LYING)],
                 attachment_url=f"{LINK}/wp-content/uploads/2011/03/tavle.jpg"),
    ]  # fmt: skip


def hostile() -> bytes:
    """Return the export; the bytes of one name are of another encoding than the rest."""
    before = author_xml("ingrid", "Ingrid & Åse") + author_xml("ingrid", "Ingrid & Åse")
    before += term_xml("category", "fest-og-moro", "Fest & moro")
    before += term_xml("category", "under", "Under", parent="fest-og-moro")
    before += '<atom:link rel="self" href="https://samspill.example.org/feed/" />\n'
    text = opening(before=before) + "".join(item.xml() for item in _items()) + CLOSING
    for old, new in (
        ("\t<wp:wxr_version>1.2</wp:wxr_version>\n", ""),
        ("<wp:post_name>mangler</wp:post_name>", ""),
        # Marks that end a text, not parted as WordPress parts them.
        (cdata("<p>Før ]]> etter</p>"), "<![CDATA[<p>Før ]]> etter</p>]]>"),
        # A bare & in an address, and a name of HTML where XML knows none.
        (f"<link>{LINK}/?p=2</link>", f"<link>{LINK}/?p=2&preview=true</link>"),
        ("<wp:comment_author_url></wp:comment_author_url>", "<wp:comment_author_url>&nbsp;</wp:comment_author_url>"),
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    whole = text.encode()
    title = cdata("Første med nummer fire")
    return whole.replace(title.encode(), title.encode("cp1252"), 1)


# What no export has, and what is there to do harm: refused whole.
ENTITIES = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/evil.dtd">'
ATTACKS = {"an entity of a file": ENTITIES, "a billion laughs": LAUGHS, "a DTD elsewhere": OUTSIDE}


def attacked(doctype: str) -> bytes:
    """Return an export that declares something before it begins, and makes use of it."""
    text = opening() + MadeItem(id=1).xml().replace("Et innlegg", "]]>&x;&j;<![CDATA[", 1) + CLOSING
    return text.replace("?>\n", f"?>\n{doctype}\n", 1).encode()
