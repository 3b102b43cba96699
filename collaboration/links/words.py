"""What the pages on links say, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collaboration.links.chains import Standing
from collaboration.links.suggesting import Why
from collaboration.models import Kind, Relation

REASONS = {
    Why.THROUGH: gettext_lazy("Both are linked to the same term."),
    Why.ALIKE: gettext_lazy("Terms that share links with this one are linked to it."),
    Why.NAMED: gettext_lazy("Other things that the same organisation named are linked to it."),
    Why.THEME: gettext_lazy("The same theme."),
}


def reason(why, words):
    """Return why a term is suggested, in a sentence."""
    if why == Why.WORDS:
        return _("The same in both names: %(words)s.") % {"words": ", ".join(words)}
    return str(REASONS[why])


def standing_title(standing):
    """Return by how many something is named that helps, in words."""
    return {
        Standing.SEVERAL: _("Several can help"),
        Standing.ONE: _("One alone can help"),
        Standing.SHARED: _("Shared by several, without saying by whom"),
        Standing.NOBODY: _("Nobody has named what helps"),
        Standing.UNLINKED: _("Nothing that helps is linked yet"),
    }[standing]


def standing_sum(standing, n):
    """Return for how many challenges and goals this holds, in words."""
    return {
        Standing.SEVERAL: ngettext("%(n)d that several can help with", "%(n)d that several can help with", n),
        Standing.ONE: ngettext("%(n)d that one alone can help with", "%(n)d that one alone can help with", n),
        Standing.SHARED: ngettext("%(n)d where it isn't said by whom", "%(n)d where it isn't said by whom", n),
        Standing.NOBODY: ngettext(
            "%(n)d that nobody has named anything for", "%(n)d that nobody has named anything for", n
        ),
    }[standing] % {"n": n}


# What stands on the other side of a link, as a heading on the page of a term: {(relation, from this side): …}
HEADINGS = {
    (Relation.HELPS, True): gettext_lazy("Helps with"),
    (Relation.HELPS, False): gettext_lazy("What helps"),
    (Relation.SERVES, True): gettext_lazy("Serves the goals"),
    (Relation.SERVES, False): gettext_lazy("By these means"),
    (Relation.ANSWERS, True): gettext_lazy("Answers the challenges"),
    (Relation.ANSWERS, False): gettext_lazy("Goals that answer it"),
}

# What an editor ticks for a term of one kind among those of another.
QUESTIONS = {
    (Kind.COMPETENCY, Kind.CHALLENGE): gettext_lazy("Challenges that it helps with"),
    (Kind.COMPETENCY, Kind.GOAL): gettext_lazy("Goals that it helps with"),
    (Kind.CHALLENGE, Kind.COMPETENCY): gettext_lazy("Competencies that help with it"),
    (Kind.CHALLENGE, Kind.GOAL): gettext_lazy("Goals that answer it"),
    (Kind.GOAL, Kind.COMPETENCY): gettext_lazy("Competencies that help with it"),
    (Kind.GOAL, Kind.CHALLENGE): gettext_lazy("Challenges that it answers"),
    (Kind.GOAL, Kind.MEANS): gettext_lazy("Means that serve it"),
    (Kind.MEANS, Kind.GOAL): gettext_lazy("Goals that it serves"),
}


def partners(kind):
    """Return the kinds that terms of a kind are linked to, in the order in which they are asked for."""
    return [other for one, other in QUESTIONS if one == kind]
