"""What packages do not say in Norwegian: all there, fit for where it stands, and found again after an upgrade."""

import gettext
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings

from config import catalogues
from config import package_catalogues as packages
from tests.test_catalogues import ENGLISH, NORWEGIAN, OURS, STRAY, forms, placeholders

DOMAINS = packages.DOMAINS
TAG = re.compile(r"</?\w+")
# Shorter or longer than the source by a sign or a capital that Norwegian does not have there, on purpose.
NO_SENTENCE = re.compile(r"^(?:[A-Z]{2,}|\W|\d)")
MARKUP = re.compile(r"<[^<>]*>|%\(\w+\)s|\{\w*\}")


def said_in(code, *domains):
    """Return the entries of our catalogues of the packages' words, in the folder that counts now."""
    sources = [packages.catalogue(code, domain) for domain in domains or DOMAINS]
    return [entry for source in sources for entry in polib.pofile(str(source))]


def pairs(code):
    return [pair for entry in said_in(code) for pair in forms(entry)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a copy of our catalogues of the packages' words, to change."""
    copy = tmp_path / "packages"
    shutil.copytree(catalogues.PACKAGES_FOLDER, copy, ignore=shutil.ignore_patterns("*.mo"))
    monkeypatch.setattr(packages, "PACKAGES_FOLDER", copy)
    return copy


def changed(folder, code, change):
    source = folder / code / "LC_MESSAGES" / "django.po"
    content = polib.pofile(str(source))
    change(content)
    content.save(str(source))


# --- What they hold


def test_everything_that_the_installed_packages_say_is_said_in_both_norwegian_languages():
    assert packages.missing() == {}


def test_every_app_with_words_of_its_own_counts_and_no_other():
    installed = {app.name: Path(app.path) / "locale" for app in apps.get_app_configs()}
    of_packages = {name: folder for name, folder in installed.items() if name.split(".")[0] in packages.PACKAGES}
    assert dict(packages.apps()) == {name: folder for name, folder in of_packages.items() if (folder / "en").is_dir()}
    assert set(packages.NOT_INSTALLED).isdisjoint(installed)


@pytest.mark.parametrize("code", NORWEGIAN)
def test_a_translation_fits_where_its_source_stands(code):
    """It has the same placeholders and tags, and begins and ends as a sentence where the source does."""

    def fitting(text):
        end = text[-1] if text[-1] in ".:?! \n" else ""
        return placeholders(text), sorted(TAG.findall(text)), end, text[0].isspace()

    def as_sentences(*texts):
        return any(map(NO_SENTENCE.match, texts)) or len({text[0].isupper() for text in texts}) == 1

    odd = [pair for pair in pairs(code) if fitting(pair[0]) != fitting(pair[1]) or not as_sentences(*pair)]
    assert odd == []


@pytest.mark.parametrize("code", NORWEGIAN)
def test_the_packages_words_keep_to_their_own_language(code):
    stray = set(STRAY[code].split()) | set(ENGLISH.split())
    found = {
        said: strays
        for _source, said in pairs(code)
        if (strays := stray & set(re.findall(r"[^\W\d_]+", MARKUP.sub(" ", said).lower())))
    }
    assert found == {}


@pytest.mark.parametrize("code", NORWEGIAN)
def test_ours_and_the_packages_catalogues_say_the_same_where_both_speak(code):
    """Ours are heard first: a word of ours that differs stands in the packages' pages as well, so it must be meant."""
    theirs = {packages.key(entry): forms(entry) for entry in said_in(code, "django")}
    ours = {
        packages.key(entry): forms(entry) for entry in polib.pofile(str(catalogues.catalogue(catalogues.ROOT, code)))
    }
    both = {known for known in ours.keys() & theirs.keys() if known[1] not in OURS}
    assert {known: (ours[known], theirs[known]) for known in both if ours[known] != theirs[known]} == {}


@pytest.mark.parametrize("code", NORWEGIAN)
def test_quotation_marks_are_norwegian(code):
    # Those within a tag belong to the markup; one text tells of the sign itself.
    said = [MARKUP.sub("", said).replace('(")', "") for _source, said in pairs(code)]
    assert [words for words in said if set('“”"„') & set(words)] == []


def test_collections_are_not_called_what_our_sessions_are_called_nor_tags_what_our_terms_are():
    for code in NORWEGIAN:
        words = dict(pairs(code))
        assert (words["Collection"], words["Tag"]) == ("Filsamling", "Emneord")
        assert [said for said in words.values() if re.search(r"\b[Ss]amling|[Ss]tikkord", said)] == []


# --- How they are kept


def test_what_is_removed_or_new_in_a_package_is_named_as_missing(folder):
    changed(folder, "nb", lambda content: content.remove(content.find("Minimap")))
    assert packages.missing() == {"nb": [("wagtail.admin", "Minimap")]}
    assert packages.main(["check"]) == 1


def test_collecting_asks_for_what_is_missing_and_keeps_what_is_translated(folder):
    before = {code: {packages.key(entry): forms(entry) for entry in said_in(code)} for code in NORWEGIAN}
    changed(folder, "nb", lambda content: content.remove(content.find("Minimap")))
    packages.collect()
    asked = polib.pofile(str(packages.catalogue("nb", "django"))).find("Minimap")
    assert (asked.msgstr, asked.occurrences) == ("", [("wagtail.admin", "")])
    changed(folder, "nb", lambda content: setattr(content.find("Minimap"), "msgstr", "Minikart"))
    packages.collect()
    assert {code: {packages.key(e): forms(e) for e in said_in(code)} for code in NORWEGIAN} == before


def test_collecting_drops_what_a_package_says_itself_unless_a_comment_says_why_not(folder):
    def add(content):
        content.append(polib.POEntry(msgid="Publish", msgstr="Gi ut"))
        content.append(polib.POEntry(msgid="Save draft", msgstr="Lagre utkast", tcomment="Our word."))

    changed(folder, "nb", add)
    packages.collect()
    content = polib.pofile(str(packages.catalogue("nb", "django")))
    assert content.find("Publish") is None
    assert content.find("Save draft").msgstr == "Lagre utkast"


def test_what_nobody_asks_for_any_more_is_dropped(folder):
    changed(folder, "nn", lambda content: content.append(polib.POEntry(msgid="Gone", msgstr="Borte", tcomment="Ours.")))
    packages.collect()
    assert polib.pofile(str(packages.catalogue("nn", "django"))).find("Gone") is None


def test_both_sorts_of_catalogue_are_compiled_and_stand_after_ours(folder):
    assert {path.name for path in catalogues.compile_catalogues(folder)} == {"django.mo", "djangojs.mo"}
    with (folder / "nn" / "LC_MESSAGES" / "djangojs.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Main menu") == "Hovudmeny"
    assert list(settings.LOCALE_PATHS) == list(catalogues.FOLDERS)


def test_collecting_our_own_strings_leaves_the_packages_out(tmp_path):
    assert "locale" in catalogues.NOT_SOURCE
    for code in NORWEGIAN:
        ours = catalogues.catalogue(catalogues.ROOT, code)
        assert packages.PACKAGES_FOLDER not in ours.parents
        assert polib.pofile(str(ours)).find("Minimap") is None
