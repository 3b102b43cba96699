import json
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from blog.importers.wordpress.loading import CannotLoad
from blog.importers.wordpress.loading.asking import judged
from blog.importers.wordpress.loading.refusing import NotMedia
from blog.importers.wordpress.reading import NotAnExport
from blog.wordpress_import import STATUSES, import_wordpress, write_report


class Command(BaseCommand):
    help = "Bring an export from WordPress into a blog: as often as need be, each thing once. Nobody is told."

    def add_arguments(self, parser):
        parser.add_argument("exports", nargs="+", type=Path, help="WXR: .xml, .xml.gz, .zip")
        parser.add_argument("--media", type=Path, help="the files: a folder, .zip, .tar or .tar.gz")
        parser.add_argument("--fetch-media", action="store_true", help="fetch files from the export's own hosts")
        parser.add_argument("--most-megabytes", type=int, help="of all fetched files together")
        parser.add_argument("--under", default="", help="the blog's address or number")
        parser.add_argument("--author-map", type=Path, help="CSV or JSON: login, author's address or e-mail")
        parser.add_argument("--statuses", default=",".join(sorted(STATUSES)), help="which come")
        parser.add_argument("--skip-comments", default="", help="pending,spam,trash")
        parser.add_argument("--with-pings", action="store_true", help="pingbacks and trackbacks as comments")
        parser.add_argument("--update", action="store_true", help="bring what has changed there since")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--report", type=Path, help="a .json or .html file")

    def handle(self, *args, report, **options):
        try:
            told = import_wordpress(**judged({"report": report, **options}))
        except NotMedia as error:
            raise CommandError(f"--media: {error}") from error
        except (OSError, ValueError, CannotLoad, NotAnExport) as error:
            raise CommandError(str(error)) from error
        if report:
            write_report(told, report)
        self.stdout.write(json.dumps(told.counts, ensure_ascii=False, indent=2))
        if amiss := list(islice(told.amiss(), 50)):
            raise CommandError("\n".join(["Not accounted for:", *amiss]))
