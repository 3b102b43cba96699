"""How large a heading can be set."""

from django import template

register = template.Library()

MOST_LETTERS, LONGEST_WORD = 70, 16


@register.filter
def is_long(title):
    """Return whether a title is set smaller: it would fill the page, or a word of it would not fit a telephone."""
    title = str(title)
    return len(title) > MOST_LETTERS or any(len(word) > LONGEST_WORD for word in title.replace("-", "- ").split())
