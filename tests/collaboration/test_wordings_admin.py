"""The sheet in the admin where what was said is translated: who may, what it holds, and that nothing typed is lost."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from accounts.models import Role
from collaboration.models import Statement, WordingTranslation
from collaboration.wordings.translating import TRANSLATED
from tests import factories as make

pytestmark = pytest.mark.django_db

ROLES = {"administrator": True, "editor": True, "translator": False, "moderator": False, None: False}


def written(*wordings):
    """A post in bokmål, and the page that shows it in nynorsk."""
    make.blog("nn")
    organisation = make.OrganisationFactory(name="Akershus")
    said = [("goal", "organisations", [organisation], wordings[:-1]), ("challenge", "shared", [], wordings[-1:])]
    post = make.post(said, title="Hva vil vi?")
    return post, post.copy_for_translation(make.locale("nn"), alias=True)


@pytest.fixture
def pages():
    return written("lære", "dele", "tid")


@pytest.fixture
def editor(client):
    user = make.user("editor", language="en")
    client.force_login(user)
    return user


def url(page, show=""):
    return reverse("wordings:of", args=[page.pk]) + (f"?show={show}" if show else "")


def sheet(client, page, show=""):
    response = client.get(url(page, show))
    assert response.status_code == 200
    return read(response)


def read(response):
    return BeautifulSoup(response.content.decode(), "html.parser").main


def words(page):
    return [label.q.get_text() for label in page.select(".wordings__rows label[for]")]


def typed(page):
    """Return what a form sends as it stands on the page."""
    sent = {field["name"]: field["value"] for field in page.select(".wordings__rows input[type=hidden]")}
    return {**sent, **{field["name"]: field.get_text() for field in page.select(".wordings__rows textarea")}}


def field(wording):
    return f"text:{Statement.objects.get(wording=wording).item_uuid}"


@pytest.mark.parametrize("role", ROLES)
def test_who_may_publish_the_page_may_translate_what_it_shows(client, pages, role):
    post, nynorsk = pages
    user = make.user(role)
    if role is None:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(make.user("administrator"))
    sent = {**typed(sheet(client, nynorsk)), field("lære"): "læra"}
    client.force_login(user)
    assert (client.get(url(nynorsk)).status_code == 200) is ROLES[role]
    assert (client.get(url(post)).status_code == 200) is ROLES[role]
    client.post(url(nynorsk), sent)
    assert WordingTranslation.objects.exists() is ROLES[role]


def test_who_may_publish_in_one_language_alone_translates_into_that_one_alone(client, pages):
    post, nynorsk = pages
    make.blog("en")
    english = post.copy_for_translation(make.locale("en"), alias=True)
    role = Role.objects.get(key="translator").group
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=role, page=make.home_page("en"), permission=publish)
    client.force_login(make.user("translator"))
    assert client.get(url(english)).status_code == 200
    assert client.get(url(nynorsk)).status_code != 200
    offered = {link["href"] for link in read(client.get(url(post))).select("a[href*=wordings]")}
    assert url(english) in offered
    assert url(nynorsk) not in offered


def test_every_statement_stands_there_by_list_with_its_term_and_its_language(client, editor, pages):
    _post, nynorsk = pages
    page = sheet(client, nynorsk)
    assert words(page) == ["lære", "dele", "tid"]
    assert [heading.get_text() for heading in page.select("h3")] == ["Goals: Akershus", "Challenges"]
    assert page.select_one(".wordings__rows q")["lang"] == "nb"
    assert page.select_one(".wordings__rows textarea")["lang"] == "nn"
    assert "Lære".lower() in page.select_one(".wordings__term").get_text().lower()


def test_all_is_saved_at_once_and_logged_with_who_did_it(client, editor, pages):
    _post, nynorsk = pages
    sent = {**typed(sheet(client, nynorsk)), field("lære"): "læra", field("tid"): "tida"}
    assert client.post(url(nynorsk), sent).status_code == 302
    stored = WordingTranslation.objects.order_by("text")
    assert [(row.original, row.text, row.translated_by) for row in stored] == [
        ("lære", "læra", editor),
        ("tid", "tida", editor),
    ]
    entry = PageLogEntry.objects.get(action=TRANSLATED)
    assert (entry.page_id, entry.user, entry.data["written"]) == (nynorsk.pk, editor, 2)
    # Sent again as it is, it changes nothing.
    client.post(url(nynorsk), typed(sheet(client, nynorsk)))
    assert PageLogEntry.objects.filter(action=TRANSLATED).count() == 1


def test_only_those_without_a_translation_can_be_listed_and_what_is_not_listed_stays(client, editor, pages):
    _post, nynorsk = pages
    client.post(url(nynorsk), {**typed(sheet(client, nynorsk)), field("lære"): "læra"})
    page = sheet(client, nynorsk, "without")
    assert words(page) == ["dele", "tid"]
    client.post(url(nynorsk, "without"), {**typed(page), field("tid"): "tida"})
    assert words(sheet(client, nynorsk, "without")) == ["dele"]
    assert set(WordingTranslation.objects.values_list("text", flat=True)) == {"læra", "tida"}


def test_what_was_typed_is_kept_when_something_is_wrong(client, editor, pages):
    _post, nynorsk = pages
    sent = {**typed(sheet(client, nynorsk)), field("lære"): "lære", field("tid"): "tida"}
    response = client.post(url(nynorsk, "without"), sent)
    assert response.status_code == 422
    page = read(response)
    kept = typed(page)
    assert (kept[field("lære")], kept[field("tid")]) == ("lære", "tida")
    (wrong,) = page.select("[aria-invalid]")
    assert wrong["name"] == field("lære")
    assert page.find(id=wrong["aria-describedby"].split()[-1])["class"] == ["error-message"]
    assert not WordingTranslation.objects.exists()


def test_a_change_of_the_words_makes_the_translation_outdated_until_it_is_confirmed(client, editor, pages):
    post, nynorsk = pages
    client.post(url(nynorsk), {**typed(sheet(client, nynorsk)), field("lære"): "læra"})
    body = post.body.raw_data
    body[0]["value"]["items"][0]["value"]["wording"] = "lære mer"
    make.revise(post, body=body, publish=True)
    page = sheet(client, nynorsk, "without")
    told = page.select_one(".wordings__outdated")
    assert told.q.get_text() == "lære"
    # Saving the sheet for the sake of another row confirms nothing.
    client.post(url(nynorsk), {**typed(page), field("tid"): "tida"})
    assert WordingTranslation.objects.get(text="læra").original == "lære"
    fits = page.select_one("input[type=checkbox]")["name"]
    client.post(url(nynorsk), {**typed(sheet(client, nynorsk)), fits: "on"})
    assert WordingTranslation.objects.get(text="læra").original == "lære mer"
    assert not sheet(client, nynorsk).select(".wordings__outdated")


def test_words_that_were_changed_while_somebody_translated_are_shown_again_with_what_she_typed(client, editor, pages):
    post, nynorsk = pages
    name = field("lære")
    sent = {**typed(sheet(client, nynorsk)), name: "læra"}
    body = post.body.raw_data
    body[0]["value"]["items"][0]["value"]["wording"] = "ikke lære"
    make.revise(post, body=body, publish=True)
    response = client.post(url(nynorsk), sent)
    assert response.status_code == 422
    page = read(response)
    assert words(page)[0] == "ikke lære"
    assert typed(page)[name] == "læra"
    assert not WordingTranslation.objects.exists()
    client.post(url(nynorsk), typed(page))
    assert WordingTranslation.objects.get().original == "ikke lære"


def test_what_was_typed_for_a_statement_that_is_gone_is_told(client, editor, pages):
    post, nynorsk = pages
    sent = {**typed(sheet(client, nynorsk)), field("lære"): "noko heilt anna"}
    make.revise(post, said=[("goal", "shared", [], ["Nytt"])], publish=True)
    response = client.post(url(nynorsk), sent)
    assert response.status_code == 422
    assert "noko heilt anna" in read(response).get_text()


def test_a_sheet_asks_the_same_number_of_questions_however_much_was_said(client, editor):
    asked = []
    for size in (3, 120):
        _post, nynorsk = written(*(f"Utsagn {size} {number}" for number in range(size)))
        client.get(url(nynorsk))
        page = sheet(client, nynorsk)
        sent = {name: text or f"på nynorsk {name}" for name, text in typed(page).items()}
        client.post(url(nynorsk), sent)
        with CaptureQueriesContext(connection) as queries:
            assert len(words(sheet(client, nynorsk))) == size
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert WordingTranslation.objects.count() == 123


def test_a_post_that_is_not_published_can_be_translated_ahead(client, editor):
    make.blog("nn")
    post = make.post([("goal", "shared", [], ["lære"])], live=False)
    nynorsk = post.copy_for_translation(make.locale("nn"))
    make.revise(post, said=[("goal", "shared", [], ["dele"])])
    assert words(sheet(client, nynorsk)) == ["dele"]


@pytest.mark.parametrize("field_name", ["text:", "text:no-such-item", "text:\ud800", "seen:x"])
def test_a_sheet_that_nobody_was_given_breaks_nothing(client, editor, pages, field_name):
    _post, nynorsk = pages
    assert client.post(url(nynorsk), {field_name.encode("utf-8", "replace").decode(): "x"}).status_code in (302, 422)
    assert not WordingTranslation.objects.exists()


def test_pages_that_say_nothing_and_pages_that_are_not_there_have_no_sheet(client, editor, pages):
    post, _nynorsk = pages
    assert client.get(url(make.home_page())).status_code == 404
    assert client.get(reverse("wordings:of", args=[987654])).status_code == 404
    assert client.post(url(post), {}).status_code == 404


def test_the_posts_own_page_in_the_admin_leads_there_for_whoever_may(client, pages):
    post, nynorsk = pages
    client.force_login(make.user("editor"))
    assert url(post) in client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    listed = client.get(reverse("wagtailadmin_explore", args=[nynorsk.get_parent().pk])).content.decode()
    assert url(nynorsk) in listed
    client.force_login(make.user("translator"))
    assert url(post) not in client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()


def test_the_language_is_chosen_where_there_are_several(client, editor, pages):
    post, nynorsk = pages
    client.post(url(nynorsk), {**typed(sheet(client, nynorsk)), field("lære"): "læra"})
    page = read(client.get(url(post)))
    item = page.find("a", href=url(nynorsk)).parent
    assert "1 of 3" in item.get_text()
    assert Page.objects.filter(translation_key=post.translation_key).count() == 2


def test_a_post_in_one_language_only_says_that_it_is_translated_first(client, editor):
    post = make.post([("challenge", "shared", [], ["tid"])])
    client.force_login(make.user("administrator", language="en"))
    response = client.get(url(post), follow=True)
    assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[post.pk]), 302)]
    page = BeautifulSoup(response.content.decode(), "html.parser")
    told = page.select_one(".messages .warning")
    assert "Translate the post first" in told.get_text()
    assert told.a["href"] == reverse("wagtail_localize:submit_page_translation", args=[post.pk])
