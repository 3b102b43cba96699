"""The editor's preview is the true page: of what stands in the form, finished or not."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import PostPage
from collaboration.models import Attribution, Kind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    factories.site()
    editor = factories.user("editor", language="en")
    client.force_login(editor)
    return editor


def form(page, body=(), **fields):
    """Return what the editor's form sends of a page."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "introduction": page.introduction,
        "session": "",
        "body": streamfield(list(body)),
        "date": "2026-01-02 12:00",
        "date_precision": "day",
        "featured_image": "",
        "featured_image_alt": "",
        "tags": "",
        "comments_open": "on",
        "show_changes": "on",
        "seo_title": "",
        "search_description": "",
        "post_authors": inline_formset([]),
        "post_categories": inline_formset([]),
        "comments": inline_formset([]),
        **fields,
    }
    return nested_form_data(data)


def rows(values):
    """Return a list within a block, as the form sends it."""
    sent = {"count": str(len(values))}
    for number, value in enumerate(values):
        sent[str(number)] = {"value": value, "deleted": "", "order": str(number), "type": "item", "id": ""}
    return sent


def said(kind, items, *, attribution=Attribution.UNATTRIBUTED, organisations=(), heading=""):
    """Return a statement list as the form sends it; `items` are (term or None, wording)."""
    return (
        factories.LIST_BLOCKS[kind],
        {
            "heading": heading,
            "attribution": str(attribution),
            "organisations": rows([organisation.pk if organisation else "" for organisation in organisations]),
            "items": rows(
                [{"term": chosen.pk if chosen else "", "wording": wording, "note": ""} for chosen, wording in items]
            ),
        },
    )


def preview(client, page, data):
    """Send the form as the editor's panel does, and return the page that it then shows."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, data).json() == {"is_valid": True, "is_available": True}
    answer = client.get(address, {"in_preview_panel": "true"})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


@pytest.fixture
def post(editor):
    return factories.post([(Kind.GOAL, Attribution.SHARED, [], ["Publisert mål"])], title="Publisert")


def test_changes_that_are_not_saved_are_shown_and_nothing_is_published(client, post):
    goal = factories.term(Kind.GOAL, "Felles fjernlån")
    organisation = factories.OrganisationFactory(name="Bokhuset")
    body = [
        ("heading", {"text": "Ny overskrift", "level": "h2"}),
        ("text", rich_text("<p>Ny tekst</p>")),
        said(Kind.GOAL, [(goal, "vi deler bøkene")], attribution="organisations", organisations=[organisation]),
        said(Kind.CHALLENGE, [(factories.term(Kind.CHALLENGE, "Tid"), "det er for liten tid")]),
    ]
    shown = preview(client, post, form(post, body, title="Ny tittel", introduction="Ny ingress"))
    assert shown.h1.get_text() == "Ny tittel"
    text = shown.get_text(" ")
    for wording in ("Ny ingress", "Ny overskrift", "Ny tekst", "vi deler bøkene", "Bokhuset", "det er for liten tid"):
        assert wording in text, wording
    assert "Publisert mål" not in text
    post.refresh_from_db()
    assert post.title == "Publisert"


def test_it_is_the_page_that_readers_get(client, post):
    data = form(post, [("text", rich_text("<p>Likt</p>"))], introduction="")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])
    client.post(address, data)
    shown = BeautifulSoup(client.get(address).content, "html.parser")
    client.logout()
    read = BeautifulSoup(client.get(post.url).content, "html.parser")
    assert [link["href"] for link in shown.head.find_all("link", rel="stylesheet")] == [
        link["href"] for link in read.head.find_all("link", rel="stylesheet")
    ]
    assert shown.find("header").get_text() == read.find("header").get_text()
    assert shown.find("footer")


def test_a_preview_may_be_framed_by_the_editor_and_by_nobody_else(client, post):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])
    client.post(address, form(post))
    answer = client.get(address)
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


UNFINISHED = {
    "an empty body": lambda: [],
    "an item without a term": lambda: [said(Kind.GOAL, [(None, "et løst ord")])],
    "an item without anything": lambda: [said(Kind.COMPETENCY, [(None, "")])],
    "a list without items": lambda: [said(Kind.MEANS, [])],
    "no organisation chosen": lambda: [
        said(Kind.GOAL, [(factories.term(Kind.GOAL, "Mål"), "Mål")], attribution="organisations")
    ],
    "an organisation's row left empty": lambda: [
        said(Kind.GOAL, [(factories.term(Kind.GOAL, "Mål"), "")], attribution="organisations", organisations=[None])
    ],
    "nobody says who said it": lambda: [said(Kind.GOAL, [(factories.term(Kind.GOAL, "Mål"), "Mål")], attribution="")],
    "an empty heading": lambda: [("heading", {"text": "", "level": "h2"})],
    "an empty text": lambda: [("text", rich_text(""))],
    "an empty quote": lambda: [("quote", {"text": "", "source": ""})],
    "no picture chosen": lambda: [
        ("image", {"image": {"image": "", "alt_text": "", "decorative": ""}, "caption": "Et bilde"})
    ],
    "no document chosen": lambda: [("document", {"document": "", "title": "Et dokument"})],
    "an address not written": lambda: [("embed", {"url": "", "title": "En film"})],
}


@pytest.mark.parametrize("what", UNFINISHED)
def test_what_is_half_filled_in_is_shown_as_far_as_it_goes(client, post, what):
    shown = preview(client, post, form(post, UNFINISHED[what](), title="Halvferdig"))
    assert shown.h1.get_text() == "Halvferdig"


def test_a_half_filled_post_is_kept_as_a_draft_and_refused_for_publication(client, post):
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    data = form(post, [said(Kind.GOAL, [(None, "")], attribution="organisations")], title="Halvferdig")
    assert client.post(edit, data).status_code == 302
    assert PostPage.objects.get(pk=post.pk).get_latest_revision_as_object().title == "Halvferdig"
    refused = client.post(edit, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    post.refresh_from_db()
    assert post.title == "Publisert"


def test_a_post_that_is_not_saved_yet_has_a_preview(client, editor):
    parent = factories.blog()
    address = reverse("wagtailadmin_pages:preview_on_add", args=["blog", "postpage", parent.pk])
    new = PostPage(title="Helt ny", slug=f"ny-{uuid.uuid4().hex[:6]}")
    body = [said(Kind.GOAL, [(factories.term(Kind.GOAL, "Mål"), "et nytt mål")])]
    assert client.post(address, form(new, body)).json() == {"is_valid": True, "is_available": True}
    answer = client.get(address)
    assert answer.status_code == 200
    shown = BeautifulSoup(answer.content, "html.parser").main
    assert shown.h1.get_text() == "Helt ny"
    assert "et nytt mål" in shown.get_text()


def test_the_editor_offers_a_telephone_a_tablet_and_a_screen(client, post):
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    sizes = BeautifulSoup(answer.content, "html.parser").select('input[data-w-preview-target="size"]')
    assert len({size["data-device-width"] for size in sizes}) == 3
    assert min(int(size["data-device-width"]) for size in sizes) == 375


def test_a_preview_of_what_nobody_may_edit_is_refused(client, post):
    client.force_login(factories.user("moderator"))
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])
    assert client.post(address, form(post)).status_code in (302, 403)
