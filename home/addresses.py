"""Which addresses are taken, and the words that stand in addresses, by language."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern


@cache
def reserved_slugs():
    """Return the first parts of addresses that a page directly below a home page can't have.

    They are the language codes and the fixed routes of the URL configuration, read from it, so that
    a new route is refused as a slug from the day it exists.
    """
    words = {code.lower() for code, _name in settings.LANGUAGES} | {"static", "media", "feed", "robots.txt"}
    patterns = [get_resolver()]
    while patterns:
        for pattern in patterns.pop().url_patterns:
            if isinstance(pattern.pattern, LocalePrefixPattern):
                patterns.append(pattern)
            else:
                first = str(pattern.pattern).lstrip("^").split("/")[0]
                if first.replace("-", "").replace("_", "").replace(".", "").isalnum():
                    words.add(first)
    return frozenset(words)


@dataclass(frozen=True)
class RouteWords:
    """The words of one page type's routes: {key: {language: word}}.

    An address in any language finds its way (so that a link survives a change of language), but each
    language has one word of its own, to which the others lead. Languages without a word of their own
    use the English one.
    """

    words: dict[str, dict[str, str]]

    def word(self, key, language):
        """Return the word for `key` in addresses of this language."""
        return self.words[key].get(language) or self.words[key]["en"]

    def key(self, word):
        """Return the key that `word` stands for in any language, or None."""
        for key, by_language in self.words.items():
            if word in by_language.values():
                return key
        return None

    def translated(self, rest, language):
        """Return the part of an address that begins with a route's word, with the word of another language."""
        word, slash, after = rest.partition("/")
        key = self.key(word)
        return f"{self.word(key, language)}{slash}{after}" if key else rest

    def pattern(self, *keys):
        """Return a regular expression's group `section` that matches the words of some keys (or all)."""
        words = {word for key in keys or self.words for word in self.words[key].values()}
        return f"(?P<section>{'|'.join(sorted(words))})"

    def all(self):
        """Return every word in every language: none of them can be a child page's slug."""
        return {word for by_language in self.words.values() for word in by_language.values()}
