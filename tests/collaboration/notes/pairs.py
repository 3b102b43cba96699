"""Pairs of catchwords, labelled by people as the same or different before anything compared them."""

import csv
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("pairs.tsv")


@dataclass(frozen=True)
class Pair:
    language: str
    same: bool
    one: str
    other: str

    @property
    def is_for_tuning(self):
        """Whether it is in the half that thresholds may be tuned on: the same for ever, and by no choice of ours."""
        return zlib.crc32(f"{self.one}|{self.other}".encode()) % 2 == 0


@cache
def pairs():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(row["language"], row["label"] == "same", row["one"], row["other"]) for row in rows]
