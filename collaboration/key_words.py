"""What is wrong with a visual key, in words that say what to do."""

from django.utils.translation import gettext as _

from collaboration.visual_keys import Problem, ProblemCode

# What is only less good than it could be is told, not refused.
ADVICE = {ProblemCode.COLOUR_NEAR}


def field_of(problem: Problem) -> str:
    """Return the organisation's field that mends the problem."""
    if problem.code == ProblemCode.LETTER_TAKEN:
        return "letter"
    if problem.code == ProblemCode.BANDS_TAKEN:
        return "bands"
    return "colour_dark" if problem.scheme == "dark" else "colour"


def in_words(problem: Problem) -> str:
    """Return the problem and its remedy as full sentences."""
    values = {"other": problem.other, "measured": f"{problem.measured or 0:.1f}", "needed": f"{problem.needed or 0:g}"}
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
