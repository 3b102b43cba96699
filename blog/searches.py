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
from blog.searching import POST, post_texts
from home.following import Followable, Followed, News, uuids_of
from home.text.normalise import name_key
from search.answering import answered, newest_rows

SEARCH = "search"
MOST_LETTERS = 60
# More are not published in a day but by an import.
MOST_A_DAY = 100
# A key stands in addresses and is stored; it has four letters for each three bytes.
LONGEST_KEY = 100
MOST_BYTES = LONGEST_KEY * 3 // 4
# Letters and digits alone: no sign that means something to a search engine.
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """Return the words of what somebody typed, in small letters with one space between; "" where there are none."""
    found = " ".join(_WORD.findall(name_key(text)))
    cut = found[:MOST_LETTERS].encode()[:MOST_BYTES].decode(errors="ignore")
    return found if cut == found else cut.rpartition(" ")[0] or cut


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
    # Those of one day are put in order here.
    found = PostPage.objects.filter(pk__in=newest_rows(POST, text, language, most + MOST_A_DAY)).newest_first()
    return [News("post", str(post)) for post in found.values_list("translation_key", flat=True)[:most]]


def matching(keys: Collection[str], news: News) -> list[str]:
    """Return those searches that a post answers, in one of its languages.

    The post is read once and compared here, so that a thousand searches cost what one does, and by the same rule as
    that by which the feeds of these searches ask the index: a mail tells of what the feed holds.
    """
    if news.source != "post":
        return []
    posts = PostPage.objects.published().filter(translation_key__in=uuids_of([news.key]), alias_of=None)
    texts = list(post_texts(list(posts.values_list("pk", flat=True))))
    searches = {key: text for key in keys if (text := text_of(key))}
    found = set(answered(texts, list(searches.values())))
    return [key for key, text in searches.items() if text in found]


FOLLOWABLE = Followable(
    name=SEARCH,
    label=gettext_lazy("search"),
    plural=gettext_lazy("searches"),
    describe=describe,
    newest=newest,
    matching=matching,
    from_words=key_of,
)
