"""Each block of the block editor becomes the piece that it is, with all its words."""

import pytest

from blog.importers.wordpress.conversion import convert
from blog.importers.wordpress.conversion.compare import words_of
from blog.importers.wordpress.pieces import (
    Embed,
    File,
    Gallery,
    Heading,
    Image,
    Preformatted,
    Quote,
    Table,
    Text,
)


def pieces(content, **known):
    return list(convert(content, **known).pieces)


def block(name, inner="", attributes=""):
    return f"<!-- wp:{name} {attributes}{' ' if attributes else ''}-->\n{inner}\n<!-- /wp:{name} -->\n"


TABLE = (
    '<figure class="wp-block-table"><table><thead><tr><th>Når</th><th>Hva</th></tr></thead><tbody><tr><td>9</td>'
    "<td>Kaffe</td></tr></tbody><tfoot><tr><td>17</td><td>Slutt</td></tr></tfoot></table>"
    "<figcaption>Dagen</figcaption></figure>"
)
PICTURE = '<figure class="wp-block-image"><img src="/a.jpg" alt="Et hus" class="wp-image-7"/></figure>'

EXAMPLES = {
    "paragraph": (
        block("paragraph", '<p class="has-text-align-center">Hei <strong>du</strong> <em>der</em>,<br>her.</p>'),
        [Text(html="<p>Hei <b>du</b> <i>der</i>,<br/>her.</p>")],
    ),
    "link": (block("paragraph", '<p><a href="/om/" rel="x">Om</a></p>'), [Text(html='<p><a href="/om/">Om</a></p>')]),
    "heading": (block("heading", '<h3 class="x">Tre</h3>', '{"level":3}'), [Heading(text="Tre", level=3)]),
    "heading of the page": (block("heading", "<h1>En</h1>"), [Heading(text="En", level=2)]),
    "heading of low rank": (block("heading", "<h5>Fem</h5>"), [Text(html="<h4>Fem</h4>")]),
    "heading with a link": (
        block("heading", '<h2><a href="/x">To</a></h2>'),
        [Text(html='<h3><a href="/x">To</a></h3>')],
    ),
    "list": (
        block("list", "<ul>" + block("list-item", "<li>en</li>") + block("list-item", "<li>to</li>") + "</ul>"),
        [Text(html="<ul><li>en</li><li>to</li></ul>")],
    ),
    "nested list": (
        block("list", "<ol><li>en<ul><li>to<ol><li>tre</li></ol></li><li>fire</li></ul></li><li>fem</li></ol>"),
        [
            Text(
                html="<ol><li>en<ul><li>to<ol><li>tre</li></ol></li><li>fire</li></ul></li><li>fem</li></ol>",
            )
        ],
    ),
    "quote": (
        block("quote", "<blockquote>" + block("paragraph", "<p>Sagt.</p>") + "<cite>Kari</cite></blockquote>"),
        [Quote(text="Sagt.", source="Kari")],
    ),
    "quote with a list": (
        block("quote", "<blockquote><p>Sagt:</p><ul><li>en</li></ul><cite>Kari</cite></blockquote>"),
        [Text(html="<p>Sagt:</p><ul><li>en</li></ul><p>Kari</p>")],
    ),
    "pullquote": (
        block("pullquote", "<figure><blockquote><p>En.</p><p>To.</p><cite>Ola</cite></blockquote></figure>"),
        [Quote(text="En.\n\nTo.", source="Ola")],
    ),
    "image": (block("image", PICTURE), [Image(url="/a.jpg", attachment="7", alt="Et hus")]),
    "image by attribute, captioned and linked": (
        block(
            "image",
            '<figure><a href="/om/"><img src="/a.jpg" alt=""/></a><figcaption>Et <em>hus</em></figcaption></figure>',
            '{"id":8}',
        ),
        [Image(url="/a.jpg", attachment="8", caption="Et hus", href="/om/")],
    ),
    "image that leads to itself": (
        block("image", '<figure><a href="http://x/a.jpg"><img src="http://x/a-300x200.jpg"/></a></figure>'),
        [Image(url="http://x/a-300x200.jpg")],
    ),
    "gallery": (
        block("gallery", '<figure class="wp-block-gallery">' + block("image", PICTURE) * 2 + "</figure>"),
        [Image(url="/a.jpg", attachment="7", alt="Et hus")] * 2,
    ),
    "gallery of old": (
        block(
            "gallery",
            '<ul><li><figure><img src="/a.jpg" data-id="3"/><figcaption>En</figcaption></figure></li>'
            '<li><figure><img src="/b.jpg" data-id="4"/></figure></li></ul>',
        ),
        [Image(url="/a.jpg", attachment="3", caption="En"), Image(url="/b.jpg", attachment="4")],
    ),
    "gallery by number alone": (block("gallery", "", '{"ids":[3,4]}'), [Gallery(attachments=("3", "4"))]),
    "cover": (
        block("cover", '<div style="background-image:url(/a.jpg)"><p>Over</p></div>', '{"url":"/a.jpg","id":5}'),
        [Image(url="/a.jpg", attachment="5"), Text(html="<p>Over</p>")],
    ),
    "media and text": (
        block("media-text", '<div><figure><img src="/a.jpg"/></figure><div><p>Ved</p></div></div>', '{"mediaId":6}'),
        [Image(url="/a.jpg", attachment="6"), Text(html="<p>Ved</p>")],
    ),
    "columns": (
        block("columns", "<div>" + block("column", "<div><p>en</p></div>") * 2 + "</div>"),
        [Text(html="<p>en</p><p>en</p>")],
    ),
    "group": (
        block("group", "<div>" + block("group", "<div><p>dypt</p></div>") + "</div>"),
        [Text(html="<p>dypt</p>")],
    ),
    "table": (
        block("table", TABLE),
        [Table(rows=(("Når", "Hva"), ("9", "Kaffe"), ("17", "Slutt")), caption="Dagen", first_row_is_header=True)],
    ),
    "code": (
        block("code", '<pre class="wp-block-code"><code>if a &lt; b:\n    c</code></pre>'),
        [Preformatted(text="if a < b:\n    c", kind="code")],
    ),
    "preformatted": (block("preformatted", "<pre>a\n  b</pre>"), [Preformatted(text="a\n  b")]),
    "verse": (
        block("verse", '<pre class="wp-block-verse">Å<br>lengsel</pre>'),
        [Preformatted(text="Å\nlengsel", kind="verse")],
    ),
    "separator and spacer": (block("separator", "<hr/>") + block("spacer", '<div aria-hidden="true"></div>'), []),
    "buttons": (
        block("buttons", "<div>" + block("button", '<div><a class="x" href="/meld">Meld på</a></div>') + "</div>"),
        [Text(html='<p><a href="/meld">Meld på</a></p>')],
    ),
    "file": (
        block(
            "file",
            '<div class="wp-block-file"><a href="/r.pdf">Rapport</a><a href="/r.pdf" download>Last ned</a></div>',
            '{"id":9}',
        ),
        [File(url="/r.pdf", title="Rapport", attachment="9")],
    ),
    "audio": (
        block("audio", '<figure><audio controls src="/a.mp3"></audio><figcaption>Lyd</figcaption></figure>'),
        [File(url="/a.mp3", title="Lyd")],
    ),
    "video": (
        block("video", '<figure><video src="/a.mp4"></video></figure>', '{"id":2}'),
        [File(url="/a.mp4", attachment="2")],
    ),
    "embed": (
        block(
            "embed",
            '<figure><div class="wp-block-embed__wrapper">\nhttps://youtu.be/a?x=1&amp;y=2\n</div>'
            "<figcaption>Film</figcaption></figure>",
            '{"url":"https://youtu.be/a?x=1\\u0026y=2"}',
        ),
        [Embed(url="https://youtu.be/a?x=1&y=2", title="Film")],
    ),
    "embed of old": (
        block(
            "core-embed/vimeo", "<figure><div>\nhttps://vimeo.com/1\n</div></figure>", '{"url":"https://vimeo.com/1"}'
        ),
        [Embed(url="https://vimeo.com/1")],
    ),
    "html": (
        block("html", '<div onclick="x()">Fritt<script>alert("nei")</script></div>'),
        [Text(html="<p>Fritt</p>")],
    ),
    "frame": (
        block("html", '<iframe src="//player.vimeo.com/video/1">Nei</iframe>'),
        [Embed(url="https://player.vimeo.com/video/1")],
    ),
    "more": (block("paragraph", "<p>a</p>") + block("more", "<!--more-->"), [Text(html="<p>a</p>")]),
    "details": (
        block("details", "<details><summary>Mer</summary>" + block("paragraph", "<p>om det</p>") + "</details>"),
        [Text(html="<p><b>Mer</b></p><p>om det</p>")],
    ),
    "social links": (
        block("social-links", '<ul><!-- wp:social-link {"url":"https://x.no/a","service":"mastodon"} /--></ul>'),
        [Text(html='<ul><li><a href="https://x.no/a">Mastodon</a></li></ul>')],
    ),
    "shortcode": (block("shortcode", "[gallery ids=1,2]"), [Gallery(attachments=("1", "2"))]),
    "what stands between blocks": (
        block("paragraph", "<p>a</p>") + "fritt\n\nord" + block("paragraph", "<p>b</p>"),
        [Text(html="<p>a</p><p>fritt</p><p>ord</p><p>b</p>")],
    ),
    "raised and lowered signs": (
        block("paragraph", '<p>H<sub>2</sub>O, 10<sup>2</sup>, ord<sup class="fn"><a href="#f">1</a></sup></p>'),
        [Text(html="<p>H₂O, 10², ord¹</p>")],
    ),
    "definitions": (
        block("html", "<dl><dt>Ord</dt><dd>Forklaring</dd></dl>"),
        [Text(html="<p><b>Ord</b></p><p>Forklaring</p>")],
    ),
    "a picture within a line": (
        block("paragraph", '<p>før <img src="/a.jpg"> etter</p>'),
        [Text(html="<p>før</p>"), Image(url="/a.jpg"), Text(html="<p>etter</p>")],
    ),
    "a picture in a list that is counted through": (
        block("list", '<ol><li>en <img src="/a.jpg"></li><li>to</li></ol>'),
        [Text(html="<ol><li>en</li><li>to</li></ol>"), Image(url="/a.jpg")],
    ),
    "what was laid out with a table": (
        block(
            "html", "<table><tr><td><h2>Til venstre</h2><table><tr><td>i</td><td>to</td></tr></table></td></tr></table>"
        ),
        [Heading(text="Til venstre"), Table(rows=(("i", "to"),))],
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_block_becomes_its_piece(name):
    content, expected = EXAMPLES[name]
    assert pieces(content) == expected


def test_pages_are_counted():
    page = block("paragraph", "<p>a</p>")
    assert convert(page + block("nextpage", "<!--nextpage-->") + page).pages == 2
    assert convert("a<!--nextpage-->b<!--nextpage-->c").pages == 3
    assert convert("<!--nextpage-->a").pages == 1


def test_a_reusable_block_stands_where_it_is_used():
    content = block("paragraph", "<p>før</p>") + '<!-- wp:block {"ref":12} /-->' + block("paragraph", "<p>etter</p>")
    reusable = {"12": block("heading", "<h2>Felles</h2>")}
    assert pieces(content, reusable=reusable) == [
        Text(html="<p>før</p>"),
        Heading(text="Felles"),
        Text(html="<p>etter</p>"),
    ]


def test_a_reusable_block_within_itself_ends():
    use = '<!-- wp:block {"ref":1} /-->'
    result = convert(use, reusable={"1": f"{use}<p>ord</p>{use}"})
    assert words_of(result.pieces) == ["ord"]
    assert result.unknown == (("core/block 1", ""), ("core/block 1", ""))


def test_reusable_blocks_that_multiply_end():
    reusable = {str(number): f'<!-- wp:block {{"ref":{number + 1}}} /-->' * 10 for number in range(9)}
    assert convert('<!-- wp:block {"ref":0} /-->', reusable=reusable).pieces == ()


def test_a_reusable_block_that_is_missing_is_named():
    assert convert('<!-- wp:block {"ref":12} /-->').unknown == (("core/block 12", ""),)


def test_footnotes_stand_where_they_are_shown():
    content = block("paragraph", "<p>a</p>") + "<!-- wp:footnotes /-->"
    assert pieces(content, footnotes={"x": "Se <em>der</em>."}) == [
        Text(html="<p>a</p><ol><li>Se <i>der</i>.</li></ol>")
    ]
    assert convert(content).unknown == (("core/footnotes", ""),)


@pytest.mark.parametrize("name", ["latest-posts", "query", "jetpack/map", "my-plugin/thing"])
def test_what_has_no_place_here_is_named_with_the_words_that_were_kept(name):
    result = convert(block(name, "<div><p>Noen ord</p></div>"))
    assert result.pieces == (Text(html="<p>Noen ord</p>"),)
    assert result.unknown == ((name if "/" in name else f"core/{name}", "Noen ord"),)


def test_links_that_a_quotation_cannot_hold_are_told():
    result = convert(block("quote", '<blockquote><p>Se <a href="https://x.no">der</a>.</p></blockquote>'))
    assert result.pieces == (Quote(text="Se der."),)
    assert result.unknown == (("<a>", "der (https://x.no)"),)


def test_a_caption_too_long_for_a_picture_is_text():
    caption = "ord " * 150
    got = pieces(block("image", f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>'))
    assert got == [Image(url="/a.jpg"), Text(html=f"<p>{caption.strip()}</p>")]


def test_a_heading_too_long_for_one_is_text():
    assert pieces(f"<h2>{'ord ' * 60}</h2>") == [Text(html=f"<h3>{('ord ' * 60).strip()}</h3>")]


def test_cells_over_several_rows_and_columns_leave_empty_ones():
    html = "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert pieces(html) == [Table(rows=(("a", "b", ""), ("", "c", "d")))]


def test_a_form_keeps_what_it_asked():
    result = convert("<form action=/x><label>Navn <input name=n></label><textarea>her</textarea></form>")
    assert words_of(result.pieces) == ["Navn", "her"]
    assert result.unknown[0][0] == "<form>"
