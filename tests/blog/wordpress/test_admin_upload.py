"""An export is uploaded, shown and chosen from; what is none is refused in a sentence that helps."""

import stat

import pytest
from django.test import Client
from django.urls import reverse

from blog.models import PostPage, WordPressImport
from blog.wordpress_admin import starting, storing
from tests import factories
from tests.blog.wordpress import uploads
from tests.blog.wordpress.making import MadeComment, MadeItem, wxr
from tests.blog.wordpress.uploads import (
    administrator,
    at,
    choices,
    export,
    file,
    packed,
    said,
    soup,
    upload,
    uploaded,
    zipped,
)

pytestmark = pytest.mark.django_db

State = WordPressImport.State
ROLES = ["administrator", "editor", "moderator", "translator"]


@pytest.fixture(autouse=True)
def blog():
    return factories.blog()


def test_what_is_in_the_export_is_shown_before_anything_is_written(client):
    administrator(client)
    run = uploaded(client)
    page = said(client.get(at(run)))
    assert run.state == State.READY
    assert "Samspill" in page
    assert "https://samspill.example.org" in page
    assert "Published: 3, Drafts: 1, Private: 1, In the trash: 1" in page
    assert "Mails from contact forms 1" in page
    assert "They are private letters, and are never published." in page
    assert "Waiting for a moderator (3)" in page
    assert "Ingrid (ingrid)" in page
    assert not PostPage.objects.exists()


def test_nothing_private_is_chosen_beforehand(client):
    administrator(client)
    form = soup(client.get(at(uploaded(client))))
    chosen = {box["value"] for box in form.select("[name=statuses][checked]")}
    assert chosen == {"publish", "draft"}
    assert {box["value"] for box in form.select("[name=comments][checked]")} == {"pending"}
    assert form.select_one("[name=media][checked]")["value"] == "leave"
    assert not form.select("[name=with_pings][checked], [name=update][checked]")


def test_what_is_no_choice_is_not_asked(client):
    administrator(client)
    run = uploaded(client, file(wxr([MadeItem(id=1)]).encode()))
    form = soup(client.get(at(run)))
    assert [box["value"] for box in form.select("[name=statuses]")] == ["publish"]
    assert not form.select("[name=comments], [name=with_pings], [name=update]")
    blog = form.select_one("[name=under] option")["value"]
    client.post(at(run, "choose"), {"under": blog, "statuses": ["publish"], "media": "leave"})
    run.refresh_from_db()
    assert (run.state, run.options["comments"], run.options["update"]) == (State.WAITING, ["pending"], False)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.xml", b" ", "tom.xml is empty."),
        ("side.xml", b"<!doctype html><html><p>Hei", "side.xml is a web page. Save the export that WordPress makes"),
        (
            "feed.xml",
            b"<rss version='2.0'><channel></channel></rss>",
            "feed.xml is a feed, which holds only the newest",
        ),
        ("base.sql", b"-- MySQL dump\nCREATE TABLE wp_posts", "base.sql is a copy of a database."),
        ("brev.txt", b"Hei", "brev.txt is not an export from WordPress."),
        ("eksport.zip", b"PK\x03\x04ikke", "eksport.zip is damaged and cannot be unpacked."),
        ("bilder.zip", zipped(bilde__jpg="x"), "There is no export from WordPress in bilder.zip."),
        ("ond.xml", b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><wp:x/></rss>", "ond.xml declares entities of its own"),
    ],
)
def test_what_is_no_export_is_refused_by_name_with_what_to_do(client, name, content, words):
    administrator(client)
    response = upload(client, file(content, name))
    assert response.status_code == 422
    assert words in said(response)
    assert not WordPressImport.objects.exists()
    assert not list(storing.incoming().parent.glob("[0-9]*"))


def test_an_export_may_be_packed_and_come_in_several_files(client):
    administrator(client)
    run = uploaded(
        client, file(packed(export(posts=1)), "del1.xml.gz"), file(zipped(b__xml=export(posts=2)), "del2.zip")
    )
    # What both hold is counted twice, as the proof does, and comes once.
    assert run.found["items"]["post"]["publish"] == 3


def test_files_of_two_blogs_are_refused(client):
    administrator(client)
    response = upload(client, file(), file(export(link="https://other.example.org"), "annen.xml"))
    assert "The files are of several blogs: https://other.example.org, https://samspill.example.org." in said(response)


def test_media_that_are_no_archive_are_refused(client):
    administrator(client)
    response = upload(client, media=file(b"hei", "bilde.jpg"))
    assert "bilde.jpg is neither a .zip nor a .tar. Pack the folder of files, and choose that." in said(response)


def test_nothing_chosen_is_told(client):
    administrator(client)
    assert "Choose the file that WordPress made under Tools, Export." in said(client.post(reverse(uploads.BEGIN)))


def test_more_than_the_site_allows_is_not_received(client, settings):
    settings.WORDPRESS_UPLOAD_MAX_SIZE = 1000
    administrator(client)
    response = upload(client)
    assert response.status_code == 422
    assert "That is more than 1000" in said(response).replace("\xa0", " ")
    assert not list(storing.incoming().iterdir())


def test_uploads_lie_where_nobody_else_looks_and_nothing_serves_them(client, settings):
    administrator(client)
    run = uploaded(client)
    folder = storing.folder_of(run)
    assert not folder.is_relative_to(settings.MEDIA_ROOT)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o700 for path in folder.rglob("*") if path.is_dir())
    assert [path.name for path in storing.kept(run, storing.EXPORTS)] == ["eksport.xml"]
    assert not list(storing.incoming().iterdir())


@pytest.mark.tasks
def test_a_large_export_is_read_in_the_background(client, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(starting, "AT_ONCE", 10)
    administrator(client)
    with django_capture_on_commit_callbacks() as later:
        run = uploaded(client)
    assert run.state == State.READING
    assert "The export is being read." in said(client.get(at(run)))
    for callback in later:
        callback()
    run.refresh_from_db()
    assert run.state == State.READY
    assert run.source == "samspill.example.org"


@pytest.mark.tasks
def test_what_stands_against_a_large_export_is_shown(client, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(starting, "AT_ONCE", 10)
    administrator(client)
    with django_capture_on_commit_callbacks(execute=True):
        run = uploaded(client, file(), file(export(link="https://other.example.org"), "annen.xml"))
    assert run.state == State.READING
    page = said(client.get(at(run)))
    assert "The files are of several blogs" in page
    assert "Upload again" in page


def test_choices_are_kept_when_something_is_missing(client):
    administrator(client)
    author = factories.AuthorFactory(name="Kari")
    spam = [MadeComment(id=1, approved="spam"), MadeComment(id=2, type="pingback")]
    run = uploaded(client, file(wxr([MadeItem(id=1, comments=spam)]).encode()))
    sent = choices(run, statuses=[], comments=["spam"], with_pings="on", **{"author-0": author.pk})
    response = client.post(at(run, "choose"), sent)
    form = soup(response)
    assert response.status_code == 422
    assert "Choose at least one kind of post." in said(response)
    assert [box["value"] for box in form.select("[name=comments][checked]")] == ["spam"]
    assert form.select("[name=with_pings][checked]")
    assert form.select_one("[name=author-0] [selected]")["value"] == str(author.pk)
    run.refresh_from_db()
    assert run.state == State.READY


def test_an_author_of_the_same_name_is_proposed(client):
    administrator(client)
    same = factories.AuthorFactory(name="ingrid")
    form = soup(client.get(at(uploaded(client))))
    assert form.select_one("[name=author-0] [selected]")["value"] == str(same.pk)


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_may_move_in(client, role):
    administrator(client)
    run = uploaded(client)
    client.force_login(factories.user(role, language="en"))
    gets = [reverse(uploads.BEGIN), at(run), at(run, "choose")]
    posts = [(reverse(uploads.BEGIN), {"exports": [file()]}), (at(run, "choose"), choices(run))]
    posts += [(at(run, "act", act), {}) for act in ("go-on", "stop", "remove")]
    hidden = [at(run, "report"), at(run, "text", "1"), at(run, "old_text", "1")]
    before = WordPressImport.objects.get(pk=run.pk).state
    if role == "administrator":
        assert [client.get(url).status_code for url in gets] == [200] * 3
        assert [client.get(url).status_code for url in hidden] == [404] * 3
        assert client.post(*posts[1]).headers["Location"] == at(run)
        assert "Move in from WordPress" in client.get(reverse("wagtailadmin_home")).content.decode()
    else:
        away = reverse("wagtailadmin_home")
        assert {client.get(url).headers.get("Location") for url in gets + hidden} == {away}
        assert {client.post(*sent).headers.get("Location") for sent in posts} == {away}
        assert WordPressImport.objects.count() == 1
        assert WordPressImport.objects.get(pk=run.pk).state == before
        assert "Move in from WordPress" not in client.get(away).content.decode()


def test_an_upload_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    administrator(client)
    assert upload(client).status_code == 403
    assert not WordPressImport.objects.exists()


@pytest.mark.parametrize("act", ["go-on", "stop", "remove"])
def test_nothing_is_done_by_looking_which_leads_to_the_run(client, act):
    administrator(client)
    run = uploaded(client)
    assert client.get(at(run, "act", act)).headers["Location"] == at(run)
    assert WordPressImport.objects.get(pk=run.pk).state == run.state


def test_blogs_of_the_same_name_are_told_apart_by_language_and_the_sites_own_is_chosen(client, blog):
    administrator(client)
    run = uploaded(client)
    options = soup(client.get(at(run))).select("[name=under] option")
    assert [option.get_text() for option in options] == [blog.title]
    nynorsk = factories.blog("nn")
    options = soup(client.get(at(run))).select("[name=under] option")
    assert [option.get_text() for option in options] == [
        f"{page.title} ({page.locale.get_display_name()})" for page in (blog, nynorsk)
    ]
    assert [option["value"] for option in options if option.has_attr("selected")] == [str(blog.pk)]
