"""Reading translations through in Wagtail's admin: the list of those that wait, and one of them, text by text."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Media
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation, get_edit_url
from wagtail_localize.views.edit_translation import FieldHasNoEditPanelError, TabHelper, get_segment_location_info

from languages.models import DraftingRun
from languages.permissions import editable, may_edit, may_translate
from languages.review import ChangedMeanwhile, Why, save_read, to_read, with_something_to_read
from languages.to_do import target_or_none
from languages.translator import is_bokmal_and_nynorsk

ON_A_PAGE = 25
RUNS_SHOWN = 5
MEDIA = Media(css={"all": ["admin/languages.css"]})
HEADINGS = {
    Why.CHANGED: gettext_lazy("Changed in the original"),
    Why.MACHINE: gettext_lazy("Drafted by a machine"),
    Why.NEW: gettext_lazy("Not translated"),
}


class LanguagesMixin(WagtailAdminTemplateMixin):
    """What the pages have in common; whoever may not translate sees none of them."""

    page_title = gettext_lazy("Translations to read through")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request, *args, **kwargs):
        if not may_translate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": reverse("languages:index"), "label": LanguagesMixin.page_title}]

    def shown(self, status=200, **context):
        context = {
            **self.get_context_data(),
            "header_title": self.get_page_title(),
            "header_icon": self.header_icon,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
            "media": MEDIA,
            **context,
        }
        return TemplateResponse(self.request, self.template_name, context, status=status)


class IndexView(LanguagesMixin, View):
    """The translations that wait for a reader, and whether a machine can draft."""

    template_name = "languages/admin/index.html"

    def get(self, request):
        waiting = editable(with_something_to_read(Translation.objects.all()), request.user)
        waiting = waiting.select_related("source__locale", "target_locale")
        paginator = Paginator(waiting.order_by("-source__last_updated_at", "-pk"), ON_A_PAGE)
        page = paginator.get_page(request.GET.get("p"))
        translator = get_machine_translator()
        return self.shown(
            listed=page,
            engine=translator and translator.display_name,
            could_have_apertium=translator is None and is_bokmal_and_nynorsk(),
            runs=DraftingRun.objects.filter(started_by=request.user).select_related("target_locale")[:RUNS_SHOWN],
        )


class ReviewView(LanguagesMixin, View):
    """One translation: what changed in the original, what a machine drafted, what is not translated."""

    template_name = "languages/admin/review.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_edit(request.user, self.target):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def translation(self):
        translations = Translation.objects.filter(enabled=True).select_related("source__locale", "target_locale")
        return get_object_or_404(translations, pk=self.kwargs["pk"])

    @cached_property
    def target(self):
        target = target_or_none(self.translation)
        if target is None:
            raise Http404
        return target

    def get_page_title(self):
        return _("Read through: %(title)s") % {"title": self.translation.source.object_repr}

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.translation.source.object_repr}]

    def get(self, request, pk):
        return self.page()

    def post(self, request, pk):
        """Save the text whose button was pressed, or all; what was typed elsewhere stays in the form."""
        texts = {entry.pk: entry for entry in to_read(self.translation)}
        chosen = request.POST.get("save", "")
        asked = list(texts.values()) if chosen == "all" else [texts[pk] for pk in texts if str(pk) == chosen]
        errors, saved = {}, 0
        for entry in asked:
            text = request.POST.get(f"text-{entry.pk}", "").strip()
            if not text:
                if chosen != "all":
                    errors[entry.pk] = _("Write the translation first.")
                continue
            try:
                mark = request.POST.get(f"mark-{entry.pk}", "")
                save_read(translation=self.translation, segment=entry.segment, text=text, mark=mark, user=request.user)
                saved += 1
            except ValidationError as error:
                errors[entry.pk] = " ".join(error.messages)
            except ChangedMeanwhile:
                errors[entry.pk] = _("Somebody else has changed this translation meanwhile. Read it again, and save.")
        if not asked:
            messages.warning(request, _("That text is not there any more, or has been read already."))
        if errors:
            messages.error(request, _("Not everything could be saved. What was wrong stands below."))
        elif saved:
            messages.success(request, _("Saved. Readers see it when the translation is published."))
            if chosen == "all":
                return redirect(request.path)
        return self.page(errors, request.POST)

    def page(self, errors=None, typed=None):
        texts = to_read(self.translation)
        source, helper = self.translation.source.get_source_instance(), None
        helper = TabHelper(source)
        groups = {why: [] for why in HEADINGS}
        for entry in texts:
            try:
                place = get_segment_location_info(
                    source, helper, entry.segment.context.path, entry.segment.context.get_field_path(source)
                )
            except FieldHasNoEditPanelError:
                # Not in the package's editor either.
                continue
            label = " – ".join(str(part) for part in (place["field"], place["subField"]) if part)
            text = typed.get(f"text-{entry.pk}", entry.start) if typed else entry.start
            error = (errors or {}).get(entry.pk, "")
            groups[entry.why].append({"entry": entry, "label": label, "text": text, "error": error})
        return self.shown(
            status=422 if errors else 200,
            translation=self.translation,
            target=self.target,
            groups=[(why.value, HEADINGS[why], rows) for why, rows in groups.items() if rows],
            edit_url=get_edit_url(self.target),
            source_url=get_edit_url(source),
            errors=errors,
        )
