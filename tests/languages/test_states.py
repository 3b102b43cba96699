"""How far each page has come in each language: what is not begun, a draft, translated, and outdated."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation as languages
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.synctree import create_aliases_for_new_page

from collaboration.models import Kind
from languages.reports import sums_in_words
from languages.stages import Face, Link, Stage, stage_of
from languages.states import things
from tests import factories
from tests.languages.making import begin, publish, said, site_in_two_languages, synchronise, write

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, tzinfo=UTC)
SOURCE = Face(1, 1, True, published_at=NOW)
LIVE = Face(2, 2, True)


@pytest.fixture(autouse=True)
def in_english():
    with languages.override("en"):
        yield


@pytest.fixture
def nynorsk():
    site_in_two_languages()
    return factories.locale("nn")


@pytest.mark.parametrize(
    ("face", "link", "stage"),
    [
        (None, None, Stage.NONE),
        (Face(2, 2, True, is_mirror=True), None, Stage.NONE),
        (Face(2, 2, True, is_mirror=True), Link(1, 1, NOW), Stage.DRAFT),
        (None, Link(1, 1, NOW), Stage.DRAFT),
        (Face(2, 2, False), Link(1, 1, NOW), Stage.DRAFT),
        (LIVE, None, Stage.TRANSLATED),
        (LIVE, Link(1, 1, NOW), Stage.TRANSLATED),
        (LIVE, Link(1, 1, NOW - timedelta(days=1)), Stage.OUTDATED),
        (LIVE, Link(1, 1, NOW, has_texts=True), Stage.OUTDATED),
    ],
)
def test_what_is_known_of_a_translation_says_how_far_it_has_come(face, link, stage):
    assert stage_of(SOURCE, face, link) is stage


def stage(page, locale):
    found = things(Page, [page.translation_key], [locale.pk])[page.translation_key]
    return found.cells[locale.pk].stage


def test_a_page_goes_from_not_begun_over_draft_to_translated_and_outdated(nynorsk):
    LocaleSynchronization.objects.create(locale=nynorsk, sync_from=factories.locale())
    page = factories.post(title="Nå")
    assert stage(page, nynorsk) is Stage.NONE
    create_aliases_for_new_page(page)
    assert stage(page, nynorsk) is Stage.NONE
    translation = begin(page)
    assert stage(page, nynorsk) is Stage.DRAFT
    write(translation, "Nå", "No")
    publish(translation)
    assert stage(page, nynorsk) is Stage.TRANSLATED
    page.title = "Nå igjen"
    page.save_revision().publish()
    assert stage(page, nynorsk) is Stage.OUTDATED
    synchronise(page)
    # Taken over, and the text that was changed waits for a reader.
    assert stage(page, nynorsk) is Stage.OUTDATED


def test_the_states_of_many_take_two_queries(nynorsk, django_assert_num_queries):
    pages = [factories.post() for _number in range(5)]
    for page in pages[:3]:
        begin(page)
    with django_assert_num_queries(2):
        found = things(Page, [page.translation_key for page in pages], [nynorsk.pk])
    assert len(found) == 5


def report(client, user, **query):
    client.force_login(user)
    return client.get(reverse("languages_report"), query)


def titles(response):
    return {row.title for row in response.context["object_list"]}


def test_the_report_shows_pages_by_language_and_state(client, nynorsk):
    one, two = factories.post(title="En"), factories.post(title="To")
    publish(begin(one))
    editor = factories.user("editor", language="en")
    html = report(client, editor)
    assert {"En", "To"} <= titles(html)
    asked = {"language": nynorsk.pk, "kind": "blog.postpage"}
    assert titles(report(client, editor, state="translated", **asked)) == {"En"}
    assert titles(report(client, editor, state="none", **asked)) == {"To"}
    assert two.title in html.content.decode()


def test_the_sums_say_how_many_are_translated_and_outdated():
    counts = {"translated": 10, "outdated": 2, "draft": 3}
    assert sums_in_words("Nynorsk", counts, 30) == "Nynorsk: 12 of 30 translated, 2 outdated"


def test_the_report_goes_out_as_a_table(client, nynorsk):
    publish(begin(factories.post(title="En")))
    response = report(client, factories.user("editor", language="en"), export="csv")
    text = b"".join(response.streaming_content if response.streaming else [response.content]).decode()
    rows = {row["Title"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["En"]["Nynorsk"] == "Translated"


def test_the_report_asks_as_much_of_few_as_of_many(client, nynorsk, django_assert_max_num_queries):
    editor = factories.user("editor", language="en")
    report(client, editor)
    with django_assert_max_num_queries(200) as few:
        report(client, editor)
    for number in range(10):
        page = factories.post()
        factories.term(Kind.GOAL, f"Mål {number}")
        if number % 2:
            begin(page)
    with django_assert_max_num_queries(len(few)):
        report(client, editor)


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("translator", True), ("moderator", False)])
def test_only_those_who_may_translate_see_the_report(client, nynorsk, role, may):
    assert (report(client, factories.user(role)).status_code == 200) is may


@pytest.mark.parametrize("where", ["blog", "home"])
def test_the_explorer_says_how_far_each_page_has_come_without_asking_more_for_more(client, nynorsk, where):
    parent = factories.blog() if where == "blog" else factories.home_page()
    make = factories.post if where == "blog" else factories.standard_page
    publish(begin(make(title="Først")))
    client.force_login(factories.user("editor", language="en"))
    url = reverse("wagtailadmin_explore", args=[parent.pk])
    assert "Nynorsk: Translated." in client.get(url).content.decode()
    for _number in range(6):
        make()
    with CaptureQueriesContext(connection) as asked:
        html = client.get(url).content.decode()
    # Of the texts nobody but us asks here: once for the list, and once for the page above it.
    assert sum("wagtail_localize_stringsegment" in query["sql"] for query in asked) == 2
    assert html.count("Nynorsk: Not translated.") >= 6


def test_the_to_do_counts_only_what_the_user_may_change(client, nynorsk):
    from languages.to_do import translations_to_review

    page, term = factories.post(title="Nå"), factories.term(Kind.GOAL, "Mål")
    write(begin(page), "Nå", "No", machine=True)
    write(begin(term), "Mål", "Målet", machine=True)
    assert [todo.count for todo in translations_to_review(factories.user("editor"))] == [2]
    assert list(translations_to_review(factories.user("moderator"))) == []
    client.force_login(factories.user("translator", language="en"))
    assert client.get(reverse("languages:index")).status_code == 200


class Down:
    """An engine of another kind, that raises what it likes."""

    display_name = "Annan motor"

    def __init__(self, options=None):
        pass

    def can_translate(self, source, target):
        return True

    def translate(self, source, target, strings):
        raise RuntimeError("quota")


def test_an_engine_that_raises_gives_a_message_and_keeps_nothing(client, nynorsk, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.Down"}
    translation = begin(factories.post(title="Nå"))
    client.force_login(factories.user("editor", language="en"))
    response = client.post(
        reverse("wagtail_localize:machine_translate", args=[translation.pk]),
        {"next": reverse("wagtailadmin_home")},
        follow=True,
    )
    assert response.status_code == 200
    assert "Annan motor gave no translation." in response.content.decode()
    assert not said(translation)


def test_the_editor_says_how_far_each_language_has_come_with_the_way_there(client, nynorsk):
    page, term = factories.post(title="Nå"), factories.term(Kind.GOAL, "Mål")
    client.force_login(factories.user("editor", language="en"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Nynorsk: Not translated" in html
    assert reverse("wagtail_localize:submit_page_translation", args=[page.pk]) in html
    translation = begin(page)
    write(translation, "Nå", "No", machine=True)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Nynorsk: Draft" in html
    assert reverse("languages:review", args=[translation.pk]) in html
    html = client.get(reverse(term.snippet_viewset.get_url_name("edit"), args=[term.pk])).content.decode()
    assert "Nynorsk: Not translated" in html


def test_all_that_readers_meet_in_words_can_be_translated(nynorsk):
    from blog.models import Category
    from collaboration.models import TERM_MODELS, Organisation, Session, Theme
    from home.models import SiteText

    models = [*TERM_MODELS.values(), Organisation, Session, Theme, Category, SiteText]
    lacking = [
        model.__name__ for model in models if not (issubclass(model, TranslatableMixin) and model.snippet_viewset)
    ]
    assert lacking == []
    text = SiteText.objects.first() or SiteText.objects.create(name="Samspill", locale=factories.locale())
    translation = begin(text)
    write(translation, text.name, "Samspel")
    assert publish(translation).name == "Samspel"


def test_the_menu_follows_the_translated_pages(client, nynorsk):
    page = factories.standard_page(title="Om oss", show_in_menus=True)
    translation = begin(page)
    write(translation, "Om oss", "Om oss her")
    target = publish(translation)
    assert target.show_in_menus
    assert "Om oss her" in client.get(target.get_url()).content.decode()
