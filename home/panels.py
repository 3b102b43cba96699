"""Panels of the page editor that tell rather than ask."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from home.running_text import link_texts, running_text
from home.text.link_texts import says_nothing
from home.text.readability import Level, measure

# LIX was made for these; of others the figure says too little.
MEASURED_LANGUAGES = {"nb", "nn", "no", "sv", "da"}

IN_WORDS = {
    Level.VERY_EASY: _("very easy to read, as books for children are"),
    Level.EASY: _("easy to read, as stories and magazines are"),
    Level.MEDIUM: _("of medium difficulty, as newspapers are"),
    Level.HARD: _("hard to read, as letters from public offices often are"),
    Level.VERY_HARD: _("very hard to read, as laws and dissertations are"),
}
ADVICE_FROM = {Level.HARD, Level.VERY_HARD}


class TextAdvicePanel(Panel):
    """How easily the saved text reads, and which of its links say nothing: advice, for which nothing is refused."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Advice on the text"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/text_advice.html"

        def get_context_data(self, parent_context=None):
            measurable = self.instance.locale.language_code in MEASURED_LANGUAGES
            found = measure(running_text(self.instance)) if measurable else None
            return {
                **super().get_context_data(parent_context),
                "measured": found if found and found.is_enough else None,
                "level": IN_WORDS[found.level] if found else "",
                "measurable": measurable,
                "empty_links": list(dict.fromkeys(filter(says_nothing, link_texts(self.instance)))),
                "advice": bool(found) and found.level in ADVICE_FROM,
            }
