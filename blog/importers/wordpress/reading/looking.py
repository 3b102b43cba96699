"""What a file looks like at its beginning: an export, or what else."""

from __future__ import annotations

import re

from .refusing import Reason

COMMENTS = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
ROOT = re.compile(r"<rss\b", re.IGNORECASE)
WORDPRESS = re.compile(r"wordpress\.org/export/|<wp:\w|<!-- generator=\"WordPress", re.IGNORECASE)
DTD = re.compile(r"<!\s*(?:DOCTYPE(?!\s+html\b)|ENTITY)\b", re.IGNORECASE)
OTHERS = [
    (re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE), Reason.HTML),
    (re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE), Reason.FEED),
    (re.compile(r"\A\s*(?:--\s|/\*!|(?:CREATE TABLE|INSERT INTO|DROP TABLE)\b)"), Reason.DATABASE),
]


def reason_against(head: str) -> Reason | None:
    """Return why a file that begins like this is not an export; None if it is one."""
    if not head.strip():
        return Reason.EMPTY
    without = COMMENTS.sub("", head)
    root = ROOT.search(without)
    if DTD.search(without, 0, root.start() if root else len(without)):
        return Reason.DTD
    if root and WORDPRESS.search(head):
        return None
    return next((reason for pattern, reason in OTHERS if pattern.search(without)), Reason.OTHER)
