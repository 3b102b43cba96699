"""What becomes of each thing of an export: stated by hand, loaded, and looked at as a reader would."""

import datetime
import io
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from blog.importers.wordpress.loading import MediaStore, Options, load
from blog.importers.wordpress.loading.fetching import Fetcher, is_public
from blog.importers.wordpress.loading.media import originals
from blog.importers.wordpress.loading.proof import prove
from blog.importers.wordpress.records import Author as Writing
from blog.importers.wordpress.records import Comment, Item, Site, Term
from blog.models import ImportedThing, PostPage
from comments.importing import text_from_html
from comments.models import ModeratedComment, Writer
from home.models import SiteImage, StandardPage
from tests import factories

pytestmark = pytest.mark.django_db

OLD = "https://old.example.org"
DAY = datetime.datetime(2011, 4, 5, 10, 30, tzinfo=datetime.UTC)


def item(number, type="post", status="publish", **fields):
    fields = {
        "title": f"Thing {number}",
        "slug": f"thing-{number}",
        "link": f"{OLD}/2011/04/05/thing-{number}/" if type == "post" else f"{OLD}/thing-{number}/",
        "guid": f"{OLD}/?p={number}",
        "creator": "kari",
        "date": DAY,
        "modified": DAY,
        "content": f"Words of {number}",
        **fields,
    }
    return Item(id=str(number), type=type, status=status, **fields)


def loaded(*records, **options):
    export = [Site(title="Old", link=OLD), Writing(login="kari", display_name="Kari Nordmann"), *records]
    return load(export, options=Options(under=factories.blog(), **options))


def post(number):
    return PostPage.objects.get(guid=f"{OLD}/?p={number}")


def test_a_post_keeps_its_time_address_author_and_identity():
    report = loaded(item(7, terms=(("category", "nytt", "Nytt"), ("post_tag", "pil", "Pil"))))
    made = post(7)
    assert (made.date, made.first_published_at, made.slug, made.live) == (DAY, DAY, "thing-7", True)
    assert [row.author.name for row in made.post_authors.all()] == ["Kari Nordmann"]
    assert [row.category.name for row in made.post_categories.all()] == ["Nytt"]
    assert [tag.name for tag in made.tags.all()] == ["Pil"]
    assert made.editions.get().published_at == DAY
    assert report.unaccounted == []


@pytest.mark.parametrize("status", ["draft", "pending"])
def test_what_was_no_more_than_a_draft_stays_one(status):
    loaded(item(7, status=status))
    assert not post(7).live
    assert not Redirect.objects.filter(old_path="/?p=7").exists()


def test_what_is_to_come_waits_for_its_time():
    at = timezone.now() + datetime.timedelta(days=3)
    loaded(item(7, status="future", date=at))
    assert not post(7).live
    assert post(7).scheduled_revision.approved_go_live_at == at


def test_what_was_private_or_behind_a_password_is_so_from_the_start():
    loaded(item(7, status="private"), item(8, password="hemmelig"))
    kinds = {row.page_id: row.restriction_type for row in PageViewRestriction.objects.all()}
    assert kinds == {post(7).pk: PageViewRestriction.LOGIN, post(8).pk: PageViewRestriction.PASSWORD}
    assert not PostPage.objects.published().exists()


def test_the_trash_and_other_types_are_counted_and_left():
    report = loaded(item(7, status="trash"), item(8, type="wp_template"), item(9, type="feedback"))
    assert not PostPage.objects.exists()
    assert [row["result"] for row in report.items] == ["skipped"] * 3
    assert report.unaccounted == []


def test_a_page_stands_below_the_page_above_wherever_that_comes_in_the_file():
    loaded(item(3, "page", parent="2"), item(2, "page", parent="1"), item(1, "page"))
    lowest = StandardPage.objects.get(slug="thing-3")
    assert [page.slug for page in lowest.get_ancestors()[2:]] == ["thing-1", "thing-2"]


def test_a_slug_that_the_blog_uses_itself_gets_a_number():
    loaded(item(7, slug="2011"), item(8, slug="feed"))
    assert {page.slug for page in PostPage.objects.all()} == {"2011-2", "feed-2"}


def test_links_lead_to_what_has_moved():
    link = f'<a href="{OLD}/2011/04/05/thing-8/">there</a> and <a href="/?page_id=9">here</a>'
    loaded(item(7, content=link), item(8), item(9, "page"))
    (block,) = post(7).body.raw_data
    page = StandardPage.objects.get(slug="thing-9")
    assert f'<a linktype="page" id="{post(8).pk}">there</a>' in block["value"]
    assert f'<a linktype="page" id="{page.pk}">here</a>' in block["value"]
    assert post(7).get_latest_revision_as_object().body.raw_data[0] == block


def test_links_to_lists_of_posts_lead_to_those_of_today():
    old = f'<a href="{OLD}/category/barn/">a</a> <a href="{OLD}/2011/04/">b</a> <a href="{OLD}/?tag=none">c</a>'
    loaded(item(7, content=old, terms=(("category", "barn", "Barn"),)))
    (block,) = post(7).body.raw_data
    assert '<a href="/blogg/kategori/barn/">a</a>' in block["value"]
    assert '<a href="/blogg/2011/04/">b</a>' in block["value"]
    assert f'<a href="{OLD}/?tag=none">c</a>' in block["value"]


def test_footnotes_stand_below_the_text():
    text = "<!-- wp:paragraph --><p>Said.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    note = '[{"id": "x", "content": "In a note."}]'
    loaded(item(7, content=text, meta=(("footnotes", note),)))
    assert "In a note." in str(post(7).body)


def test_what_a_post_shows_is_known_to_be_in_use(tmp_path):
    (tmp_path / "sky.png").write_bytes(picture("blue"))
    shown = f'<img src="{OLD}/wp-content/uploads/sky.png" alt="Sky">'
    loaded(item(7, content=shown), media=MediaStore.at(tmp_path))
    assert SiteImage.objects.get().get_usage().count() == 1


def test_likes_are_counted_and_the_name_of_the_old_site_is_told():
    liked = Comment(id="1", author="Ola", content="Ja.", date=DAY, meta=(("likes", "2"),))
    report = loaded(item(7, meta=(("_post_like_count", "5"), ("post_likes", "4")), comments=(liked,)))
    assert report.counts["likes"] == {"post": 5, "comment": 2}
    assert any(about.startswith("Old (") for _what, about in report.notes)


def picture(colour):
    file = io.BytesIO()
    Picture.new("RGB", (30, 20), colour).save(file, "PNG")
    return file.getvalue()


def test_a_picture_is_found_by_the_name_of_its_copy_and_one_that_is_missing_keeps_its_place(tmp_path):
    place = tmp_path / "2011" / "04"
    place.mkdir(parents=True)
    (place / "sky.png").write_bytes(picture("blue"))
    (place / "again.png").write_bytes(picture("blue"))
    uploads = f"{OLD}/wp-content/uploads/2011/04"
    content = f'<img src="{uploads}/sky-300x200.png" alt="Sky"><img src="{uploads}/gone.png" alt="Gone">'
    sky = item(
        5, "attachment", "inherit", attachment_url=f"{uploads}/sky.png", meta=(("_wp_attachment_image_alt", "Blue"),)
    )
    again = item(6, "attachment", "inherit", attachment_url=f"{uploads}/again.png")
    report = loaded(sky, again, item(7, content=content), media=MediaStore.at(tmp_path))
    image = SiteImage.objects.get()
    assert image.description == "Blue"
    shown, missing = post(7).body.raw_data
    assert shown["value"]["image"] == {"image": image.pk, "alt_text": "Sky", "decorative": False}
    assert "gone.png" in missing["value"]
    (gone,) = [row for row in report.media if row["result"] == "skipped"]
    assert gone["used_in"] == ["7"]


def test_originals_of_copies():
    assert originals("2012/a-300x200.jpg")[:2] == ["2012/a.jpg", "2012/a-scaled.jpg"]
    assert originals("a-e1366000000000-150x150.png")[0] == "a.png"


def comment(number, **fields):
    return Comment(id=str(number), author="Ola", email="ola@example.org", date=DAY, content="Ja.", **fields)


def test_comments_come_in_their_states_and_threads_and_their_writers_once():
    comments = (
        comment(30),
        comment(31, parent="30"),
        comment(32, parent="99"),
        comment(33, approved="0"),
        comment(34, approved="spam"),
        comment(35, type="pingback"),
    )
    report = loaded(item(7, comments=comments))
    by = {row.circumstances["was"]: row for row in ModeratedComment.objects.all()}
    assert [by[n].state for n in ("30", "31", "32", "33", "34")] == ["published"] * 3 + ["pending", "spam"]
    assert by["31"].parent_id == by["30"].pk
    assert by["32"].is_root
    assert by["30"].submit_date == DAY
    assert Writer.objects.count() == 1
    assert [row["reason"] != "" for row in report.comments] == [False, False, True, False, False, True]


def test_an_old_link_to_a_comment_lands_on_it(client):
    loaded(item(7, comments=(comment(9030),)))
    assert 'id="comment-9030"' in client.get(post(7).get_url()).content.decode()


def test_a_later_answer_takes_its_place_below_what_is_here():
    loaded(item(7, comments=(comment(30),)))
    loaded(item(7, comments=(comment(30), comment(31, parent="30"))))
    first, answer = ModeratedComment.objects.order_by("pk")
    assert (answer.level, answer.parent_id, answer.thread_id) == (1, first.pk, first.pk)


def test_html_of_comments_becomes_text():
    html = 'See <a href="https://x.example/">this</a> &amp; <b>that</b>\n<blockquote>One<br>two</blockquote>ok'
    assert text_from_html(html) == "See this (https://x.example/) & that\n\n> One\n> two\n\nok"


def test_what_changed_there_comes_with_update_but_never_over_an_edit():
    loaded(item(7), item(8))
    factories.revise(post(8), title="Edited here", publish=True)
    changed = [item(7, content="New words"), item(8, content="New words")]
    assert {row["result"] for row in loaded(*changed).items} == {"unchanged"}
    report = loaded(*changed, update=True)
    assert {row["id"]: row["result"] for row in report.items} == {"7": "updated", "8": "skipped"}
    assert "New words" in str(post(7).body)
    assert post(8).title == "Edited here"
    assert not {row["result"] for row in loaded(*changed, update=True).items} & {"updated"}


def test_a_dry_run_writes_nothing_and_tells_all(tmp_path, settings):
    (tmp_path / "sky.png").write_bytes(picture("blue"))
    sky = item(5, "attachment", "inherit", attachment_url=f"{OLD}/wp-content/uploads/sky.png")
    report = loaded(sky, item(7, comments=(comment(1),)), dry_run=True, media=MediaStore.at(tmp_path))
    assert {row["result"] for row in report.items} == {"imported"}
    assert not any(m.objects.exists() for m in (PostPage, ImportedThing, ModeratedComment, SiteImage, Redirect))
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.png"))


def test_every_old_address_answers():
    terms = (("category", "barn", "Barn"), ("post_tag", "pil", "Pil"))
    report = loaded(
        Term(taxonomy="category", slug="barn", name="Barn", parent="far", id="4"),
        item(7, terms=terms, meta=(("_wp_old_slug", "before"),)),
        item(8, "page"),
    )
    prove(report, factories.site())
    assert {row["status"] for row in report.addresses} == {200}
    olds = {row["old"] for row in report.addresses}
    assert olds >= {
        "/2011/04/05/thing-7/",
        "/2011/04/05/before/",
        "/?p=7",
        "/?m=201104",
        "/2011/",
        "/?cat=4",
        "/category/far/barn/",
        "/tag/pil/",
        "/author/kari/",
    }


@pytest.mark.parametrize("address", ["/nothing/", "/nothing/page/2/", "/nothing/feed/", "/a-300x200.png", "/?p=999"])
def test_what_is_not_found_costs_as_much_however_many_old_addresses_there_are(client, address):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    loaded(item(7))
    asked()
    few = asked()
    loaded(*(item(n) for n in range(100, 110)))
    assert asked() <= few <= 15


@pytest.mark.parametrize("ending", ["page/2/", "comment-page-1/", "2/", "feed/", "feed/atom/", "amp/", "?utm_source=x"])
def test_what_stands_behind_an_old_address_does_not_lose_it(client, ending):
    loaded(item(7))
    answer = client.get(f"/2011/04/05/thing-7/{ending}")
    assert answer.status_code == 301
    assert answer["Location"].startswith(post(7).get_url())


def test_queries_grow_with_the_items_and_no_faster(django_assert_max_num_queries):
    factories.blog()
    loaded(*(item(n) for n in range(200, 230)))
    with django_assert_max_num_queries(40 * 125):
        loaded(*(item(n) for n in range(100, 140)))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("fe80::1%eth0", False),
        ("192.0.78.12", True),
    ],
)
def test_only_the_open_internet_is_asked(address, public):
    assert is_public(address) is public


def test_nothing_is_fetched_from_other_hosts_or_this_machine():
    fetch = Fetcher({"localhost"})
    assert fetch("http://localhost/a.png") is None
    assert fetch("http://elsewhere.example/a.png") is None
    assert "open internet" in fetch.refused["http://localhost/a.png"]
