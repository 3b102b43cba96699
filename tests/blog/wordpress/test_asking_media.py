"""The files of an export, given on the command line: in every packing, and by people who mean harm."""

import gzip
import io
import tarfile
import zipfile

import pytest

from blog.importers.wordpress.loading import archives
from blog.importers.wordpress.loading.fetching import Fetcher
from home.models import SiteImage

from .making import LINK
from .test_asking import refused, told
from .test_loading_files import server  # noqa: F401 — a fixture
from .test_loading_rules import picture

pytestmark = pytest.mark.django_db

# --- --media -------------------------------------------------------------------------------------


def packed(tmp_path, how):
    folder = tmp_path / "uploads"
    (folder / "2011" / "03").mkdir(parents=True)
    (folder / "2011" / "03" / "sky.png").write_bytes(picture("blue"))
    if how == "folder":
        return folder
    path = tmp_path / f"media.{how}"
    if how == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(folder / "2011/03/sky.png", "uploads/2011/03/sky.png")
    else:
        with tarfile.open(path, {"tar": "w", "tar.gz": "w:gz", "tar.bz2": "w:bz2", "tar.xz": "w:xz"}[how]) as archive:
            archive.add(folder, "uploads")
    return path


@pytest.mark.parametrize("how", ["folder", "zip", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_media_is_a_folder_or_that_folder_packed(export, tmp_path, how):
    assert told(export, "--media", packed(tmp_path, how))["media"] == {"imported": 1}
    assert SiteImage.objects.get().title == "sky.png"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is not there"),
        (b"no archive", "neither a folder nor an archive"),
        (b"PK\x03\x04 cut off", "neither a folder nor an archive"),
        (b"\x1f\x8bcut off", "is damaged"),
        (gzip.compress(b"no tar in it", mtime=0), "is damaged"),
        (b"BZhx", "is damaged"),
    ],
)
def test_media_says_what_is_amiss_and_what_to_give(export, tmp_path, content, said):
    path = tmp_path / "media.bin"
    if content is not None:
        path.write_bytes(content)
    found = refused(export, "--media", path)
    assert found.startswith("--media: media.bin ")
    assert said in found
    assert "Give the folder wp-content/uploads" in found


def test_nothing_is_written_by_what_an_archive_calls_its_files_and_links_lead_nowhere(export, tmp_path):
    outside = tmp_path / "outside.png"
    outside.write_bytes(picture("red"))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "sky.png").symlink_to(outside)
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as archive:
        for name in ("../../escaped.png", "/tmp/escaped.png"):
            entry = tarfile.TarInfo(name)
            entry.size = len(picture("red"))
            archive.addfile(entry, io.BytesIO(picture("red")))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            entry = tarfile.TarInfo("2011/03/sky.png")
            entry.type, entry.linkname = kind, str(outside)
            archive.addfile(entry)
    linked = tmp_path / "linked.zip"
    with zipfile.ZipFile(linked, "w") as archive:
        entry = zipfile.ZipInfo("2011/03/sky.png")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, str(outside))
    for media in (inside, hostile, linked):
        assert told(export, "--media", media, "--update")["media"] == {"skipped": 1}
    assert not list(tmp_path.parent.rglob("escaped.png"))
    assert not SiteImage.objects.exists()


@pytest.mark.parametrize("how", ["zip", "tar.gz"])
def test_a_bomb_is_refused_before_it_goes_off(export, tmp_path, monkeypatch, how):
    monkeypatch.setattr(archives, "HARMLESS", 1024 * 1024)
    path = tmp_path / f"bomb.{how}"
    if how == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("sky.png", b"\0" * 5_000_000)
    else:
        with tarfile.open(path, "w:gz") as archive:
            entry = tarfile.TarInfo("sky.png")
            entry.size = 5_000_000
            archive.addfile(entry, io.BytesIO(b"\0" * entry.size))
    assert "far larger when unpacked" in refused(export, "--media", path)


def test_an_archive_that_is_locked_says_so_and_one_broken_file_spoils_no_other(export, tmp_path):
    whole = packed(tmp_path, "zip").read_bytes()
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    assert "locked with a password. Unpack it" in refused(export, "--media", tmp_path / "locked.zip")
    broken = bytearray(whole)
    broken[whole.index(b"sky.png") + 20] ^= 0xFF
    (tmp_path / "broken.zip").write_bytes(broken)
    assert told(export, "--media", tmp_path / "broken.zip")["media"] == {"skipped": 1}


# --- --fetch-media, --most-megabytes --------------------------------------------------------------


@pytest.mark.parametrize(("most", "result"), [("1", "imported"), ("1", "skipped")])
def test_no_more_is_fetched_than_was_allowed(export, tmp_path, monkeypatch, server, most, result):  # noqa: F811
    monkeypatch.setattr(Fetcher, "_resolved", lambda self, host, port: "127.0.0.1")
    if result == "skipped":
        # As if all but the last bytes had been used up.
        monkeypatch.setattr(Fetcher, "fetched", 1024 * 1024 - 10)
        monkeypatch.setattr(Fetcher, "__post_init__", lambda self: setattr(self, "fetched", 1024 * 1024 - 10))
    text = export.read_text().replace(LINK, server).replace("/wp-content/uploads/2011/03/sky.png", "/sky.png")
    export.write_text(text)
    assert told(export, "--fetch-media", "--most-megabytes", most)["media"] == {result: 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fetch-media", "--most-megabytes", "0"], "0 is no amount"),
        (["--fetch-media", "--most-megabytes", "-5"], "-5 is no amount"),
        (["--most-megabytes", "5"], "Give --fetch-media as well"),
    ],
)
def test_most_megabytes_says_what_is_no_limit(export, arguments, said):
    found = refused(export, *arguments)
    assert found.startswith("--most-megabytes: ")
    assert said in found
