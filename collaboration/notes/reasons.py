"""Why a line of the notes went where it went: a code, and a sentence in English."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """The reasons, each once."""

    # Of a wording that is compared with the terms.
    IDENTICAL = "identical"
    INFLECTED = "inflected"
    REORDERED = "reordered"
    MISTYPED = "mistyped"
    ALIKE = "alike"
    NEW = "new"
    REPEATED = "repeated"
    UNSORTED = "unsorted"
    # Of a heading.
    SAYS_KIND = "says_kind"
    SAYS_WHOSE = "says_whose"
    SAYS_SHARED = "says_shared"
    LOOKS_LIKE_ORGANISATION = "looks_like_organisation"
    SAYS_TWO_KINDS = "says_two_kinds"
    UNKNOWN_HEADING = "unknown_heading"
    BELOW_HEADING = "below_heading"
    NO_HEADING = "no_heading"
    COLUMN = "column"
    # Of an item.
    MARKED = "marked"
    INDENTED = "indented"
    IN_LIST = "in_list"
    AFTER_HEADING = "after_heading"
    ROW = "row"
    # Of other lines.
    FIRST = "first"
    MARKED_TITLE = "marked_title"
    RUNNING_TEXT = "running_text"
    EMPTY_HEADING = "empty_heading"
    TOO_LONG = "too_long"
    COMMENT_FORM = "comment_form"
    ADVERTISING = "advertising"
    SHARING = "sharing"
    NAVIGATION = "navigation"
    RULE = "rule"
    UNREADABLE = "unreadable"
    SET_ASIDE = "set_aside"


SENTENCES = {
    Why.IDENTICAL: "The same letters as “%(detail)s”.",
    Why.INFLECTED: "“%(detail)s” in another form, or written together in another way.",
    Why.REORDERED: "The words of “%(detail)s” in another order.",
    Why.MISTYPED: "Nearly the letters of “%(detail)s”: perhaps a typing error.",
    Why.ALIKE: "Much like “%(detail)s”.",
    Why.NEW: "Like nothing that was said before.",
    Why.REPEATED: "Said before in these notes, in line %(detail)s.",
    Why.UNSORTED: "Nothing says what kind of list it stands in.",
    Why.SAYS_KIND: "The heading says “%(detail)s”.",
    Why.SAYS_WHOSE: "The heading names “%(detail)s”.",
    Why.SAYS_SHARED: "The heading says that it is said of several.",
    Why.LOOKS_LIKE_ORGANISATION: "The heading looks like the name of an organisation that is not known yet.",
    Why.SAYS_TWO_KINDS: "The heading names more than one kind of list.",
    Why.UNKNOWN_HEADING: "No known word stands in the heading.",
    Why.BELOW_HEADING: "It stands below “%(detail)s”.",
    Why.NO_HEADING: "A list without a heading.",
    Why.COLUMN: "The table's columns say so.",
    Why.MARKED: "The line begins with a list's sign.",
    Why.INDENTED: "The line is indented.",
    Why.IN_LIST: "The line stands in a list.",
    Why.AFTER_HEADING: "A short line below a heading.",
    Why.ROW: "A row of the table.",
    Why.FIRST: "The first line.",
    Why.MARKED_TITLE: "Marked as the title.",
    Why.RUNNING_TEXT: "Running text.",
    Why.EMPTY_HEADING: "A heading with nothing below it.",
    Why.TOO_LONG: "Longer than what a list can hold.",
    Why.COMMENT_FORM: "Part of a web page's comments.",
    Why.ADVERTISING: "A web page's advertising.",
    Why.SHARING: "A web page's buttons for sharing.",
    Why.NAVIGATION: "A web page's navigation.",
    Why.RULE: "A line drawn between parts, without words.",
    Why.UNREADABLE: "No letters that can be read.",
    Why.SET_ASIDE: "Set aside in the review.",
}


@dataclass(frozen=True)
class Reason:
    """Why, and what it was about."""

    why: Why
    detail: str = ""

    def __str__(self) -> str:
        return SENTENCES[self.why] % {"detail": self.detail}
