from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleKey(models.TextChoices):
    """The roles a site starts with."""

    ADMINISTRATOR = "administrator", _("Administrator")
    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    TRANSLATOR = "translator", _("Translator")


class Role(models.Model):
    """A group by what it is for: its name is the site's to choose, its key is what code asks for."""

    key = models.CharField(_("role"), max_length=20, choices=RoleKey.choices, unique=True)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role", verbose_name=_("group"))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self):
        return self.get_key_display()
