"""Exports of our own: as WordPress writes them, in every version, of any size. `damaging` breaks them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

LINK = "https://samspill.example.org"
START = datetime(2011, 3, 23, 12, 0)
WORDS = ["bibliotek", "samling", "fylke", "formidling", "læring", "språk", "møteplass", "kunnskap", "deling", "økt"]
WORDS += ["nettverk", "digital", "leseglede", "veileder", "rapport", "kommune", "prosjekt", "ansvar", "åpent"]
NAMES = ["Ingrid", "Øystein", "Åse", "Per Ødegård", "Mária", "Tor & Liv", "Ola 'Nordmann'"]
VERSIONS = ("1.0", "1.1", "1.2")


def cdata(text: str) -> str:
    """Mark a text as WordPress does."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def name_cdata(name: str) -> str:
    """Mark a name as WordPress does, which stores it with its & written out."""
    return cdata(name.replace("&", "&amp;").replace("<", "&lt;"))


def stamp(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


@dataclass(kw_only=True)
class MadeComment:
    id: int
    author: str = "Åse"
    content: str = "Enig!"
    parent: int = 0
    approved: str = "1"
    type: str = ""
    date: datetime = START

    def xml(self) -> str:
        return (
            "\t\t<wp:comment>\n"
            f"\t\t\t<wp:comment_id>{self.id}</wp:comment_id>\n"
            f"\t\t\t<wp:comment_author>{name_cdata(self.author)}</wp:comment_author>\n"
            f"\t\t\t<wp:comment_author_email>leser{self.id}@example.org</wp:comment_author_email>\n"
            "\t\t\t<wp:comment_author_url></wp:comment_author_url>\n"
            "\t\t\t<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>\n"
            f"\t\t\t<wp:comment_date>{stamp(self.date + timedelta(hours=1))}</wp:comment_date>\n"
            f"\t\t\t<wp:comment_date_gmt>{stamp(self.date)}</wp:comment_date_gmt>\n"
            f"\t\t\t<wp:comment_content>{cdata(self.content)}</wp:comment_content>\n"
            f"\t\t\t<wp:comment_approved>{self.approved}</wp:comment_approved>\n"
            f"\t\t\t<wp:comment_type>{self.type}</wp:comment_type>\n"
            f"\t\t\t<wp:comment_parent>{self.parent}</wp:comment_parent>\n"
            "\t\t\t<wp:comment_user_id>0</wp:comment_user_id>\n"
            "\t\t</wp:comment>\n"
        )


@dataclass(kw_only=True)
class MadeItem:
    id: int | str
    type: str = "post"
    status: str = "publish"
    title: str = "Et innlegg"
    slug: str = ""
    content: str = "<p>Hei.</p>"
    excerpt: str = ""
    creator: str = "ingrid"
    date: datetime | str = START
    gmt: datetime | str | None = None
    pub_date: str = "Wed, 23 Mar 2011 12:00:00 +0000"
    parent: int = 0
    sticky: int = 0
    password: str = ""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: list[MadeComment] = field(default_factory=list)
    attachment_url: str = ""
    # What no field says: put before the end as it is.
    extra: str = ""

    def xml(self, version: str = "1.2") -> str:
        gmt = self.date if self.gmt is None else self.gmt
        local, utc = (time if isinstance(time, str) else stamp(time) for time in (self.date, gmt))
        if self.gmt is None and isinstance(self.date, datetime):
            local = stamp(self.date + timedelta(hours=1))
        title = cdata(self.title) if version == "1.2" else escape(self.title)
        terms = ""
        for taxonomy, slug, name in self.terms:
            domain = "tag" if version == "1.0" and taxonomy == "post_tag" else taxonomy
            if version == "1.0":
                terms += f"\t\t<category>{name_cdata(name)}</category>\n"
            terms += f'\t\t<category domain="{domain}" nicename="{slug}">{name_cdata(name)}</category>\n'
        meta = "".join(
            f"\t\t<wp:postmeta>\n\t\t\t<wp:meta_key>{cdata(key)}</wp:meta_key>\n"
            f"\t\t\t<wp:meta_value>{cdata(value)}</wp:meta_value>\n\t\t</wp:postmeta>\n"
            for key, value in self.meta
        )
        url = f"\t\t<wp:attachment_url>{self.attachment_url}</wp:attachment_url>\n" if self.attachment_url else ""
        return (
            "\t<item>\n"
            f"\t\t<title>{title}</title>\n"
            f"\t\t<link>{LINK}/?p={self.id}</link>\n"
            f"\t\t<pubDate>{self.pub_date}</pubDate>\n"
            f"\t\t<dc:creator>{cdata(self.creator)}</dc:creator>\n"
            f'\t\t<guid isPermaLink="false">{LINK}/?p={self.id}</guid>\n'
            "\t\t<description></description>\n"
            f"\t\t<content:encoded>{cdata(self.content)}</content:encoded>\n"
            f"\t\t<excerpt:encoded>{cdata(self.excerpt)}</excerpt:encoded>\n"
            f"\t\t<wp:post_id>{self.id}</wp:post_id>\n"
            f"\t\t<wp:post_date>{local}</wp:post_date>\n"
            f"\t\t<wp:post_date_gmt>{utc}</wp:post_date_gmt>\n"
            "\t\t<wp:comment_status>open</wp:comment_status>\n"
            "\t\t<wp:ping_status>open</wp:ping_status>\n"
            f"\t\t<wp:post_name>{self.slug or f'innlegg-{self.id}'}</wp:post_name>\n"
            f"\t\t<wp:status>{self.status}</wp:status>\n"
            f"\t\t<wp:post_parent>{self.parent}</wp:post_parent>\n"
            "\t\t<wp:menu_order>0</wp:menu_order>\n"
            f"\t\t<wp:post_type>{self.type}</wp:post_type>\n"
            f"\t\t<wp:post_password>{self.password}</wp:post_password>\n"
            f"\t\t<wp:is_sticky>{self.sticky}</wp:is_sticky>\n"
            f"{url}{terms}{meta}{''.join(comment.xml() for comment in self.comments)}{self.extra}"
            "\t</item>\n"
        )


def author_xml(login: str, name: str, number: int = 1) -> str:
    return (
        f"\t<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{login}@example.org</wp:author_email>"
        f"<wp:author_display_name>{name_cdata(name)}</wp:author_display_name>"
        "<wp:author_first_name><![CDATA[]]></wp:author_first_name>"
        "<wp:author_last_name><![CDATA[]]></wp:author_last_name></wp:author>\n"
    )


def term_xml(taxonomy: str, slug: str, name: str, parent: str = "") -> str:
    """A category or tag, twice as WordPress writes it; any other once."""
    own = {
        "category": f"\t<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{name_cdata(name)}</wp:cat_name>"
        "</wp:category>\n",
        "post_tag": f"\t<wp:tag><wp:term_id>7</wp:term_id><wp:tag_slug>{slug}</wp:tag_slug>"
        f"<wp:tag_name>{name_cdata(name)}</wp:tag_name></wp:tag>\n",
    }.get(taxonomy, "")
    return own + (
        f"\t<wp:term><wp:term_id>7</wp:term_id><wp:term_taxonomy>{taxonomy}</wp:term_taxonomy>"
        f"<wp:term_slug>{slug}</wp:term_slug><wp:term_parent>{parent}</wp:term_parent>"
        f"<wp:term_name>{name_cdata(name)}</wp:term_name></wp:term>\n"
    )


def opening(*, version: str = "1.2", title: str = "Samspill", link: str = LINK, before: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n'
        "<!-- This is a WordPress eXtended RSS file generated by WordPress as an export of your site. -->\n"
        '<rss version="2.0"\n'
        f'\txmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"\n'
        '\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
        '\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n'
        '\txmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        f'\txmlns:wp="http://wordpress.org/export/{version}/"\n>\n<channel>\n'
        f"\t<title>{escape(title)}</title>\n\t<link>{link}</link>\n\t<description>Fire fylker</description>\n"
        "\t<pubDate>Wed, 23 Mar 2011 12:00:00 +0000</pubDate>\n\t<language>nb</language>\n"
        f"\t<wp:wxr_version>{version}</wp:wxr_version>\n"
        f"\t<wp:base_site_url>{link}</wp:base_site_url>\n\t<wp:base_blog_url>{link}</wp:base_blog_url>\n"
        f"{before}\t<generator>https://wordpress.org/?v=6.8</generator>\n"
    )


CLOSING = "</channel>\n</rss>\n"


def wxr(items: Iterable[MadeItem] = (), *, version: str = "1.2", before: str | None = None, **channel: str) -> str:
    """An export of these items, by one author, with a category."""
    if before is None:
        before = "" if version == "1.0" else author_xml("ingrid", "Ingrid")
        before += term_xml("category", "samlinger", "Samlinger")
    return opening(version=version, before=before, **channel) + "".join(item.xml(version) for item in items) + CLOSING


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(6, 18))).capitalize() + "."


def blocks(chance: random.Random) -> str:
    """A text as the block editor writes it."""
    parts = []
    for number in range(chance.randint(4, 14)):
        said = sentence(chance)
        parts.append(
            (
                f"<!-- wp:paragraph -->\n<p>{said} <strong>{said}</strong></p>\n<!-- /wp:paragraph -->",
                f'<!-- wp:heading {{"level":3}} -->\n<h3 class="wp-block-heading">{said}</h3>\n<!-- /wp:heading -->',
                f"<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>{said}</li>\n<!-- /wp:list-item --></ul>\n"
                "<!-- /wp:list -->",
                f'<!-- wp:image {{"id":{number + 1}}} -->\n<figure class="wp-block-image"><img src="{LINK}/wp-content/'
                f'uploads/2011/03/tavle-{number}.jpg" alt="Tavla" class="wp-image-{number + 1}"/></figure>\n'
                "<!-- /wp:image -->",
            )[0 if chance.random() < 0.6 else chance.randint(1, 3)]
        )
    return "\n\n".join(parts)


def classic(chance: random.Random) -> str:
    """A text as the editor before it did."""
    parts = [sentence(chance) for _ in range(chance.randint(4, 14))]
    parts.insert(2, f'[caption id="attachment_1" width="300"]<img src="{LINK}/a.jpg" /> Tavla[/caption]')
    parts.insert(1, "<!--more-->")
    return "\n\n".join(f"<em>{part}</em>&nbsp;" if chance.random() < 0.1 else part for part in parts)


def pieces(*, posts: int, comments: int = 0, seed: int = 8, longer: int = 1) -> Iterator[str]:
    """A large export in pieces: posts with blocks or classic, and comments of which every third is an answer.

    Each text is as long as so many others.
    """
    chance = random.Random(seed)
    names = [(f"emne-{number}", f"Emne {number}") for number in range(50)]
    before = "".join(author_xml(f"forfatter{number}", NAMES[number], number + 1) for number in range(len(NAMES)))
    before += "".join(term_xml("category", slug, name) for slug, name in names)
    yield opening(before=before)
    texts = ["\n\n".join((blocks if number % 3 else classic)(chance) for _ in range(longer)) for number in range(200)]
    made = 0
    for number in range(1, posts + 1):
        date = START + timedelta(hours=7 * number)
        said = []
        for _ in range(comments * number // posts - made):
            made += 1
            said.append(
                MadeComment(
                    id=made,
                    author=NAMES[made % len(NAMES)],
                    content=texts[made % 200][:300],
                    parent=made - 1 if said and made % 3 == 0 else 0,
                    date=date + timedelta(minutes=made % 600),
                )
            )
        yield MadeItem(
            id=number,
            title=f"Innlegg {number} & mer",
            creator=f"forfatter{number % len(NAMES)}",
            content=f"{texts[number % 200]}\n\n<p>Nummer {number}</p>",
            date=date,
            pub_date=date.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            terms=[("category", *names[number % 50])],
            meta=[("_edit_last", "1"), ("_thumbnail_id", str(number)), (f"ukjent_{number % 1000}", "x")],
            comments=said,
        ).xml()
    yield CLOSING


def export(path: Path, *, posts: int, comments: int = 0, seed: int = 8, longer: int = 1) -> Path:
    """Write a large export, and return where."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(pieces(posts=posts, comments=comments, seed=seed, longer=longer))
    return path
