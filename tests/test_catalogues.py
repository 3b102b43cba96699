"""Our own words in Norwegian: all there, fit for where they stand, and no English left among them.

How catalogues are collected and compiled is tested in tests/config/test_catalogues.py.
"""

import os
import re
from collections import deque
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
import polib
import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from config import catalogues
from home.date_words import in_words
from home.text.dates import ImpreciseDate, Precision
from tests.demo_site import demo_site

__all__ = ["demo_site"]

NORWEGIAN = catalogues.MUST_BE_COMPLETE
OTHER_LANGUAGES = {code for code, _name in settings.LANGUAGES[1:]}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")

# The words of the project: as the source says them, in bokmål and in nynorsk.
WORDS = {
    "organisation": ("organisasjon", "organisasjon"),
    "session": ("samling", "samling"),
    "post": ("innlegg", "innlegg"),
    "competency": ("kompetanse", "kompetanse"),
    "challenge": ("utfordring", "utfordring"),
    "goal": ("mål", "mål"),
    "means": ("virkemiddel", "verkemiddel"),
    "means (plural)": ("virkemidler", "verkemiddel"),
    "Term": ("Stikkord", "Stikkord"),
    "concept": ("begrep", "omgrep"),
    "statement": ("utsagn", "utsegn"),
    "shared": ("felles", "felles"),
    "Shared by several": ("Felles for flere", "Felles for fleire"),
    "Editor": ("Redaktør", "Redaktør"),
}

# Spelt alike in English and Norwegian.
ALIKE = {"Administrator", "HTML", "LIX %(lix)s: %(level)s.", "Moderator", "Send", "Status", "Type"}

# Words that a package has too, for which ours is meant to be another; it then stands in the package's pages as well.
OURS = {
    "Breadcrumb": "read aloud, “you are here” says more than the name of the thing",
    "Sessions": "our meetings; Django's own table of that name is shown to nobody",
    "session": "our meetings; Django's own table of that name is shown to nobody",
    "sessions": "our meetings; Django's own table of that name is shown to nobody",
    "Summary": "of a session, and Django’s own word for it; in Wagtail it is said of an import",
    "Preview": "on a button: what it does; the package's pages are shown to nobody",
    "removed": "a state of a comment; the package's own pages are shown to nobody",
    "Note": "for colleagues; the sign-in package's own pages are shown to nobody",
    "Recovery codes": "spare codes; the sign-in package's own pages are shown to nobody",
    "Terms": "ours are what the groups talked of; the list of searches that Wagtail offers is shown to nobody",
    "Tag": "one word for tags everywhere, and not the one for terms",
    "Tags": "one word for tags everywhere, and not the one for terms",
    "tags": "one word for tags everywhere, and not the one for terms",
}

# Common words of the other Norwegian language, and of English.
STRAY = {
    "nb": "berre dei ein eit frå ikkje korleis kva kvar kven meir mykje nokon noko nokre sjølv sjå vart vere",
    "nn": "bare ble brukes dem en et fra hun hva hvem hver hvis hvor hvordan ikke mer noe noen slettes vises være",
}
ENGLISH = "and are has have is it not of that the there they this was what where which who with you your"


@cache
def entries(code):
    """Return what our catalogue of a language holds, left-overs too."""
    return list(polib.pofile(str(catalogues.catalogue(catalogues.ROOT, code))))


def key(entry):
    return entry.msgctxt, entry.msgid


def forms(entry):
    """Return [(the source's words, ours)] of an entry: one pair, or one for each number."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def pairs(code):
    return [pair for entry in entries(code) for pair in forms(entry)]


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def bare(text):
    """Return a text without what may differ: capitals, quotation marks, and the accent of “Redigér”."""
    return re.sub("[\"'“”«»]", "", text).casefold().replace("é", "e")


def theirs(code):
    """Return {(context, words of the source): what Django or an installed package says for them}.

    Of two packages the one that stands first among the installed is heard, as Django does.
    """
    folders = [Path(django.__file__).parent / "conf"]
    packages = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent != catalogues.ROOT]
    folders += reversed(packages)
    compiled = [folder / "locale" / code / "LC_MESSAGES" / "django.mo" for folder in folders]
    return {key(entry): forms(entry)[0][1] for path in compiled if path.exists() for entry in polib.mofile(str(path))}


# --- What the catalogues hold


@pytest.mark.parametrize("code", NORWEGIAN)
def test_every_entry_is_translated_confirmed_and_in_use(code):
    assert [entry.msgid for entry in entries(code) if not all(words for _source, words in forms(entry))] == []
    assert [entry.msgid for entry in entries(code) if entry.fuzzy] == []
    assert [entry.msgid for entry in entries(code) if entry.obsolete] == []


def test_every_string_of_the_source_is_in_the_catalogues():
    try:
        lacking = catalogues.gaps_against_source(catalogues.ROOT)
    except catalogues.GettextMissing as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))
    assert lacking == {}


@pytest.mark.parametrize("code", NORWEGIAN)
def test_a_translation_has_the_placeholders_of_its_source(code):
    assert [words for source, words in pairs(code) if placeholders(words) != placeholders(source)] == []


@pytest.mark.parametrize("code", NORWEGIAN)
def test_a_translation_ends_and_begins_as_its_source_does(code):
    """Texts are put together, and a sentence stays a sentence: capitals, closing signs and spaces are the same."""

    def shape(text):
        return text[0].isupper(), text[-1] if text[-1] in ".:?! \n" else "", text[0].isspace()

    assert [words for source, words in pairs(code) if shape(words) != shape(source)] == []


@pytest.mark.parametrize("code", NORWEGIAN)
def test_a_translation_is_not_the_english_left_standing(code):
    assert {source for source, words in pairs(code) if words == source} <= ALIKE


@pytest.mark.parametrize("code", NORWEGIAN)
def test_each_catalogue_keeps_to_its_own_language(code):
    stray = set(STRAY[code].split()) | set(ENGLISH.split())
    found = {
        words: strays
        for _source, words in pairs(code)
        if (strays := stray & set(re.findall(r"\w+", PLACEHOLDER.sub("", words).lower())))
    }
    assert found == {}


@pytest.mark.parametrize("code", NORWEGIAN)
def test_quotation_marks_are_norwegian(code):
    # Those within a tag belong to the markup.
    assert [words for _source, words in pairs(code) if set('“”"„') & set(re.sub("<[^<>]*>", "", words))] == []


@pytest.mark.parametrize(("number", "code"), list(enumerate(NORWEGIAN)))
def test_the_words_of_the_project_are_the_agreed_ones(number, code):
    with translation.override(code):
        assert {word: gettext(word) for word in WORDS} == {word: said[number] for word, said in WORDS.items()}


@pytest.mark.parametrize("code", NORWEGIAN)
def test_our_words_do_not_change_what_a_package_says_unless_that_is_meant(code):
    """Our catalogues win over the packages' own, so that a common word of ours may change their pages."""
    others = theirs(code)
    changed = {
        entry.msgid: (others[key(entry)], words)
        for entry in entries(code)
        for _source, words in forms(entry)[:1]
        if bare(others.get(key(entry), words)) != bare(words) and entry.msgid not in OURS
    }
    assert changed == {}


def test_what_is_said_in_sami_fits_where_it_stands_and_the_rest_is_said_in_norwegian():
    said = [pair for pair in pairs("se") if pair[1]]
    assert len(said) > 140
    assert [words for source, words in said if placeholders(words) != placeholders(source)] == []
    assert [words for source, words in said if words == source] == []
    with translation.override("se"):
        assert [gettext("Main menu"), gettext("Leave this field empty. It is there to catch machines.")] == [
            "Váldofállu",
            translation_in("nb", "Leave this field empty. It is there to catch machines."),
        ]


# --- How they read


def translation_in(code, source):
    with translation.override(code):
        return gettext(source)


@pytest.mark.parametrize(
    ("code", "one", "several"),
    [
        ("nb", "1 utsagn", "13 utsagn"),
        ("nn", "1 utsegn", "13 utsegner"),
        ("en", "1 statement", "13 statements"),
        ("se", "1 cealkámuš", "13 cealkámuša"),
    ],
)
def test_one_and_several_are_told_apart(code, one, several):
    with translation.override(code):
        said = [
            translation.ngettext("%(n)s statement", "%(n)s statements", number) % {"n": number} for number in (1, 13)
        ]
    assert said == [one, several]


def test_english_says_means_whether_there_is_one_or_several():
    with translation.override("en"):
        assert [gettext("means (plural)"), gettext("Means (several)")] == ["means", "Means"]
        assert gettext("Competency") == "Competency"


@pytest.mark.parametrize(
    ("code", "day", "month", "seasons"),
    [
        ("nb", "23. mars 2011", "april 2011", ["vinteren 2011", "våren 2011", "sommeren 2011", "høsten 2011"]),
        ("nn", "23. mars 2011", "april 2011", ["vinteren 2011", "våren 2011", "sommaren 2011", "hausten 2011"]),
        ("en", "23 March 2011", "April 2011", ["winter 2011", "spring 2011", "summer 2011", "autumn 2011"]),
        ("se", "njukčamánu 23. b. 2011", "cuoŋománnu 2011", ["dálvi 2011", "giđđa 2011", "geassi 2011", "čakča 2011"]),
    ],
)
def test_dates_are_written_as_the_language_writes_them(code, day, month, seasons):
    def written(month, day_of_month, precision):
        return in_words(ImpreciseDate(date(2011, month, day_of_month), precision))

    with translation.override(code):
        assert written(3, 23, Precision.DAY) == day
        assert written(4, 1, Precision.MONTH) == month
        assert [written(month, 1, Precision.SEASON) for month in (1, 4, 7, 10)] == seasons


# --- Whether pages show them


def as_pattern(source):
    """Return a pattern for what a string of the source looks like on a page, whatever its placeholders hold."""
    return ".+".join(re.escape(" ".join(part.split(" "))) for part in PLACEHOLDER.split(source))


def english_in(found, code):
    """Return those of the texts that are strings of the source; a single letter is nobody's word."""
    ours = [as_pattern(source.strip()) for source, words in pairs(code) if words != source and len(source) > 1]
    english = re.compile("|".join(ours))
    return {text for text in found if english.fullmatch(text)}


def texts(response):
    """Return every text of a page that is read or read aloud, each by itself."""
    page = BeautifulSoup(response.content, "html.parser")
    # Names of columns and addresses are the same in every language.
    for unread in page.select("script, style, code"):
        unread.decompose()
    named = {element[name] for name in ("aria-label", "title", "alt") for element in page.select(f"[{name}]")}
    return {" ".join(text.split()) for text in {*page.stripped_strings, *named} if text.strip()}


def one_of_each(client, start):
    """Yield (template, texts) of pages below a language's home page: the first of each sort of address."""
    waiting, sorts = deque([start]), set()
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            yield response.templates[0].name, texts(response)
            for link in BeautifulSoup(response.content, "html.parser").find_all("a", href=True):
                path = urlsplit(urljoin(address, link["href"])).path
                parts = path.removeprefix(start).strip("/").split("/")
                sort = (*parts[:2], len(parts))
                elsewhere = parts[0] in {*OTHER_LANGUAGES, "admin", "documents", "static", "media", "id"}
                if path.startswith(start) and not elsewhere and sort not in sorts:
                    sorts.add(sort)
                    waiting.append(path)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "start"), [("nb", "/"), ("nn", "/nn/")])
def test_no_english_is_left_on_a_page(code, start, client, demo_site):
    shown = list(one_of_each(client, start))
    assert {template for template, _found in shown} >= {
        "home/home_page.html",
        "home/standard_page.html",
        "blog/blog_index_page.html",
        "blog/post_page.html",
        "blog/archive.html",
        "blog/post_list.html",
        "blog/statement.html",
        "collaboration/collaboration_page.html",
        "collaboration/organisation_list.html",
        "collaboration/organisation.html",
        "collaboration/session_list.html",
        "collaboration/session.html",
        "collaboration/overview.html",
        "collaboration/term.html",
    }
    missing = client.get(f"{start}finst-ikkje/")
    assert missing.status_code == 404
    left = {template: english_in(found, code) for template, found in [*shown, ("404.html", texts(missing))]}
    assert {template: words for template, words in left.items() if words} == {}


@pytest.mark.django_db
def test_english_that_is_left_on_a_page_would_be_seen(client, demo_site):
    found = set().union(*(texts(client.get(address)) for address in ("/en/", "/en/finst-ikkje/")))
    assert english_in(found, "nb") >= {"Skip to the content", "This page is not here", "Our shelf"}
