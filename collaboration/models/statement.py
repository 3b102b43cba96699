import functools
import operator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from collaboration.models.concept import Concept
from collaboration.models.organisation import Organisation
from collaboration.models.session import Session
from collaboration.models.terms import TERM_MODELS
from collaboration.reading import mark_of
from home.visibility import readable_by_all


class Attribution(models.TextChoices):
    """Whose a statement is."""

    ORGANISATIONS = "organisations", _("One or several organisations")
    SHARED = "shared", _("Shared: of several, without saying which")
    UNATTRIBUTED = "unattributed", _("Not attributed: the room said it")


def has_shown_term():
    """Return the condition that readers have a name, in any language, for what a statement says."""
    live = [model.objects.filter(live=True, concept=models.OuterRef("concept")) for model in TERM_MODELS.values()]
    return functools.reduce(operator.or_, map(models.Exists, live))


class StatementQuerySet(models.QuerySet):
    """Everything that counts or lists statements starts here, so that no two places can disagree."""

    def standing(self):
        """Return what published posts say now."""
        return self.filter(withdrawn_at=None)

    def public(self):
        """Return what anybody may read. Asked at reading: a view restriction fires no signal."""
        return self.standing().filter(readable_by_all("post"))

    def of_shown_terms(self):
        """Return those whose term readers have a name for, in any language."""
        return self.filter(has_shown_term())

    def about(self, concepts):
        return self.filter(concept__in=concepts)

    def in_order(self):
        """Order by when it was said, then as it stands in the post."""
        return self.order_by(models.F("session__date").asc(nulls_last=True), "post_id", "position", "organisation_id")

    def with_context(self):
        """Join what is shown beside a statement."""
        return self.select_related("session", "organisation", "concept", "post__locale", "locale")


class Statement(models.Model):
    """One term said in one session, with its attribution, in the words used.

    Rows are the index of what published posts say; `collaboration.indexing.reindex` is the only writer.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    translation_key = models.UUIDField(help_text="The post, in no language.")
    item_uuid = models.CharField(max_length=60, help_text="The list item within the post.")
    list_uuid = models.CharField(max_length=60, help_text="The list that the item stands in.")
    post = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="statements")
    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="statements")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="statements")
    attribution = models.CharField(max_length=15, choices=Attribution.choices)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="statements")
    wording = models.TextField()
    note = models.TextField(blank=True)
    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        indexes = [
            models.Index(fields=["translation_key"], name="statement_by_post"),
            models.Index(fields=["list_uuid"], name="statement_by_list"),
            models.Index(fields=["concept", "organisation"], condition=Q(withdrawn_at=None), name="statement_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(attribution=Attribution.ORGANISATIONS, organisation__isnull=False)
                | (~Q(attribution=Attribution.ORGANISATIONS) & Q(organisation__isnull=True)),
                name="statement_names_who_said_it",
            ),
            models.UniqueConstraint(
                fields=("translation_key", "item_uuid", "organisation"),
                condition=Q(organisation__isnull=False),
                name="statement_once_per_organisation",
            ),
            models.UniqueConstraint(
                fields=("translation_key", "item_uuid"),
                condition=Q(organisation__isnull=True, withdrawn_at__isnull=True),
                name="statement_once_without_organisation",
            ),
        ]

    def __str__(self):
        return self.wording

    @property
    def anchor(self):
        """Where it stands in its post."""
        return f"s-{self.mark}"

    @property
    def mark(self):
        """What stands for it in its own address."""
        return mark_of(self.item_uuid)
