from django.db import models
from django.utils.translation import gettext_lazy as _


class StatementSource(models.Model):
    """A page type whose body says things: what it says is indexed as statements when it is live.

    The page type has a StreamField `body` in which statement lists may stand.
    """

    session = models.ForeignKey(
        "collaboration.Session",
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("If this is a summary of what was said in a session."),
    )

    class Meta:
        abstract = True
