"""Link texts that tell nothing of where they lead: whoever hears the links alone, one after another, is lost."""

import re

# In the languages that the site is written in, without capitals.
EMPTY = {
    *("her", "klikk her", "trykk her", "denne", "dette", "link", "lenke", "lenka", "lenkje", "les mer", "les meir"),
    *("mer", "meir", "se her", "sjå her", "mer informasjon", "meir informasjon", "last ned", "last ned her"),
    *("here", "click here", "this", "read more", "more", "more information", "learn more", "download"),
    *("dáppe", "deaddil dása", "loga eambbo"),
}
ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Return whether a link's text is a word such as “here”, or nothing but a web address."""
    words = " ".join(re.findall(r"\w+", text.lower()))
    return words in EMPTY or bool(ADDRESS.fullmatch(text.strip()))
