from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from blog.notes_import import CannotImport, import_notes
from collaboration.notes.deciding import Accept
from collaboration.notes.files import CannotRead


class Command(BaseCommand):
    help = "Read a group's notes from a file, and make a draft post of them. Publishes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="text, Markdown, Word, OpenDocument, HTML, workbook or CSV")
        parser.add_argument("--session", default="", metavar="SLUG", help="the session that it was said in")
        parser.add_argument("--title", default="", help="the post's title, if not the notes' own")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="in which the notes are written")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made")
        parser.add_argument("--json", action="store_true", help="say it as one JSON object")
        parser.add_argument("--accept", choices=[choice.value for choice in Accept], default=Accept.CONFIDENT.value)
        parser.add_argument("--author", default="", metavar="EMAIL", help="whose the post is to be")

    def handle(self, *args, **given):
        names = ("session", "title", "language", "dry_run", "author")
        try:
            data = given["file"].read_bytes()
            told = import_notes(
                name=given["file"].name, data=data, accept=Accept(given["accept"]), **{key: given[key] for key in names}
            )
        except (OSError, CannotRead, CannotImport) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(told.as_json() if given["json"] else told.as_text())
