"""What a saved or copied web page brings along: comment form, advertising, buttons for sharing, navigation.

It is set aside with its reason, never removed.
"""

import re
from collections.abc import Sequence

from collaboration.notes.lines import Line
from collaboration.notes.reasons import Why

# Where these stand alone, the page's own text has ended: what follows belongs to them.
_TAILS = (
    (
        Why.COMMENT_FORM,
        r"legg igjen en kommentar|legg igjen eit svar|legg igjen et svar|legg att ein kommentar|kommenter innlegget|"
        r"leave a (?:reply|comment)|post a comment|add a comment|lämna (?:en kommentar|ett svar)|kommentera inlägget|"
        r"avbryt svar|cancel reply|(?:\d+|én|en|one|ett) "
        r"(?:kommentar(?:er|ar)?|comments?|repl(?:y|ies)|svar|tanker?|thoughts?)"
        r"(?: (?:til|to|on|om|på|till) .*)?|\d+ responses? to .*",
    ),
    (Why.ADVERTISING, r"reklamer?|annonser?|annons|advertisements?|report this ad|rapporter denne annonsen"),
    (
        Why.SHARING,
        r"share this:?|share on .*|del dette:?|del på .*|dela detta:?|dela på .*|like this:?|lik dette:?|liker:?|"
        r"gilla:?|relatert|relaterte innlegg|relaterat|related(?: posts?)?|sharedaddy",
    ),
    (
        Why.NAVIGATION,
        r"(?:forrige|neste|previous|next|föregående|nästa|førre) (?:innlegg|post|inlägg).*|innleggsnavigasjon|"
        r"post navigation|inläggsnavigering|siste innlegg|nylige innlegg|recent posts|senaste inläggen|arkiv for .*|"
        r"blogg på wordpress\.com.*|blog at wordpress\.com.*|blogga med wordpress\.com.*|drevet av wordpress.*|"
        r"proudly powered by wordpress.*|powered by wordpress.*",
    ),
)
# Lines that are boilerplate wherever they stand by themselves.
_LINES = (
    (
        Why.COMMENT_FORM,
        r"fyll inn i feltene under.*|fill in your details below.*|fyll i dina uppgifter nedan.*|"
        r"(?:wordpress\.com|google|twitter|facebook|gravatar)\W?\s?(?:bilde|logo|logotyp|logga|photo|picture)|"
        r"du kommenterer med bruk av din .*|you are commenting using your .*|du kommenterar med ditt .*|"
        r"kobler til %s|connecting to %s|ansluter till %s|varsle meg om nye .*|notify me of new .*|"
        r"e-post \(.*(?:påkrevd|required|obligatorisk).*\)|navn \(påkrevd\)|name \(required\)",
    ),
    (
        Why.SHARING,
        r"(?:klikk|click|klicka) .*(?:dele|share|dela|skrive ut|print|skriva ut|e-post|email).*|"
        r"(?:lik|like|gilla)\s*(?:laster|loading|laddar)(?:…|\.\.\.)?|(?:laster|loading|laddar)\s?(?:inn)?(?:…|\.\.\.)",
    ),
    (
        Why.NAVIGATION,
        r"(?:hopp|gå|skip|jump|hoppa) (?:rett )?(?:til|to|till) (?:hoved)?(?:innhold(?:et)?|content|innehåll(?:et)?)|"
        r"(?:åpne|lukk|open|close|öppna|stäng) meny(?:en)?|"
        r"(?:vi|we) (?:bruker|use|använder) (?:informasjonskapsler|cookies).*|"
        r"(?:posted|publisert|publicerat|skrevet|filed|postet) (?:on|in|by|i|den|av|under) .*|"
        r"tagget .*|tagged .*|taggad .*",
    ),
)
# Single words of a menu: only before the notes begin, and unmarked.
_MENU = re.compile(
    r"(?:meny|menu|søk|search|sök|hjem|home|hem|forside|framside|om oss|about(?: us)?|kontakt(?: oss)?|contact(?: us)?|"
    r"logg inn|log in|logga in|blogg|blog)$"
)
_TAIL_PATTERNS = [(why, re.compile(rf"(?:{pattern})$")) for why, pattern in _TAILS]
_LINE_PATTERNS = [(why, re.compile(rf"(?:{pattern})$")) for why, pattern in _LINES]
_LONGEST = 200


def _match(patterns: list[tuple[Why, re.Pattern[str]]], text: str) -> Why | None:
    return next((why for why, pattern in patterns if pattern.match(text)), None)


def set_aside(lines: Sequence[Line], begins_list: Sequence[bool]) -> dict[int, Why]:
    """Return {place in the row: why} of the lines that are no part of the notes.

    `begins_list` says of each line whether it is the heading of a kind of list: there, a page's text goes on.
    """
    aside: dict[int, Why] = {}
    tail: Why | None = None
    seen_text = False
    for place, line in enumerate(lines):
        if line.aside:
            aside[place] = line.aside
            continue
        # In a list, the same words are what somebody said.
        alone = not line.is_marked and not line.indent and not line.cells and len(line.text) <= _LONGEST
        text = line.text.lower().strip()
        if begins_list[place]:
            tail = None
        if alone and (why := _match(_TAIL_PATTERNS, text)) and (seen_text or tail):
            tail = why
        if tail:
            own = _match(_LINE_PATTERNS, text)
            aside[place] = own or tail
        elif alone and (why := _match(_LINE_PATTERNS, text)):
            aside[place] = why
        elif alone and not seen_text and _MENU.match(text):
            aside[place] = Why.NAVIGATION
        else:
            seen_text = True
    return aside
