"""The form by which one or several people are invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.invitations.rights import may_give
from accounts.models import User
from accounts.models.role import RoleKey


class InviteForm(forms.Form):
    """Whom to invite, and to what; only what the inviter may give is offered."""

    addresses = forms.CharField(
        label=gettext_lazy("E-mail addresses"), help_text=gettext_lazy("One a line."), widget=forms.Textarea
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, inviter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [choice for choice in RoleKey.choices if may_give(inviter, choice[0])]

    def clean_addresses(self) -> list[str]:
        """Return the addresses, each once; say of every line that is none which it is."""
        lines = enumerate(self.cleaned_data["addresses"].splitlines(), start=1)
        addresses, errors = {}, []
        for number, line in ((number, line.strip()) for number, line in lines if line.strip()):
            try:
                validate_email(line)
            except ValidationError:
                errors.append(
                    _("Line %(number)d is not an e-mail address: %(line)s") % {"number": number, "line": line}
                )
            addresses[User.objects.normalize_email(line)] = None
        if errors:
            raise ValidationError(errors)
        return list(addresses)
