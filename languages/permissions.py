"""Who may translate, and what."""

from wagtail.models import Page
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
