"""Leaving for WordPress: the export says what the site says, is whole whatever is written in it, and comes back."""

import io
import json
import uuid
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from blog.exporters.wordpress import export
from comments.models import ModeratedComment
from comments.states import State
from tests import factories
from tests.blog.wordpress.reading_it import read
from tests.comments import making

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2011, 3, 23, 12, 0, tzinfo=UTC)
HOSTILE = "a ]]> b <![CDATA[ & <b>c</b> \x01 æ \u2028 --> [gallery] <!-- wp:more --> </wp:meta_value>"
PIXEL = bytes.fromhex("47494638396101000100800000ff00000000002c00000000010001000002024401003b")


def left(**options):
    """Return what our own reader reads of the export."""
    return read("".join(export(**options)))


def item_of(page, read_):
    (found,) = [item for item in read_.items if item.id == str(4 * page.pk) and item.type in {"post", "page"}]
    return found


def block(kind, value):
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def picture(**fields):
    return get_image_model().objects.create(
        title="Tavla", file=ContentFile(PIXEL, "tavla.gif"), width=1, height=1, **fields
    )


def document(**fields):
    return get_document_model().objects.create(title="Program", file=ContentFile(b"%PDF-1.4", "program.pdf"), **fields)


def test_what_a_post_says_is_read_back_without_trouble():
    author, other = factories.AuthorFactory(name="Åse & Ola"), factories.AuthorFactory(name="Per")
    category = factories.CategoryFactory(name="Samlinger & møter")
    image = picture(description="En tavle", credit="Per")
    post = factories.post(
        title="Hva <er> vi & dere gode på?",
        text='Se <a href="/om/">her</a>',
        introduction="Kort & godt",
        authors=[author, other],
        categories=[category],
        tags=["læring"],
        date=LONG_AGO,
        featured_image=image,
        featured_image_alt="En tavle",
        guid="https://old.example.org/?p=7",
    )
    found = left()
    assert not found.troubles.counts
    item = item_of(post, found)
    assert item.title == "Hva &lt;er&gt; vi &amp; dere gode på?"
    assert (item.slug, item.status, item.date, item.guid) == (post.slug, "publish", LONG_AGO, post.guid)
    assert (item.creator, item.excerpt, item.comments_open) == (author.slug, "Kort &amp; godt", True)
    assert ("category", category.slug, "Samlinger & møter") in item.terms
    assert [slug for kind, slug, _name in item.terms if kind == "author"] == [f"cap-{a.slug}" for a in (author, other)]
    assert ("post_tag", "læring") in [term[:2] for term in item.terms] or ("post_tag", "laering") in [
        term[:2] for term in item.terms
    ]
    assert 'href="http://testserver/om/"' in item.content
    (attached,) = [each for each in found.items if each.type == "attachment"]
    assert item.meta_values("_thumbnail_id") == [attached.id]
    assert attached.meta_values("_wp_attachment_image_alt") == ["En tavle"]
    assert attached.attachment_url == f"http://testserver{image.file.url}"
    assert {each.name for each in found.authors} == {"Åse & Ola", "Per"}
    assert {term.name for term in found.terms} == {"Samlinger & møter", "læring"}


def test_whatever_is_written_the_export_is_xml():
    author = factories.AuthorFactory(name=HOSTILE[:100])
    post = factories.post(title=HOSTILE, introduction=HOSTILE, authors=[author], tags=["]]>&<"], guid=HOSTILE)
    factories.revise(post, publish=True, body=json.dumps([block("preformatted", {"text": HOSTILE, "label": ""})]))
    comment = making.published(post, text=HOSTILE.replace("\x01", ""))
    text = "".join(export())
    ElementTree.fromstring(text)
    assert "\x01" not in text
    found = read(text)
    assert item_of(post, found).comments[0].id == str(comment.pk)
    assert len([item for item in found.items if item.type == "post"]) == 1
    assert "<!-- wp:more" not in item_of(post, found).content


def test_what_readers_may_not_see_leaves_as_what_they_may_not_see():
    """Nothing becomes more public by being moved."""
    tomorrow = timezone.now().replace(microsecond=0) + timedelta(days=1)
    draft, scheduled = factories.post(live=False, title="Utkast"), factories.post(scheduled=tomorrow)
    private, locked, soon = factories.post(), factories.post(), factories.post(scheduled=tomorrow)
    for page in (private, soon):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.create(page=locked, restriction_type=PageViewRestriction.PASSWORD, password="sesam]]>")
    factories.revise(draft, title="Nytt utkast")
    found = left()
    status = {page: item_of(page, found).status for page in (draft, scheduled, private, locked, soon)}
    assert list(status.values()) == ["draft", "future", "private", "publish", "draft"]
    assert item_of(locked, found).password == "sesam]]>"
    assert item_of(scheduled, found).date == tomorrow
    assert item_of(draft, found).title == "Nytt utkast"
    assert f"?p={4 * draft.pk}" in item_of(draft, found).link


def test_what_is_below_something_closed_is_closed():
    page = factories.standard_page()
    below = factories.standard_page(page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    found = left()
    assert item_of(below, found).status == "private"
    assert item_of(below, found).parent == item_of(page, found).id


def test_comments_keep_people_threads_and_states_and_what_is_not_confirmed_stays():
    post = factories.post()
    first = making.published(post, text="Enig & **glad**\n\n> sitat\nhttps://example.org/ <b>")
    answer = making.published(post, answers=first, text="Takk")
    states = [State.PENDING, State.REJECTED, State.SPAM, State.REMOVED, State.UNCONFIRMED]
    others = [making.sent(post, text=f"Nummer {n}") for n in range(len(states))]
    for comment, state in zip(others, states, strict=True):
        ModeratedComment.objects.filter(pk=comment.pk).update(state=state)
    text = "".join(export())
    said = item_of(post, read(text)).comments
    assert [row.approved for row in said] == ["1", "1", "0", "trash", "spam", "trash"]
    assert [row.parent for row in said[:2]] == ["", str(first.pk)]
    assert (said[1].author, said[1].email, said[1].date) == (
        answer.user_name,
        answer.user_email,
        answer.submit_date.replace(microsecond=0),
    )
    assert "Nummer 4" not in text
    assert "<wp:comment_author_IP><![CDATA[]]></wp:comment_author_IP>" in text


def test_a_discussion_in_two_languages_leaves_once_and_a_language_can_leave_alone():
    post = factories.post()
    factories.blog("nn")
    copy = factories.post(parent=factories.blog("nn"), translation_key=post.translation_key)
    making.published(post)
    found = left()
    assert [len(item_of(page, found).comments) for page in (post, copy)] == [1, 0]
    alone = left(language="nn")
    assert [item.id for item in alone.items] == [str(4 * copy.pk)]
    assert len(item_of(copy, alone).comments) == 1


def test_what_the_groups_said_leaves_as_lists_in_their_words():
    where = factories.OrganisationFactory(name="Østfold")
    said = factories.statement_list("competency", "organisations", [where], ["universell uforming"])
    said["value"]["items"][0]["value"]["note"] = "også [på] nett"
    content = item_of(factories.post([said]), left()).content
    assert "Østfold" in content
    assert "universell uforming – også &#91;på] nett" in content
    assert content.count("<!-- wp:list ") == 1


def test_the_command_writes_a_whole_file_for_its_owner_alone_and_counts(tmp_path):
    factories.post()
    file, report = tmp_path / "ut.xml", tmp_path / "ut.json"
    call_command("export_wordpress", file, report=report, stdout=io.StringIO())
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(report.read_text())["post/publish"] == 1
    assert read(file.read_bytes()).items
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ut.json", "ut.xml"]
    with pytest.raises(CommandError, match="no language"):
        call_command("export_wordpress", tmp_path / "nei.xml", language="xx")


def test_queries_do_not_grow_with_what_leaves():
    def made(number):
        image, paper = picture(), document()
        linked = factories.post(text="x")
        for n in range(number):
            post = factories.post(
                [("goal", "unattributed", [], [f"Mål {number} {n}"])],
                text=f'<a linktype="page" id="{linked.pk}">a</a><a linktype="document" id="{paper.pk}">b</a>',
                tags=[f"t{n}"],
                authors=[factories.AuthorFactory()],
                featured_image=image,
                featured_image_alt="x",
            )
            making.published(post)
            factories.post(live=False, tags=["u"])
            factories.standard_page()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            "".join(export())
        return len(queries)

    made(1)
    first = asked()
    made(5)
    assert asked() <= first
