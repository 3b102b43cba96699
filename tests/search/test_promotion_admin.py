"""Editors promote answers, from the settings and from what was searched for in vain; nobody else does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search.asking import search
from search.models import MissedSearch
from tests import factories as make

pytestmark = pytest.mark.django_db
ROLES = [("administrator", True), ("editor", True), ("moderator", False), ("translator", False)]
BASE = "wagtailsearchpromotions"


@pytest.fixture
def missed():
    for words, n in (("kvante", 2), ("teori & praksis", 5)):
        MissedSearch.objects.create(words=words, language="nb", count=n, last_day=date(2026, 3, 4))


def form_for(words, page):
    numbers = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {
        "query_string": words,
        **{f"editors_picks-{name}": number for name, number in numbers.items()},
        "editors_picks-0-page": page.pk,
        "editors_picks-0-description": "",
        "editors_picks-0-ORDER": 1,
    }


@pytest.mark.parametrize(("role", "may"), ROLES)
def test_only_administrators_and_editors_promote(client, role, may):
    page = make.standard_page()
    client.force_login(make.user(role))
    client.post(reverse(f"{BASE}:add"), form_for("Kano", page))
    assert [one.page_id for one in SearchPromotion.objects.all()] == ([page.pk] if may else [])
    assert bool(search("kanoer", "nb").promoted) is may
    query = Query.get("kano")
    for view, args in (("index", ()), ("add", ()), ("edit", (query.pk,)), ("delete", (query.pk,)), ("chooser", ())):
        assert (client.get(reverse(f"{BASE}:{view}", args=args)).status_code == 200) is may, view
    client.post(reverse(f"{BASE}:delete", args=[query.pk]))
    assert not SearchPromotion.objects.exists()


@pytest.mark.parametrize(("role", "may"), ROLES)
def test_the_menu_leads_those_there_who_may(client, role, may):
    client.force_login(make.user(role))
    assert (reverse(f"{BASE}:index") in client.get(reverse("wagtailadmin_home")).content.decode()) is may


@pytest.mark.parametrize("words", ["!!!", "-kano", " "])
def test_without_a_word_nothing_is_promoted_and_the_form_says_so(client, words):
    client.force_login(make.user("editor", language="en"))
    response = client.post(reverse(f"{BASE}:add"), form_for(words, make.standard_page()))
    assert response.context["form"].errors["query_string"]
    assert not SearchPromotion.objects.exists()


def test_one_press_leads_from_what_was_missed_to_the_form_with_the_words_in_it(client, missed):
    client.force_login(make.user("editor"))
    text = client.get(reverse("missed_searches")).content.decode()
    address = f"{reverse(f'{BASE}:add')}?words=teori+%26+praksis"
    assert address in text
    assert client.get(address).context["form"]["query_string"].value() == "teori & praksis"


def test_who_sees_the_report_but_may_not_promote_is_not_led_there(client, missed):
    user = make.user("editor")
    group = user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="add_searchpromotion"))
    client.force_login(user)
    text = client.get(reverse("missed_searches")).content.decode()
    assert "kvante" in text
    assert reverse(f"{BASE}:add") not in text


def test_words_are_chosen_from_what_was_missed_the_most_wanted_first(client, missed):
    client.force_login(make.user("editor"))
    text = client.get(reverse(f"{BASE}:chooser")).json()["html"]
    assert text.index("teori") < text.index("kvante")
    text = client.get(reverse(f"{BASE}:chooserresults"), {"q": "Kvant"}).content.decode()
    assert "kvante" in text
    assert "teori" not in text


def test_nobody_is_led_to_counts_that_are_not_kept(client, missed):
    client.force_login(make.user(superuser=True, language="en"))
    assert reverse(f"{BASE}:search_terms") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse(f"{BASE}:search_terms")).url == reverse("missed_searches")
    promotion = SearchPromotion.objects.create(query=Query.get("kano"), page=make.standard_page())
    text = client.get(reverse(f"{BASE}:index")).content.decode()
    assert promotion.query.query_string in text
    assert "Views" not in text


def test_the_list_asks_as_much_however_much_is_promoted(client):
    client.force_login(make.user("editor"))

    def asked():
        client.get(reverse(f"{BASE}:index"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"{BASE}:index"))
        return len(queries)

    SearchPromotion.objects.create(query=Query.get("kano"), page=make.standard_page())
    few = asked()
    for number in range(5):
        SearchPromotion.objects.create(query=Query.get(f"kano {number}"), page=make.standard_page())
    assert asked() == few
