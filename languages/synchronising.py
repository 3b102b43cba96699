"""Bringing translations up to date with their source: wagtail-localize's page, without what it lets slip through.

The package publishes for whoever may submit translations, also without the right to publish, and would publish a
machine's drafts that nobody has read. Neither happens here.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.permissions import get_permission_name
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from languages.draft_views import tell
from languages.drafting import EngineFailed, draft_translations
from languages.permissions import may_edit
from languages.review import with_work
from languages.to_do import target_or_none


def may_publish(user, target):
    """Return whether somebody may publish this page or snippet."""
    if isinstance(target, Page):
        return target.permissions_for_user(user).can_publish()
    return not isinstance(target, DraftStateMixin) or user.has_perm(get_permission_name("publish", type(target)))


class SynchroniseForm(UpdateTranslationsForm):
    """The package's form, in which drafting and publishing exclude each other."""

    def __init__(self, *args, may_publish=True, may_draft=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish_translations"]
        else:
            self.fields["publish_translations"].help_text = gettext_lazy(
                "What is not translated yet is shown in the original language until it is."
            )
        if "use_machine_translation" in self.fields:
            if may_draft:
                self.fields["use_machine_translation"].label = gettext_lazy("Draft what is new")
                self.fields["use_machine_translation"].help_text = gettext_lazy(
                    "By machine, for you to read through before it is published."
                )
            else:
                del self.fields["use_machine_translation"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("publish_translations") and cleaned.get("use_machine_translation"):
            self.add_error(
                "publish_translations",
                _("Drafts are read by a person before they are published. Choose one of the two."),
            )
        # The package reads it by key.
        cleaned.setdefault("publish_translations", False)
        return cleaned


class SynchroniseView(UpdateTranslationsView):
    """Stands in front of the package's own view."""

    def enabled(self):
        return list(self.object.translations.filter(enabled=True).select_related("source__locale", "target_locale"))

    def get_form(self):
        user, translator = self.request.user, get_machine_translator()
        targets = [target for translation in self.enabled() if (target := target_or_none(translation))]
        return SynchroniseForm(
            self.request.POST if self.request.method == "POST" else None,
            may_publish=all(may_publish(user, target) for target in targets),
            may_draft=bool(translator) and any(self.can_draft(translator, entry) for entry in self.enabled()),
        )

    def can_draft(self, translator, translation):
        return translator.can_translate(translation.source.locale, translation.target_locale)

    def form_valid(self, form):
        wants_drafts = form.cleaned_data.pop("use_machine_translation", False)
        unread = form.cleaned_data["publish_translations"] and self.unread()
        if unread:
            form.cleaned_data["publish_translations"] = False
        with transaction.atomic():
            response = super().form_valid(form)
        if unread:
            told = _("“%(title)s” was not published: it has drafts by a machine. Read them, and publish it from there.")
            messages.warning(self.request, told % {"title": self.object.object_repr})
        if wants_drafts:
            self.draft()
        return response

    def unread(self):
        """Return whether a machine's drafts wait for a reader."""
        return with_work(Translation.objects.filter(source=self.object, enabled=True)).filter(has_drafts=True).exists()

    def draft(self):
        """Draft each translation by itself: one that fails keeps no other from its drafts."""
        translator, user = get_machine_translator(), self.request.user
        for translation in self.enabled():
            target = target_or_none(translation)
            if target is None or not may_edit(user, target) or not self.can_draft(translator, translation):
                continue
            try:
                outcomes = draft_translations(translations=[translation], user=user, translator=translator)
            except EngineFailed as error:
                messages.error(self.request, str(error))
            else:
                tell(self.request, outcomes[translation.pk], translation)
