from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Collection

from collaboration.models.concept import Kind

ONE_EACH = _("One on each line. A star at the end stands for any ending: strength*")


@register_setting(icon="list-ul")
class NotesSettings(BaseGenericSetting):
    """What headings of notes say on this site, beside what is known from the start in four languages."""

    competency_words = models.TextField(_("what we are good at"), blank=True, help_text=ONE_EACH)
    challenge_words = models.TextField(_("what is hard"), blank=True, help_text=ONE_EACH)
    goal_words = models.TextField(_("what we want"), blank=True, help_text=ONE_EACH)
    means_words = models.TextField(_("by what we get there"), blank=True, help_text=ONE_EACH)
    shared_words = models.TextField(
        _("said of all"), blank=True, help_text=_("Single words in a heading that say: this is all of ours.")
    )

    # Where files of sessions are kept that readers may not open; made when it is first needed.
    sources_collection = models.ForeignKey(
        Collection, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [FieldPanel(f"{kind.value}_words") for kind in Kind] + [FieldPanel("shared_words")]

    class Meta:
        verbose_name = _("headings of notes")

    def phrases(self):
        """Yield (phrase, kind) for every heading that was added here."""
        for kind in Kind:
            for line in getattr(self, f"{kind.value}_words").splitlines():
                if line.strip():
                    yield line.strip(), kind
