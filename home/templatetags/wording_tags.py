"""How a text is set, by how long it is."""

import re

from django import template
from django.utils.text import Truncator

register = template.Library()

MOST_LETTERS, LONGEST_WORD = 70, 16


@register.filter
def is_long(title):
    """Return whether a title is set smaller: it would fill the page, or a word of it would not fit a telephone."""
    title = str(title)
    return len(title) > MOST_LETTERS or any(len(word) > LONGEST_WORD for word in title.replace("-", "- ").split())


@register.filter
def whole_sentences(text, most):
    """Return the sentences that fit in `most` words; of a first one that is longer, its beginning."""
    text = " ".join(str(text).split())
    kept = ""
    for sentence in re.split(r"(?<=[.!?…])\s+(?=[^a-zæøå])", text):
        longer = f"{kept} {sentence}".strip()
        if len(longer.split()) > most:
            break
        kept = longer
    return kept or Truncator(text).words(most)
