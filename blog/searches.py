"""Following words: every post that has them all, wherever it is filed.

What is followed is written into the key itself, so that it has a feed without anything being stored.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from blog.models import BlogIndexPage, PostPage
from home.following import Followable, Followed, News
from home.text.normalise import name_key

SEARCH = "search"
MOST_LETTERS = 60
# More posts than this are not looked through for what anybody may read.
MOST_FOUND = 500
# Letters and digits alone: no sign that means something to a search engine.
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """Return the words of what somebody typed, in small letters with one space between; "" where there are none."""
    found = " ".join(_WORD.findall(name_key(text)))
    return found if len(found) <= MOST_LETTERS else found[:MOST_LETTERS].rpartition(" ")[0] or found[:MOST_LETTERS]


def key_of(text: str) -> str:
    """Return the key that stands for these words."""
    return urlsafe_b64encode(words_of(text).encode()).decode().rstrip("=")


def text_of(key: str) -> str:
    """Return the words that a key stands for; "" for one that is none of ours."""
    try:
        text = urlsafe_b64decode(key.encode("ascii") + b"=" * (-len(key) % 4)).decode()
    except (ValueError, UnicodeError):
        return ""
    return text if text and words_of(text) == text and key_of(text) == key else ""


def _found(text: str, **only: object) -> list[int]:
    posts = PostPage.objects.live().filter(**only).search(text, operator="and", order_by_relevance=False)
    return [post.pk for post in posts[:MOST_FOUND]]


def describe(keys: Collection[str], language: str) -> dict[str, Followed]:
    """Return what the searches are called."""
    searches = {key: text for key in keys if (text := text_of(key))}
    if not searches:
        return {}
    page = BlogIndexPage.objects.live().filter(locale__language_code=language).first()
    url = (page and page.get_url()) or "/"
    with override(language):
        return {
            key: Followed(title=_("Posts with “%(words)s”") % {"words": text}, url=url)
            for key, text in searches.items()
        }


def newest(key: str, language: str, most: int) -> list[News]:
    """Return the newest posts of a language's blog that have all the words."""
    text = text_of(key)
    if not text:
        return []
    posts = PostPage.objects.published().filter(pk__in=_found(text), locale__language_code=language)
    keys = posts.newest_first().values_list("translation_key", flat=True)[:most]
    return [News("post", str(found)) for found in keys]


def matching(keys: Collection[str], news: News) -> list[str]:
    """Return those searches that a post answers, in one of its languages."""
    if news.source != "post":
        return []
    faces = list(PostPage.objects.published().filter(translation_key=news.key).values_list("pk", flat=True))
    return [key for key in keys if (text := text_of(key)) and faces and _found(text, pk__in=faces)]


FOLLOWABLE = Followable(
    name=SEARCH,
    label=gettext_lazy("search"),
    plural=gettext_lazy("searches"),
    describe=describe,
    newest=newest,
    matching=matching,
    from_words=key_of,
)
