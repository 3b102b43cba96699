"""Which addresses the site keeps for itself, and the words in addresses by language."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from blog.routes import INDEX_ROUTES, POST_ROUTES
from collaboration.routes import SECTIONS
from home.addresses import RouteWords, reserved_slugs
from home.models import StandardPage
from home.models.base_page import check_slug
from home.text.slugs import slug_for
from tests import factories as make

WORDS = RouteWords(
    {"tag": {"nb": "emneord", "en": "tag"}, "author": {"nb": "forfatter", "nn": "forfattar", "en": "author"}}
)


def test_every_fixed_route_and_every_language_is_kept():
    assert {"admin", "documents", "id", "media", "static", "sitemap.xml", "visual-keys.css"} <= reserved_slugs()
    assert {code for code, _name in settings.LANGUAGES} <= reserved_slugs()


def test_the_pattern_that_serves_pages_keeps_no_word_for_itself():
    assert "blogg" not in reserved_slugs()
    assert not any("(" in word or "<" in word or not word for word in reserved_slugs())


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se", "xx"])
def test_each_language_has_one_word_and_english_stands_in(language):
    assert WORDS.word("tag", language) == ("emneord" if language == "nb" else "tag")


def test_any_language_s_word_is_understood_and_others_are_not():
    assert WORDS.key("forfattar") == WORDS.key("author") == "author"
    assert WORDS.key("blogg") is None


@pytest.mark.parametrize("routes", [INDEX_ROUTES, POST_ROUTES, SECTIONS])
def test_no_word_stands_for_two_things_and_all_can_stand_in_an_address(routes):
    for word in routes.all():
        assert slug_for(word) == word
        assert len({key for key, by_language in routes.words.items() if word in by_language.values()}) == 1
    assert all("en" in by_language for by_language in routes.words.values())


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["admin", "NN", "Documents", "id"])
def test_a_page_that_would_hide_the_site_s_own_is_refused_and_offered_another_address(slug):
    make.site()
    with pytest.raises(ValidationError) as refused:
        check_slug(slug, make.home_page())
    assert f"{slug}-2" in str(refused.value)
    page = make.standard_page(slug="ledig")
    page.slug = slug
    with pytest.raises(ValidationError):
        page.full_clean()


@pytest.mark.django_db
def test_deeper_down_the_same_word_hides_nothing():
    page = make.standard_page(make.standard_page(slug="om"), slug="admin")
    page.full_clean()
    assert StandardPage.objects.get(slug="admin").url == "/om/admin/"
