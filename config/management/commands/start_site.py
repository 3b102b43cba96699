from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from config.publishing import in_one_go
from config.start import NewOrganisation, start_site

OPTIONS = {"organisations": "organisation", "editor_email": "editor"}


class Command(BaseCommand):
    help = "Start a site of your own in an empty database: complete, and without content."

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True, help="the site's name")
        parser.add_argument("--tagline", default="", help="who is behind it")
        languages = ",".join(code for code, _name in settings.LANGUAGES)
        parser.add_argument("--languages", default=languages, help=f"the first is written in ({languages})")
        parser.add_argument("--organisation", action="append", default=[], metavar="NAME|SHORT|KIND")
        parser.add_argument("--editor", default="", help="e-mail address of the first editor")

    def handle(self, *args, **given):
        try:
            with in_one_go():
                started = start_site(
                    name=given["name"],
                    tagline=given["tagline"],
                    languages=[code.strip() for code in given["languages"].split(",") if code.strip()],
                    organisations=[NewOrganisation.from_line(line) for line in given["organisation"]],
                    editor_email=given["editor"],
                )
        except ValidationError as error:
            fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            told = {f"--{OPTIONS.get(field, field)}: " if field else "": texts for field, texts in fields.items()}
            raise CommandError("\n".join(f"{at}{text}" for at, texts in told.items() for text in texts)) from error
        codes = ", ".join(locale.language_code for locale in started.locales)
        self.stdout.write(f"Started “{started.text}”: {len(started.organisations)} organisations, languages {codes}.")
        if started.editor:
            self.stdout.write(f"Editor: {started.editor.email}  {started.password or '(keeps the password)'}")
