"""The way to the search, from any page."""

import re
from urllib.parse import unquote

from django import template

from search.addresses import search_url, suggest_url

register = template.Library()
_BETWEEN_WORDS = re.compile(r"[\W\d_]+")
# As many words as a title has; a longer address is no title.
MOST_WORDS = 8


@register.simple_tag
def search_address():
    """Return the address of the search in the active language."""
    return search_url()


@register.simple_tag
def suggest_address():
    """Return the address that answers with suggestions in the active language."""
    return suggest_url()


@register.simple_tag(takes_context=True)
def words_of_address(context):
    """Return the words of the last part of the page's address: what somebody was looking for who found nothing."""
    parts = [part for part in unquote(context["request"].path).split("/") if part]
    words = _BETWEEN_WORDS.sub(" ", parts[-1]).split() if parts else []
    return " ".join(words[:MOST_WORDS])
