"""Whatever is sent, to whichever address: refused or harmless, said clearly, and never an error of the server."""

import itertools
import json
import re
import uuid
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from comments.models import ModeratedComment
from comments.states import State
from comments.tokens import confirm_token
from mail.models import OutgoingMail
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('xss')</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(2)>"
ZALGO = "Z" + "\u0300\u0301\u0302\u0303" * 400 + "algo"
TURNED = "abc\u202egnp.exe\u2066\u2069\u200b"


@pytest.fixture
def post():
    making.settings()
    return making.post()


class Tags(HTMLParser):
    """Gathers what a page's own markup is, as a browser reads it."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def check_harmless(page):
    for tag, attributes in Tags(page).found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        assert attributes.get("src") != "x"
        assert tag != "script" or "src" in attributes or attributes.get("type") == "application/ld+json"


def test_markup_in_every_field_is_shown_as_it_was_written_and_runs_nowhere(post):
    organisation = make.OrganisationFactory()
    browser = making.browser()
    data = making.form(name=SCRIPT[:50], comment=SCRIPT, organisation=str(organisation.translation_key))
    check_harmless(browser.post(making.write_url(post), {**data, "preview": ""}).content.decode())
    answer = browser.post(making.write_url(post), data, follow=True)
    check_harmless(answer.content.decode())
    comment = ModeratedComment.objects.get()
    browser.post(reverse("comments:confirm", args=[confirm_token(comment)]))
    assert making.fresh(comment).state == State.PUBLISHED
    pages = [post.url, reverse("comments:thread", args=[comment.pk]), reverse("comments:me")]
    pages += [reverse("comments:feed"), reverse("comments:feed_of", args=["post", post.translation_key])]
    pages += [reverse(f"comments:{name}", args=[comment.pk]) for name in ("like", "report", "edit", "withdraw")]
    for address in pages:
        page = browser.get(address).content.decode()
        check_harmless(page)
    assert "&lt;script&gt;alert" in making.browser().get(post.url).content.decode()
    for letter in OutgoingMail.objects.all():
        # Mails have their styles beside the words: no program reads a style sheet.
        tags = Tags(letter.html).found
        assert not [attributes for _tag, attributes in tags if any(name.startswith("on") for name in attributes)]
        assert not {"script", "svg"} & {tag for tag, _attributes in tags}


def test_no_line_of_a_mails_head_can_be_written_from_a_form(post):
    ends = ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x85"]
    for name, end in itertools.product(["email", "name"], ends):
        value = {"name": "Kari", "email": "kari@example.org"}[name] + f"{end}Bcc: all@example.org"
        answer = making.browser().post(making.write_url(post), making.form(**{name: value}))
        assert answer.status_code in {303, 422}
    assert OutgoingMail.objects.exists()
    for letter in OutgoingMail.objects.all():
        assert letter.to == "kari@example.org"
        assert len(letter.subject.splitlines()) == 1
        assert not any("Bcc" in str(value) and "\n" in str(value) for value in letter.headers.items())
    for comment in ModeratedComment.objects.all():
        assert len(comment.user_name.splitlines()) == 1


def test_a_megabyte_of_text_is_refused_and_given_back(post):
    text = "bokbåt " * 150_000
    answer = making.browser().post(making.write_url(post), making.form(comment=text))
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not ModeratedComment.objects.exists()


@pytest.mark.parametrize(
    "name", ["name", "email", "reply_to", "organisation", "timestamp", "security_hash", "followup"]
)
def test_a_megabyte_in_any_other_field_is_refused_or_harmless(post, name):
    answer = making.browser().post(making.write_url(post), making.form(**{name: "9" * 1_000_000}))
    assert answer.status_code in {303, 409, 422}


def test_a_megabyte_in_the_trap_is_not_stored(post):
    making.browser().post(making.write_url(post), making.form(honeypot="9" * 1_000_000))
    comment = ModeratedComment.objects.get()
    assert comment.state == State.SPAM
    assert len(json.dumps(comment.circumstances)) < 1000


def test_heaps_of_marks_and_turned_text_stay_within_their_own_line_and_wait_for_a_moderator(post):
    hers = making.writer()
    for text in (ZALGO, TURNED):
        making.browser(of=hers).post(making.write_url(post), making.form(email=None, name=text[:50], comment=text))
        comment = ModeratedComment.objects.order_by("-pk").first()
        assert comment.state == State.PENDING
        for stored in (comment.comment, comment.user_name):
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", stored)
            assert not re.search("[\u0300-\u036f]{5}", stored)


def test_signs_that_no_database_stores_are_refused_or_left_out(post):
    texts = ["\0", "abc\0def", "\ud800", "\x01\x02", "\ufeff", "\u200b", "   ", "\r\n\r\n", "﷐"]
    names = ["name", "email", "comment", "honeypot", "reply_to", "organisation", "timestamp"]
    for name, text in itertools.product(names, texts):
        data = making.form(**{name: text})
        encoded = "&".join(f"{key}={quoted(value)}" for key, value in data.items())
        browser = making.browser(REMOTE_ADDR=f"2001:db8::{names.index(name)}")
        answer = browser.post(making.write_url(post), encoded, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 422}, (name, text)


def quoted(value):
    return "".join(f"%{byte:02x}" for byte in value.encode("utf-8", "surrogatepass"))


def test_bytes_that_are_no_text_are_answered(post):
    for body in [b"comment=%ff%fe&name=%c3%28&email=a@b.no", b"\xff\xfe=1&comment=\x80", b"%", b"&&=&="]:
        answer = making.browser().post(making.write_url(post), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 422}


def test_a_body_of_another_kind_is_an_empty_form(post):
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        assert making.browser().post(making.write_url(post), b'{"comment": "x"}', content_type=kind).status_code in {
            400,
            422,
        }


HUGE = ["0", "99999999999", "9223372036854775807", "9223372036854775808", "9" * 40, "-1", "1e5", "٣", "%00", "1%00"]


def test_a_number_that_is_no_comments_is_not_found(post):
    browser = making.browser(of=making.writer())
    for number, rest in itertools.product(HUGE, ("", "thread/", "reply/", "edit/", "withdraw/", "like/", "report/")):
        for ask in (browser.get, browser.head, browser.post):
            assert ask(f"/comments/{number}/{rest}").status_code in {404, 405}


def test_nonsense_in_what_an_address_asks_for_is_not_found_or_ignored(post):
    making.published(post)
    browser = making.browser()
    for value in [*HUGE, "abc", "", "\ud800", "1; DROP TABLE", "'"]:
        for parameter in ("comments", "order"):
            assert browser.get(f"{post.url}?{parameter}={quoted(value)}").status_code in {200, 404}
        assert browser.get(f"{making.write_url(post)}?reply_to={quoted(value)}").status_code == 200
        encoded = "&".join(f"{key}={quoted(one)}" for key, one in making.form(reply_to=value).items())
        answer = browser.post(making.write_url(post), encoded, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 409, 422}


def test_a_subject_that_is_none_or_has_no_such_thing_is_not_found_and_keeps_the_text(post):
    browser = making.browser()
    subjects = ["page", "posts", "term", "x" * 300, "__class__", "post-"]
    for subject, key in [("post", uuid.uuid4()), *((subject, post.translation_key) for subject in subjects)]:
        base = f"/comments/on/{subject}/{key}/"
        assert browser.get(base).status_code == 404
        assert browser.get(f"{base}feed/").status_code == 404
        answer = browser.post(base, making.form(comment="Står her ennå."))
        assert answer.status_code == 404
        assert "Står her ennå." in answer.content.decode()
    assert not ModeratedComment.objects.exists()


def test_a_key_that_is_no_key_is_not_found(post):
    for key in ("1", "x" * 36, f"{post.translation_key}0", str(post.translation_key).upper()[:35]):
        assert making.browser().post(f"/comments/on/post/{key}/", making.form()).status_code == 404


# --- What changed while she wrote ----------------------------------------------------------------


def _close(post):
    post.comments_open = False
    post.save()


def _restrict(post):
    PageViewRestriction.objects.create(page=post.page_ptr, restriction_type="login")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda post: post.unpublish(), 404),
        (lambda post: post.delete(), 404),
        (_restrict, 404),
        (_close, 409),
    ],
    ids=["unpublished", "deleted", "private", "closed"],
)
def test_a_post_that_is_gone_when_the_form_comes_takes_nothing_says_so_and_gives_the_text_back(post, change, status):
    parent = making.published(post)
    title = post.title
    address = making.write_url(post)
    change(post)
    for data in (making.form(comment="Står her ennå."), making.form(comment="Står her ennå.", reply_to=parent.pk)):
        answer = making.browser().post(address, data)
        assert answer.status_code == status
        page = answer.content.decode()
        assert "Står her ennå." in page
        assert status == 409 or title not in page
    assert ModeratedComment.objects.filter(comment="Står her ennå.").count() == 0


def test_what_is_answered_and_gone_gives_the_text_back_to_be_sent_by_itself(post):
    parent = making.published(post)
    making.decide(parent, State.REMOVED, making.moderator())
    answer = making.browser().post(making.write_url(post), making.form(comment="Svar.", reply_to=parent.pk))
    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form["comment"].value(), form["reply_to"].value()) == ("Svar.", "")
    again = making.browser().post(making.write_url(post), making.form(comment="Svar.", reply_to=""))
    assert again.status_code == 303


# --- Anything at all -----------------------------------------------------------------------------

WORDS = st.one_of(st.text(st.characters(codec="utf-8"), max_size=80), st.sampled_from(["kari@example.org", "1", ""]))
FIELDS = ["name", "email", "comment", "reply_to", "organisation", "followup", "honeypot", "timestamp", "preview"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=6))
def test_whatever_a_form_holds_is_answered(post, fields):
    data = {**making.GOOD, **fields}
    answer = making.browser(REMOTE_ADDR=f"2001:db8::{abs(hash(str(fields))) % 9999}").post(making.write_url(post), data)
    assert answer.status_code in {200, 303, 409, 422}
    for comment in ModeratedComment.objects.all():
        assert comment.comment
        assert 0 < len(comment.user_name) <= 50
        assert comment.state != State.PUBLISHED


def test_a_number_that_is_no_comments_is_not_found_in_the_queue_either(post):
    browser = making.browser(user=making.moderator())
    comment = making.published(post)
    for number in ("99999999999", "9" * 19, "9" * 40):
        for name in ("single", "decide", "undo", "edit", "reply", "block", "let_stand"):
            address = reverse(f"comment_queue:{name}", args=[comment.pk]).replace(f"/{comment.pk}/", f"/{number}/")
            for ask in (browser.get, browser.post):
                assert ask(address).status_code in {404, 405}, address
