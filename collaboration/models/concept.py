import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is said of a concept: the four lists that groups make."""

    COMPETENCY = "competency", _("Competency")
    CHALLENGE = "challenge", _("Challenge")
    GOAL = "goal", _("Goal")
    MEANS = "means", _("Means")


class Concept(models.Model):
    """What a term names, in no language.

    Statements, and later votes, citations and discussions, hold one foreign key: to this.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    theme = models.ForeignKey(
        "collaboration.Theme",
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="concepts",
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(replaced_by=models.F("pk")), name="concept_not_replaced_by_itself"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.uuid}"


def current_concepts(concept_ids):
    """Return {concept id: id of the concept that stands for it today}, following merges of merges.

    A circle of merges, which no form makes, ends where it began.
    """
    replaced_by = {}
    ask = set(concept_ids)
    while ask:
        found = dict(Concept.objects.filter(pk__in=ask).values_list("pk", "replaced_by"))
        replaced_by.update(found)
        ask = {target for target in found.values() if target} - replaced_by.keys()
    current = {}
    for concept_id in concept_ids:
        seen, at = set(), concept_id
        while replaced_by.get(at) and at not in seen:
            seen.add(at)
            at = replaced_by[at]
        current[concept_id] = at
    return current


def merged_into(concept):
    """Return {pk: UUID} of a concept that stands for itself and of all that was merged into it, itself first.

    One query, and one more for each step of merging.
    """
    found, ask = {concept.pk: concept.uuid}, [concept.pk]
    while ask:
        rows = dict(Concept.objects.filter(replaced_by__in=ask).values_list("pk", "uuid"))
        ask = [pk for pk in rows if pk not in found]
        found.update((pk, rows[pk]) for pk in ask)
    return found
