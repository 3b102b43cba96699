"""Whatever an editor's forms are sent, the answer says what to do, and nothing is lost."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import PostPage
from collaboration.models import Competency, Statement
from home.models import SiteDocument, SiteImage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make.user("editor", language="nb")
    client.force_login(user)
    return user


def said(response):
    return " ".join(BeautifulSoup(response.content.decode(), "html.parser").get_text(" ").split())


# --- What editors send ---------------------------------------------------------------------------


def page_form(page, **changes):
    """Return what the editor's form sends for a post."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "introduction": page.introduction,
        "session": "",
        "body": streamfield([("text", rich_text("<p>Hei</p>"))]),
        "featured_image": "",
        "featured_image_alt": "",
        "date": "2011-04-12 10:00",
        "date_precision": "day",
        "comments_open": "on",
        "show_changes": "on",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "tags": "",
        "post_authors": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "post_categories": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        **changes,
    }
    for name in ("post_authors", "post_categories", "comments"):
        for count, number in data.pop(name).items():
            data[f"{name}-{count}"] = number
    return nested_form_data(data)


def test_two_editors_save_the_same_post_and_neither_version_is_lost(client, editor):
    post = make.post(text="Hei")
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    for title in ("Som Ingrid vil ha det", "Som Per vil ha det"):
        assert client.post(address, page_form(post, title=title)).status_code == 302
    titles = [revision.content["title"] for revision in post.revisions.order_by("pk")]
    assert titles[-2:] == ["Som Ingrid vil ha det", "Som Per vil ha det"]
    assert PostPage.objects.get(pk=post.pk).title == post.title


@pytest.mark.parametrize(
    ("parent", "slug"),
    [
        ("home", "admin"),
        ("home", "documents"),
        ("home", "id"),
        ("home", "media"),
        ("home", "static"),
        ("home", "nn"),
        ("home", "nb"),
        ("home", "en"),
        ("blog", "arkiv"),
        ("blog", "archive"),
        ("blog", "emneord"),
        ("blog", "forfattar"),
        ("blog", "2011"),
        ("blog", "0001"),
    ],
)
def test_a_slug_that_would_hide_an_address_of_the_site_is_refused_with_another_one(client, editor, parent, slug):
    parent, kind = (
        (make.blog(), ("blog", "postpage")) if parent == "blog" else (make.home_page(), ("home", "standardpage"))
    )
    make.site()
    address = reverse("wagtailadmin_pages:add", args=[*kind, parent.pk])
    page = PostPage(title="Nytt", slug=slug)
    response = client.post(address, page_form(page))
    assert response.status_code == 200
    assert f"«{slug}»" in said(response) or f"“{slug}”" in said(response)
    assert f"{slug}-2" in said(response)
    assert not Page.objects.filter(slug=slug).exists()


def test_a_post_can_be_written_by_the_form_these_tests_send(client, editor):
    blog = make.blog()
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["blog", "postpage", blog.pk]),
        page_form(PostPage(title="Nytt", slug="nytt")),
    )
    assert response.status_code == 302, said(response)
    assert PostPage.objects.get(slug="nytt")


def new_term(client, name):
    data = {"name": name, "description": rich_text(""), "theme": "", "aliases": "", "slug": ""}
    return client.post(reverse(Competency.snippet_viewset.get_url_name("add")), data)


@pytest.mark.parametrize("name", ["x" * 300, "«" * 256])
def test_a_name_that_is_too_long_is_refused_in_words_and_kept_in_the_form(client, editor, name):
    make.site()
    response = new_term(client, name)
    assert response.status_code == 200
    assert f"Et navn kan ha høyst 255 tegn, og dette har {len(name)}" in said(response)
    assert name in response.content.decode()
    assert not Competency.objects.exists()


def test_a_name_with_signs_that_no_database_stores_is_answered_in_words(client, editor):
    make.site()
    response = new_term(client, "Lese\x00sal")
    assert response.status_code == 200
    assert "Null-tegn er ikke tillatt" in said(response)
    assert not Competency.objects.exists()


def test_a_name_of_255_letters_is_taken(client, editor):
    make.site()
    assert new_term(client, "x" * 255).status_code == 302
    assert Competency.objects.get().name == "x" * 255


@pytest.mark.parametrize("wording", ["\ud800Lesesal", "Lese\r\nsal\t", "\x07Lesesal"])
def test_a_wording_pasted_with_signs_that_nobody_sees_is_stored_without_them(wording):
    make.blog()
    page = make.post([("goal", "unattributed", [], [(make.term("goal", "Lesesal"), wording)])])
    assert Statement.objects.get(post=page).wording in {"Lesesal", "Lese sal"}


def test_a_wording_with_a_null_is_refused_by_the_form():
    make.blog()
    with pytest.raises(ValidationError):
        make.body([("goal", "unattributed", [], [(make.term("goal", "Lesesal"), "Lese\x00sal")])])


# --- Files ---------------------------------------------------------------------------------------

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="9" height="9"/></svg>'


class Huge(io.RawIOBase):
    """A file of 50 MB that takes no room: a picture, with nothing after it."""

    size, at = 50 * 1024 * 1024, 0

    def __init__(self):
        picture = io.BytesIO()
        Image.new("RGB", (9, 9)).save(picture, "PNG")
        self.begins = picture.getvalue()

    def readable(self):
        return True

    def seekable(self):
        return True

    def read(self, count=-1):
        count = self.size - self.at if count is None or count < 0 else min(count, self.size - self.at)
        begins = self.begins[self.at : self.at + count]
        self.at += count
        return begins.ljust(count, b"\0")

    def seek(self, offset, whence=0):
        self.at = {0: 0, 1: self.at, 2: self.size}[whence] + offset
        return self.at

    def tell(self):
        return self.at


def huge(name, kind):
    return InMemoryUploadedFile(Huge(), "file", name, kind, Huge.size, None)


@pytest.mark.parametrize(
    ("name", "kind"), [("tavle.svg", "image/svg+xml"), ("tavle.png", "image/png"), ("tavle.svg.png", "image/png")]
)
def test_an_svg_is_no_picture_here_whatever_it_is_called(client, editor, name, kind):
    make.site()
    response = client.post(
        reverse("wagtailimages:add"), {"title": "Tavla", "file": SimpleUploadedFile(name, SVG, kind), "collection": 1}
    )
    assert response.status_code == 200
    error = said(response)
    assert "SVG" in error or "GIF" in error or "PNG" in error
    assert not SiteImage.objects.exists()


def test_what_is_no_picture_at_all_is_refused(client, editor):
    make.site()
    file = SimpleUploadedFile("tavle.jpg", b"%PDF-1.4 not a picture", "image/jpeg")
    response = client.post(reverse("wagtailimages:add"), {"title": "Tavla", "file": file, "collection": 1})
    assert response.status_code == 200
    assert not SiteImage.objects.exists()


@pytest.mark.parametrize(
    ("form", "model", "name", "most"),
    [
        (get_image_form, SiteImage, "tavle.png", "20,0 MB"),
        (get_document_form, SiteDocument, "rapport.pdf", "25,0 MB"),
    ],
)
def test_a_file_of_50_mb_is_refused_with_how_much_is_taken(form, model, name, most):
    make.site()
    files = {"file": huge(name, "image/png")}
    with translation.override("nb"):
        bound = form(model)({"title": "Stor", "collection": "1"}, files, user=make.user(superuser=True))
        assert not bound.is_valid()
    message = bound.errors["file"][0].replace("\xa0", " ")
    assert "50,0 MB" in message
    assert most in message


@pytest.mark.parametrize("name", ["side.html", "skript.js", "tavle.svg", "program.exe", "side.xhtml", "uten-ending"])
def test_a_document_that_a_browser_would_run_is_refused(client, editor, name):
    make.site()
    file = SimpleUploadedFile(name, b"<script>alert(1)</script>", "text/html")
    response = client.post(reverse("wagtaildocs:add"), {"title": "Fil", "file": file, "collection": 1})
    assert response.status_code == 200
    assert not SiteDocument.objects.exists()
