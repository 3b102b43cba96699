"""Where a reader can go on: the posts before and after, and those that say the same."""

import datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from blog.neighbours import read_on_from
from collaboration.indexing import reindex
from tests import factories

pytestmark = pytest.mark.django_db


def on(day, hour=12, **fields):
    return factories.post(date=datetime.datetime(2011, 3, day, hour, tzinfo=datetime.UTC), **fields)


def said(*wordings):
    return [("competency", "shared", [], list(wordings))]


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def neighbours(post):
    onward = read_on_from(post)
    return onward.earlier, onward.later


def related(post):
    return list(read_on_from(post).related)


class TestNeighbours:
    def test_they_are_the_nearest_by_date_whatever_was_written_first(self):
        third, first, second = on(20), on(1), on(10)
        assert neighbours(first) == (None, second)
        assert neighbours(second) == (first, third)
        assert neighbours(third) == (second, None)

    def test_the_way_to_all_posts_stands_beside_them_also_where_one_is_missing(self, client):
        first, second = on(1), on(2)
        for post, beside in ((first, second), (second, first)):
            nav = BeautifulSoup(client.get(post.url).content.decode(), "html.parser").find(class_="neighbours")
            assert [link["href"] for link in nav.find_all("a")] == [beside.url, "/blogg/arkiv/"]

    def test_posts_of_the_same_moment_stand_in_one_order(self):
        first, second, third = on(1), on(1), on(1)
        assert neighbours(second) == (first, third)

    def test_what_readers_may_not_read_is_passed_over(self):
        first, hidden, draft, last = on(1), on(2), on(3, live=False), on(4)
        restrict(hidden)
        assert neighbours(first) == (None, last)
        assert neighbours(last) == (first, None)
        assert draft not in neighbours(last)

    def test_they_are_of_the_same_blog(self):
        first = on(1)
        on(2, parent=factories.blog("nn"))
        assert neighbours(first) == (None, None)


class TestRelated:
    def test_those_who_say_most_of_the_same_come_first(self):
        post = on(1, said=said("Bokbuss", "Lesing", "Musikk"))
        one = on(2, said=said("Bokbuss"))
        two = on(3, said=said("Lesing", "Musikk", "Film"))
        on(4, said=said("Arkiv"))
        assert related(post) == [two, one]

    def test_neighbours_that_share_less_give_way_to_others_that_share_more(self):
        before, post, after = on(1, said=said("A")), on(2, said=said("A", "B", "C")), on(3, said=said("A"))
        most = [on(day, said=said("A", "B", "C")) for day in (5, 6, 7)]
        assert related(post) == most[::-1]
        assert neighbours(post) == (before, after)

    def test_a_neighbour_can_be_related_too(self):
        before, post = on(1, said=said("A", "B")), on(2, said=said("A", "B"))
        others = [on(day, said=said("A")) for day in (5, 6)]
        assert related(post) == [before, *others[::-1]]

    def test_there_are_three_at_most_the_newest_where_they_are_equal(self):
        post = on(1, said=said("Bokbuss"))
        others = [on(day, said=said("Bokbuss")) for day in range(2, 7)]
        assert related(post) == others[:1:-1]

    def test_what_readers_may_not_read_is_not_related(self):
        post, hidden = on(1, said=said("Bokbuss")), on(2, said=said("Bokbuss"))
        on(3, said=said("Bokbuss"), live=False)
        restrict(hidden)
        assert related(post) == []

    def test_saying_the_same_twice_counts_once(self):
        post = on(1, said=said("Bokbuss", "Lesing"))
        again = on(2, said=[*said("Bokbuss"), ("competency", "unattributed", [], ["Bokbuss"])])
        both = on(3, said=said("Bokbuss", "Lesing"))
        assert related(post) == [both, again]

    def test_merged_terms_are_one(self):
        post, other = on(1, said=said("Bokbuss")), on(2, said=said("Bibliotekbuss"))
        assert related(post) == []
        kept, merged = factories.term("competency", "Bokbuss").concept, factories.term("competency", "Bibliotekbuss")
        merged.concept.replaced_by = kept
        merged.concept.save()
        reindex(other.translation_key)
        assert related(post) == [other]

    def test_a_post_is_not_related_to_its_own_translation(self):
        post = on(1, said=said("Bokbuss"))
        factories.home_page("nn")
        alias = post.copy_for_translation(factories.locale("nn"), copy_parents=True, alias=True)
        assert related(post) == []
        other = on(2, said=said("Bokbuss"))
        assert related(alias) == []
        copy = other.copy_for_translation(factories.locale("nn"), copy_parents=True, alias=True)
        assert related(alias) == [copy]


class TestThePage:
    def test_the_ways_on_are_shown(self, client):
        first, second = on(1, said=said("Bokbuss"), title="Først"), on(2, said=said("Bokbuss"), title="Så")
        soup = BeautifulSoup(client.get(second.url).content, "html.parser")
        assert soup.select_one('nav.neighbours a[rel="prev"]')["href"] == first.url
        assert not soup.select('nav.neighbours a[rel="next"]')
        assert [link["href"] for link in soup.select(".posts.compact a")] == [first.url]

    def test_a_post_alone_shows_no_way_on(self, client):
        soup = BeautifulSoup(client.get(on(1).url).content, "html.parser")
        assert not soup.select("nav.neighbours, .posts.compact")

    def test_a_preview_shows_the_text_alone(self):
        on(1, said=said("Bokbuss"))
        markup = on(2, said=said("Bokbuss")).make_preview_request().rendered_content
        assert "neighbours" not in markup
        assert "posts compact" not in markup

    def test_a_page_of_many_takes_no_more_queries(
        self, client, django_assert_max_num_queries, django_assert_num_queries
    ):
        organisation = factories.OrganisationFactory()
        posts = [on(day, said=said("Bokbuss"), tags=["lesing"], authors=[factories.AuthorFactory()]) for day in (1, 2)]
        client.get(posts[0].url)
        with django_assert_max_num_queries(20) as small:
            client.get(posts[0].url)
        for day in range(3, 9):
            factories.OrganisationFactory()
            on(day, said=[("competency", "organisations", [organisation], ["Bokbuss", f"Nytt {day}"])])
        with django_assert_num_queries(len(small.captured_queries)):
            client.get(posts[0].url)
