"""What collectstatic makes of our files: one stylesheet, hashed names, and sizes within the budget."""

import gzip
import json
import posixpath
import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

from config.static_storage import ENTRIES, ENTRY, SiteStaticStorage, bundle, squeezed

STATIC = Path(__file__).resolve().parents[2] / "static"


def read_from(files):
    return lambda name: files[name]


@pytest.fixture
def collected(tmp_path, settings):
    """The served files as collectstatic writes them from our own static folder."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [STATIC]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.static_storage.SiteStaticStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


@pytest.fixture
def manifest(collected):
    return json.loads((collected / "staticfiles.json").read_text())["paths"]


def collect(source, target):
    """Post-process the files under `source` as collectstatic does; return the names they are served by."""
    storage = SiteStaticStorage(location=target, base_url="/static/")
    finder = FileSystemStorage(location=source)
    paths = {
        path.relative_to(source).as_posix(): (finder, path.relative_to(source).as_posix())
        for path in source.rglob("*")
        if path.is_file()
    }
    for _name, _served, processed in storage.post_process(paths):
        if isinstance(processed, Exception):
            raise processed
    return storage.hashed_files


def test_an_import_becomes_its_layer():
    css, parts = bundle(
        "css/main.css",
        read_from(
            {
                "css/main.css": '@layer a, b;@import url("x.css") layer(b);@import url(sub/y.css) layer(a);',
                "css/x.css": "p { color: red }",
                "css/sub/y.css": "q { color: blue; }",
            }
        ),
    )
    assert css == "@layer a,b;@layer b{p{color: red}}@layer a{q{color: blue}}"
    assert parts == ["css/x.css", "css/sub/y.css"]


def test_an_imported_file_may_import_others():
    css, parts = bundle(
        "css/main.css",
        read_from(
            {
                "css/main.css": '@import url("sub/x.css") layer(a);',
                "css/sub/x.css": '@import url("y.css"); p { top: 0 }',
                "css/sub/y.css": "q { top: 0 }",
            }
        ),
    )
    assert css == "@layer a{q{top: 0}p{top: 0}}"
    assert parts == ["css/sub/x.css", "css/sub/y.css"]


def test_addresses_hold_from_where_the_stylesheet_lies():
    css, _ = bundle(
        "css/main.css",
        read_from(
            {
                "css/main.css": '@import url("parts/x.css");',
                "css/parts/x.css": 'a { b: url("../../fonts/f.woff2"); c: url(#d); e: url("/f") }',
            }
        ),
    )
    assert css == 'a{b: url("../fonts/f.woff2");c: url(#d);e: url("/f")}'


def test_comments_go_and_strings_stay():
    css = squeezed('/* it\'s "one */ a::before { content: "/*  kept  */" } /* two */')
    assert css == 'a::before{content: "/*  kept  */"}'


def test_an_import_in_a_circle_is_refused():
    files = {"css/main.css": '@import url("x.css");', "css/x.css": '@import url("main.css");'}
    with pytest.raises(ImproperlyConfigured, match="imports itself by way of css/x.css"):
        bundle("css/main.css", read_from(files))


def test_an_import_that_cannot_be_inlined_is_refused():
    files = {"css/main.css": '@import url("x.css") layer(a) print;', "css/x.css": ""}
    with pytest.raises(ImproperlyConfigured, match="write imports as"):
        bundle("css/main.css", read_from(files))


def test_an_import_of_a_missing_file_names_it(tmp_path):
    source = tmp_path / "source"
    (source / "css").mkdir(parents=True)
    (source / ENTRY).write_text('@import url("gone.css");')
    with pytest.raises(ImproperlyConfigured, match="css/gone.css"):
        collect(source, tmp_path / "target")


def test_readers_fetch_one_stylesheet_and_on_pages_that_go_further_one_more(collected, manifest):
    sheets = {name for name in manifest if name.endswith(".css")}
    # The admin's own are no reader's.
    assert {name for name in sheets if not name.startswith("admin/")} == set(ENTRIES)
    for entry in ENTRIES:
        assert "@import" not in (collected / manifest[entry]).read_text()
    assert (collected / ENTRY).read_text().count("@layer ") == (STATIC / ENTRY).read_text().count("@import") + 1
    assert not (collected / "css/components").exists() or not any((collected / "css/components").iterdir())


def test_layers_keep_their_order_when_they_are_one_file(collected, manifest):
    css = (collected / manifest[ENTRY]).read_text()
    order = (STATIC / ENTRY).read_text().splitlines()[0]
    assert css.startswith(order.replace(", ", ","))
    # The first mention decides; a layer that only comes later would win over print.
    assert set(re.findall(r"@layer ([\w-]+)\{", css)) <= set(re.findall(r"[\w-]+", order))


def test_every_address_in_the_stylesheet_leads_to_a_file(collected, manifest):
    served = manifest[ENTRY]
    urls = re.findall(r"""url\(["']?([^"')]+)["']?\)""", (collected / served).read_text())
    assert len(urls) == 4
    for url in urls:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(served), url))
        assert (collected / path).is_file(), url
        assert path in manifest.values(), f"{url} is not the hashed name"


def test_modules_import_each_other_by_their_hashed_names(collected, manifest):
    script = (collected / manifest["js/main.js"]).read_text()
    names = re.findall(r"""import\(["'](.+?)["']\)""", script)
    assert names
    for name in names:
        assert f"js/{posixpath.basename(name)}" in manifest.values()


def test_the_stylesheet_is_within_its_budget(collected, manifest):
    """12 kB gzipped, of which one goes to the visual keys of the organisations."""
    assert len(gzip.compress((collected / manifest[ENTRY]).read_bytes(), 9)) <= 11 * 1024


def test_scripts_are_within_their_budget(collected, manifest):
    """4 kB for whoever reads, also on a page that has a use for all of it; half a kB more for whoever writes as well.

    What helps with forms and replies is fetched when somebody begins on one, so most readers never pay for it.
    """
    sizes = {
        posixpath.basename(name): len(gzip.compress((collected / served).read_bytes(), 9))
        for name, served in manifest.items()
        if name.startswith("js/")
    }
    assert sizes.keys() == {path.name for path in (STATIC / "js").glob("*.js")}
    assert sum(sizes.values()) <= 4.5 * 1024
    when_acting = {"busy.js", "counter.js", "reply.js"}
    assert sum(size for name, size in sizes.items() if name not in when_acting) <= 4 * 1024


def test_fonts_without_the_sami_letters_are_within_their_budget():
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*[!i].woff2")) <= 60 * 1024


def test_a_change_in_a_part_changes_the_served_stylesheet(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "css").mkdir(parents=True)
    (source / ENTRY).write_text('@import url("part.css") layer(a);')
    (source / "css/part.css").write_text("p { top: 1px }")
    first = collect(source, target)[ENTRY]
    (source / "css/part.css").write_text("p { top: 2px }")
    second = collect(source, target)[ENTRY]
    assert first != second
    assert "top: 2px" in (target / second).read_text()


def test_a_dry_run_writes_nothing(tmp_path):
    storage = SiteStaticStorage(location=tmp_path, base_url="/static/")
    finder = FileSystemStorage(location=STATIC)
    assert list(storage.post_process({ENTRY: (finder, ENTRY)}, dry_run=True)) == []
    assert list(tmp_path.iterdir()) == []
