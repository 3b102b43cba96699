import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db.utils import OperationalError

from accounts.models import User
from accounts.models.role import RoleKey
from accounts.services import create_staff
from config import preparation
from config.progress import CountingStream, Progress
from tests.config.test_bootstrap import no_right_to_write_in


@pytest.fixture
def output():
    return io.StringIO()


@pytest.fixture
def progress(output):
    return Progress(output)


def test_a_folder_that_cannot_be_written_in_is_named(tmp_path):
    with no_right_to_write_in(tmp_path), pytest.raises(preparation.NotReady) as refusal:
        preparation.require_write_access(tmp_path / "var")
    assert f"cannot write in {tmp_path / 'var'}" in str(refusal.value)
    assert "VAR_DIR" in str(refusal.value)


def test_a_database_that_does_not_answer_is_a_sentence(monkeypatch):
    def refuse():
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(preparation, "connection", SimpleNamespace(vendor="sqlite", ensure_connection=refuse))
    with pytest.raises(preparation.NotReady, match="The database does not answer: connection refused"):
        preparation.require_database()


@pytest.mark.django_db
def test_the_first_run_creates_an_administrator_and_an_editor_whose_passwords_work_once_shown():
    shown = preparation.create_demo_staff()
    users = {user.email: user for user in User.objects.all()}
    assert list(shown) == [email for email, _, _ in preparation.DEMO_STAFF]
    assert all(users[email].check_password(password) for email, password in shown.items())
    assert users["admin@example.org"].is_superuser
    assert not users["redaktor@example.org"].is_superuser
    assert all(password not in user.password for password in shown.values() for user in users.values())


@pytest.mark.django_db
def test_nobody_is_created_where_somebody_works_already():
    own, _ = create_staff(email="kari@bibliotek.no", name="Kari", role=RoleKey.EDITOR)
    assert preparation.create_demo_staff() == {own.email: None}
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone(progress, output):
    preparation.migrate(progress)
    assert output.getvalue() == ""


def test_a_long_step_shows_how_far_it_has_come(progress, output):
    progress.pause = 0
    counting = CountingStream(progress, "Applying ", total=3)
    for name in ("one", "two"):
        counting.write(f"  Applying {name}...")
        counting.write(" OK\n")
    assert output.getvalue().split("\n") == ["  … 1 of 3", "  … 2 of 3", ""]


@pytest.mark.django_db
def test_a_new_password_is_printed_and_replaces_the_old(output):
    user, old = create_staff(email="kari@bibliotek.no", name="Kari", role=RoleKey.EDITOR)
    call_command("set_password", "Kari@Bibliotek.no", stdout=output)
    new = output.getvalue().split()[-1]
    user.refresh_from_db()
    assert user.check_password(new)
    assert not user.check_password(old)


@pytest.mark.django_db
def test_without_an_address_only_those_who_work_here_are_listed(output):
    create_staff(email="kari@bibliotek.no", name="Kari", role=RoleKey.EDITOR)
    gone, _ = create_staff(email="gone@bibliotek.no", name="Gone", role=RoleKey.EDITOR)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    User.objects.create_user("participant@bibliotek.no")
    call_command("set_password", stdout=output)
    assert [line.strip() for line in output.getvalue().splitlines()[1:]] == ["kari@bibliotek.no"]


@pytest.mark.django_db
def test_a_password_for_somebody_unknown_is_refused():
    with pytest.raises(CommandError, match="Nobody who works here has the address x@example.org"):
        call_command("set_password", "x@example.org")
