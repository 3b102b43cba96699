"""How far what is edited has come in each language, for Wagtail's own templates."""

from django import template
from wagtail.models import TranslatableMixin

from languages.showing import ways

register = template.Library()


@register.inclusion_tag("languages/admin/ways.html", takes_context=True)
def languages_of(context, instance):
    """Show the languages of a page or snippet that is stored, each with the way to translate it."""
    request = context.get("request")
    is_stored = isinstance(instance, TranslatableMixin) and instance.pk and not instance._state.adding
    if request is None or not is_stored:
        return {"rows": []}
    rows, written = ways(instance, request.user)
    return {"rows": rows, "written": written}
