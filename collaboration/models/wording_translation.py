from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

LONGEST_TRANSLATION = 1000


class WordingTranslation(models.Model):
    """What was said, in another language: shown beside the words that were used, never for them.

    It belongs to an item of a post, not to a statement: what two organisations said together was said in the same
    words. `collaboration.wordings.translating` is the only writer.
    """

    translation_key = models.UUIDField(help_text="The post, in no language.")
    item_uuid = models.CharField(max_length=60, help_text="The list item within the post.")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", help_text="Of the translation.")
    original = models.TextField(help_text="The words that it was made of. Beside any others it is outdated.")
    text = models.CharField(_("translation"), max_length=LONGEST_TRANSLATION)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    translated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("translation of a wording")
        verbose_name_plural = _("translations of wordings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("translation_key", "item_uuid", "locale"), name="wording_translated_once_in_a_language"
            ),
            models.CheckConstraint(condition=~Q(text=F("original")), name="wording_translation_says_something_else"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_translation_is_not_empty"),
        ]

    def __str__(self):
        return self.text

    def fits(self, wording):
        """Return whether it is a translation of just these words, not of what stood there before."""
        return self.original == wording
