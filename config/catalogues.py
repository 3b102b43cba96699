"""The catalogues of our own strings: compile, collect from the source, check that nothing lacks.

Compiled catalogues are not committed and GNU gettext is not needed to run the site: polib compiles.
`python -m config.catalogues collect` (or `check`), which reads the source, does need gettext's tools.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
# What packages do not say themselves: see config/package_catalogues.py.
PACKAGES_FOLDER = ROOT / "locale" / "packages"
# Where Django looks, ours before the packages'.
FOLDERS = (ROOT / "locale", PACKAGES_FOLDER)
LANGUAGES = ("nb", "nn", "en")
OPTIONAL_LANGUAGES = ("se",)
MUST_BE_COMPLETE = ("nb", "nn")
# What the source is written in: its catalogue says otherwise only where the source reads badly.
SOURCE_LANGUAGE = "en"
# Not ours, not shown to anybody, or made by machines.
NOT_SOURCE = (".*", "docs", "locale", "node_modules", "staticfiles", "tests", "var", "venv", "*.mo")
NEEDS_GETTEXT = (
    "Collecting strings needs GNU gettext (xgettext, msgmerge), which is not installed.\n"
    "Debian and Ubuntu: apt install gettext. macOS: brew install gettext."
)


class GettextMissing(Exception):
    """GNU gettext's tools are not on this machine."""


def compile_catalogues(locale_folder: Path) -> list[Path]:
    """Compile each .po below `locale_folder` that has changed since; return the .mo files written."""
    written = []
    for source in sorted(locale_folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        # The .mo bears the time of what it was made from: a .po that is saved while it is being read has another.
        stamp = source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == stamp:
            continue
        # Written beside and moved into place: another process may be reading, or compiling the same.
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".tmp", delete=False) as beside:
            beside.write(polib.pofile(str(source)).to_binary())
        os.chmod(beside.name, 0o644)
        os.utime(beside.name, ns=(stamp, stamp))
        os.replace(beside.name, target)
        written.append(target)
    return written


def languages(locale_folder: Path) -> list[str]:
    """Return the languages we keep catalogues of."""
    return [*LANGUAGES, *(code for code in OPTIONAL_LANGUAGES if (locale_folder / code).is_dir())]


def collect(root: Path) -> None:
    """Bring the .po files below `root`/locale in step with the source; raises GettextMissing."""
    if not all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msguniq")):
        raise GettextMissing(NEEDS_GETTEXT)
    (root / "locale").mkdir(exist_ok=True)
    chosen = [f"--locale={code}" for code in languages(root / "locale")]
    ignored = [f"--ignore={pattern}" for pattern in NOT_SOURCE]
    options = ["--no-location", "--no-obsolete", "--verbosity=0"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", *options, *chosen, *ignored]
    subprocess.run(command, cwd=root, env=environment, check=True)


def catalogue(root: Path, code: str) -> Path:
    """Return where the catalogue of a language lies."""
    return root / "locale" / code / "LC_MESSAGES" / "django.po"


def gaps(source: Path) -> list[str]:
    """Return the strings of a .po file that have no translation, or one that nobody has confirmed."""
    entries = [entry for entry in polib.pofile(str(source)) if not entry.obsolete]
    return [entry.msgid for entry in entries if not entry.translated()]


def gaps_against_source(root: Path) -> dict[str, list[str]]:
    """Return, by language, what the source says and the catalogue lacks; `root` is left as it is.

    Raises GettextMissing.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "source"
        ignored = [pattern for pattern in NOT_SOURCE if pattern != "locale"]
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*ignored, "static", "__pycache__"))
        collect(copy)
        found = {code: gaps(catalogue(copy, code)) for code in MUST_BE_COMPLETE}
    return {code: strings for code, strings in found.items() if strings}


def main(arguments: list[str]) -> int:
    """Collect or check, as asked; return the exit code."""
    try:
        if arguments == ["collect"]:
            collect(ROOT)
            for code in languages(ROOT / "locale"):
                if code == SOURCE_LANGUAGE:
                    continue
                missing = gaps(catalogue(ROOT, code))
                print(f"locale/{code}: {len(missing) or 'no'} strings without a translation")
            return 0
        if arguments == ["check"]:
            lacking = gaps_against_source(ROOT)
            for code, strings in lacking.items():
                for string in strings:
                    print(f"locale/{code} has no translation of: {string!r}")
            if not lacking:
                print(f"The catalogues {', '.join(MUST_BE_COMPLETE)} are complete.")
            return 1 if lacking else 0
    except GettextMissing as reason:
        print(reason, file=sys.stderr)
        return 1
    print("Say collect or check.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
