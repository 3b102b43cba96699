"""That somebody asked an organisation for help with a competency, what it answered, and all that happened to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collaboration.asking.states import PASSED_ON, HelpActor, HelpState
from collaboration.models.concept import Concept
from collaboration.models.organisation import Organisation
from collaboration.models.terms import Competency
from comments.models.event import AppendOnly

_AGREED = Q(state__in=PASSED_ON, asker_shows=True, contact_shows=True)


# So many merges of merges are followed: in the query itself, so that a page asks no more for it.
_MOST_MERGES = 6


def _about_named() -> Q:
    """Say that what stands for a request's competency today is on the site."""
    named = Competency.objects.filter(live=True).order_by().values("concept")
    found, path = Q(), "concept"
    for _step in range(_MOST_MERGES + 1):
        found |= Q(**{f"{path}__in": named, f"{path}__replaced_by": None})
        path += "__replaced_by"
    return found


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    """The questions that are asked of the requests for help."""

    def public(self) -> HelpRequestQuerySet:
        """Select what readers may read: both parties have agreed, and organisation and competency are on the site."""
        same = Organisation.objects.filter(live=True, translation_key=OuterRef("organisation__translation_key"))
        return (
            self.agreed_to_show()
            .filter(
                _about_named(),
                Exists(same.order_by()),
            )
            .exclude(question="")
        )

    def agreed_to_show(self) -> HelpRequestQuerySet:
        """Select what was passed on, and both parties let readers see."""
        return self.filter(_AGREED)

    def not_agreed_to_show(self) -> HelpRequestQuerySet:
        return self.exclude(_AGREED)

    def waiting(self) -> HelpRequestQuerySet:
        """Select what waits for a moderator."""
        return self.filter(state=HelpState.PENDING)

    def by(self, address: str) -> HelpRequestQuerySet:
        return self.filter(email=address)

    def newest_first(self) -> HelpRequestQuerySet:
        return self.order_by("-asked_at", "-pk")

    def waiting_first(self) -> HelpRequestQuerySet:
        """Order as readers want them: what waits for an answer first, what was declined last; the newest before."""
        place = Case(When(state=HelpState.OPEN, then=0), When(state=HelpState.DECLINED, then=2), default=1)
        return self.order_by(place, "-asked_at", "-pk")

    def oldest_first(self) -> HelpRequestQuerySet:
        return self.order_by("asked_at", "pk")

    def with_context(self) -> HelpRequestQuerySet:
        """Join what is shown beside a request, and its answers."""
        return self.select_related("organisation", "from_organisation").prefetch_related("answers")


class HelpRequest(models.Model):
    """A question to one organisation about one competency. Its state is changed by `collaboration.asking.moves` alone.

    Organisations are the rows first written. No address of a machine is stored.
    """

    concept = models.ForeignKey(
        Concept, verbose_name=_("competency"), on_delete=models.PROTECT, related_name="help_requests"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="help_requests"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=HelpState.choices, default=HelpState.UNCONFIRMED, editable=False
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=50)
    # Never shown to anybody but moderators; empty once it has been let go of.
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True, db_index=True)
    from_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation of who asked"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=20)
    question = models.TextField(_("question"))
    # The question as HTML, made when it was written.
    html = models.TextField(blank=True, editable=False)
    # Readers see it only where both say so.
    asker_shows = models.BooleanField(_("who asked lets readers see it"), default=False)
    contact_shows = models.BooleanField(_("the organisation lets readers see it"), default=False)
    # The same question sent twice is one. Empty is no value here.
    fingerprint = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    # What the rules were told when it was sent.
    circumstances = models.JSONField(default=dict, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    moved_at = models.DateTimeField(_("last moved"), default=timezone.now, editable=False)

    objects = HelpRequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    # What it points to is in use, and is not deleted: see collaboration.usage.
    counts_as_use = True

    class Meta:
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        default_permissions = ("view",)
        permissions = [("moderate_helprequest", _("Can moderate requests for help"))]
        indexes = [models.Index(fields=["state", "asked_at"], name="help_request_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HelpState.values), name="help_request_state_is_known"),
        ]

    def __str__(self) -> str:
        return str(_("%(name)s asks %(organisation)s") % {"name": self.name, "organisation": self.organisation})

    @property
    def anchor(self) -> str:
        """Where it stands on a page."""
        return f"help-{self.pk}"

    @property
    def is_passed_on(self) -> bool:
        return self.state in PASSED_ON


class HelpAnswer(models.Model):
    """What the organisation wrote. The first answer stays when another follows."""

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="answers")
    at = models.DateTimeField(_("when"), default=timezone.now)
    text = models.TextField(_("answer"))
    html = models.TextField(blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.request_id} {self.at:%Y-%m-%d %H:%M}"


class HelpEventQuerySet(models.QuerySet["HelpEvent"]):
    """A log: rows are added, and go only with what they are about."""

    def update(self, **kwargs):
        raise AppendOnly

    def delete(self):
        raise AppendOnly


class HelpEvent(models.Model):
    """That a request came, was moved from one state to another, or was let be seen: who, when, why."""

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.CharField(_("who"), max_length=10, choices=HelpActor.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Empty for a request that came.
    before = models.CharField(_("from"), max_length=12, choices=HelpState.choices, blank=True)
    after = models.CharField(_("to"), max_length=12, choices=HelpState.choices)
    code = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.TextField(_("in one's own words"), blank=True)

    objects = HelpEventQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(after__in=HelpState.values) & Q(before__in=["", *HelpState.values]),
                name="help_event_states_are_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.before} > {self.after}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly
