"""What nobody may read has no comments that anybody may read; merged terms share one thread."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from collaboration.models import Kind
from comments.models import Discussion, ModeratedComment, Writer
from comments.states import State
from comments.subjects import readable_by_all
from tests import factories as make
from tests.comments import making
from tests.full_site import PASSWORD, close

pytestmark = pytest.mark.django_db

TEXT = "Bare der posten er."


@pytest.fixture
def post():
    making.settings()
    return making.post()


def places(post, comment):
    """Return every address at which a comment could be read."""
    return [
        post.url,
        reverse("comments:comment", args=[comment.pk]),
        reverse("comments:thread", args=[comment.thread_id]),
        reverse("comments:reply", args=[comment.pk]),
        reverse("comments:like", args=[comment.pk]),
        reverse("comments:report", args=[comment.pk]),
        making.write_url(post),
        f"{making.write_url(post)}?reply_to={comment.pk}",
        reverse("comments:feed_of", args=["post", post.translation_key]),
        reverse("comments:feed"),
    ]


HIDE = {
    "unpublished": lambda post: post.unpublish(),
    "private": lambda post: close(post, "login"),
    "for a group": lambda post: close(post, "groups"),
    "with a password": lambda post: close(post, "password"),
    "below a private page": lambda post: close(make.blog(), "login"),
    "scheduled to go": lambda post: type(post).objects.filter(pk=post.pk).update(live=False, expired=True),
}


@pytest.mark.parametrize("hide", HIDE)
def test_the_comments_of_a_post_that_nobody_may_read_are_nowhere(post, hide):
    hers = making.writer()
    comment = making.published(post, by=hers, text=TEXT, followup=True)
    addresses = places(post, comment)
    for address in addresses[:3]:
        assert TEXT in making.browser().get(address, follow=True).content.decode()
    HIDE[hide](post)
    for address in addresses:
        for browser in (making.browser(), making.browser(of=making.writer())):
            assert TEXT not in browser.get(address, follow=True).content.decode(), address
    # Whoever is let in to read the post reads its discussion there, and nowhere else.
    for address in addresses[1:]:
        assert TEXT not in making.browser(user=make.user()).get(address).content.decode(), address
    assert not ModeratedComment.objects.filter(readable_by_all("discussion")).exists()
    # Nothing can be done with it either.
    for name, data in (("like", {}), ("report", {"reason": "rude"})):
        assert (
            making.browser(of=making.writer()).post(reverse(f"comments:{name}", args=[comment.pk]), data).status_code
            == 404
        )
    assert not comment.likes.exists()
    # Its own writer sees that it is hers, and takes it back.
    mine = making.browser(of=hers)
    assert TEXT in mine.get(reverse("comments:me")).content.decode()
    assert mine.post(reverse("comments:withdraw", args=[comment.pk])).status_code == 303
    assert making.fresh(comment).state == State.REMOVED


def test_whoever_gives_the_password_reads_the_post_with_its_discussion(post):
    comment = making.published(post, text=TEXT)
    restriction = PageViewRestriction.objects.create(page=post.page_ptr, restriction_type="password", password=PASSWORD)
    browser = making.browser()
    assert TEXT not in browser.get(post.url).content.decode()
    browser.post(
        reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, post.pk]),
        {"password": PASSWORD, "return_url": post.url},
    )
    answer = browser.get(post.url)
    assert answer.status_code == 200
    assert TEXT not in making.browser().get(reverse("comments:thread", args=[comment.pk])).content.decode()


def test_a_post_that_comes_back_has_its_comments_back(post):
    comment = making.published(post, text=TEXT)
    post.unpublish()
    post.save_revision().publish()
    assert TEXT in making.browser().get(post.url).content.decode()
    assert making.browser().get(reverse("comments:comment", args=[comment.pk])).status_code == 302


def test_one_language_that_is_open_is_enough(post):
    comment = making.published(post, text=TEXT)
    nynorsk = post.copy_for_translation(make.locale("nn"), copy_parents=True)
    nynorsk.save_revision().publish()
    post.unpublish()
    address = reverse("comments:comment", args=[comment.pk])
    assert making.browser().get(address).url.startswith("/nn/")
    assert TEXT in making.browser().get(address, follow=True).content.decode()


def test_a_draft_of_a_post_says_nothing_of_its_discussion(post):
    making.published(post, text=TEXT)
    draft = making.post(live=False)
    assert making.browser().get(making.write_url(draft)).status_code == 404


# --- Terms ---------------------------------------------------------------------------------------


@pytest.fixture
def terms():
    making.settings()
    making.ground()
    make.collaboration_page()
    return make.term(Kind.COMPETENCY, "Formidling"), make.term(Kind.COMPETENCY, "Å formidle")


def on_term(term, **fields):
    return making.sent(None, subject="term", key=term.concept.uuid, **fields)


def url_of(term):
    return make.collaboration_page().entry_url(term.kind, term.slug)


def merge(one, into):
    one.concept.replaced_by = into.concept if into else None
    one.concept.save()


def texts(address, browser=None):
    answer = (browser or making.browser()).get(address)
    assert answer.status_code == 200
    return [shown.comment.comment for shown in answer.context["talk"].page.comments]


def test_a_term_is_talked_about_on_its_page(terms):
    one, _two = terms
    on_term(one, text="Hva mener vi med dette?")
    assert texts(url_of(one)) == ["Hva mener vi med dette?"]
    browser = making.browser()
    answer = browser.post(reverse("comments:write", args=["term", one.concept.uuid]), making.form(comment="Et svar."))
    assert answer.status_code == 303
    assert ModeratedComment.objects.count() == 2
    making.settings(terms_open=False)
    answer = browser.post(reverse("comments:write", args=["term", one.concept.uuid]), making.form(comment="For sent."))
    assert answer.status_code == 409
    assert "For sent." in answer.content.decode()


def test_merged_terms_share_a_thread_until_the_merge_is_taken_back(terms):
    one, two = terms
    first = on_term(one, text="Om formidling.")
    second = on_term(two, text="Om å formidle.")
    merge(two, into=one)
    assert texts(url_of(one)) == ["Om formidling.", "Om å formidle."]
    for comment in (first, second):
        lead = making.browser().get(reverse("comments:comment", args=[comment.pk]))
        assert lead.url == f"{url_of(one)}#{comment.anchor}"
    answered = on_term(one, text="Et svar på det andre.", answers=second)
    assert answered.discussion == second.discussion
    # From a page cached before the merge: the other's comment can be answered as well.
    stale = on_term(two, text="Et svar på det første.", answers=first)
    assert stale.discussion == first.discussion
    assert sorted(texts(url_of(one))) == sorted(
        ["Om formidling.", "Et svar på det første.", "Om å formidle.", "Et svar på det andre."]
    )
    merge(two, into=None)
    assert texts(url_of(one)) == ["Om formidling.", "Et svar på det første."]
    assert texts(url_of(two)) == ["Om å formidle.", "Et svar på det andre."]
    making.check_everything()


def test_a_merge_of_merges_gathers_everything_on_the_page_that_is_left(terms):
    one, two = terms
    three = make.term(Kind.COMPETENCY, "Å fortelle")
    comments = [on_term(term, text=term.name) for term in (three, two, one)]
    merge(three, into=two)
    merge(two, into=one)
    assert texts(url_of(one)) == ["Å fortelle", "Å formidle", "Formidling"]
    for comment in comments:
        assert making.browser().get(reverse("comments:comment", args=[comment.pk])).url.startswith(url_of(one))


def test_the_page_that_a_merged_terms_comment_is_on_is_counted_in_the_whole_thread(terms, monkeypatch):
    from comments import threads

    monkeypatch.setattr(threads, "ROOTS_PER_PAGE", 2)
    one, two = terms
    comments = [on_term(term) for term in (one, one, one, two)]
    merge(two, into=one)
    lead = making.browser().get(reverse("comments:comment", args=[comments[-1].pk])).url
    assert lead == f"{url_of(one)}?comments=2#{comments[-1].anchor}"
    assert comments[-1].comment in making.browser().get(lead.partition("#")[0]).content.decode()


def test_the_comments_of_a_term_that_was_withdrawn_are_nowhere(terms):
    one, _two = terms
    comment = on_term(one, text=TEXT)
    type(one).objects.filter(pk=one.pk).update(live=False)
    for address in (
        reverse("comments:comment", args=[comment.pk]),
        reverse("comments:thread", args=[comment.pk]),
        reverse("comments:write", args=["term", one.concept.uuid]),
        reverse("comments:feed"),
    ):
        assert TEXT not in making.browser().get(address, follow=True).content.decode()


def test_a_collaboration_that_nobody_may_read_has_no_discussions(terms):
    one, _two = terms
    comment = on_term(one, text=TEXT)
    close(make.collaboration_page(), "login")
    assert making.browser().get(reverse("comments:thread", args=[comment.pk])).status_code == 404
    answer = making.browser().post(
        reverse("comments:write", args=["term", one.concept.uuid]), making.form(comment=TEXT)
    )
    assert answer.status_code == 404
    assert TEXT in answer.content.decode()
    assert not Discussion.objects.filter(readable_by_all()).exists()


def test_nothing_is_stored_of_who_only_looks(post):
    for address in (post.url, making.write_url(post), reverse("comments:me"), reverse("comments:feed")):
        making.browser().get(address)
    assert not Discussion.objects.exists()
    assert not Writer.objects.exists()
