"""Subjects as they are written down."""

from collections.abc import Iterable

from home.following import ALL, Subject

# What is followed where nothing else is said.
EVERYTHING = Subject("blog", ALL)


def parse_all(texts: Iterable[str]) -> list[Subject]:
    """Return the subjects that are written as `kind:key`, without those of kinds that are no more."""
    return [subject for text in texts if (subject := Subject.parse(text))]
