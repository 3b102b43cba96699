import gettext
import os
import shutil
import time

import pytest

from config import catalogues

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "session"
msgstr "{}"

msgid "statement"
msgstr ""

#, fuzzy
msgid "post"
msgstr "påle"
"""


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "locale" / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO.format("samling"))
    return folder / "django.po"


def translate(compiled, word):
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file).gettext(word)


def test_catalogues_are_compiled_without_gettext_tools(source, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    (compiled,) = catalogues.compile_catalogues(tmp_path / "locale")
    assert translate(compiled, "session") == "samling"
    assert [path.name for path in compiled.parent.iterdir() if path.suffix == ".tmp"] == []


def test_only_catalogues_that_have_changed_are_compiled_again(source, tmp_path):
    (compiled,) = catalogues.compile_catalogues(tmp_path / "locale")
    assert catalogues.compile_catalogues(tmp_path / "locale") == []
    source.write_text(PO.format("møte"))
    later = time.time() + 5
    os.utime(source, (later, later))
    assert catalogues.compile_catalogues(tmp_path / "locale") == [compiled]
    assert translate(compiled, "session") == "møte"


def test_a_catalogue_that_is_saved_while_it_is_compiled_is_compiled_again(source, tmp_path, monkeypatch):
    read = catalogues.polib.pofile

    def read_and_save(path):
        content = read(path)
        source.write_text(PO.format("møte"))
        return content

    with monkeypatch.context() as slow:
        slow.setattr(catalogues.polib, "pofile", read_and_save)
        (compiled,) = catalogues.compile_catalogues(tmp_path / "locale")
    assert catalogues.compile_catalogues(tmp_path / "locale") == [compiled]
    assert translate(compiled, "session") == "møte"


def test_a_string_without_a_confirmed_translation_is_a_gap(source):
    assert catalogues.gaps(source) == ["statement", "post"]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs GNU gettext")
def test_a_string_new_in_the_source_is_a_gap_in_both_norwegian_catalogues(source, tmp_path):
    (tmp_path / "views.py").write_text('from django.utils.translation import gettext as _\n_("session")\n_("vote")\n')
    before = source.read_text()
    assert catalogues.gaps_against_source(tmp_path) == {"nb": ["vote"], "nn": ["session", "vote"]}
    assert source.read_text() == before


def test_collecting_without_gettext_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(catalogues.GettextMissing, match="apt install gettext"):
        catalogues.collect(tmp_path)


@pytest.mark.parametrize("code", catalogues.MUST_BE_COMPLETE)
def test_our_own_catalogues_are_complete(code):
    assert catalogues.gaps(catalogues.catalogue(catalogues.ROOT, code)) == []
