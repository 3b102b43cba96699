"""WXR 1.2, letter for letter as WordPress's own exporter writes it, of the records that our reader makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from blog.importers.wordpress.reading.characters import NOT_IN_XML
from blog.importers.wordpress.records import Author, Comment, Item, Site, Term

VERSION = "1.2"
NO_TIME = "0000-00-00 00:00:00"
ENDING = "</channel>\n</rss>\n"


def cdata(text: str) -> str:
    """Mark a text; what XML cannot hold however it is written is left out."""
    return f"<![CDATA[{NOT_IN_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def name(text: str) -> str:
    """Mark a name, which WordPress stores with its & and < written out."""
    return cdata(escape(text, quote=False))


def plain(text: str) -> str:
    return escape(NOT_IN_XML.sub("", text))


def slug(text: str) -> str:
    """Return a slug as WordPress stores it: what is not ASCII %-encoded."""
    return quote(NOT_IN_XML.sub("", text), safe="-_.~").replace("%", "\0").lower().replace("\0", "%")


def beginning(site: Site, now: datetime) -> str:
    """Return what stands before the first author."""
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n'
        "<!-- This is a WordPress eXtended RSS file, as WordPress generates it as an export of a site. -->\n"
        "<!-- To import it into a WordPress site: Tools, Import, WordPress. -->\n"
        '<rss version="2.0"\n'
        f'\txmlns:excerpt="http://wordpress.org/export/{VERSION}/excerpt/"\n'
        '\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
        '\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n'
        '\txmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        f'\txmlns:wp="http://wordpress.org/export/{VERSION}/"\n>\n\n'
        "<channel>\n"
        f"\t<title>{plain(site.title)}</title>\n"
        f"\t<link>{plain(site.link)}</link>\n"
        f"\t<description>{plain(site.tagline)}</description>\n"
        f"\t<pubDate>{format_datetime(now.astimezone(UTC))}</pubDate>\n"
        f"\t<language>{plain(site.language)}</language>\n"
        f"\t<wp:wxr_version>{VERSION}</wp:wxr_version>\n"
        f"\t<wp:base_site_url>{plain(site.link)}</wp:base_site_url>\n"
        f"\t<wp:base_blog_url>{plain(site.link)}</wp:base_blog_url>\n"
    )


def author(found: Author) -> str:
    return (
        f"\t<wp:author><wp:author_id>{found.id}</wp:author_id><wp:author_login>{name(found.login)}</wp:author_login>"
        f"<wp:author_email>{cdata(found.email)}</wp:author_email>"
        f"<wp:author_display_name>{name(found.display_name)}</wp:author_display_name>"
        f"<wp:author_first_name>{name(found.first_name)}</wp:author_first_name>"
        f"<wp:author_last_name>{name(found.last_name)}</wp:author_last_name></wp:author>\n"
    )


def term(found: Term) -> str:
    if found.taxonomy == "category":
        return (
            f"\t<wp:category>\n\t\t<wp:term_id>{found.id}</wp:term_id>\n"
            f"\t\t<wp:category_nicename>{cdata(slug(found.slug))}</wp:category_nicename>\n"
            f"\t\t<wp:category_parent>{cdata(slug(found.parent))}</wp:category_parent>\n"
            f"\t\t<wp:cat_name>{name(found.name)}</wp:cat_name>\n{_described('category', found)}\t</wp:category>\n"
        )
    if found.taxonomy == "post_tag":
        return (
            f"\t<wp:tag>\n\t\t<wp:term_id>{found.id}</wp:term_id>\n"
            f"\t\t<wp:tag_slug>{cdata(slug(found.slug))}</wp:tag_slug>\n"
            f"\t\t<wp:tag_name>{name(found.name)}</wp:tag_name>\n{_described('tag', found)}\t</wp:tag>\n"
        )
    return (
        f"\t<wp:term>\n\t\t<wp:term_id>{found.id}</wp:term_id>\n"
        f"\t\t<wp:term_taxonomy>{cdata(found.taxonomy)}</wp:term_taxonomy>\n"
        f"\t\t<wp:term_slug>{cdata(slug(found.slug))}</wp:term_slug>\n"
        f"\t\t<wp:term_parent>{cdata(slug(found.parent))}</wp:term_parent>\n"
        f"\t\t<wp:term_name>{name(found.name)}</wp:term_name>\n{_described('term', found)}\t</wp:term>\n"
    )


def _described(kind: str, found: Term) -> str:
    said = found.description
    return f"\t\t<wp:{kind}_description>{cdata(said)}</wp:{kind}_description>\n" if said else ""


def generator(text: str) -> str:
    """Return what stands between the terms and the first item."""
    return f"\t<generator>{plain(text)}</generator>\n\n"


def item(found: Item, zone: tzinfo) -> Iterator[str]:
    """Yield an item in pieces, comment by comment. `zone` is the site's own time, beside GMT."""
    modified = found.modified or found.date
    yield (
        "\t<item>\n"
        f"\t\t<title>{cdata(found.title)}</title>\n"
        f"\t\t<link>{plain(found.link)}</link>\n"
        f"\t\t<pubDate>{format_datetime(found.date.astimezone(UTC)) if found.date else ''}</pubDate>\n"
        f"\t\t<dc:creator>{name(found.creator)}</dc:creator>\n"
        f'\t\t<guid isPermaLink="false">{plain(found.guid)}</guid>\n'
        "\t\t<description></description>\n"
        f"\t\t<content:encoded>{cdata(found.content)}</content:encoded>\n"
        f"\t\t<excerpt:encoded>{cdata(found.excerpt)}</excerpt:encoded>\n"
        f"\t\t<wp:post_id>{found.id}</wp:post_id>\n"
        f"{_times('post_date', found.date, zone)}{_times('post_modified', modified, zone)}"
        f"\t\t<wp:comment_status>{cdata('open' if found.comments_open else 'closed')}</wp:comment_status>\n"
        f"\t\t<wp:ping_status>{cdata('closed')}</wp:ping_status>\n"
        f"\t\t<wp:post_name>{cdata(slug(found.slug))}</wp:post_name>\n"
        f"\t\t<wp:status>{cdata(found.status)}</wp:status>\n"
        f"\t\t<wp:post_parent>{found.parent or 0}</wp:post_parent>\n"
        f"\t\t<wp:menu_order>{found.menu_order}</wp:menu_order>\n"
        f"\t\t<wp:post_type>{cdata(found.type)}</wp:post_type>\n"
        f"\t\t<wp:post_password>{cdata(found.password)}</wp:post_password>\n"
        f"\t\t<wp:is_sticky>{int(found.sticky)}</wp:is_sticky>\n"
    )
    if found.attachment_url:
        yield f"\t\t<wp:attachment_url>{cdata(found.attachment_url)}</wp:attachment_url>\n"
    for taxonomy, nicename, shown in found.terms:
        yield f'\t\t<category domain="{plain(taxonomy)}" nicename="{slug(nicename)}">{name(shown)}</category>\n'
    yield _meta("postmeta", found.meta)
    for said in found.comments:
        yield _comment(said, zone)
    yield "\t</item>\n"


def _times(kind: str, time: datetime | None, zone: tzinfo) -> str:
    local, utc = _stamp(time, zone), _stamp(time, UTC)
    return f"\t\t<wp:{kind}>{cdata(local)}</wp:{kind}>\n\t\t<wp:{kind}_gmt>{cdata(utc)}</wp:{kind}_gmt>\n"


def _stamp(time: datetime | None, zone: tzinfo) -> str:
    # strftime writes the year 985 with three digits.
    return time.astimezone(zone).replace(tzinfo=None).isoformat(" ", "seconds") if time else NO_TIME


def _meta(element: str, rows: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"\t\t<wp:{element}>\n\t\t<wp:meta_key>{cdata(key)}</wp:meta_key>\n"
        f"\t\t<wp:meta_value>{cdata(value)}</wp:meta_value>\n\t\t</wp:{element}>\n"
        for key, value in rows
    )


def _comment(found: Comment, zone: tzinfo) -> str:
    return (
        f"\t\t<wp:comment>\n\t\t\t<wp:comment_id>{found.id}</wp:comment_id>\n"
        f"\t\t\t<wp:comment_author>{name(found.author)}</wp:comment_author>\n"
        f"\t\t\t<wp:comment_author_email>{cdata(found.email)}</wp:comment_author_email>\n"
        f"\t\t\t<wp:comment_author_url>{plain(found.url)}</wp:comment_author_url>\n"
        # WordPress's importer expects the element; there is nothing to say in it.
        "\t\t\t<wp:comment_author_IP><![CDATA[]]></wp:comment_author_IP>\n"
        f"{_times('comment_date', found.date, zone)}"
        f"\t\t\t<wp:comment_content>{cdata(found.content)}</wp:comment_content>\n"
        f"\t\t\t<wp:comment_approved>{cdata(found.approved)}</wp:comment_approved>\n"
        f"\t\t\t<wp:comment_type>{cdata(found.type)}</wp:comment_type>\n"
        f"\t\t\t<wp:comment_parent>{found.parent or 0}</wp:comment_parent>\n"
        f"\t\t\t<wp:comment_user_id>{found.user or 0}</wp:comment_user_id>\n"
        f"{_meta('commentmeta', found.meta)}\t\t</wp:comment>\n"
    )
