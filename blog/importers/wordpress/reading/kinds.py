"""What can be amiss in an export that is read all the same: each kind of trouble by its name."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Each says what was met, and what was made of it."""

    ENCODING = "Bytes that are not of the declared encoding: read as Windows-1252"
    DECLARED = "The declared encoding is not that of the file: read as what it is"
    CONTROL = "Control characters, which no text may hold: left out"
    ENTITY = "Names of characters that XML does not know: read as HTML"
    AMPERSAND = "An & that stands for itself: kept"
    CDATA = "A text that holds the marks which end a text: mended"
    CDATA_OPEN = "A text that was never ended: ended where its element ends"
    MARKUP = "Markup that is not marked as a text: kept as a text"
    UNCLOSED = "An element that was never ended: ended where the next begins"
    STRAY = "An end without a beginning: passed over"
    UNDECLARED = "A prefix that is not declared: known all the same"
    CUT_OFF = "The file ends in the middle: what was whole is read"
    TOO_LONG = "A text longer than any that WordPress stores: left out"
    NO_VERSION = "The export does not say of which version it is: told from the rest"
    SAME_ID = "Number already used by an earlier item: the first is kept, as WordPress does"
    NO_ID = "An item without a number"
    NO_TYPE = "An item that does not say of what type it is: taken as a post"
    NO_STATUS = "An item that does not say whether it is published: taken as a draft"
    STATE = "A comment in a state that WordPress does not have: taken as waiting"
    DATE = "A time that cannot be one: left out"
    LOCAL_DATE = "A time in the site's own time only: told by what is usual in this export"
    OTHER_DATE = "pubDate says another time than post_date_gmt, which is trusted"
    SLUG = "An address whose %-encoding is broken: kept as it is"
    NO_SLUG = "A term without an address: made from its name"
    TERM_TWICE = "A term that is said twice with different names: the first is kept"
    AUTHOR = "An author whom the export does not list: taken from what was written"
    PHP = "A stored PHP value that cannot be read: passed over"
    LEFT_OUT = "A file in the archive that is not an export: left out"
