"""What a site needs before it can be served: translations, tables, content, and somebody who may edit it."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError
from django.utils.translation.reloader import translation_file_changed

from accounts.models.role import RoleKey
from accounts.services import create_staff
from config.catalogues import compile_catalogues
from config.progress import CountingStream
from config.staff import staff

DEMO_STAFF = (
    ("admin@example.org", "Ada Administrator", RoleKey.ADMINISTRATOR),
    ("redaktor@example.org", "Reidun Redaktør", RoleKey.EDITOR),
)


class NotReady(Exception):
    """The site can't be served; the message says why and what helps."""


def require_write_access(folder: Path) -> None:
    """Raise NotReady unless files can be made in the folder, which is made if it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise NotReady(
            f"Samspill cannot write in {folder} ({error.strerror}).\n"
            "The database and uploaded files live there: give yourself the right to write, or name another "
            "folder in VAR_DIR."
        ) from error


def require_database() -> None:
    """Raise NotReady unless the database answers."""
    try:
        if connection.vendor == "postgresql":
            # Past the pool, which would try for half a minute and then not say why.
            with connection.wrap_database_errors:
                connection.Database.connect(**connection.get_connection_params()).close()
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise NotReady(f"The database does not answer: {reason}\nIs it running, and is DATABASE_URL right?") from error


def compile_translations(progress) -> None:
    """Compile the catalogues that have changed, and make this process forget older ones."""
    written = [path for folder in settings.LOCALE_PATHS for path in compile_catalogues(Path(folder))]
    if written:
        progress.say("Compiled the translations")
        # Django's own answer to a changed catalogue while it runs.
        translation_file_changed(sender=None, file_path=written[0])


def migrate(progress) -> None:
    """Apply the migrations that are missing."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        what = "Bringing the database up to date" if executor.loader.applied_migrations else "Making the database"
        with progress.timed(f"{what}: {len(missing)} steps"):
            output = CountingStream(progress, "Applying ", len(missing))
            call_command("migrate", interactive=False, stdout=output, skip_checks=True)


def load_demo(progress, *, fresh: bool) -> None:
    """Load the demo site into an empty database; with `fresh`, in place of what is there."""
    from home.models import HomePage

    if fresh or not HomePage.objects.exists():
        with progress.timed("Loading the demo site"):
            call_command("load_demo", fresh=fresh, stdout=progress.stream)


def create_demo_staff() -> dict[str, str | None]:
    """Return who may sign in, by address, with the password of those who were created just now."""
    known = list(staff().values_list("email", flat=True))
    if known:
        return dict.fromkeys(known)
    created = [create_staff(email=email, name=name, role=role) for email, name, role in DEMO_STAFF]
    return {user.email: password for user, password in created}


def prepare(progress, *, fresh: bool = False) -> dict[str, str | None]:
    """Make everything ready, doing only what is missing; raises NotReady. Returns who may sign in."""
    require_write_access(Path(settings.VAR_DIR))
    os.makedirs(settings.MEDIA_ROOT, exist_ok=True)
    require_database()
    compile_translations(progress)
    migrate(progress)
    load_demo(progress, fresh=fresh)
    return create_demo_staff()
