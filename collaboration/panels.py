"""Panels of the admin's editors that show something rather than ask for it."""

from wagtail.admin.panels import Panel

from collaboration.key_words import ADVICE, SCHEMES, in_words, named
from collaboration.visual_keys import measures, problems


class VisualKeyPanel(Panel):
    """An organisation's sign in both schemes, with the contrasts that were measured."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "collaboration/admin/visual_key.html"

        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk and self.instance.colour and self.instance.colour_dark)

        def get_context_data(self, parent_context=None):
            key = self.instance.visual_key
            others = self.instance.others_visual_keys()
            return {
                **super().get_context_data(parent_context),
                "schemes": [(SCHEMES["light"], key.light, "#ffffff"), (SCHEMES["dark"], key.dark, "#101614")],
                "letter": key.letter,
                "measures": [(named(measure), measure) for measure in measures(key)],
                "advice": [in_words(problem) for problem in problems(key, others) if problem.code in ADVICE],
            }
