"""What is asked for on the command line, judged before anything is read: each refusal names the option and a remedy."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from blog.models import Author, BlogIndexPage

from .options import STATUSES
from .refusing import CannotLoad

SKIPPABLE = ("pending", "spam", "trash")
LONGEST = 10 * 1024 * 1024
REPORTS = {".json", ".html"}


def judged(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the command was given, as `import_wordpress` takes it. Raises CannotLoad."""
    existing(options["exports"])
    if options["report"]:
        report_file(options["report"])
    blog(options["under"])
    taken = ("exports", "under", "media", "fetch_media", "with_pings", "update", "dry_run")
    return {
        **{name: options[name] for name in taken},
        "most_megabytes": megabytes(options["most_megabytes"], fetches=options["fetch_media"]),
        "author_map": author_map(options["author_map"]) if options["author_map"] else {},
        "statuses": chosen("--statuses", options["statuses"], STATUSES, at_least_one=True),
        "skip_comments": chosen("--skip-comments", options["skip_comments"], SKIPPABLE),
    }


def blogs_called(under: str) -> Any:
    """Return the blogs with this address or number; all of them without one, the site's first language first."""
    blogs = BlogIndexPage.objects.filter(alias_of=None).order_by("pk")
    if not under:
        return blogs
    return blogs.filter(pk=under) if under.isdecimal() and len(under) < 10 else blogs.filter(slug=under)


def blog(under: str) -> None:
    """Refuse a blog that is not there."""
    if under and not blogs_called(under).exists():
        names = ", ".join(f"{each.slug} ({each.pk})" for each in blogs_called(""))
        raise CannotLoad(f"--under: there is no blog “{under}” here. Give the address or number of one: {names}.")


def chosen(option: str, text: str, known: Collection[str], *, at_least_one: bool = False) -> frozenset[str]:
    """Return a list of words divided by commas, each of which is known."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    names = ", ".join(sorted(known))
    for word in words:
        if word not in known:
            raise CannotLoad(f"{option}: there is no “{word}”. Give some of these, with commas between: {names}.")
    if at_least_one and not words:
        raise CannotLoad(f"{option}: nothing would be imported. Give some of these, with commas between: {names}.")
    return frozenset(words)


def megabytes(asked: int | None, *, fetches: bool) -> int:
    """Return how much is fetched at most; 0 where that is not said."""
    if asked is None:
        return 0
    if asked < 1:
        raise CannotLoad(f"--most-megabytes: {asked} is no amount. Give a whole number from 1 on, or leave it out.")
    if not fetches:
        raise CannotLoad("--most-megabytes: nothing is fetched. Give --fetch-media as well, or leave it out.")
    return asked


def existing(exports: Collection[Path]) -> None:
    """Refuse what is no file before anything else is done."""
    for path in exports:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not there"
            raise CannotLoad(f"{path} {what}. Give the files that WordPress exported: .xml, .xml.gz or .zip.")


def report_file(path: Path) -> None:
    """Refuse a report that could not be written when the work is done."""
    if path.suffix.lower() not in REPORTS:
        raise CannotLoad(f"--report: {path} is neither .json nor .html. Give it one of these endings.")
    if not path.absolute().parent.is_dir():
        raise CannotLoad(f"--report: there is no folder {path.absolute().parent}. Make it first, or name another.")


def author_map(path: Path) -> dict[str, str]:
    """Return {login there: who that is here} of a JSON or CSV file. Whoever is not known is told with her line."""
    try:
        if path.stat().st_size > LONGEST:
            raise CannotLoad(
                f"--author-map: {path} is far larger than such a list. Give JSON or CSV: a login and an author a line."
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CannotLoad(
            f"--author-map: {path} can't be opened ({error.strerror}). Give the path of a file."
        ) from error
    except UnicodeDecodeError as error:
        raise CannotLoad(f"--author-map: {path} is not in UTF-8. Save it so (in Excel: “CSV UTF-8”).") from error
    is_json = path.suffix.lower() == ".json" or text.lstrip().startswith("{")
    found: dict[str, str] = {}
    for line, login, wanted in _from_json(path, text) if is_json else _from_csv(path, text):
        if found.setdefault(login, wanted) != wanted:
            raise CannotLoad(f"--author-map: {path}, line {line}: “{login}” has another author above. Keep one.")
        if not is_known(wanted):
            raise CannotLoad(
                f"--author-map: {path}, line {line}: there is no author with the address “{wanted}”, and no user with "
                f"that e-mail address, for “{login}”. Make one first, or take the line out: a new author is made then."
            )
    return found


def is_known(wanted: str) -> bool:
    """Return whether this is the e-mail address of a user, or the address (the slug) of an author."""
    if "@" in wanted:
        return get_user_model().objects.filter(email__iexact=wanted).exists()
    return Author.objects.filter(slug=wanted).exists()


def _from_json(path: Path, text: str) -> Iterator[tuple[int, str, str]]:
    try:
        said = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise CannotLoad(
            f'--author-map: {path}, line {line}: this is not JSON. Write {{"login": "author\'s address or e-mail"}}.'
        ) from error
    for login, wanted in said.items() if isinstance(said, Mapping) else [("", None)]:
        line = text[: max(text.find(json.dumps(login)), text.find(f'"{login}"'), 0)].count("\n") + 1
        if not isinstance(wanted, str) or not wanted.strip() or not login.strip():
            raise CannotLoad(
                f"--author-map: {path}, line {line}: a login must lead to one author. "
                'Write {"login": "author\'s address or e-mail"}.'
            )
        yield line, login.strip(), wanted.strip()


def _from_csv(path: Path, text: str) -> Iterator[tuple[int, str, str]]:
    first = text.partition("\n")[0]
    rows = csv.reader(StringIO(text), delimiter=max(",;\t", key=first.count))
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 0 and cells[0].casefold() in {"login", "user_login", "username"}):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1] or any(cells[2:]):
            raise CannotLoad(
                f"--author-map: {path}, line {rows.line_num}: this is not a login and an author. "
                "Write both on one line, with a comma between."
            )
        yield rows.line_num, cells[0], cells[1]
