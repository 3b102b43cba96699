"""The four kinds of lists, by the values that the database has for them.

`collaboration.models.Kind` can't be imported without Django; a test holds the two equal.
"""

from enum import StrEnum


class Kind(StrEnum):
    COMPETENCY = "competency"
    CHALLENGE = "challenge"
    GOAL = "goal"
    MEANS = "means"
