"""When a file is not read at all, and why."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What a file is instead of an export, or why it is not opened; each a sentence about %(name)s."""

    EMPTY = "%(name)s is empty."
    HTML = "%(name)s is a web page. Save the export that WordPress makes under Tools, Export."
    FEED = "%(name)s is a feed, which holds only the newest posts. WordPress makes the export under Tools, Export."
    DATABASE = "%(name)s is a copy of a database. WordPress makes the export under Tools, Export."
    OTHER = "%(name)s is not an export from WordPress."
    NOTHING_IN_ARCHIVE = "There is no export from WordPress in %(name)s."
    ARCHIVE = "%(name)s is damaged and cannot be unpacked."
    PASSWORD = "%(name)s is locked with a password. Unpack it first."
    TOO_LARGE = "%(name)s becomes far larger when unpacked than an export does, and is not read."
    TOO_MANY = "%(name)s holds more files than an export does, and is not read."
    DTD = "%(name)s declares entities of its own, which no export from WordPress does, and is not read."
    DEPTH = "%(name)s has elements within elements more deeply than an export has, and is not read."
    ENDLESS = "%(name)s has too many elements that never end, and is not read."
    UNREADABLE = "%(name)s cannot be opened."


class NotAnExport(Exception):
    """A file that is not read; says in a sentence what it looks like."""

    def __init__(self, reason: Reason, name: str) -> None:
        super().__init__(reason.value % {"name": name})
        self.reason = reason
        self.name = name
