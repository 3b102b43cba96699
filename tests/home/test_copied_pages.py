"""A page copied in the admin is there for readers of the other languages, as a new page is."""

import pytest
from django.urls import reverse
from wagtail_localize.models import LocaleSynchronization

from blog.models import PostPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_copied_post_gets_its_aliases_in_the_other_languages(client):
    factories.site()
    post = factories.post(title="Original")
    nynorsk = factories.locale("nn")
    LocaleSynchronization.objects.create(locale=nynorsk, sync_from=post.locale)
    client.force_login(factories.user(superuser=True))
    client.post(
        reverse("wagtailadmin_pages:copy", args=[post.pk]),
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": post.get_parent().pk, "publish_copies": "on"},
    )
    copy = PostPage.objects.get(slug="copy", locale=post.locale)
    alias = PostPage.objects.get(slug="copy", locale=nynorsk)
    assert alias.alias_of_id == copy.pk
