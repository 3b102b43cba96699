from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from config.demo.load import NotTheDemo, load
from config.progress import Progress


class Command(BaseCommand):
    help = "Load the demo site into an empty database. Does nothing where it is loaded already."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--fresh", action="store_true", help="remove the demo, with all changes, and load it anew")

    def handle(self, *args, fresh=False, **options):
        progress = Progress(self.stdout)
        try:
            done = load(progress, fresh=fresh)
        except NotTheDemo as error:
            raise CommandError(
                "This site has content of its own, and the demo would mix with it. Nothing was changed.\n"
                "To look at the demo, name an empty database in DATABASE_URL or an empty folder in VAR_DIR."
            ) from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        progress.say("The demo is loaded." if done else "The demo is loaded already.")
