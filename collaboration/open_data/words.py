"""What tables and columns are called, and what they mean, for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NAMES = {
    "organisations": _("Organisations"),
    "sessions": _("Sessions"),
    "terms": _("Terms"),
    "links": _("Links between terms"),
    "developments": pgettext_lazy("a challenge or a goal", "What became of it"),
    "statements": _("Statements"),
}

_URI = _("The address that stands for it for ever. It leads to today's page.")
_PAGE = _("Today's page.")
_LANGUAGE = _("The language it is written in here.")
_SEVERAL = _("If there are several, they stand with | between them.")
_STATEMENTS = _("How many public statements there are.")
_KIND = _("competency, challenge, goal or means.")
_DATE = _("The date as precisely as it is known: a day, a month or a year.")
_SEASON = _("winter, spring, summer or autumn, where no more than the season is known.")
_STATUS = _("moved (a challenge became a goal), agreed, begun, reached or given_up.")
_DESCRIPTION = _("The description, as plain text.")

MEANINGS = {
    "organisations": {
        "uri": _URI,
        "url": _PAGE,
        "name": _("The whole name."),
        "short_name": _("The name as people say it."),
        "language": _LANGUAGE,
        "kind": _("What sort of organisation it is."),
        "description": _DESCRIPTION,
        "website": _("Its own website."),
        "statements": _STATEMENTS,
        "terms": _("How many different terms it has named."),
        "continued_as": (_("The addresses of those that took over from it."), _SEVERAL),
    },
    "sessions": {
        "uri": _URI,
        "url": _PAGE,
        "name": _("The name of the session."),
        "language": _LANGUAGE,
        "date": _DATE,
        "end": _("The last day, if it lasted longer."),
        "precision": _("What is known of the date: day, month, season or year."),
        "season": _SEASON,
        "place": _("Where it was."),
        "description": _DESCRIPTION,
        "present": (_("The addresses of the organisations that were present."), _SEVERAL),
        "present_names": (_("Their names."), _SEVERAL),
        "statements": _STATEMENTS,
    },
    "terms": {
        "uri": _URI,
        "url": _PAGE,
        "kind": _KIND,
        "name": _("The term, corrected, as the site shows it."),
        "language": _LANGUAGE,
        "aliases": (_("Other names for the same."), _SEVERAL),
        "description": _DESCRIPTION,
        "theme": _("What it is about."),
        "theme_lead": _("The organisation that leads the work on the theme now; empty if none does."),
        "theme_lead_since": _("Since when it leads it: a day, a month or a year."),
        "statements": _STATEMENTS,
        "organisations": _("How many organisations have named it. What is shared counts for none."),
        "shared": _("true if it was said of several together, without saying which."),
        "status": (_STATUS, _("The latest by date; empty where nothing is stated.")),
        "status_date": _DATE,
    },
    "developments": {
        "uri": _URI,
        "url": _("Its place on the term's page."),
        "term_uri": _("The address of the term that it is about."),
        "term": _("The name of the term."),
        "kind": _("challenge or goal."),
        "status": _STATUS,
        "date": _DATE,
        "precision": _("What is known of the date: day, month, season or year."),
        "season": _SEASON,
        "target_uri": _("The address of the goal that a challenge became."),
        "target": _("The name of that goal."),
        "note": _("What the editor wrote of it."),
        "language": _("The language that the note is written in."),
        "source": _("The title of the page that it is taken from."),
        "source_url": _("The address of that page."),
    },
    "links": {
        "relation": _(
            "helps: a competency helps with a challenge or a goal; serves: a means serves a goal; "
            "answers: a goal answers a challenge."
        ),
        "source_uri": _("The address of the term that does it."),
        "source": _("Its name."),
        "source_kind": _KIND,
        "target_uri": _("The address of the term that it is done for."),
        "target": _("Its name."),
        "target_kind": _KIND,
    },
    "statements": {
        "uri": _URI,
        "wording": _("What was written, letter for letter."),
        "note": _("What the group added."),
        "language": _("The language it was said in."),
        "kind": _KIND,
        "term_uri": _("The address of the term that it belongs to."),
        "term": _("The name of the term."),
        "attribution": _(
            "organisations: said by the organisation named; shared: of several, without saying which; "
            "unattributed: the room said it."
        ),
        "organisation_uri": _("The address of the organisation; empty if none is named."),
        "organisation": _("The name of the organisation."),
        "session_uri": _("The address of the session."),
        "session": _("The name of the session."),
        "session_date": _DATE,
        "session_season": _SEASON,
        "post": _("The title of the post that it stands in."),
        "post_url": _("The place in the post."),
        "position": _("Its place among what the post says."),
    },
}


def meaning(table, column):
    """Return what a column means, in the language of the moment."""
    words = MEANINGS[table][column]
    return " ".join(map(str, words)) if isinstance(words, tuple) else str(words)


ABOUT = pgettext_lazy("sheet of a workbook", "About")
EVERYTHING = _("Everything")
