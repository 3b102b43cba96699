"""What is kept of a session is shown to readers only if an editor says so, and private until then."""

from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from collaboration.models import NotesReview, Session, SessionDocument, SessionPicture
from collaboration.sources import keep_sources, private_collection
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/samarbeid/samlinger/oydagen/"


@pytest.fixture
def session():
    factories.site()
    factories.collaboration_page()
    return factories.SessionFactory(name="Øydagen", slug="oydagen")


def keep(session, user=None, **more):
    file = ContentFile(b"Styrker", name="Notater fra øya.txt")
    photograph = get_test_image_file("IMG_1234.png")
    return keep_sources(
        session=session, user=user or factories.user("editor"), file=file, photographs=[photograph], **more
    )


def show(model):
    """Say on the session's form that readers see it."""
    session = Session.objects.get()
    draft = session.get_latest_revision_as_object()
    for row in getattr(draft, "documents" if model is SessionDocument else "pictures").all():
        row.shown = True
        getattr(draft, "documents" if model is SessionDocument else "pictures").add(row)
    draft.save_revision().publish()


def test_readers_see_neither_file_nor_picture_until_an_editor_says_so(client, session):
    assert keep(session) == 2
    document = SessionDocument.objects.get().document
    assert "Sources" not in client.get(PAGE).content.decode()
    assert not BeautifulSoup(client.get(PAGE).content, "html.parser").main.select("picture, .document")
    assert "/account/sign-in/" in client.get(document.url).url
    name = document.file.url.removeprefix("/media/")
    for path in (name, f"/{name}", f"./{name}", f"images/../{name}", f"%2e/{name}"):
        assert client.get(f"/media/{path}").status_code == 404, path
    show(SessionDocument)
    shown = BeautifulSoup(client.get(PAGE).content, "html.parser").main
    assert [link["href"] for link in shown.select(".document")] == [document.url]
    assert not shown.select("picture")
    assert client.get(document.url).status_code == 200
    show(SessionPicture)
    assert BeautifulSoup(client.get(PAGE).content, "html.parser").main.select_one("picture img")["alt"]


def test_who_is_signed_in_opens_what_readers_may_not(client, session):
    keep(session)
    client.force_login(factories.user("moderator"))
    assert client.get(SessionDocument.objects.get().document.url).status_code == 200


@pytest.mark.tasks
def test_what_is_no_longer_shown_is_closed_again_but_not_what_is_used_elsewhere(client, session):
    keep(session)
    show(SessionDocument)
    row = SessionDocument.objects.get()
    draft = Session.objects.get().get_latest_revision_as_object()
    hidden = draft.documents.get()
    hidden.shown = False
    draft.documents.add(hidden)
    draft.save_revision().publish()
    assert "/account/sign-in/" in client.get(row.document.url).url
    show(SessionDocument)
    body = [{"type": "document", "value": {"document": row.document.pk, "text": "Notatene"}}]
    page = factories.standard_page(body=body)
    assert page.live
    draft = Session.objects.get().get_latest_revision_as_object()
    hidden = draft.documents.get()
    hidden.shown = False
    draft.documents.add(hidden)
    draft.save_revision().publish()
    assert client.get(row.document.url).status_code == 200


def test_a_file_is_closed_when_its_session_is_no_longer_published_and_opened_with_it(client, session):
    keep(session)
    show(SessionDocument)
    address = SessionDocument.objects.get().document.url
    assert client.get(address).status_code == 200
    Session.objects.get().unpublish()
    assert "/account/sign-in/" in client.get(address).url
    Session.objects.get().get_latest_revision().publish()
    assert client.get(address).status_code == 200


def test_a_file_is_closed_when_it_is_taken_out_of_its_session_or_the_session_is_deleted(client, session):
    keep(session)
    show(SessionDocument)
    document = SessionDocument.objects.get().document
    draft = Session.objects.get().get_latest_revision_as_object()
    draft.documents.clear()
    draft.save_revision().publish()
    assert not SessionDocument.objects.exists()
    assert "/account/sign-in/" in client.get(document.url).url
    keep(Session.objects.get())
    show(SessionDocument)
    document = SessionDocument.objects.get().document
    assert client.get(document.url).status_code == 200
    Session.objects.get().delete()
    assert "/account/sign-in/" in client.get(document.url).url


def test_a_picture_has_a_name_that_nobody_guesses(session):
    keep(session)
    image = SessionPicture.objects.get().image
    assert image.title == "IMG_1234.png"
    assert image.filename.startswith("img-1234-")
    assert len(image.filename) > len("img-1234-.png") + 20


def test_what_is_being_changed_on_a_session_stays_and_is_not_published(session):
    draft = session.get_latest_revision_as_object()
    draft.place = "Fyret"
    draft.save_revision()
    keep(Session.objects.get())
    fresh = Session.objects.get()
    assert fresh.place == ""
    assert not fresh.documents.exists()
    latest = fresh.get_latest_revision_as_object()
    assert (latest.place, latest.documents.count(), latest.pictures.count()) == ("Fyret", 1, 1)


def test_a_kind_of_file_that_is_not_kept_is_kept_as_its_text(session):
    file = ContentFile(b"<p>Styrker</p>", name="side.html")
    keep_sources(session=session, user=factories.user("editor"), file=file, notes="Styrker")
    document = SessionDocument.objects.get().document
    assert (document.title, document.file.read()) == ("notater.txt", b"Styrker")


def test_there_is_one_private_collection():
    factories.site()
    assert private_collection() == private_collection()


# --- With notes ----------------------------------------------------------------------------------


def bring(client, session, **more):
    data = {"notes": "Styrker\n\n- kor\n", "locale": factories.locale().pk, "session": session and session.pk, **more}
    return client.post(reverse("notes:begin"), data)


@pytest.fixture
def editor(client):
    factories.blog()
    client.force_login(user := factories.user("editor", language="en"))
    return user


def photograph(name="tavle.png"):
    return SimpleUploadedFile(name, get_test_image_file().file.getvalue(), content_type="image/png")


def test_pasted_notes_and_photographs_are_kept_with_the_session_on_request(client, session, editor):
    assert bring(client, session).status_code == 302
    assert not SessionDocument.objects.exists()
    assert bring(client, session, keep="on", photographs=[photograph(), photograph("b.png")]).status_code == 302
    document = SessionDocument.objects.get().document
    assert (document.file.read().decode(), document.uploaded_by_user) == ("Styrker\n\n- kor", editor)
    assert [row.image.title for row in SessionPicture.objects.order_by("pk")] == ["tavle.png", "b.png"]
    assert "Øydagen" in SessionPicture.objects.first().alt_text


def test_an_uploaded_file_is_kept_as_it_was(client, session, editor):
    bring(client, session, notes="", file=SimpleUploadedFile("n.txt", b"Styrker\r\n- kor\r\n"), keep="on")
    assert SessionDocument.objects.get().document.file.read() == b"Styrker\r\n- kor\r\n"


def test_a_photograph_that_cannot_be_kept_says_so_beside_its_field_and_nothing_is_begun(client, session, editor):
    with patch("collaboration.sources._saved", side_effect=ValidationError({"file": ["For stor.", "Feil farge."]})):
        response = bring(client, session, keep="on", photographs=[photograph()])
    assert response.context["form"].errors["photographs"] == ["For stor.", "Feil farge."]
    assert "kor" in response.context["form"]["notes"].value()
    assert not NotesReview.objects.exists()


def test_sources_need_a_session_and_photographs_have_to_be_pictures(client, session, editor):
    response = bring(client, "", keep="on")
    assert "Choose the session" in response.content.decode()
    response = bring(client, session, photographs=[SimpleUploadedFile("x.png", b"not a picture")])
    assert response.status_code == 200
    assert not NotesReview.objects.exists()
    assert not SessionPicture.objects.exists()


@pytest.mark.parametrize("may", [True, False])
def test_only_who_may_change_sessions_keeps_anything_with_them(client, session, may):
    factories.blog()
    user = factories.user("editor", language="en")
    if not may:
        permissions = user.groups.get().permissions
        permissions.remove(*permissions.filter(codename="change_session"))
    client.force_login(user)
    shown = BeautifulSoup(client.get(reverse("notes:begin")).content, "html.parser")
    assert bool(shown.select("[name=keep]")) is bool(shown.select("[name=photographs]")) is may
    assert bring(client, session, keep="on", photographs=[photograph()]).status_code == 302
    assert SessionDocument.objects.exists() is SessionPicture.objects.exists() is may


def test_sources_are_edited_on_the_session_s_form(client, session, editor):
    keep(session, editor)
    shown = client.get(reverse(Session.snippet_viewset.get_url_name("edit"), args=[session.pk])).content.decode()
    form = BeautifulSoup(shown, "html.parser")
    assert form.select_one("[name='documents-0-shown']")
    assert not form.select_one("[name='pictures-0-shown']").has_attr("checked")
