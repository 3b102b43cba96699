"""Which language the texts of a page are in: judged by what packages and we say in English and in a language."""

import re
from functools import cache
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings

from config.catalogues import FOLDERS, catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{[^{}]*\}")
TAG = re.compile(r"<[^<>]*>")
DOMAINS = ("django", "djangojs")
# Words that tell whether a text with something filled in is this one. “by” alone is also a Norwegian town.
TELLING = re.compile(r"[^\W\d_]{4,}|[^\W\d_]{2,}\W+[^\W\d_]{2,}")


def key(entry):
    return entry.msgctxt, entry.msgid


def forms(entry):
    """Return what an entry says: one text, or one for each number."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def app_folders():
    """Return where Django looks for catalogues, the one that is heard last first."""
    installed = [Path(app.path) / "locale" for app in apps.get_app_configs()]
    return [Path(django.__file__).parent / "conf" / "locale", *reversed(installed), *reversed(FOLDERS)]


def entries(folder, code):
    for domain in DOMAINS:
        source = folder / code / "LC_MESSAGES" / f"{domain}.po"
        if source.exists():
            yield from (entry for entry in polib.pofile(str(source)) if not entry.obsolete)


@cache
def known():
    """Return {key: entry} of everything that the admin may say: the packages' own lists, and ours."""
    found = {key(entry): entry for folder in app_folders()[:-2] for entry in entries(folder, "en")}
    return found | {key(entry): entry for entry in polib.pofile(str(catalogue(FOLDERS[0].parent, "nb")))}


@cache
def spoken(code):
    """Return {key: [forms]} of what is said in a language, without what falls back to another."""
    return {
        key(entry): forms(entry) for folder in app_folders() for entry in entries(folder, code) if entry.translated()
    }


def for_scripts(app):
    """Return {what an app's scripts ask their catalogue for: what they say if it lacks that}."""
    source = Path(apps.get_app_config(app).path) / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
    return {
        "\x04".join(filter(None, key(entry))): [form for form in (entry.msgid, entry.msgid_plural) if form]
        for entry in polib.pofile(str(source))
    }


def pieces(text):
    """Yield the parts of a text that stand by themselves on a page: tags part them, and a colon may follow."""
    for part in TAG.split(text):
        plain = " ".join(part.replace("&nbsp;", " ").split()).rstrip(":…").rstrip()
        if re.search(r"[^\W\d_]{2}", PLACEHOLDER.sub(" ", plain)):
            yield plain


class Texts:
    """Texts as they may stand on a page, whatever their placeholders hold."""

    def __init__(self, texts):
        found = {piece for text in texts for piece in pieces(text)}
        open_ones = sorted(piece for piece in found if PLACEHOLDER.search(piece))
        self.exact = found - set(open_ones)
        telling = [piece for piece in open_ones if TELLING.search(PLACEHOLDER.sub(" ", piece))]
        self.open = re.compile(
            "|".join(".+".join(re.escape(part) for part in PLACEHOLDER.split(piece)) for piece in telling) or r"(?!)"
        )

    def __contains__(self, text):
        return text in self.exact or bool(self.open.fullmatch(text))


class Language:
    """Tell of texts whether they are in the language, or left in the source's (or the site's first)."""

    def __init__(self, code, first="nb"):
        said = spoken(code)
        # What a language lacks, Django says in the site's first.
        instead = spoken(first) if code != first else {}
        names = set(dict(settings.LANGUAGES).values())
        sources = {known_as: entry for known_as, entry in known().items() if entry.msgid not in names}
        self.said = Texts(form for forms in said.values() for form in forms)
        self.left = Texts(
            form
            for known_as, entry in sources.items()
            for form in [entry.msgid, entry.msgid_plural, *instead.get(known_as, [])]
            if form not in said.get(known_as, [])
        )

    def judge(self, found):
        """Return (texts in the language, texts left in another); what nobody's catalogue knows is content."""
        bare = {text.rstrip(":…").rstrip() for text in found}
        said = {text for text in bare if text in self.said}
        return said, {text for text in bare - said if text in self.left}
