import ast
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap

SOURCE = Path(bootstrap.__file__)


@contextlib.contextmanager
def no_right_to_write_in(folder):
    """Take the right to write away; root, whom permissions do not bind, becomes somebody else meanwhile."""
    folder.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)


def fake_python(folder, name, answer):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def project(tmp_path):
    """A project that has nothing but what the bootstrap reads."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "bootstrap.py").write_bytes(SOURCE.read_bytes())
    (tmp_path / "uv.lock").write_text("version = 1\n")
    return tmp_path


def test_an_old_python_is_told_which_one_is_needed():
    with pytest.raises(bootstrap.CannotContinue) as refusal:
        bootstrap.require_python((3, 8, 10), path="")
    assert "needs Python 3.11 or newer; this is 3.8.10" in str(refusal.value)


def test_an_old_python_gets_far_enough_to_be_told():
    younger = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Starred, ast.Nonlocal)
    for node in ast.walk(ast.parse(SOURCE.read_text())):
        assert not isinstance(node, younger), f"line {node.lineno} is younger than Python 2.7"
        assert getattr(node, "returns", None) is None
        assert getattr(node, "annotation", None) is None
        assert not (isinstance(node, ast.Raise) and node.cause)


def test_a_newer_python_on_the_path_is_used_in_place_of_an_old_one(tmp_path):
    fake_python(tmp_path / "one", "python3.13", "echo 'python3.13: command not found' >&2; exit 127")
    fake_python(tmp_path / "one", "python3", "printf 3.9")
    newer = fake_python(tmp_path / "two", "python3.12", "printf 3.12")
    path = os.pathsep.join([str(tmp_path / "one"), str(tmp_path / "two")])
    assert bootstrap.require_python((3, 8, 10), path) == newer


def test_a_python_that_is_new_enough_is_kept():
    assert bootstrap.require_python((3, 11, 0), path="") is None


def test_no_right_to_write_is_said_before_anything_is_made(tmp_path):
    with no_right_to_write_in(tmp_path), pytest.raises(bootstrap.CannotContinue) as refusal:
        bootstrap.require_write_access(str(tmp_path))
    assert f"cannot write in {tmp_path}" in str(refusal.value)


def test_a_python_without_the_venv_module_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(bootstrap.CannotContinue, match="apt install python3-venv"):
        bootstrap.require_venv_module()


def test_without_network_a_sentence_says_so_and_the_exit_code_too(project):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    answer = subprocess.run(
        [sys.executable, "config/bootstrap.py"],
        cwd=project,
        env={**ours, **nowhere},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 1
    assert "No answer from the package index" in answer.stderr
    assert "Traceback" not in answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("error: Failed to fetch: `https://…`\n  Caused by: dns error", "No answer from the package index"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("error: failed to remove file: Permission denied (os error 13)", "not allowed to write"),
        ("error: something else", "failed; its last words are above"),
    ],
)
def test_a_failed_step_is_explained_by_what_it_said(output, sentence):
    assert sentence in bootstrap.explain_failure("Installing the packages", output, "/somewhere")


def test_a_second_run_does_nothing(project, monkeypatch, capsys):
    steps = []
    monkeypatch.setattr(bootstrap, "run", lambda what, *rest, **options: steps.append(what))
    monkeypatch.setattr(bootstrap, "environment_python", lambda folder: sys.executable)
    binaries = project / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").touch()

    bootstrap.install(str(project), dev=False)
    assert "Installing the packages" in steps
    steps.clear()
    capsys.readouterr()
    bootstrap.install(str(project), dev=False)
    assert steps == []
    assert capsys.readouterr().out == ""


def test_new_versions_in_the_lock_are_installed_and_the_test_tools_stay(project, monkeypatch):
    commands = []
    monkeypatch.setattr(bootstrap, "run", lambda what, command, *rest: commands.append(command))
    monkeypatch.setattr(bootstrap, "environment_python", lambda folder: sys.executable)
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").touch()

    bootstrap.install(str(project), dev=True)
    (project / "uv.lock").write_text("version = 2\n")
    commands.clear()
    bootstrap.install(str(project), dev=False)
    (sync,) = [command for command in commands if "sync" in command]
    assert "--frozen" in sync
    assert "--no-dev" not in sync


def test_what_nobody_foresaw_is_a_sentence_too(project, monkeypatch, capsys):
    (project / "uv.lock").unlink()
    monkeypatch.setattr(bootstrap, "ROOT", str(project))
    assert bootstrap.main([]) == 1
    assert "Setting up failed" in capsys.readouterr().err
