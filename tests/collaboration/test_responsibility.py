"""Who leads which theme: one at a time, in every language, with its history; and what the map shows readers."""

import datetime
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from collaboration.merging import merge
from collaboration.models import Organisation, Responsibility
from tests import factories as make
from tests.collaboration import helping

pytestmark = pytest.mark.django_db

MAP = "/samarbeid/ansvar/"


def day(month, number=1):
    return datetime.date(2011, month, number)


@pytest.fixture
def ground():
    make.site()
    make.blog()
    make.collaboration_page("nb")


@pytest.fixture
def theme(ground):
    return make.ThemeFactory(name="Lesing")


@pytest.fixture
def library(ground):
    return make.OrganisationFactory(name="Vestfold bibliotek")


def page(client, address=MAP):
    return BeautifulSoup(client.get(address).content, "html.parser").main


def words(tag):
    return " ".join(tag.get_text(" ").split())


def article(client, name="Lesing", address=MAP):
    return next(one for one in page(client, address).find_all("article") if one.h3.text == name)


def checked(**fields):
    made = Responsibility(**{"since": day(3), **fields})
    made.full_clean()
    made.save()
    return made


# --- One at a time -----------------------------------------------------------------------------------


def test_two_leads_at_once_are_refused_with_the_name_of_the_one(theme, library):
    checked(theme=theme, organisation=library)
    with pytest.raises(ValidationError) as refused:
        checked(theme=theme, organisation=make.OrganisationFactory(), since=day(5))
    assert "Vestfold bibliotek" in str(refused.value)


def test_the_database_itself_holds_one_lead_at_once(theme, library):
    helping.lead(theme, library)
    with pytest.raises(IntegrityError), transaction.atomic():
        helping.lead(theme, make.OrganisationFactory())


@pytest.mark.parametrize(
    ("since", "until", "may"),
    [
        (day(4), None, True),
        (day(3), None, False),
        (day(1), day(2), True),
        (day(1), day(3), False),
        (day(2), day(4), False),
        (day(4), day(6), True),
    ],
)
def test_another_leads_before_or_after_and_not_meanwhile(theme, library, since, until, may):
    checked(theme=theme, organisation=library, since=day(2), until=day(4))
    other = {"theme": theme, "organisation": make.OrganisationFactory(), "since": since, "until": until}
    if may:
        checked(**other)
    else:
        with pytest.raises(ValidationError):
            checked(**other)


def test_a_theme_is_one_theme_in_every_language(theme, library):
    copy = make.translated(theme, name="Lesing på nynorsk")
    made = checked(theme=copy, organisation=make.translated(library, name="Biblioteket"))
    assert (made.theme, made.organisation) == (theme, library)
    with pytest.raises(ValidationError):
        checked(theme=theme, organisation=library)


def test_it_does_not_end_before_it_began(theme, library):
    with pytest.raises(ValidationError) as refused:
        checked(theme=theme, organisation=library, since=day(5), until=day(4))
    assert "until" in refused.value.message_dict


def test_what_leads_or_is_led_is_in_use_and_stays(theme, library):
    helping.lead(theme, library)
    for thing in (theme, library):
        with pytest.raises(ProtectedError), transaction.atomic():
            thing.delete()


# --- The map -----------------------------------------------------------------------------------------


def test_without_themes_the_map_says_so(client, ground):
    assert page(client).find(class_="empty")


def test_the_lead_stands_with_since_when_and_where_it_was_decided(client, theme, library):
    post = make.post(title="Vi har bestemt oss")
    helping.lead(theme, library, since=day(3, 23), precision="month", source=post, note="Enstemmig")
    found = article(client)
    assert "mars 2011" in words(found)
    assert "23" not in words(found)
    assert "Enstemmig" in words(found)
    assert found.find("a", href=post.url).text == "Vi har bestemt oss"


def test_a_source_that_readers_may_not_read_is_not_named(client, theme, library):
    post = make.post(title="Hemmelig", live=False)
    helping.lead(theme, library, source=post)
    assert "Hemmelig" not in words(article(client))
    post.delete()
    assert library.name in words(article(client))


def test_former_leads_stand_as_history_and_lead_no_more(client, theme, library):
    helping.lead(theme, library, until=day(6))
    found = article(client)
    assert library.name in words(found)
    assert found.find(class_="no-lead")
    assert page(client).find("a", href="#theme-lesing")


def from_today(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def lead_in(found):
    """Return what stands beside the word for the lead."""
    return words(found.find("dt").find_next("dd"))


def test_who_leads_until_a_day_to_come_leads_today_and_the_successor_is_to_come(client, theme, library):
    make.term("competency", "Lesestimulering", theme=theme)
    helping.lead(theme, library, until=from_today(30))
    helping.lead(theme, make.OrganisationFactory(name="Etterfølgeren"), since=from_today(31))
    found = article(client)
    assert library.name in lead_in(found)
    assert "Etterfølgeren" not in lead_in(found)
    assert "Etterfølgeren" in words(found)
    assert str(from_today(31).year) in words(found)
    (row,) = client.get("/samarbeid/data/terms.json").json()["terms"]
    assert row["theme_lead"] == library.name


def test_who_leads_from_a_day_to_come_leads_nothing_today(client, theme, library):
    helping.lead(theme, library, since=from_today(1))
    assert article(client).find(class_="no-lead")
    assert library.name in words(article(client))
    assert not Responsibility.objects.current()


def test_the_last_day_is_led_and_the_day_after_is_not(client, theme, library):
    made = helping.lead(theme, library, until=from_today(0))
    assert library.name in lead_in(article(client))
    Responsibility.objects.filter(pk=made.pk).update(until=from_today(-1))
    assert article(client).find(class_="no-lead")


def test_on_the_day_of_taking_over_who_takes_over_leads(client, theme, library):
    make.term("competency", "Lesestimulering", theme=theme)
    helping.lead(theme, make.OrganisationFactory(name="Etterfølgeren"), since=from_today(0))
    helping.lead(theme, library, until=from_today(0))
    assert "Etterfølgeren" in lead_in(article(client))
    (row,) = client.get("/samarbeid/data/terms.json").json()["terms"]
    assert row["theme_lead"] == "Etterfølgeren"


def test_a_lead_that_left_the_site_is_not_shown_and_comes_back(client, theme, library):
    helping.lead(theme, library)
    Organisation.objects.update(live=False)
    assert library.name not in words(article(client))
    Organisation.objects.update(live=True)
    assert library.name in words(article(client))


def test_every_number_leads_to_as_many_competencies_in_the_overview(client, theme, library):
    other = make.OrganisationFactory(name="Østfold bibliotek")
    for name in ("Lesestimulering", "Formidling", "Leseløp"):
        make.term("competency", name, theme=theme)
    make.term("competency", "Web")
    make.post(
        [
            ("competency", "organisations", [library], ["Lesestimulering", "Formidling", "Web"]),
            ("competency", "organisations", [other], ["Formidling"]),
            ("competency", "shared", [], ["Leseløp"]),
        ]
    )
    found = article(client)
    links = {link["href"]: words(link) for link in found.find_all("a") if "theme=" in link["href"]}
    assert [text.split()[0 if text[0].isdigit() else -1] for text in links.values()] == ["3", "1", "2", "1"]
    for address, text in links.items():
        number = int(next(word for word in text.split() if word.isdigit()))
        rows = page(client, address).select(".matrix tbody tr")
        assert len([row for row in rows if row.find("a")]) == number, address


def test_what_one_organisation_alone_has_named_stands_out_and_what_is_shared_is_nobodys(client, theme, library):
    make.ThemeFactory(name="Felles")
    make.term("competency", "Lesestimulering", theme=theme)
    make.post([("competency", "organisations", [library], ["Lesestimulering"])])
    assert article(client).find(class_="only")
    assert not article(client, "Felles").find(class_="only")
    make.post([("competency", "organisations", [make.OrganisationFactory()], ["Lesestimulering"])])
    assert not article(client).find(class_="only")


def test_no_organisation_stands_alone_in_a_theme_where_something_is_shared(client, theme, library):
    for name in ("Lesestimulering", "Leseløp"):
        make.term("competency", name, theme=theme)
    make.post([("competency", "organisations", [library], ["Lesestimulering"])])
    assert article(client).find(class_="only")
    make.post([("competency", "shared", [], ["Leseløp"])])
    assert not article(client).find(class_="only")
    assert "Lesing" not in words(page(client).find(class_="standing-out").find_all("div")[1])


def test_merged_competencies_count_once(client, theme, library):
    one = make.term("competency", "Lesing i skolen", theme=theme)
    other = make.term("competency", "Skolelesing", theme=theme)
    make.post([("competency", "organisations", [library], [(one, "Lesing i skolen"), (other, "Skolelesing")])])
    merge(concepts=[other.concept], into=one.concept)
    assert "1" in words(article(client).find("a", href="/samarbeid/kompetanse/?theme=lesing"))


def test_the_map_speaks_the_readers_language(client, theme, library):
    make.collaboration_page("nn")
    make.translated(theme, name="Lesing på nynorsk", slug="lesing-nn")
    make.translated(library, name="Biblioteket i Vestfold")
    helping.lead(theme, library)
    found = article(client, "Lesing på nynorsk", "/nn/samarbeid/ansvar/")
    assert "Biblioteket i Vestfold" in words(found)


# --- The admin, and open data ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", "lac"), ("editor", "lac"), ("moderator", "l"), ("translator", "")]
)
def test_editors_name_leads_and_moderators_look(client, theme, library, role, may):
    made = helping.lead(theme, library)
    client.force_login(make.user(role))
    views = Responsibility.snippet_viewset
    for letter, name, args in (("l", "list", []), ("a", "add", []), ("c", "edit", [made.pk])):
        response = client.get(reverse(views.get_url_name(name), args=args))
        assert (response.status_code == 200) is (letter in may)


def test_the_form_refuses_a_second_lead_in_words_and_keeps_what_was_typed(client, theme, library):
    helping.lead(theme, library)
    client.force_login(make.user("editor"))
    data = {"theme": theme.pk, "organisation": library.pk, "since": "2011-05-01", "precision": "day", "note": "Nytt"}
    response = client.post(reverse(Responsibility.snippet_viewset.get_url_name("add")), data)
    assert response.status_code == 200
    assert "since" in response.context["form"].errors
    assert "Nytt" in response.content.decode()
    assert Responsibility.objects.count() == 1


@pytest.mark.parametrize("name", ["add", "edit"])
def test_of_two_leads_saved_at_the_same_moment_one_is_refused_in_words(client, theme, library, name):
    mine = [helping.lead(theme, library, until=day(4)).pk] if name == "edit" else []
    client.force_login(make.user("editor"))
    data = {"theme": theme.pk, "organisation": library.pk, "since": "2011-03-01", "precision": "day", "note": "Nytt"}
    view = getattr(Responsibility.snippet_viewset, f"{name}_view_class")
    valid = view.form_valid

    def saved_after_the_other(self, form):
        helping.lead(theme, make.OrganisationFactory(name="Den andre"), since=day(5))
        return valid(self, form)

    with mock.patch.object(view, "form_valid", saved_after_the_other):
        response = client.post(reverse(Responsibility.snippet_viewset.get_url_name(name), args=mine), data)
    assert response.status_code == 200
    assert "Den andre" in str(response.context["form"].errors["since"])
    assert "Nytt" in response.content.decode()


def test_open_data_has_the_lead_of_a_terms_theme(client, theme, library):
    make.term("competency", "Lesestimulering", theme=theme)
    helping.lead(theme, library, precision="year")
    (row,) = client.get("/samarbeid/data/terms.json").json()["terms"]
    assert (row["theme"], row["theme_lead"], row["theme_lead_since"]) == ("Lesing", "Vestfold bibliotek", "2011")
