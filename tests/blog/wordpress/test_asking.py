"""The options of `manage.py import_wordpress`: what each does, and what it says to whoever gets it wrong."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from blog.models import Author, BlogIndexPage, PostPage
from comments.models import ModeratedComment
from tests import factories
from tests.comments.processes import ROOT, database_in

from .making import MadeItem, wxr
from .test_loading_files import server  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db


def told(*arguments, **options):
    out = io.StringIO()
    call_command("import_wordpress", *map(str, arguments), stdout=out, **options)
    return json.loads(out.getvalue())


def refused(*arguments):
    before = PostPage.objects.count()
    with pytest.raises(CommandError) as error:
        told(*arguments)
    assert PostPage.objects.count() == before
    return str(error.value)


# --- --under -------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["slug", "pk"])
def test_under_names_a_blog_by_its_address_or_number(export, by):
    other = factories.blog("nn")
    other.slug = "bloggen"
    other.save()
    told(export, "--under", getattr(other, by))
    assert PostPage.objects.child_of(other).count() == 3


@pytest.mark.parametrize("under", ["nowhere", "999", "9" * 40])
def test_under_says_which_blogs_there_are(export, under):
    said = refused(export, "--under", under)
    blog = BlogIndexPage.objects.get()
    assert (
        said == f"--under: there is no blog “{under}” here. Give the address or number of one: {blog.slug} ({blog.pk})."
    )


# --- --author-map --------------------------------------------------------------------------------


def mapped(tmp_path, text, name="map.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map.csv", "login,author\ningrid,kari-vik\n"),
        ("map.csv", "ingrid;KARI@example.org\r\n\r\n"),
        ("map.txt", "ingrid\tkari-vik"),
        ("map.json", '{"ingrid": "kari-vik"}'),
        ("map.json", '{"ingrid": "kari@example.org"}'),
    ],
)
def test_an_author_there_is_one_here_by_address_or_e_mail(export, tmp_path, name, text):
    user = factories.user("editor", email="kari@example.org")
    kari = Author.objects.create(name="Kari Vik", slug="kari-vik", user=user)
    told(export, "--author-map", mapped(tmp_path, text, name))
    assert Author.objects.get() == kari
    assert set(PostPage.objects.values_list("post_authors__author", flat=True)) == {kari.pk}


def test_a_user_who_is_no_author_yet_becomes_one(export, tmp_path):
    user = factories.user("editor", email="kari@example.org")
    told(export, "--author-map", mapped(tmp_path, "ingrid,kari@example.org"))
    assert Author.objects.get().user == user


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("map.csv", "login,author\nola,kari-vik\ningrid,nobody\n", 3, "no author with the address “nobody”"),
        ("map.csv", "ingrid,nobody@example.org", 1, "no user with that e-mail address, for “ingrid”"),
        ("map.csv", "ola,kari-vik\ningrid\n", 2, "not a login and an author"),
        ("map.csv", "ingrid,kari-vik\ningrid,ola\n", 2, "“ingrid” has another author above"),
        ("map.json", '{\n"ola": "kari-vik",\n"ingrid": "nobody"}', 3, "no author with the address “nobody”"),
        ("map.json", '{\n"ola": "kari-vik",\n"ingrid": 7}', 3, "must lead to one author"),
        ("map.json", '{\n"ola": "kari-vik"\n"ingrid": 7}', 3, "not JSON"),
        ("map.json", '["ingrid"]', 1, "must lead to one author"),
    ],
)
def test_whoever_is_not_known_is_told_with_her_line(export, tmp_path, name, text, line, said):
    Author.objects.create(name="Kari Vik", slug="kari-vik")
    Author.objects.create(name="Ola", slug="ola")
    path = mapped(tmp_path, text, name)
    found = refused(export, "--author-map", path)
    assert found.startswith(f"--author-map: {path}, line {line}: ")
    assert said in found


def test_a_map_that_is_no_file_or_not_utf_8_is_told(export, tmp_path):
    assert refused(export, "--author-map", tmp_path / "none").startswith("--author-map: ")
    (tmp_path / "latin").write_bytes("ingrid,kåre".encode("latin-1"))
    assert "UTF-8" in refused(export, "--author-map", tmp_path / "latin")


# --- --statuses, --skip-comments -----------------------------------------------------------------


def test_statuses_says_which_posts_come(export):
    assert told(export, "--statuses", "publish, private")["by_type"]["post/draft"] == {"skipped": 1}
    assert PostPage.objects.count() == 2


@pytest.mark.parametrize(("given", "named"), [("publish,publisert", "publisert"), (" , ", "nothing")])
def test_statuses_says_which_there_are(export, given, named):
    said = refused(export, "--statuses", given)
    assert said.startswith("--statuses: ")
    assert named in said
    assert "draft, future, pending, private, publish" in said


def test_skip_comments_says_which_stay_behind(export):
    told(export, "--skip-comments", "spam,trash")
    assert set(ModeratedComment.objects.values_list("state", flat=True)) == {"published", "pending"}


def test_skip_comments_says_which_there_are(export):
    assert refused(export, "--skip-comments", "spam,approved").startswith("--skip-comments: there is no “approved”.")


# --- The files themselves, and the report --------------------------------------------------------


def test_several_files_packed_in_several_ways_are_one_export(tmp_path):
    factories.site()
    factories.blog()
    texts = [wxr([MadeItem(id=number)]) for number in range(1, 5)]
    (tmp_path / "1.xml").write_text(texts[0])
    (tmp_path / "2.xml.gz").write_bytes(gzip.compress(texts[1].encode()))
    with zipfile.ZipFile(tmp_path / "3.zip", "w") as archive:
        archive.writestr("3.xml", texts[2])
        archive.writestr("4.xml", texts[3])
    found = told(*(tmp_path / name for name in ("1.xml", "2.xml.gz", "3.zip")))
    assert found["found"] == {"post/publish": 4}
    assert PostPage.objects.count() == 4


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.xml", None, "none.xml is not there. Give the files that WordPress exported"),
        ("page.xml", b"<!doctype html><html></html>", "page.xml is a web page. Save the export"),
        ("cut.zip", b"PK\x03\x04 cut off", "cut.zip is damaged"),
        ("other.xml.gz", gzip.compress(b"words", mtime=0), "other.xml.gz is not an export"),
    ],
)
def test_one_file_that_is_none_stops_all(export, tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert said in refused(export, tmp_path / name)


def test_two_blogs_at_once_are_refused(export, tmp_path):
    (tmp_path / "other.xml").write_text(wxr([MadeItem(id=1)], link="https://other.example.org"))
    assert "several blogs" in refused(export, tmp_path / "other.xml")


@pytest.mark.parametrize("name", ["report.json", "report.html"])
def test_the_report_is_written(export, tmp_path, name):
    told(export, "--report", tmp_path / name)
    assert "export" in (tmp_path / name).read_text() or "post" in (tmp_path / name).read_text()


@pytest.mark.parametrize(("name", "said"), [("report.txt", "neither .json nor .html"), ("no/report.json", "no folder")])
def test_a_report_that_could_not_be_written_is_refused_beforehand(export, tmp_path, name, said):
    assert said in refused(export, "--report", tmp_path / name)


def test_from_a_shell_an_error_is_a_sentence_and_no_traceback(tmp_path):
    database_in(tmp_path)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
    }
    (tmp_path / "export.xml").write_text(wxr([MadeItem(id=1)]))
    command = [sys.executable, "manage.py", "import_wordpress", str(tmp_path / "export.xml"), "--statuses", "all"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "CommandError: --statuses: there is no “all”." in done.stderr
    assert "Traceback" not in done.stderr
    assert Path(tmp_path / "export.xml").exists()
