"""What an administrator is asked on the first-run page."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.start import NewOrganisation
from home.models import SiteText


class StartForm(forms.Form):
    """The arguments of `start_site`, as a person gives them."""

    name = forms.CharField(
        label=_("The site's name"),
        max_length=SiteText._meta.get_field("name").max_length,
        help_text=_("Stands on top."),
    )
    tagline = forms.CharField(
        label=_("Tagline"),
        max_length=SiteText._meta.get_field("tagline").max_length,
        required=False,
        help_text=_("Stands below the name: who is behind the site."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The first is the one you write in. In the others, what has not been translated yet is shown as it was "
            "written."
        ),
    )
    organisations = forms.CharField(
        label=_("Organisations"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_(
            "Who works together here, one on each line. If you like, add a short name and a kind: "
            "The Museum of Glass | Glass | museum"
        ),
    )
    editor_email = forms.EmailField(
        label=_("E-mail address of the first editor"),
        required=False,
        help_text=_("She gets an account. The password is shown to you once, on the next page."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = settings.LANGUAGES
        self.fields["languages"].initial = [code for code, _name in settings.LANGUAGES]

    def clean_organisations(self):
        """Read the lines, and say which of them can't be read."""
        new, told = [], []
        for line in self.cleaned_data["organisations"].splitlines():
            if line.strip(" \t|"):
                try:
                    new.append(NewOrganisation.from_line(line))
                except ValidationError as error:
                    told += error.messages
        if told:
            raise ValidationError(told)
        return new
