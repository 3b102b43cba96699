"""The buttons of a row in the admin's lists, without questions to the database for each row."""

from django.contrib.admin.utils import quote
from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets.button import Button, ButtonWithDropdown
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import TranslationSource
from wagtail_localize.wagtail_hooks import register_snippet_listing_buttons as translation_buttons_with_queries


def counted(queryset, ways, count="pk", *, distinct=False):
    """Return a subquery that counts rows of `queryset` reached by `ways` ({lookup: field of the outer row})."""
    rows = queryset.filter(**{lookup: OuterRef(field) for lookup, field in ways.items()}).order_by()
    rows = rows.annotate(all=Value(1)).values("all").annotate(number=Count(count, distinct=distinct))
    return Coalesce(Subquery(rows.values("number")), 0, output_field=IntegerField())


def with_translations(queryset):
    """Annotate `language_count`, and `translation_source`: from what synchronised translations are made."""
    sources = TranslationSource.objects.filter(
        object=OuterRef("translation_key"), locale=OuterRef("locale"), translations__enabled=True
    )
    return queryset.annotate(
        language_count=counted(queryset.model.objects.all(), {"translation_key": "translation_key"}),
        translation_source=Subquery(sources.order_by().values("pk")[:1]),
    )


class ListButtonsMixin:
    """Wagtail's buttons, one that leads to where the row is used, and wagtail-localize's two.

    wagtail-localize asks three times for every row what the list's own query can tell
    (`with_translations`).
    """

    @cached_property
    def all_languages(self):
        return Locale.objects.count()

    def get_list_buttons(self, instance):
        user, here = self.request.user, self.request.path
        buttons = self.get_list_more_buttons(instance)
        for hook in hooks.get_hooks("register_snippet_listing_buttons"):
            if hook is not translation_buttons_with_queries:
                buttons.extend(hook(instance, user, here))
        buttons += self.usage_buttons(instance) + self.translation_buttons(instance)
        more = [
            Button.from_menu_item(button) if isinstance(button, MenuItem) else button
            for button in buttons
            if (button.is_shown(user) if isinstance(button, MenuItem) else button.show)
        ]
        for hook in hooks.get_hooks("construct_snippet_listing_buttons"):
            hook(more, instance, user)
        label = _("More options for '%(title)s'") % {"title": instance}
        return [ButtonWithDropdown(buttons=more, icon_name="dots-horizontal", attrs={"aria-label": label})]

    def usage_buttons(self, instance):
        url = reverse(instance.snippet_viewset.get_url_name("usage"), args=[quote(instance.pk)])
        return [Button(_("Where it is used"), url, icon_name="list-ul", priority=25)]

    def translation_buttons(self, instance):
        may = self.request.user.has_perm("wagtail_localize.submit_translation")
        if not isinstance(instance, TranslatableMixin) or not may:
            return []
        options, buttons = instance._meta, []
        if instance.language_count < self.all_languages:
            url = reverse(
                "wagtail_localize:submit_snippet_translation",
                args=[options.app_label, options.model_name, quote(instance.pk)],
            )
            buttons.append(Button(_("Translate"), url, icon_name="wagtail-localize-language", priority=100))
        if instance.translation_source:
            url = reverse("wagtail_localize:update_translations", args=[instance.translation_source])
            url += "?" + urlencode({"next": self.request.path})
            buttons.append(Button(_("Bring translations up to date"), url, icon_name="resubmit", priority=106))
        return buttons
