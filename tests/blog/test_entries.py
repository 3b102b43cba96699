"""What feeds and mails get of posts: the whole of it, once, under a name that lasts."""

import uuid

import html5lib
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from blog import entries
from blog.models import BlogIndexPage, PostPage
from home.models import SiteDocument
from tests import factories as make
from tests.full_site import block, close, picture

pytestmark = pytest.mark.django_db


def entry_of(post, language="nb"):
    return entries.entries([str(post.translation_key)], language).get(str(post.translation_key))


def document(title="Program"):
    return SiteDocument.objects.create(
        title=title, file=ContentFile(b"%PDF-1.4 program", name=f"{uuid.uuid4().hex}.pdf"), file_size=16
    )


def whole(number=0):
    """Return a body that holds everything there is."""
    lists = make.body(
        [
            ("competency", "organisations", [make.OrganisationFactory()], [f"formidling {number}"]),
            ("competency", "shared", [], ["universell uforming"]),
            ("goal", "unattributed", [], [f"felles kurs {number}"]),
        ]
    )
    rows = {"data": [["Når", "Hva"], ["9 < 10", None]], "first_row_is_table_header": True, "table_caption": "Dagen"}
    rich = (
        f'<p data-block-key="a">Se <a linktype="page" id="{make.blog().pk}">bloggen</a>, '
        f'<a linktype="document" id="{document().pk}">fila</a> og <a href="#lenger-ned">lenger ned</a>.</p>'
    )
    return [
        block("heading", {"text": "Hva vi snakket om", "level": "h2"}),
        block("text", rich),
        block("quote", {"text": "Vi kan mer sammen.", "source": "En deltaker"}),
        block(
            "image",
            {
                "image": {
                    "image": picture(f"Tavle {number}").pk,
                    "alt_text": "Tavla full av lapper",
                    "decorative": False,
                },
                "caption": "Tavla",
            },
        ),
        block("document", {"document": document().pk, "title": "Programmet"}),
        block("embed", {"url": "https://vimeo.com/76979871", "title": "En film"}),
        block("table", rows),
        block("live_changes", {"heading": "Siden sist", "session": None, "kind": ""}),
        *lists.raw_data,
    ]


def full_post(number=0, **fields):
    post = make.post(
        title=f"Innlegg {number}",
        authors=[make.AuthorFactory()],
        categories=[make.CategoryFactory()],
        tags=["lesing", f"emne {number}"],
        introduction="Kort sagt.",
        featured_image=picture(),
        featured_image_alt="Rommet",
        live=False,
        **fields,
    )
    body = PostPage._meta.get_field("body").stream_block.to_python(whole(number))
    return make.revise(post, body=body, publish=True)


def test_the_whole_post_stands_in_its_entry():
    post = full_post()
    entry = entry_of(post)
    for words in (
        "<p>Kort sagt.</p>",
        'alt="Rommet"',
        "<h2>Hva vi snakket om</h2>",
        "Vi kan mer sammen.",
        "<cite>En deltaker</cite>",
        'alt="Tavla full av lapper"',
        "<figcaption>Tavla",
        ">Programmet</a> (PDF, 16",
        '<a href="https://vimeo.com/76979871">En film</a> (vimeo.com)',
        "<caption>Dagen</caption>",
        '<th scope="col">Når</th>',
        "<td>9 &lt; 10</td>",
        "<li>formidling 0</li>",
        "<li>universell uforming</li>",
        "<li>felles kurs 0</li>",
        "Biblioteket i by",
        "Siden sist",
    ):
        assert words in entry.html
    assert (entry.title, entry.url, entry.language) == ("Innlegg 0", post.url, "nb")
    assert entry.published == post.date
    assert entry.summary == "Kort sagt."
    assert entry.categories[1:] == ("lesing", "emne 0")
    (name, address), *_more = entry.authors
    assert address.startswith("/blogg/forfatter/")
    assert name.startswith("Kari")
    (file,) = entry.enclosures
    assert (file.type, file.length) == ("application/pdf", 16)
    assert file.url.startswith("/documents/")


def test_nothing_in_the_text_leans_on_where_it_is_read():
    post = full_post()
    html = entry_of(post).html
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in ("script", "style", "form", "iframe", "svg", "button", "div", "section")
        assert not {"class", "id", "style", "onclick", "data-block-key"} & set(element.attrib)
        for name in ("href", "src"):
            address = element.get(name, "/")
            assert address.startswith(("/", "https://")), address
    assert f'href="{post.url}#lenger-ned"' in html
    assert 'href="/blogg/"' in html


def test_a_script_in_the_text_is_taken_out():
    post = make.post(text='Hei<script>alert(1)</script><img src="x" onerror="alert(1)"> \x0b<b>der</b>')
    html = entry_of(post).html
    assert "alert" not in html
    assert "onerror" not in html
    assert "\x0b" not in html
    assert "<b>der</b>" in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "http://[x"])
def test_an_address_that_runs_something_or_is_none_leads_nowhere_else(address):
    post = make.post(text=f'<a href="{address}">her</a>')
    html = entry_of(post).html
    assert html in ("<p><a>her</a></p>", f'<p><a href="{post.url}">her</a></p>')


def test_addresses_for_mail_and_telephone_stay():
    post = make.post(text='<a href="mailto:post@example.org">a</a> <a href="tel:22334455">b</a>')
    assert 'href="mailto:post@example.org"' in entry_of(post).html
    assert 'href="tel:22334455"' in entry_of(post).html


def test_pictures_are_of_a_sensible_size():
    html = entry_of(full_post()).html
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    pictures = [element for element in tree.iter() if element.tag == "img"]
    assert len(pictures) == 2
    assert all(int(element.get("width")) <= 800 and int(element.get("height")) for element in pictures)


def test_a_picture_whose_file_is_gone_leaves_its_words():
    post = full_post()
    post.featured_image.file.storage.delete(post.featured_image.file.name)
    assert "<p>Rommet</p>" in entry_of(post).html


def test_without_an_introduction_the_text_begins_the_summary():
    assert entry_of(make.post(text="Vi møttes i to dager. " * 40)).summary.startswith("Vi møttes i to dager.")
    assert len(entry_of(make.post(text="Vi møttes i to dager. " * 40)).summary) < 310
    assert "lesing" in entry_of(make.post([("goal", "unattributed", [], ["lesing"])])).summary


def test_what_nobody_may_read_has_no_entry():
    draft, gone, closed = make.post(live=False), make.post(), make.post()
    gone.unpublish()
    close(closed)
    assert all(entry_of(post) is None for post in (draft, gone, closed))
    assert entries.entries(["tull", str(uuid.uuid4()), ""], "nb") == {}


def test_readers_of_a_language_get_the_post_in_it_else_as_it_was_written():
    post = make.post(title="Hva er vi gode på?", text="Bokmål.")
    make.blog("nn")
    assert (entry_of(post, "nn").title, entry_of(post, "nn").language) == ("Hva er vi gode på?", "nb")
    copy = post.copy_for_translation(make.locale("nn"))
    assert entry_of(post, "nn").url == post.url
    make.revise(copy, title="Kva er vi gode på?", publish=True)
    nynorsk = entry_of(post, "nn")
    assert (nynorsk.title, nynorsk.language, nynorsk.url) == ("Kva er vi gode på?", "nn", copy.url)


def test_an_alias_is_its_source_at_another_address():
    post = make.post(authors=[make.AuthorFactory()], guid="http://example.org/?p=7")
    make.blog("nn")
    alias = post.copy_for_translation(make.locale("nn"), alias=True)
    entry = entry_of(post, "nn")
    assert (entry.language, entry.url, entry.id) == ("nb", alias.url, "http://example.org/?p=7")
    assert entry.authors[0][1].startswith("/nn/blogg/forfattar/")


def test_the_words_around_are_in_the_language_of_the_text():
    post = make.post([("competency", "shared", [], ["lesing"])])
    make.blog("nn")
    assert "Hva er vi gode på?" in entry_of(post, "nn").html


def test_an_entry_keeps_its_name_whatever_becomes_of_the_post():
    post = make.post()
    name = entry_of(post).id
    assert name.startswith("urn:uuid:")
    make.revise(post, title="Et annet navn", slug="et-annet-navn", publish=True)
    make.blog("nn")
    translation = PostPage.objects.get(pk=post.pk).copy_for_translation(make.locale("nn"))
    make.revise(translation, publish=True)
    other = make.add(make.home_page(), BlogIndexPage(title="Blogg 2", slug="blogg-2"))
    Page.objects.get(pk=post.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert entry_of(post).id == name
    assert entry_of(post, "nn").id != name


def test_a_post_from_elsewhere_keeps_the_name_it_had_there():
    assert entry_of(make.post(guid="http://example.org/?p=7")).id == "http://example.org/?p=7"
    assert entry_of(make.post(guid="tag:example.org,2011:7")).id == "tag:example.org,2011:7"
    odd = entry_of(make.post(guid="7 at example.org")).id
    assert odd.startswith("urn:uuid:")
    assert odd == entry_of(make.post(guid="7 at example.org")).id


def test_no_copy_of_a_post_takes_its_name():
    post = make.post(guid="http://example.org/?p=7")
    copy = post.copy(update_attrs={"slug": "kopi", "title": "Kopi"}, keep_live=False)
    make.revise(copy, publish=True)
    make.blog("nn")
    translation = post.copy_for_translation(make.locale("nn"))
    make.revise(translation, publish=True)
    assert PostPage.objects.get(pk=copy.pk).guid == "" == PostPage.objects.get(pk=translation.pk).guid
    assert entry_of(copy).id.startswith("urn:uuid:")
    assert entry_of(post, "nn").id.startswith("urn:uuid:")
    make.revise(post, title="Rettet", publish=True)
    assert entry_of(post).id == "http://example.org/?p=7"


def test_thirty_posts_cost_as_many_queries_as_one():
    make.collaboration_page()
    posts = [full_post(number) for number in range(30)]
    keys = [str(post.translation_key) for post in posts]

    def count(some):
        entries.entries(some, "nb")
        with CaptureQueriesContext(connection) as queries:
            assert len(entries.entries(some, "nb")) == len(some)
        return len(queries)

    assert count(keys[:1]) == count(keys) < 20
