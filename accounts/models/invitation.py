from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.role import RoleKey


class Invitation(models.Model):
    """A role offered to an address. The link that accepts it is signed, and kept nowhere."""

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=RoleKey.choices, default=RoleKey.EDITOR)
    language = models.CharField(_("language"), max_length=10)
    # Nobody: invited from the command line. Whoever is deleted takes her invitations with her, so that
    # none of them ever passes for one of those.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("open until"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SENT)
    # Part of the link: sending again makes earlier links void.
    version = models.PositiveIntegerField(default=1, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("accepted by")
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self):
        return f"{self.email}: {self.get_role_display()}"

    @property
    def expired(self):
        """Say whether it was neither accepted nor withdrawn in time."""
        return self.state == self.State.SENT and self.expires_at <= timezone.now()
