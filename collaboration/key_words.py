"""What is measured of a visual key, and what is wrong with it, in words that say what to do."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collaboration.visual_keys import Measure, Problem, ProblemCode

# What is only less good than it could be is told, not refused.
ADVICE = {ProblemCode.COLOUR_NEAR}

SCHEMES = {"light": gettext_lazy("On light"), "dark": gettext_lazy("On dark")}
PARTS = {"letter": gettext_lazy("letter"), "text": gettext_lazy("text"), "fill": gettext_lazy("colour")}
GROUNDS = {
    "fill": gettext_lazy("the colour"),
    "paper": gettext_lazy("the page"),
    "wash": gettext_lazy("a pale ground"),
    "own_wash": gettext_lazy("the pale ground of its own colour"),
    "panel": gettext_lazy("a panel"),
}


def named(measure: Measure) -> str:
    """Return what a contrast was measured of: “On light: text on the page”."""
    standing = _("%(part)s on %(ground)s") % {"part": PARTS[measure.part], "ground": GROUNDS[measure.ground]}
    return f"{SCHEMES[measure.scheme]}: {standing}"


def field_of(problem: Problem) -> str:
    """Return the organisation's field that mends the problem."""
    if problem.code == ProblemCode.LETTER_TAKEN:
        return "letter"
    if problem.code == ProblemCode.BANDS_TAKEN:
        return "bands"
    return "colour_dark" if problem.scheme == "dark" else "colour"


def in_words(problem: Problem) -> str:
    """Return the problem and its remedy as full sentences."""
    values = {
        "other": problem.other,
        "measured": number_format(f"{problem.measured or 0:.1f}"),
        "needed": number_format(f"{problem.needed or 0:g}"),
    }
    match problem.code:
        case ProblemCode.LETTER_TAKEN:
            return _("Another organisation has the letter “%(other)s”. Choose another letter, or two.") % values
        case ProblemCode.BANDS_TAKEN:
            return _("“%(other)s” has this pattern. Choose another number from 1 to 20.") % values
        case ProblemCode.COLOUR_NEAR:
            return _("Some readers will find it hard to tell this colour from that of “%(other)s”.") % values
        case ProblemCode.TEXT_CONTRAST:
            sentence = _(
                "Letters and text in this colour have a contrast of %(measured)s:1 and need %(needed)s:1. "
                "Choose a darker or a lighter colour."
            )
            return sentence % values
    sentence = _(
        "The colour has a contrast of %(measured)s:1 to the page and needs %(needed)s:1. Choose a stronger colour."
    )
    return sentence % values
