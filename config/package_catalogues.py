"""What the packages' own catalogues lack in Norwegian, kept in locale/packages: collect, check.

Wagtail says half of its admin in bokmål and nothing in nynorsk. Here lies the rest, so that an editor meets one
language. Only what a package does not say itself is kept: what its translators add in a later version, counts.
Where a package's word means something else on this site, an entry with a comment that says why stands instead.
`python -m config.package_catalogues collect` (or `check`) reads the installed packages; gettext is not needed.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

from config.catalogues import MUST_BE_COMPLETE, PACKAGES_FOLDER

# Those whose words an editor meets in the admin and that bring a list of them.
PACKAGES = ("wagtail", "wagtail_localize", "taggit")
# What stands in the pages, and what scripts say.
DOMAINS = ("django", "djangojs")
# Apps in the packages that are not installed here: what they say in Norwegian reaches nobody.
NOT_INSTALLED = (
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.styleguide",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
)
HEADER = {
    "Project-Id-Version": "Samspill",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str | None, str]


def key(entry: polib.POEntry) -> Key:
    """Return what a catalogue knows an entry by: its context and the source's words."""
    return entry.msgctxt, entry.msgid


def apps() -> Iterator[tuple[str, Path]]:
    """Yield (name, folder of catalogues) of each installed app of the packages that has a list of what it says."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        root = Path(spec.origin).parent
        for folder in sorted(root.rglob("locale")):
            name = ".".join([package, *folder.parent.relative_to(root).parts])
            if (folder / "en").is_dir() and name not in NOT_INSTALLED:
                yield name, folder


def entries(folder: Path, code: str, domain: str) -> list[polib.POEntry]:
    """Return what a folder of catalogues holds in a language, or nothing."""
    source = folder / code / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in polib.pofile(str(source)) if not entry.obsolete] if source.exists() else []


def translated(folder: Path, code: str, domain: str) -> set[Key]:
    """Return what a folder of catalogues says in a language; what nobody has confirmed does not count."""
    return {key(entry) for entry in entries(folder, code, domain) if entry.translated()}


def unsaid(code: str, domain: str) -> dict[Key, polib.POEntry]:
    """Return what the packages do not say in a language, as entries without a translation that name their app.

    In pages all apps' catalogues count as one; to a script only its own app's is sent.
    """
    found: dict[Key, polib.POEntry] = {}
    anywhere = set().union(*(translated(folder, code, domain) for _name, folder in apps()))
    for name, folder in apps():
        said = anywhere if domain == "django" else translated(folder, code, domain)
        for entry in entries(folder, "en", domain):
            if key(entry) not in said and key(entry) not in found:
                entry.occurrences, entry.comment, entry.tcomment = [(name, "")], "", ""
                entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
                found[key(entry)] = entry
    return found


def instead(code: str, domain: str) -> dict[Key, polib.POEntry]:
    """Return what we say otherwise than a package does, on purpose: the entries that say why in a comment."""
    sources = {key(entry) for _name, folder in apps() for entry in entries(folder, "en", domain)}
    ours = entries(PACKAGES_FOLDER, code, domain)
    return {key(entry): entry for entry in ours if entry.tcomment and key(entry) in sources}


def catalogue(code: str, domain: str) -> Path:
    """Return where our catalogue of the packages' words lies."""
    return PACKAGES_FOLDER / code / "LC_MESSAGES" / f"{domain}.po"


def collect() -> None:
    """Bring locale/packages in step with the installed packages; translations that still fit stay."""
    for code in MUST_BE_COMPLETE:
        for domain in DOMAINS:
            kept = {key(entry): entry for entry in entries(PACKAGES_FOLDER, code, domain)}
            renewed = polib.POFile(wrapwidth=79)
            renewed.header = f"What the packages do not say in {code} themselves."
            renewed.metadata = {**HEADER, "Language": code}
            for known, entry in (instead(code, domain) | unsaid(code, domain)).items():
                ours = kept.get(known)
                if ours and ours.msgid_plural == entry.msgid_plural:
                    entry.msgstr, entry.msgstr_plural = ours.msgstr, ours.msgstr_plural
                renewed.append(entry)
            target = catalogue(code, domain)
            target.parent.mkdir(parents=True, exist_ok=True)
            renewed.save(str(target))


def missing() -> dict[str, list[tuple[str, str]]]:
    """Return, by language, (app, words) of what neither the packages nor locale/packages say."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code in MUST_BE_COMPLETE:
        for domain in DOMAINS:
            said = translated(PACKAGES_FOLDER, code, domain)
            for known, entry in unsaid(code, domain).items():
                if known not in said:
                    found.setdefault(code, []).append((entry.occurrences[0][0], entry.msgid))
    return found


def main(arguments: list[str]) -> int:
    """Collect or check, as asked; return the exit code."""
    if arguments not in (["collect"], ["check"]):
        print("Say collect or check.", file=sys.stderr)
        return 2
    if arguments == ["collect"]:
        collect()
    lacking = missing()
    for code in MUST_BE_COMPLETE:
        for app, words in lacking.get(code, []):
            print(f"locale/packages/{code} has no translation of what {app} says: {words!r}")
    if not lacking:
        print(f"What the packages do not say in {' and '.join(MUST_BE_COMPLETE)}, locale/packages says.")
    return 1 if lacking and arguments == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
