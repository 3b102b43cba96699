"""Translators to test with: the real Apertium where it is installed, and small programs in its place."""

import textwrap

import pytest
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from languages import apertium

MODES = tuple(apertium.MODES.values())
CLASS = {"CLASS": "languages.translator.ApertiumTranslator"}
# Enough to see that something was drafted; it does not know “blabla”, and loses a link called “brutt”.
LITTLE = (
    r"s/ikke/ikkje/g; s/Ikke/Ikkje/g; s/Jeg/Eg/g; s/jeg/eg/g; s/blabla/*blabla/g;"
    r"s/<a id=\"a1\">brutt<\/a>/brote/g"
)


@pytest.fixture
def program(tmp_path, monkeypatch, settings):
    """Return a function that puts a shell script in Apertium's place, with modes and reader beside it."""

    def put(script, modes=MODES):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        for name, text in ((apertium.HTML_READER, "cat"), ("apertium", script)):
            path = folder / name
            path.write_text("#!/bin/sh\n" + textwrap.dedent(text) + "\n")
            path.chmod(0o755)
        data = tmp_path / "data"
        (data / "modes").mkdir(parents=True, exist_ok=True)
        for mode in modes:
            (data / "modes" / f"{mode}.mode").touch()
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        monkeypatch.setenv("APERTIUM_DATADIR", str(data))
        settings.APERTIUM_COMMAND = str(folder / "apertium")
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = CLASS
        return folder / "apertium"

    return put


@pytest.fixture
def drafts(program):
    """Let a small program draft, which takes down each call in a file; return that file."""
    path = program(f'echo called >> "$(dirname "$0")/calls"; sed \'{LITTLE}\'')
    return path.parent / "calls"


@pytest.fixture
def real_apertium(settings):
    """Let the installed Apertium draft."""
    engine = apertium.find_engine()
    if engine is None or "nob-nno_e" not in engine.modes:
        pytest.skip("Apertium is not installed here: apt install apertium apertium-nno-nob transfuse")
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = CLASS
    return engine


@pytest.fixture
def bulk_actions():
    """Let Wagtail look up anew which bulk actions there are; it asks once, and a test sets the translator later."""

    def forget():
        bulk_action_registry.actions.clear()
        bulk_action_registry.has_scanned_for_bulk_actions = False

    forget()
    yield
    forget()
