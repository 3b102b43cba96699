"""Who may read a page is decided once: lists show what would be served to anybody, and nothing else."""

import pytest
from wagtail.models import Page, PageViewRestriction

from home.visibility import readable_by_all
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """Two levels in bokmål, their aliases in nynorsk, and an alias of an alias."""
    above = factories.standard_page(title="Over", slug="over")
    below = factories.standard_page(above, title="Under", slug="under")
    factories.home_page("nn")
    nynorsk = factories.locale("nn")
    above_nn = above.copy_for_translation(nynorsk, alias=True)
    below_nn = below.copy_for_translation(nynorsk, alias=True)
    chained = Page.objects.get(pk=below_nn.pk).create_alias(parent=factories.home_page(), update_slug="under-igjen")
    return {"above": above, "below": below, "above_nn": above_nn, "below_nn": below_nn, "chained": chained}


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def listed(tree):
    pages = set(Page.objects.filter(readable_by_all()).values_list("pk", flat=True))
    return {name for name, page in tree.items() if page.pk in pages}


@pytest.mark.parametrize(
    ("restricted", "readable"),
    [
        (None, {"above", "below", "above_nn", "below_nn", "chained"}),
        ("below", {"above", "above_nn"}),
        ("above", set()),
    ],
)
def test_a_copy_is_hidden_with_its_source(client, tree, restricted, readable):
    if restricted:
        restrict(tree[restricted])
    if restricted == "above":
        # It has a source that is not restricted itself, in a place that is not.
        readable = {"chained"}
    assert listed(tree) == readable
    for name, page in tree.items():
        assert (client.get(page.specific.url).status_code == 200) == (name in readable), name


@pytest.mark.parametrize("restricted", ["above", "below", "above_nn", "chained"])
def test_pages_are_kept_back_exactly_where_wagtail_keeps_them_back(tree, restricted):
    restrict(tree[restricted])
    for name, page in tree.items():
        page = page.specific
        ours, theirs = set(page.get_view_restrictions()), set(Page.get_view_restrictions(page))
        # An alias can have no restriction of its own; one made by other means than the admin still holds.
        assert ours >= theirs, name
        if not tree[restricted].alias_of_id:
            assert ours == theirs, name


def test_the_restrictions_of_a_page_are_asked_for_once(tree, django_assert_num_queries):
    page = tree["below_nn"].specific
    restrict(tree["below"])
    with django_assert_num_queries(1):
        assert len(page.get_view_restrictions()) == 1
