"""The discussion that the demo begins with."""

import pytest

from blog.models import PostPage
from comments.models import Discussion, ModeratedComment, Writer
from comments.states import State
from mail.models import OutgoingMail
from tests.demo_site import demo_site

__all__ = ["demo_site"]

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_thread_in_three_languages_that_goes_deeper_than_is_shown(demo_site):
    published = ModeratedComment.objects.published()
    assert set(published.values_list("language", flat=True)) == {"nb", "nn", "en"}
    assert max(published.values_list("level", flat=True)) >= 5


def test_one_comment_waits_and_one_suggestion_was_turned_down_with_a_reason(demo_site):
    assert ModeratedComment.objects.filter(state=State.PENDING).count() == 1
    turned_down = ModeratedComment.objects.get(state=State.REJECTED)
    assert turned_down.events.last().code == "as_said"


def test_a_term_is_discussed_too(demo_site):
    assert set(Discussion.objects.values_list("subject", flat=True)) == {"post", "term"}


def test_writing_the_demo_mails_nobody_and_names_no_address_that_anybody_could_have(demo_site):
    assert not OutgoingMail.objects.exists()
    assert all(address.endswith("@example.org") for address in Writer.objects.values_list("email", flat=True))


@pytest.mark.parametrize(
    ("front", "privacy"), [("/", "/personvern/"), ("/nn/", "/nn/personvern/"), ("/en/", "/en/personvern/")]
)
def test_the_form_leads_to_what_is_kept_about_those_who_comment(client, demo_site, front, privacy):
    post = PostPage.objects.filter(comments_open=True, locale__language_code=front.strip("/") or "nb").first()
    form = client.get(post.get_url()).content.decode().partition('id="discussion"')[2]
    assert f'href="{privacy}"' in form.partition("<footer")[0]
