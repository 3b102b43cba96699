from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from collaboration.models.concept import Concept, Kind


class Relation(models.TextChoices):
    """What one concept does for another."""

    HELPS = "helps", _("helps with")
    SERVES = "serves", _("serves")
    ANSWERS = "answers", _("answers")


# From which kind a relation goes, and to which. Two kinds have at most one relation, so that a pair says which.
ENDS = {
    Relation.HELPS: (Kind.COMPETENCY, (Kind.CHALLENGE, Kind.GOAL)),
    Relation.SERVES: (Kind.MEANS, (Kind.GOAL,)),
    Relation.ANSWERS: (Kind.GOAL, (Kind.CHALLENGE,)),
}


def relation_between(source: str, target: str) -> Relation | None:
    """Return the relation that goes from one kind to another, or None."""
    return next(
        (relation for relation, (begins, ends) in ENDS.items() if begins == source and target in ends),
        None,
    )


class Ends(models.Model):
    """Two concepts, and what the one does for the other."""

    source = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("source", "target", "relation"), name="%(class)s_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="%(class)s_to_another"),
            models.CheckConstraint(condition=models.Q(relation__in=Relation.values), name="%(class)s_is_known"),
        ]

    def __str__(self):
        return f"{self.source_id} {self.relation} {self.target_id}"

    def clean(self):
        """Refuse ends between which there is no such relation."""
        super().clean()
        if self.source_id == self.target_id:
            raise ValidationError(_("A term can't be linked to itself."))
        if relation_between(self.source.kind, self.target.kind) != self.relation:
            raise ValidationError(
                _("There is no such link between terms of these two kinds: %(one)s and %(other)s.")
                % {"one": self.source.get_kind_display(), "other": self.target.get_kind_display()}
            )


class ConceptLink(Ends):
    """That a concept helps with, serves or answers another. `collaboration.links.linking` is the only writer.

    It stays as it was made when a concept is merged; readers follow the merge (`collaboration.links.current`).
    A term that is linked is in use: it is not deleted before its links are taken away (`collaboration.usage`).
    """

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Ends.Meta):
        verbose_name = _("link between terms")
        verbose_name_plural = _("links between terms")


class DeclinedLink(Ends):
    """A link that was suggested and turned down, as somebody has said; it does not come again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(Ends.Meta):
        verbose_name = _("suggestion turned down")
        verbose_name_plural = _("suggestions turned down")
