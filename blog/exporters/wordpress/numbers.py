"""WordPress counts posts, pages, files and menu items in one row: what has a number here gets one there.

A thing has the same number in every export, whatever else there is.
"""

from __future__ import annotations

_OF_POSTS = ("page", "image", "document", "menu item")
_OF_TERMS = ("category", "post_tag", "nav_menu")


def post_number(kind: str, pk: int) -> str:
    return str(len(_OF_POSTS) * pk + _OF_POSTS.index(kind))


def term_number(kind: str, pk: int) -> str:
    return str(len(_OF_TERMS) * pk + _OF_TERMS.index(kind))
