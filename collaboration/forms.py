"""The forms in which names are written: in the admin's editor, and within a chooser."""

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.text.normalise import name_key

NAME_TOO_LONG = _(
    "A name has at most %(limit_value)d characters, and this has %(show_value)d. Write a short one here; "
    "the words that were used stand in the post, in full."
)


def let_long_names_arrive(field):
    """Have a name that is too long refused in words, where a browser would cut it off unseen."""
    field.widget.attrs.pop("maxlength", None)
    for validator in field.validators:
        if getattr(validator, "code", "") == "max_length":
            validator.message = NAME_TOO_LONG


class NamedForm(WagtailAdminModelForm):
    """The editor's form for everything with a name and an address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            let_long_names_arrive(self.fields["name"])


class TermForm(NamedForm):
    """A term's form, with the theme that its concept has in every language."""

    theme = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Theme"),
        help_text=_("What it is about. The same in every language, and for readers as soon as you save."),
    )
    # Set by the view: an autosaved draft of a live term leaves what readers see as it is.
    saves_theme = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "theme" not in self.fields:
            return
        themes = apps.get_model("collaboration", "Theme").objects.first_written()
        self.fields["theme"].queryset = themes.alphabetical()
        if self.instance.concept_id:
            self.initial.setdefault("theme", self.instance.concept.theme_id)
        if self.for_user and not self._may_publish():
            self.fields["theme"].disabled = True

    def _may_publish(self):
        options = self._meta.model._meta
        return self.for_user.has_perm(f"{options.app_label}.publish_{options.model_name}")

    def clean_name(self):
        """Refuse a name that is there already, with a link to it."""
        name = self.cleaned_data["name"]
        if same := self.instance.same_name(name).first():
            raise ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("“%(name)s” is there already. Write another name, or use the one that is there:")
                    % {"name": name.strip()},
                    reverse(same.snippet_viewset.get_url_name("edit"), args=[same.pk]),
                    same.name,
                )
            )
        return name

    def save(self, commit=True):
        if self.saves_theme and "theme" in self.changed_data:
            self.instance.classify(self.cleaned_data["theme"])
        return super().save(commit)


class CreationForm(forms.ModelForm):
    """What it takes to make something from within a chooser: a name and nothing else.

    The view gives the instance its language. A name that is there already is offered: sending the
    form once more chooses it.
    """

    use = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.existing = None
        let_long_names_arrive(self.fields["name"])

    def clean(self):
        cleaned = super().clean()
        if name := cleaned.get("name"):
            same = self._meta.model._default_manager.filter(locale_id=self.instance.locale_id, name_key=name_key(name))
            if hasattr(self._meta.model, "concept"):
                same = same.filter(concept__replaced_by=None)
            self.existing = same.order_by("pk").first()
            if self.existing and cleaned.get("use") != str(self.existing.pk):
                self.data = {**self.data.dict(), self.add_prefix("use"): str(self.existing.pk)}
                self.add_error(
                    "name",
                    _("“%(name)s” is there already. Press “Use it”, or write another name.")
                    % {"name": self.existing.name},
                )
        return cleaned

    def _post_clean(self):
        # What is there already is chosen as it is, not checked as if it were new.
        if self.existing is None:
            super()._post_clean()

    def save(self, commit=True):
        """Return the new row, or the one that was there already."""
        return self.existing or super().save(commit)
