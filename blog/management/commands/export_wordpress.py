import json
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale

from blog.exporters.wordpress import export


class Command(BaseCommand):
    help = "Write posts, pages, terms, comments and where the files lie as WordPress's own exporter would (WXR 1.2)."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="by default standard output")
        parser.add_argument("--language", default="", help="only what is written in it, for example nb")
        parser.add_argument("--report", type=Path, help="a .json file for what was written, counted")

    def handle(self, *args, file, language, report, **options):
        counts = Counter()
        try:
            if file:
                # Never half a file under the name that was asked for.
                part = file.with_name(f"{file.name}.part")
                part.unlink(missing_ok=True)
                # There are e-mail addresses in it.
                part.touch(mode=0o600)
                with part.open("w", encoding="utf-8", newline="\n") as written:
                    written.writelines(export(language=language, counts=counts))
                part.replace(file)
            else:
                for piece in export(language=language, counts=counts):
                    self.stdout.write(piece, ending="")
        except Locale.DoesNotExist as error:
            raise CommandError(f"The site has no language “{language}”.") from error
        except OSError as error:
            raise CommandError(str(error)) from error
        told = json.dumps(counts, ensure_ascii=False, indent=2, sort_keys=True)
        if report:
            report.write_text(f"{told}\n", encoding="utf-8")
        (self.stdout if file else self.stderr).write(told)
