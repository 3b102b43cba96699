"""Run background tasks and periodic jobs."""

from django.core.management.base import BaseCommand, CommandError

from home.worker import Worker


class Command(BaseCommand):
    """Parse the options and let the worker work."""

    help = "Run background tasks and periodic jobs until stopped (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Run what is due and waiting, then exit.")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Seconds to wait when there is nothing to do (1)."
        )

    def handle(self, *, once, interval, **options):
        try:
            worker = Worker(interval=interval)
        except ValueError as error:
            raise CommandError(f"--interval: {error}") from error
        worker.listen_to_signals()
        if once:
            jobs, tasks = worker.run_once()
            self.stdout.write(f"Ran {jobs} periodic jobs and {tasks} tasks.")
        else:
            worker.run()
