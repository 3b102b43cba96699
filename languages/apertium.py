"""Apertium as a process of its own: found, asked for one page's HTML, and ended when it does not answer."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

# Of the two nynorsks that Apertium writes, `nob-nno_e` is the one of most texts: “vi”, not “me”; “forhandle”, not
# “forhandla”.
MODES: Mapping[tuple[str, str], str] = {("nb", "nn"): "nob-nno_e", ("nn", "nb"): "nno-nob"}
# What keeps the markup of HTML in place.
HTML_READER = "tf-extract"
USUAL_DATA = "/usr/share/apertium"
USUAL_TIMEOUT = 30.0
# How long a process that was killed may take to let go of its pipes.
LAST_WORDS = 2.0


class Trouble(Enum):
    """Why there is no answer."""

    MISSING = "missing"
    SLOW = "slow"
    BROKEN = "broken"
    GARBLED = "garbled"


class ApertiumFailed(Exception):
    """Apertium gave no answer that can be used; `trouble` says why, the text what it said itself."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        super().__init__(f"Apertium: {trouble.value}. {said}".strip())
        self.trouble = trouble


@dataclass(frozen=True)
class Engine:
    """Apertium on this machine, and the ways it can translate."""

    command: str
    modes: frozenset[str]
    data: str = USUAL_DATA
    timeout: float = USUAL_TIMEOUT

    def mode(self, source: str, target: str) -> str | None:
        """Return the mode from one language to another, or None where it is not installed."""
        name = MODES.get((language_of(source), language_of(target)))
        return name if name in self.modes else None

    def translate(self, html: str, mode: str) -> str:
        """Return HTML in the other language, words it does not know marked by a star. Raises ApertiumFailed."""
        # Its temporary files go with the folder, also where it is killed.
        with tempfile.TemporaryDirectory(prefix="apertium-", ignore_cleanup_errors=True) as folder:
            return self._answer(html.encode(), mode, folder)

    def _answer(self, given: bytes, mode: str, folder: str) -> str:
        surroundings = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TMPDIR": folder,
            "APERTIUM_DATADIR": self.data,
            "APERTIUM_TRANSFUSE": "1",
        }
        try:
            process = subprocess.Popen(
                [self.command, "-f", "html", mode],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=surroundings,
                cwd=folder,
                # A group of its own: Apertium is a dozen processes in a row, and all of them must end.
                start_new_session=True,
            )
        except OSError as error:
            raise ApertiumFailed(Trouble.MISSING, str(error)) from error
        try:
            answer, said = process.communicate(given, timeout=self.timeout)
        except subprocess.TimeoutExpired as error:
            raise ApertiumFailed(Trouble.SLOW, f"No answer after {self.timeout:g} seconds.") from error
        finally:
            _end(process)
        if process.returncode:
            raise ApertiumFailed(Trouble.BROKEN, said.decode(errors="replace").strip()[-500:])
        try:
            return answer.decode()
        except UnicodeDecodeError as error:
            raise ApertiumFailed(Trouble.GARBLED, str(error)) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of the process's group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired, ValueError):
        process.communicate(timeout=LAST_WORDS)


def language_of(code: str) -> str:
    """Return the language of a code, without its country; plain Norwegian is bokmål."""
    language = code.lower().replace("_", "-").split("-")[0]
    return "nb" if language == "no" else language


def find_engine(command: str = "apertium", timeout: float = USUAL_TIMEOUT) -> Engine | None:
    """Return Apertium as it is installed here, or None where it, its Norwegian or its reader of HTML is missing."""
    found = shutil.which(command)
    if not found or not shutil.which(HTML_READER):
        return None
    data = os.environ.get("APERTIUM_DATADIR", USUAL_DATA)
    modes = frozenset(name for name in MODES.values() if (Path(data) / "modes" / f"{name}.mode").is_file())
    return Engine(found, modes, data, timeout) if modes else None
