"""Keep what readers saw, and tell what was changed since."""

import difflib
import itertools
import re
from dataclasses import dataclass

from django.utils import timezone, translation

from blog.models import PostEdition
from blog.plain_text import lines_of


def record_edition(post):
    """Keep the text of a post that was just published, if it is new to readers."""
    # In the post's language, whatever the admin speaks to the one who publishes it.
    with translation.override(post.locale.language_code):
        lines = lines_of(post)
    last = post.editions.order_by("published_at", "pk").last()
    if last is None or last.lines != lines:
        PostEdition.objects.create(post=post, published_at=post.last_published_at or timezone.now(), lines=lines)


@dataclass(frozen=True)
class Change:
    """A piece of a line: kept ("="), removed ("-") or added ("+")."""

    sign: str
    text: str


def differences(old, new):
    """Return the lines that differ, each as a list of Change, for two lists of lines.

    A line that was reworded is shown once, word by word, as long as half of the shorter one is kept; what
    stayed the same is left out.
    """
    changed = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before, after = old[i1:i2], new[j1:j2]
        if len(before) == len(after):
            for a, b in zip(before, after, strict=True):
                changed += _reworded(a, b)
        else:
            changed += [[Change("-", line)] for line in before]
            changed += [[Change("+", line)] for line in after]
    return changed


def _reworded(old, new):
    a, b = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    kept = sum(len(word.strip()) > 0 for block in matcher.get_matching_blocks() for word in a[block.a :][: block.size])
    if 2 * kept < min(len(old.split()), len(new.split())) or not kept:
        return [[Change("-", old)], [Change("+", new)]]
    pieces = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Change("=", "".join(a[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Change("-", "".join(a[i1:i2])))
        if j2 > j1:
            pieces.append(Change("+", "".join(b[j1:j2])))
    return [pieces]


def history(post):
    """Return [(when, changes)] for a post's editions after the first, newest first."""
    editions = list(post.editions.order_by("published_at", "pk"))
    return [
        (new.published_at, differences(old.lines, new.lines))
        for old, new in reversed(list(itertools.pairwise(editions)))
    ]
