"""Terms that no theme gathers, for the admin's first page."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from collaboration.models import TERM_MODELS, Concept
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from home.registries import ToDo, Urgency


def _may_change(user, kind):
    return user.has_perm(f"collaboration.change_{TERM_MODELS[kind]._meta.model_name}")


def terms_without_theme(user):
    """Yield, for each kind that a user may change, the terms without a theme; merged ones not counted."""
    rows = Concept.objects.filter(theme=None, replaced_by=None).order_by().values("kind").annotate(n=Count("pk"))
    numbers = dict(rows.values_list("kind", "n"))
    for kind, model in TERM_MODELS.items():
        if not (number := numbers.get(kind, 0)) or not _may_change(user, kind):
            continue
        yield ToDo(
            words=ngettext("%(kind)s: %(number)s term has no theme", "%(kind)s: %(number)s terms have no theme", number)
            % {"kind": KIND_PLURALS[kind], "number": number},
            url=f"{reverse(model.snippet_viewset.get_url_name('list'))}?theme=none",
            count=number,
            urgency=Urgency.WHEN_THERE_IS_TIME,
        )
