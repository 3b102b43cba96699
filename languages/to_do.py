"""Translations that a person should look through, for the admin's first page."""

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail_localize.models import Translation

from home.registries import ToDo, Urgency
from languages.permissions import editable
from languages.review import with_something_to_read

EXAMPLES = 3


def translations_to_review(user):
    """Yield the translations in which a text was changed in the original, or a machine's draft was not read."""
    waiting = editable(with_something_to_read(Translation.objects.all()), user).order_by(
        "-source__last_updated_at", "-pk"
    )
    number = waiting.count()
    if not number:
        return
    newest = list(waiting.select_related("source")[:EXAMPLES])
    examples = tuple(
        (translation.source.object_repr, reverse("languages:review", args=[translation.pk])) for translation in newest
    )
    yield ToDo(
        words=ngettext(
            "%(number)s translation has texts to read through",
            "%(number)s translations have texts to read through",
            number,
        )
        % {"number": number},
        url=examples[0][1] if number == 1 else reverse("languages:index"),
        count=number,
        urgency=Urgency.WHEN_THERE_IS_TIME,
        examples=examples,
    )


def target_or_none(translation):
    """Return what a translation is of, in its language; None where it is gone."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist:
        return None
