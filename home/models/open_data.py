"""On what terms others may use what the site publishes as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@dataclass(frozen=True)
class LicenceTerms:
    """A licence: its name, its own address, and its name in the EU's list, which catalogues of data ask for."""

    name: str
    url: str
    authority: str


class Licence(models.TextChoices):
    """Licences that leave data open."""

    CC_BY = "cc-by-4.0", "Creative Commons BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "Creative Commons BY-SA 4.0"
    CC0 = "cc0-1.0", "Creative Commons CC0 1.0"
    NLOD = "nlod-2.0", "Norsk lisens for offentlige data (NLOD) 2.0"


_EU = "http://publications.europa.eu/resource/authority/licence/"
TERMS = {
    Licence.CC_BY: LicenceTerms("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", f"{_EU}CC_BY_4_0"),
    Licence.CC_BY_SA: LicenceTerms(
        "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", f"{_EU}CC_BYSA_4_0"
    ),
    Licence.CC0: LicenceTerms("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", f"{_EU}CC0"),
    Licence.NLOD: LicenceTerms("NLOD 2.0", "https://data.norge.no/nlod/no/2.0", f"{_EU}NLOD_2_0"),
}


@register_setting(icon="download")
class OpenDataSettings(BaseGenericSetting):
    """The licence of the downloads and the API, and who answers for them."""

    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence.choices,
        default=Licence.CC_BY,
        help_text=_("Stands on the page of open data and in every file. CC BY 4.0 asks only to be named."),
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=160,
        blank=True,
        help_text=_("Whom to name when the data is used. Empty: the site's name."),
    )
    publisher_url = models.URLField(
        _("the publisher's address"),
        blank=True,
        help_text=_("For catalogues of data: best the address in the register of organisations."),
    )
    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("Shown to everybody. Empty: the site's front page.")
    )

    panels = [
        FieldPanel("licence"),
        FieldPanel("publisher"),
        FieldPanel("publisher_url"),
        FieldPanel("contact_email"),
    ]

    class Meta:
        verbose_name = _("open data")

    @classmethod
    def current(cls):
        """Return the settings. Not `load()`, which writes them where there are none: reading writes nothing."""
        return cls.objects.first() or cls()

    @property
    def terms(self):
        """The licence with its addresses."""
        return TERMS[Licence(self.licence)]
