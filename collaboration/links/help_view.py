"""The page that says who can help whom."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from collaboration.for_machines import told
from collaboration.links.help_page import HelpPage
from collaboration.reader import reader_of
from collaboration.routes import HELP_WORDS, WHO_CAN_HELP


def show(page, request, section):
    """Show challenges and goals with who can help, or the way from each challenge to the means."""
    if section != HELP_WORDS.word(WHO_CAN_HELP, page.locale.language_code):
        return redirect(page.help_url(request), permanent=True)
    base = {**page.get_context(request), "content_language": None, **told(page, request, {})}
    context = {
        "help": HelpPage(reader_of(request, page.locale), request),
        "trail": [*base["trail"], (_("Who can help whom"), page.help_url(request))],
        "summary": _("Challenges and goals, and which organisations have named something that helps with each."),
    }
    return TemplateResponse(request, "collaboration/help.html", {**base, **context})
