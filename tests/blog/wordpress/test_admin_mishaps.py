"""What goes wrong on the way is said in a sentence that helps, and a click too many does nothing."""

import errno
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from blog.models import BlogIndexPage, PostPage, WordPressImport
from blog.wordpress_admin import performing, starting, storing
from home.models import PeriodicRun
from tests import factories
from tests.blog.wordpress import uploads
from tests.blog.wordpress.uploads import at, choices, file, said, soup, upload, uploaded, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.tasks, pytest.mark.usefixtures("blog")]

State = WordPressImport.State
STANDS_STILL = "The site's background work seems to stand still"


def clicked(client, run, **fields):
    return client.post(at(run, "choose"), choices(run, **fields), follow=True)


# --- Uploads -------------------------------------------------------------------------------------


def a_bomb(tmp_path):
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xml", "w") as piece:
        for _ in range(64):
            piece.write(b" " * 2**20)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.zip", zipped(), "There is no export from WordPress in tom.zip."),
        ("null.xml", b"", "empty"),
        ("side.xml", "\ufeff\n <HTML lang=nb><body>Logg inn".encode(), "side.xml is a web page. Save the export"),
        ("bilde.xml", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "bilde.xml is not an export from WordPress."),
        ("bombe.zip", a_bomb, "bombe.zip becomes far larger when unpacked than an export does, and is not read."),
    ],
)
def test_each_fault_of_a_file_is_said_at_its_field_and_nothing_is_kept(client, chosen, tmp_path, name, content, words):
    response = upload(client, file(content(tmp_path) if callable(content) else content, name))
    field = soup(response).select_one("[data-field]:has([name=exports])")
    assert response.status_code == 422
    assert words in field.get_text()
    assert "Choose all the files again" in said(response)
    assert not WordPressImport.objects.exists()
    assert not list(storing.incoming().parent.glob("[0-9]*"))


def test_nothing_is_said_of_files_to_choose_again_where_none_came(client, chosen):
    assert "Choose all the files again" not in said(client.post(reverse(uploads.BEGIN)))


# --- A click too many ----------------------------------------------------------------------------


def test_a_second_click_on_start_starts_nothing_and_is_no_fault(client, chosen, django_capture_on_commit_callbacks):
    run = uploaded(client)
    with django_capture_on_commit_callbacks() as tasks:
        clicked(client, run)
        page = said(clicked(client, run))
    assert len(tasks) == 1
    assert "It waits for its turn." in page
    assert "This cannot be started now." not in page


def test_a_click_that_comes_when_it_is_done_shows_the_result(client, chosen):
    page = said(client.post(at(chosen(), "act", "go-on"), {"do": "import"}, follow=True))
    assert "Everything in the export is accounted for." in page
    assert "no longer there" not in page


def test_whoever_must_wait_for_another_run_is_led_to_it(client, chosen):
    first, second = uploaded(client), uploaded(client)
    clicked(client, first)
    page = soup(clicked(client, second))
    assert [way["href"] for way in page.select(".messages a, .w-messages a")] == [at(first)]


# --- What is missing -----------------------------------------------------------------------------


def test_an_upload_that_is_gone_before_the_start_is_said(client, chosen):
    run = uploaded(client)
    storing.remove(run)
    assert "Upload it again" in said(client.get(at(run)))
    assert "Upload it again" in said(clicked(client, run))


def test_an_upload_that_is_gone_before_the_worker_comes_is_said(client, chosen):
    run = uploaded(client)
    clicked(client, run)
    storing.remove(run)
    performing.perform(run.pk)
    page = said(client.get(at(run)))
    assert "What was uploaded is no longer there. Upload it again" in page
    assert "Go on" not in page
    assert not PostPage.objects.exists()


@pytest.mark.parametrize(
    ("error", "words", "hidden"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "There is no room left on the disk of this site.", "Errno"),
        (ValueError("x"), "It failed because of something nobody foresaw.", "nothing"),
    ],
)
def test_an_error_is_told_in_words_for_people(client, chosen, monkeypatch, error, words, hidden):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(performing, "import_wordpress", fail)
    page = client.get(at(chosen()))
    assert words in said(page)
    assert hidden not in said(page) or hidden == "nothing"
    assert [code.get_text() for code in soup(page).select("pre")] == (["ValueError: x"] if hidden == "nothing" else [])


@pytest.mark.parametrize(("minutes", "is_said"), [(1, False), (6, True), (None, True)])
def test_a_worker_that_stands_still_is_said_while_something_waits(client, chosen, minutes, is_said):
    run = uploaded(client)
    clicked(client, run)
    if minutes:
        PeriodicRun.objects.create(name="a job", started_at=timezone.now() - timedelta(minutes=minutes))
    for way in ("", "?part"):
        assert (STANDS_STILL in said(client.get(at(run) + way))) is is_said


def test_a_run_that_shows_life_is_not_said_to_stand_still(client, chosen):
    run = uploaded(client)
    clicked(client, run)
    WordPressImport.objects.filter(pk=run.pk).update(state=State.RUNNING)
    with storing.alive(run):
        assert STANDS_STILL not in said(client.get(at(run)))


@pytest.mark.parametrize("name", ["begin", "choose"])
def test_whoever_was_signed_out_is_told_that_nothing_arrived(client, chosen, name):
    run = uploaded(client)
    address = reverse("wordpress:begin") if name == "begin" else at(run, "choose")
    action = soup(client.get(address)).select_one("form[enctype], form[action*=choose]")["action"]
    client.logout()
    sent = {"exports": [file()]} if name == "begin" else choices(run)
    login = client.post(address + action.removeprefix(address), sent)
    assert "/login/" in login.headers["Location"]
    uploads.administrator(client)
    # Where the sign-in leads to.
    back = client.get(address + "?sent")
    assert "what you sent did not arrive" in said(back)
    assert "what you sent did not arrive" not in said(client.get(address))
    assert "next=" + address + "%3Fsent" in login.headers["Location"].replace("%2F", "/")


# --- Rights --------------------------------------------------------------------------------------


@pytest.fixture
def one_blog_only(client, blog):
    """Somebody who may move in, but write in one blog only; and the other blog."""
    other = BlogIndexPage(title="Den andre", slug="den-andre")
    blog.get_parent().add_child(instance=other)
    user = factories.user("editor", language="en")
    group = Group.objects.create(name="Innflyttere")
    group.permissions.add(
        Permission.objects.get(codename="add_wordpressimport"), Permission.objects.get(codename="access_admin")
    )
    add = Permission.objects.get(codename="add_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=other, permission=add)
    user.groups.set([group])
    return user, other


def test_a_run_of_anothers_is_gone_on_with_only_where_one_may_write(client, chosen, one_blog_only):
    user, other = one_blog_only
    run = chosen(do="try")
    client.force_login(user)
    page = said(client.post(at(run, "act", "go-on"), {"do": "import"}, follow=True))
    assert "You may not write in the blog that was chosen." in page
    assert WordPressImport.objects.get(pk=run.pk).state == State.DONE
    offered = soup(client.get(at(run, "choose"))).select("[name=under] option")
    assert [option["value"] for option in offered] == [str(other.pk)]


def test_where_there_is_no_blog_to_write_in_it_is_said(client, chosen, blog):
    run = uploaded(client)
    blog.delete()
    page = client.get(at(run))
    assert "There is no blog here that you may write in." in said(page)
    assert not soup(page).select("[name=do]")


def test_an_export_without_posts_is_said(client, chosen):
    run = uploaded(client, file(uploads.wxr([]).encode()))
    assert "There are no posts and no pages in this export." in said(client.get(at(run)))


def test_the_limit_is_said_before_anything_is_sent(client, chosen, settings):
    settings.WORDPRESS_UPLOAD_MAX_SIZE = 5 * 1024**2
    assert "At most 5.0 MB together." in said(client.get(reverse(uploads.BEGIN))).replace("\xa0", " ")


def test_a_long_name_of_signs_of_many_bytes_is_kept_with_its_ending(client, chosen):
    run = uploaded(client, exports=[file(name="😀" * 80 + ".xml")])
    (path,) = storing.kept(run, storing.EXPORTS)
    assert path.name == "😀" * 49 + ".xml"


def test_a_full_disk_is_said_and_nothing_is_kept(client, chosen, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storing, "keep", full)
    before = WordPressImport.objects.count()
    response = upload(client, exports=[file()])
    assert response.status_code == 422
    assert "The files could not be kept on the server. Its disk may be full." in said(response)
    assert WordPressImport.objects.count() == before


def test_a_run_that_is_started_while_old_ones_are_cleared_away_keeps_none_of_the_others(chosen, monkeypatch, tmp_path):
    old = timezone.now() - timedelta(days=30)
    runs = [factories.user("editor") for _n in range(2)]
    runs = [WordPressImport.objects.create(started_by=user, state=WordPressImport.State.READY) for user in runs]
    WordPressImport.objects.update(created_at=old)
    first = WordPressImport.objects.filter(created_at=old).first()
    remove = starting.remove

    def started_meanwhile(*, run):
        if run.pk == first.pk:
            WordPressImport.objects.filter(pk=run.pk).update(state=WordPressImport.State.WAITING)
        remove(run=run)

    monkeypatch.setattr(starting, "remove", started_meanwhile)
    starting.look_after()
    assert [run.pk for run in WordPressImport.objects.filter(pk__in=[run.pk for run in runs] + [first.pk])] == [
        first.pk
    ]
