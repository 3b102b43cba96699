"""What the editors answer a search with: by whose words, shown to whom, chosen by whom."""

import pytest
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from search.asking import Filters, search
from search.models import MissedSearch
from tests import factories as make
from tests.languages.making import site_in_two_languages

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return make.post(title="Les hele sommeren", slug="les-hele-sommeren")


def promote(words, **answer):
    return SearchPromotion.objects.create(query=Query.get(words), **answer)


def answers(query, language="nb", **asked):
    return [(one.title, one.url) for one in search(query, language, **asked).promoted]


@pytest.mark.parametrize(
    "query", ["Sommerlesing", "sommerlesinga", "SOMMERLESINGEN", "«sommerlesing»", "sommerlesing for barn 2026"]
)
def test_words_answer_in_any_form_and_beside_others(post, query):
    promote("sommerlesing", page=post)
    assert answers(query) == [(post.title, post.url)]


@pytest.mark.parametrize("query", ["sommer", "lesing", "-sommerlesing", "", "sommerlesing"])
def test_all_words_of_a_promotion_must_be_asked(post, query):
    promote("sommerlesing barn", page=post)
    assert answers(query) == []
    assert answers("barn sommerlesing") == [(post.title, post.url)]


def test_an_address_elsewhere_is_an_answer_with_its_words(client):
    link = "https://example.org/sommer"
    promote("sommerlesing", external_link_url=link, external_link_text="Sommerles", description="Meld deg på her.")
    html = client.get("/sok/?q=sommerlesing").content.decode()
    assert f'href="{link}"' in html
    assert "Meld deg på her." in html


def test_what_nobody_may_read_is_no_answer(post):
    promote("sommerlesing", page=post)
    restriction = PageViewRestriction.objects.create(
        page=post.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert answers("sommerlesing") == []
    restriction.delete()
    assert answers("sommerlesing") == [(post.title, post.url)]
    post.unpublish()
    assert answers("sommerlesing") == []


def test_readers_of_another_language_get_the_page_in_theirs():
    site_in_two_languages()
    post = make.post(title="Les hele sommeren")
    promote("sommerlesing", page=post)
    own = post.copy_for_translation(make.locale("nn"), copy_parents=True)
    own.title = "Les heile sommaren"
    own.save_revision().publish()
    for page in own.get_ancestors().filter(depth__gt=1, live=False):
        page.specific.save_revision().publish()
    assert answers("sommerlesing", "nn") == [("Les heile sommaren", own.url)]
    own.refresh_from_db()
    own.unpublish()
    assert answers("sommerlesing", "nn") == [(post.title, post.url)]


def test_answers_come_in_the_editors_order_once_each_and_only_on_the_first_page(post):
    other = make.post(title="Sommer for voksne")
    promote("sommerlesing", page=other, sort_order=1)
    promote("sommerlesing", page=post, sort_order=0)
    promote("lesing", page=post)
    assert [title for title, _url in answers("sommerlesing lesing")] == [post.title, other.title]
    assert answers("sommerlesing", page=2) == []
    assert answers("sommerlesing", filters=Filters(kind="post")) == []


def test_a_search_that_is_answered_was_not_in_vain(post):
    promote("kvantefysikk", page=post)
    search("kvantefysikk", "nb", remember=True)
    assert not MissedSearch.objects.exists()
    search("strengteori", "nb", remember=True)
    assert MissedSearch.objects.get().words == "strengteori"


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_as_many_queries_however_many_are_promoted(django_assert_num_queries, post, number):
    for at in range(number):
        promote(f"sommerlesing ord{'abcdefghijklmnopqrstuvwxyzæøåäö'[at]}", page=make.post())
    query = "sommerlesing " + " ".join(f"ord{letter}" for letter in "abcdef")
    search(query, "nb")
    # With what readers of nynorsk find in their own language.
    with django_assert_num_queries(6):
        search(query, "nn")


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("editor", True), ("moderator", False), ("translator", False)]
)
def test_administrators_and_editors_choose_the_answers(client, role, may, post):
    client.force_login(make.user(role))
    add = reverse("wagtailsearchpromotions:add")
    form = {
        "query_string": "Sommerlesing",
        "editors_picks-TOTAL_FORMS": 1,
        "editors_picks-INITIAL_FORMS": 0,
        "editors_picks-0-page": post.pk,
        "editors_picks-0-ORDER": 1,
    }
    client.post(add, form)
    assert (answers("sommerlesinga") == [(post.title, post.url)]) is may
    assert (client.get(reverse("wagtailsearchpromotions:index")).status_code == 200) is may
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("wagtailsearchpromotions:index") in menu) is may


def test_a_search_in_vain_leads_to_the_form_with_its_words(client):
    MissedSearch.objects.create(words="blå hest", language="nb", last_day="2026-03-04")
    client.force_login(make.user("editor"))
    report = client.get(reverse("missed_searches")).content.decode()
    address = f"{reverse('wagtailsearchpromotions:add')}?words=bl%C3%A5+hest"
    assert address in report
    assert 'value="blå hest"' in client.get(address).content.decode()


def test_whoever_may_not_answer_is_not_led_there(client):
    MissedSearch.objects.create(words="hest", language="nb", last_day="2026-03-04")
    user = make.user("editor")
    for group in user.groups.all():
        group.permissions.remove(*group.permissions.filter(content_type__app_label="wagtailsearchpromotions"))
    client.force_login(user)
    response = client.get(reverse("missed_searches"))
    assert response.status_code == 200
    assert reverse("wagtailsearchpromotions:add") not in response.content.decode()


def test_no_report_pretends_to_count_searches(client):
    client.force_login(make.user("administrator"))
    there = reverse("wagtailsearchpromotions:search_terms")
    assert there not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(there)["Location"] == reverse("missed_searches")
