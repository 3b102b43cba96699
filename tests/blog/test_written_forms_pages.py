"""What of a page counts in the report on written forms, on real pages, aliases and translations."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import StringSegment, StringTranslation

from blog.models import PublishedWords
from blog.written_forms.counting import count_missing, uncounted
from collaboration.models import Attribution, Kind
from config.publishing import translate
from tests import factories

pytestmark = pytest.mark.django_db


def words(page):
    """Return (words, untranslated words) of a page as they count, or None."""
    return PublishedWords.objects.counting().filter(page=page).values_list("words", "untranslated").first()


@pytest.fixture
def blogs():
    """Return the blog in bokmål, with the same in nynorsk."""
    first = factories.blog()
    factories.blog("nn")
    return first


# --- Posts and pages -----------------------------------------------------------------------------


def test_a_posts_title_introduction_and_text_count():
    post = factories.post(title="En tittel", introduction="Først dette.", text="Så kommer teksten her")
    assert words(post) == (8, 0)


def test_a_page_counts_like_a_post():
    assert words(factories.standard_page(title="Om oss", introduction="Tre ord her")) == (5, 0)


def test_what_groups_said_does_not_count():
    said = [(Kind.GOAL, Attribution.UNATTRIBUTED, [], ["mange ord som noen sa", "og flere"])]
    assert words(factories.post(said, title="Mål")) == (1, 0)


def test_a_draft_does_not_count_and_a_change_that_is_not_published_neither():
    assert words(factories.post(live=False)) is None
    assert words(factories.post(scheduled=factories.tomorrow())) is None
    post = factories.post(title="Kort")
    factories.revise(post, title="Mye lengre enn før")
    assert words(post) == (1, 0)
    factories.revise(post, title="Lengre enn før", publish=True)
    assert words(post) == (3, 0)


def test_what_was_unpublished_later_counts_and_what_was_deleted_does_not():
    post = factories.post(title="Tre korte ord")
    post.unpublish()
    assert words(post) == (3, 0)
    post.delete()
    assert not PublishedWords.objects.filter(page=post.pk).exists()


def test_what_is_not_open_to_everybody_does_not_count():
    post = factories.post(title="Lukket")
    PageViewRestriction.objects.create(page=post.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert words(post) is None


# --- Other languages -----------------------------------------------------------------------------


def test_an_alias_does_not_count(blogs):
    post = factories.post(title="Hva vi vil")
    alias = post.copy_for_translation(factories.locale("nn"), copy_parents=True, alias=True)
    factories.revise(post, title="Hva vi vil nå", publish=True)
    assert alias.alias_of_id == post.pk
    assert words(alias) is None


def test_a_translation_that_was_made_an_alias_again_does_not_count(blogs):
    post = factories.post(title="Hva vi vil")
    nynorsk = translate(post, factories.locale("nn"), {"Hva vi vil": "Kva vi vil"})
    assert words(nynorsk) == (3, 0)
    Page.objects.filter(pk=nynorsk.pk).update(alias_of=post)
    assert words(nynorsk) is None


def test_half_a_translation_counts_half(blogs):
    post = factories.post(title="Hva vi vil", introduction="Ikke oversatt ennå", text="Vi møttes her.")
    nynorsk = translate(
        post, factories.locale("nn"), {"Hva vi vil": "Kva vi vil", "Vi møttes her.": "Vi møttest nett her."}
    )
    assert words(nynorsk) == (7, 3)
    assert words(post) == (9, 0)


def test_what_a_translator_has_confirmed_counts_though_it_is_the_same(blogs):
    post = factories.post(title="Program", text="Kaffe og kaker")
    nynorsk = translate(post, factories.locale("nn"), {"Program": "Program"})
    assert words(nynorsk) == (1, 3)


def test_a_translation_that_is_not_published_yet_does_not_count_as_translated(blogs):
    post = factories.post(title="Hva vi vil")
    nynorsk = translate(post, factories.locale("nn"), {})
    assert words(nynorsk) == (0, 3)
    segment = StringSegment.objects.get(source__object_id=post.translation_key, string__data="Hva vi vil")
    StringTranslation.objects.create(
        translation_of_id=segment.string_id, context_id=segment.context_id, locale=nynorsk.locale, data="Kva vi vil"
    )
    PublishedWords.objects.filter(page=nynorsk).delete()
    count_missing()
    assert words(nynorsk) == (0, 3)


def test_a_table_that_stands_in_another_language_is_not_counted_as_translated(blogs):
    table = {"type": "table", "id": "0d8dd6e4-4b51-4e3c-8e45-3d3c1a1e5d11", "value": {"data": [["Når", "Hvem og hva"]]}}
    post = factories.post(title="Plan for dagen")
    factories.revise(post, body=factories.body([table]), publish=True)
    nynorsk = translate(post, factories.locale("nn"), {"Plan for dagen": "Plan for dagen vår"})
    assert (words(post), words(nynorsk)) == ((7, 0), (4, 4))


def test_a_copy_that_nobody_translated_counts_nothing(blogs):
    post = factories.post(title="Hva vi vil", text="Ord som står")
    copy = post.copy_for_translation(factories.locale("nn"), copy_parents=True)
    factories.revise(copy, publish=True)
    assert words(copy) == (0, 6)
    factories.revise(copy, title="Kva vi vil", publish=True)
    assert words(copy) == (3, 3)


def test_what_was_first_written_in_nynorsk_counts_there_and_bokmal_is_its_translation(blogs):
    post = factories.post(title="Kva vi vil", parent=factories.blog("nn"))
    bokmal = translate(post, factories.locale("nb"), {})
    assert (words(post), words(bokmal)) == ((3, 0), (0, 3))


def test_a_translation_is_published_when_it_is_and_not_when_its_source_was(blogs):
    long_ago = timezone.now() - datetime.timedelta(days=900)
    post = factories.post(title="Hva vi vil")
    Page.objects.filter(pk=post.pk).update(first_published_at=long_ago)
    post.refresh_from_db()
    alias = post.copy_for_translation(factories.locale("nn"), copy_parents=True, alias=True)
    Page.objects.filter(pk=alias.pk).update(first_published_at=long_ago)
    nynorsk = translate(post, factories.locale("nn"), {"Hva vi vil": "Kva vi vil"})
    assert nynorsk.pk == alias.pk
    at = {row.page_id: row.at for row in PublishedWords.objects.counting()}
    assert at[post.pk] == long_ago
    assert timezone.now() - at[nynorsk.pk] < datetime.timedelta(minutes=5)
    first = at[nynorsk.pk]
    factories.revise(nynorsk, title="Kva vi vil no", publish=True)
    assert PublishedWords.objects.counting().get(page=nynorsk).at == first


# --- What was published uncounted ----------------------------------------------------------------


def test_what_was_published_before_there_was_a_count_is_counted_by_the_job(blogs):
    posts = [factories.post(title="To ord") for _number in range(3)]
    gone = factories.post(title="Tre korte ord")
    gone.unpublish()
    PublishedWords.objects.all().delete()
    assert uncounted().count() == Page.objects.filter(depth__gt=1, alias_of=None).count()
    while count_missing(most=2):
        pass
    assert [words(post) for post in posts] == [(2, 0)] * 3
    assert words(gone) == (3, 0)
    assert not uncounted().exists()


def test_a_page_that_was_counted_as_it_is_is_not_counted_again(blogs):
    post = factories.post()
    count_missing()
    assert not uncounted().exists()
    factories.revise(post, title="Nytt", publish=True)
    assert not uncounted().exists()
    post.unpublish()
    assert not uncounted().exists()
