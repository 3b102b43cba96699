"""The site's own image and document models: they can grow fields later, the built-in ones can't."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class SiteImage(AbstractImage):
    """A picture, with who made it."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made the picture, and its licence.")
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class SiteRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="home_rendition_once_per_size"
            )
        ]


class SiteDocument(AbstractDocument):
    """A file to download, with a sentence on what it is."""

    description = models.CharField(
        _("description"), max_length=255, blank=True, help_text=_("One sentence on what the file is.")
    )

    admin_form_fields = (*Document.admin_form_fields, "description")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
