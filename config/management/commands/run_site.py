import logging
import os

from django.conf import settings
from django.core.management.base import BaseCommand

from config.preparation import NotReady, prepare
from config.progress import Progress
from config.serving import require_free_port, serve


class Command(BaseCommand):
    help = "Make the site ready, with the demo if the database is empty, and serve it with its worker."
    # A second start is to take seconds; the suite and `make lint` run the checks.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
        parser.add_argument("--fresh", action="store_true", help="start over with fresh demo data")
        parser.add_argument("--no-serve", action="store_true", help="only make ready")

    def handle(self, *args, port, fresh, no_serve, **options):
        progress = Progress(self.stdout)
        if not settings.DEBUG and "LOG_LEVEL" not in os.environ:
            logging.disable(logging.INFO)  # here only what goes wrong is news
        try:
            if not no_serve:
                require_free_port(port)
            people = prepare(progress, fresh=fresh)
            if no_serve:
                for email, password in people.items():
                    progress.say(f"{email}  {password or '(keeps the password)'}")
                progress.say("Ready: make run serves it.")
            else:
                serve(port, people, progress)
        except NotReady as obstacle:
            raise SystemExit(str(obstacle)) from obstacle
        except KeyboardInterrupt:
            raise SystemExit("Stopped. The next run goes on from here.") from None
