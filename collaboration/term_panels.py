"""What stands by a term but is changed on pages of its own, shown in the term's form with the way there."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import Panel

from collaboration.changes.admin_views import became_buttons
from collaboration.changes.lookup import stated_about
from collaboration.links.current import current_links
from collaboration.links.lookup import faces
from collaboration.links.viewset import link_buttons
from collaboration.links.words import HEADINGS
from collaboration.models import Status

# More than this is read on the page where it is changed.
SHOWN = 12


class TiesPanel(Panel):
    """Something that is changed elsewhere: shown to those who may change it, once the term is there."""

    # A function of (term, user) that returns the button which leads there, or none.
    buttons = None

    class BoundPanel(Panel.BoundPanel):
        @property
        def lead(self):
            return next(iter(type(self.panel).buttons(self.instance, self.request.user)), None)

        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk and self.lead)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return {**context, "url": self.lead.url, "term": self.instance, **self.shown()}


class LinksPanel(TiesPanel):
    """What the term is linked to."""

    buttons = staticmethod(link_buttons)

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Links"), **kwargs})

    class BoundPanel(TiesPanel.BoundPanel):
        template_name = "collaboration/admin/links_panel.html"

        def shown(self):
            own = self.instance.concept_id
            links, known, parts = current_links([own]), faces(), []
            for (relation, forward), title in HEADINGS.items():
                here = [
                    (link.source, link.target) if forward else (link.target, link.source)
                    for link in links
                    if link.relation == relation
                ]
                theirs = {there for mine, there in here if mine == own}
                # In the order of the alphabet.
                linked = [face for pk, face in known.items() if pk in theirs]
                if linked:
                    parts.append((title, linked[:SHOWN], max(0, len(linked) - SHOWN)))
            return {"parts": parts}


class BecamePanel(TiesPanel):
    """What became of the term."""

    buttons = staticmethod(became_buttons)

    def __init__(self, **kwargs):
        super().__init__(**{"heading": pgettext_lazy("a challenge or a goal", "What became of it"), **kwargs})

    class BoundPanel(TiesPanel.BoundPanel):
        template_name = "collaboration/admin/became_panel.html"

        def shown(self):
            own = self.instance.concept_id
            stated = [one for one in stated_about(own) if one.concept_id == own]
            known = faces() if any(one.target_id for one in stated) else {}
            return {"stated": [(Status(one.status).label, known.get(one.target_id), one) for one in stated]}
