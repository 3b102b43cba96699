"""Static files as they are served in production: hashed, compressed, and one stylesheet."""

import posixpath
import re
from collections.abc import Callable, Iterator

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/main.css"
# What every page needs, and what only pages that go further need.
ENTRIES = (ENTRY, "css/further.css")

_import = re.compile(
    r"""@import\s+url\(\s*["']?(?P<url>[^"')]+)["']?\s*\)"""
    r"""\s*(?:layer\((?P<layer>[\w.-]+)\))?\s*;"""
)
_url = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<url>[^"')]+)(?P=quote)\s*\)""")
_string_or_comment = re.compile(r"""(?P<string>"[^"\n]*"|'[^'\n]*')|/\*.*?\*/""", re.DOTALL)
# Lines of comments, and what lines are indented by: none of our scripts has a text of several lines.
_for_reading = re.compile(r"^[ \t]*(?://.*\n)?[ \t]*", re.MULTILINE)
_string_or_space = re.compile(r"""(?P<string>"[^"\n]*"|'[^'\n]*')|\s*(?P<mark>[{};,])\s*|\s+""")


def without_comments(css: str) -> str:
    """Return the stylesheet without its comments; strings stay as they are."""
    return _string_or_comment.sub(lambda match: match["string"] or "", css)


def squeezed(css: str) -> str:
    """Return the stylesheet without comments and without the white space that only readers need."""
    css = _string_or_space.sub(
        lambda match: match["string"] or match["mark"] or " ",
        without_comments(css),
    )
    return css.replace(";}", "}").strip()


def bundle(name: str, read: Callable[[str], str]) -> tuple[str, list[str]]:
    """
    Return the stylesheet with what it imports inlined, and the names of the inlined files.

    `@import url(x) layer(y);` becomes `@layer y { … }`; relative addresses are rewritten to
    hold from where `name` lies. `read` gives a file's text by its name.

    Raises ImproperlyConfigured for an import that cannot be inlined.
    """
    root = posixpath.dirname(name)
    inlined: list[str] = []

    def inline(part: str, above: tuple[str, ...]) -> str:
        if part in above:
            raise ImproperlyConfigured(f"{part} imports itself by way of {above[-1]}. Remove one of the imports.")
        here = posixpath.dirname(part)

        def readdress(match: re.Match[str]) -> str:
            url = match["url"]
            if url.startswith(("/", "#", "data:")) or "://" in url:
                return match[0]
            path = posixpath.relpath(posixpath.join(here, url), root or ".")
            return f'url("{path}")'

        def replace(match: re.Match[str]) -> str:
            child = posixpath.normpath(posixpath.join(here, match["url"]))
            inlined.append(child)
            content = inline(child, (*above, part))
            return f"@layer {match['layer']} {{{content}}}" if match["layer"] else content

        pieces: list[str] = []
        end = 0
        css = without_comments(read(part))
        for match in _import.finditer(css):
            pieces += [_url.sub(readdress, css[end : match.start()]), replace(match)]
            end = match.end()
        pieces.append(_url.sub(readdress, css[end:]))
        return "".join(pieces)

    css = squeezed(inline(name, ()))
    if "@import" in css:
        raise ImproperlyConfigured(f"{name}: write imports as @import url(…) layer(…); to have them inlined.")
    return css, inlined


class SiteStaticStorage(CompressedManifestStaticFilesStorage):
    """
    Serve hashed, compressed files, and each stylesheet with what it imports as one file.

    In development the browser follows the imports, one request a component, so that its
    tools name the file a rule stands in. Here a reader pays one request for all of them.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict, dry_run: bool = False, **options) -> Iterator:
        if not dry_run:
            for entry in ENTRIES:
                if entry in paths:
                    paths = self._with_one_stylesheet(entry, paths)
            paths = self._with_bare_scripts(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _with_one_stylesheet(self, entry: str, paths: dict) -> dict:
        # Read from the sources, never from what was collected before: a collected entry is
        # newer than its parts and would hide that one of them changed.
        def read(name: str) -> str:
            if name not in paths:
                raise ImproperlyConfigured(f"{entry} imports {name}, which is not among the static files.")
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        css, parts = bundle(entry, read)
        for name in parts:
            self.delete(name)
        return {name: at for name, at in paths.items() if name not in parts} | self._instead(entry, css)

    def _with_bare_scripts(self, paths: dict) -> dict:
        """Leave out what only those who work on our scripts read."""
        found = dict(paths)
        for name in paths:
            if posixpath.dirname(name) == "js" and name.endswith(".js"):
                storage, path = paths[name]
                with storage.open(path) as file:
                    found |= self._instead(name, _for_reading.sub("", file.read().decode()))
        return found

    def _instead(self, name: str, text: str) -> dict:
        """Store a text under a name, and return where the rest of the processing finds it."""
        self.delete(name)
        self._save(name, ContentFile(text.encode()))
        memory = InMemoryStorage()
        memory.save(name, ContentFile(text.encode()))
        return {name: (memory, name)}
