"""Texts from before the block editor: line breaks, shortcodes and addresses that stand alone."""

import pytest

from blog.importers.wordpress.conversion import convert
from blog.importers.wordpress.conversion.compare import words, words_of
from blog.importers.wordpress.pieces import Embed, File, Gallery, Image, Preformatted, Text

CAPTIONED = Image(url="http://x.no/a-300x200.jpg", attachment="6", alt="Et hus", caption="Huset vårt")
PICTURE = '<a href="http://x.no/a.jpg"><img src="http://x.no/a-300x200.jpg" alt="Et hus" /></a>'

EXAMPLES = {
    "paragraphs and line breaks": ("en\nto\n\ntre", [Text(html="<p>en<br/>to</p><p>tre</p>")]),
    "caption within": (f'[caption id="attachment_6" width="300"]{PICTURE} Huset <em>vårt</em>[/caption]', [CAPTIONED]),
    "caption by attribute": (f'[caption id="attachment_6" caption="Huset vårt"]{PICTURE}[/caption]', [CAPTIONED]),
    "caption by attribute, with tags": (
        f"""[wp_caption id='attachment_6' caption='Huset <b class="x">vårt</b>']{PICTURE}[/wp_caption]""",
        [CAPTIONED],
    ),
    "caption as HTML": (
        '<div id="attachment_6" class="wp-caption"><a rel="attachment wp-att-6" href="http://x.no/a.jpg">'
        '<img src="http://x.no/a-300x200.jpg" alt="Et hus"></a><p class="wp-caption-text">Huset vårt</p></div>',
        [CAPTIONED],
    ),
    "gallery": ("[gallery]", [Gallery()]),
    "gallery by number": ('[gallery columns="2" ids="3, 4"]', [Gallery(attachments=("3", "4"))]),
    "gallery of old, by number": ("[gallery include=“5,6”]", [Gallery(attachments=("5", "6"))]),
    "address alone on a line": (
        "før\nhttps://youtu.be/abc?a=1&b=2\netter",
        [Text(html="<p>før</p>"), Embed(url="https://youtu.be/abc?a=1&b=2"), Text(html="<p>etter</p>")],
    ),
    "address alone in a paragraph": ("<p>https://vimeo.com/1</p>", [Embed(url="https://vimeo.com/1")]),
    "address within a line": ("se https://vimeo.com/1 der", [Text(html="<p>se https://vimeo.com/1 der</p>")]),
    "embed": ('[embed width="9"]https://vimeo.com/1[/embed]', [Embed(url="https://vimeo.com/1")]),
    "audio": ('[audio mp3="http://x.no/a.mp3"][/audio]', [File(url="http://x.no/a.mp3")]),
    "audio of old": ("[audio http://x.no/a.mp3|titles=x]", [File(url="http://x.no/a.mp3")]),
    "video": ('[video width="9" mp4="/a.mp4"][/video]', [File(url="/a.mp4")]),
    "video elsewhere": ('[video src="https://vimeo.com/1"]', [Embed(url="https://vimeo.com/1")]),
    "WordPress.com's youtube": ("[youtube=https://youtu.be/abc&w=640]", [Embed(url="https://youtu.be/abc&w=640")]),
    "WordPress.com's vimeo": ("[vimeo 123]", [Embed(url="https://vimeo.com/123")]),
    "WordPress.com's source code": (
        '[sourcecode language="html"]\n<b>a</b>\n\n&lt;i&gt;[/sourcecode]',
        [Preformatted(text="<b>a</b>\n\n<i>", kind="code")],
    ),
    "more": ("en<!--more-->\n\nto", [Text(html="<p>en</p><p>to</p>")]),
    "escaped shortcode": ("[[gallery ids=1]]", [Text(html="<p>[gallery ids=1]</p>")]),
    "escaped around words": ("[[caption]ord[/caption]]", [Text(html="<p>[caption]ord[/caption]</p>")]),
    "shortcode in a tag": ('<a title="[gallery]" href="/x">y</a>', [Text(html='<p><a href="/x">y</a></p>')]),
    "pre keeps its lines and addresses": ("<pre>\nhttps://a.no\n\n b</pre>", [Preformatted(text="https://a.no\n\n b")]),
    "signs that are no tags": ("a < b, <3, <jeg@x.no>", [Text(html="<p>a &lt; b, &lt;3, &lt;jeg@x.no&gt;</p>")]),
    "smiley": ('hei <img class="wp-smiley" src="/s.gif" alt=":-)"> du', [Text(html="<p>hei :-) du</p>")]),
    "a picture that counts readers": ('hei<img src="http://x.no/p" width="1" height="1">', [Text(html="<p>hei</p>")]),
    "style that means something": (
        '<span style="font-weight: bold">en</span> <span style="color:red">to</span>',
        [Text(html="<p><b>en</b> to</p>")],
    ),
    "object": (
        '<object><param name="movie" value="http://www.youtube.com/v/a"><embed src="http://www.youtube.com/v/a"></object>',
        [Embed(url="http://www.youtube.com/v/a")],
    ),
    "link within the page": ('<a href="#topp">topp</a>', [Text(html="<p>topp</p>")]),
    "empty": ("&nbsp;\n\n<p></p><b> </b>", []),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_text_becomes_its_pieces(name):
    content, expected = EXAMPLES[name]
    assert list(convert(content).pieces) == expected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('[contact-form-7 id="1"]', "[contact-form-7]"),
        ("[poll]ja[/poll]", "[poll]"),
        ("[my_plugin]", "[my_plugin]"),
        ('[gallery id="9"]', "[gallery]"),
        ("[audio]", "[audio]"),
    ],
)
def test_a_shortcode_that_nobody_knows_stays_as_typed_and_is_named(typed, name):
    result = convert(f"før {typed} etter")
    assert words_of(result.pieces) == ["før", *words(typed), "etter"]
    assert [found for found, _text in result.unknown] == [name]


@pytest.mark.parametrize("written", ["[sic]", "[1]", "[…]", "[som sagt]", "[ ]", "[/]"])
def test_what_people_put_in_brackets_is_no_shortcode(written):
    result = convert(f"før {written} etter")
    assert words_of(result.pieces) == ["før", *words(written), "etter"]
    assert result.unknown == ()


def test_what_a_form_of_wordpress_com_asked_is_kept():
    result = convert('[contact-form][contact-field label="Navn" type="name"/][/contact-form]')
    assert "Navn" in words_of(result.pieces)
    assert ("[contact-form]", "[contact-form]") in result.unknown
