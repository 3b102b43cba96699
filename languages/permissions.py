"""Who may translate, and what."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, TranslatableMixin
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.permissions import user_can_edit_snippet_type

RIGHT = "wagtail_localize.submit_translation"


def may_translate(user):
    """Return whether somebody may translate at all."""
    return user is not None and user.has_perm(RIGHT)


def may_edit(user, instance):
    """Return whether somebody may translate, and change this page or snippet."""
    if not may_translate(user):
        return False
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    return user_can_edit_snippet_type(user, type(instance))


def may_draft(user, instance, locale):
    """Return whether somebody may write what a page or snippet becomes in another language.

    Where it is not there yet, a page takes the right to add one where it will stand.
    """
    if not may_edit(user, instance):
        return False
    if not isinstance(instance, Page):
        return True
    if target := instance.get_translation_or_none(locale):
        return may_edit(user, target)
    for above in instance.get_ancestors().reverse().filter(depth__gt=1):
        if place := above.get_translation_or_none(locale):
            return place.permissions_for_user(user).can_add_subpage()
    # The whole tree is still to be made, below the root.
    return Page.get_first_root_node().permissions_for_user(user).can_add_subpage()


def snippets_to_edit(user):
    """Return the kinds of translatable snippets that somebody may change."""
    models = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    return [model for model in models if user_can_edit_snippet_type(user, model)]


def pages_to_change(user):
    """Return the pages that somebody may change, mirrors too: they become translations."""
    return page_permission_policy.instances_user_has_permission_for(user, "change").order_by()


def editable(translations, user):
    """Return the translations of which somebody may change the target."""
    targets = pages_to_change(user).filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale")
    )
    kinds = ContentType.objects.get_for_models(*snippets_to_edit(user)).values()
    return translations.filter(Exists(targets) | Q(source__specific_content_type__in=[kind.pk for kind in kinds]))
