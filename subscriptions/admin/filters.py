"""How the lists of followers and of deliveries are narrowed."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from home.following import followables, sources
from mail.models import SuspendedAddress
from subscriptions.admin.fates import Fate, with_fate
from subscriptions.models import Delivery, Event, Rhythm, Subscriber, Subscription

ANY, NONE = "any", "none"
# To choose from among what was mailed: the newest, since each is read whole for its title.
EVENTS_TO_CHOOSE = 50


def _kinds():
    return [(followable.name, followable.label) for followable in followables]


def _sources():
    return [(source.name, source.label) for source in sources]


class FollowerFilterSet(WagtailFilterSet):
    """Which followers to look at."""

    state = ChoiceFilter(label=_("state"), choices=Subscriber.State.choices)
    suspended = ChoiceFilter(
        label=_("suspended"),
        choices=[(ANY, _("for any reason")), *SuspendedAddress.Reason.choices, (NONE, _("not suspended"))],
        method="by_suspension",
    )
    kind = ChoiceFilter(label=_("follows"), choices=_kinds, method="by_kind")
    language = ChoiceFilter(label=_("language"), choices=settings.LANGUAGES)
    rhythm = ChoiceFilter(label=_("how often"), choices=Rhythm.choices)

    class Meta:
        model = Subscriber
        fields = ["state", "suspended", "kind", "language", "rhythm"]

    def by_suspension(self, queryset, name, value):
        suspended = SuspendedAddress.objects.filter(address=OuterRef("email"))
        if value == NONE:
            return queryset.filter(~Exists(suspended))
        return queryset.filter(Exists(suspended if value == ANY else suspended.filter(reason=value)))

    def by_kind(self, queryset, name, value):
        return queryset.filter(Exists(Subscription.objects.filter(subscriber=OuterRef("pk"), kind=value)))


def _events(request):
    newest = Event.objects.order_by("-happened_at", "-pk").values("pk")[:EVENTS_TO_CHOOSE]
    return Event.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).order_by("-happened_at", "-pk")


class EventFilter(ModelChoiceFilter):
    """One thing that was mailed, by its title: they are looked up together."""

    def __init__(self, **kwargs):
        super().__init__(queryset=_events, **kwargs)

    @property
    def field(self):
        from subscriptions.admin.titles import titles_of

        field = super().field
        titles = titles_of(field.queryset)
        field.label_from_instance = lambda event: titles[event.pk]
        return field


class DeliveryFilterSet(WagtailFilterSet):
    """Which deliveries to look at."""

    fate = ChoiceFilter(label=_("state"), choices=Fate.choices, method="by_fate")
    source = ChoiceFilter(label=_("kind of news"), field_name="event__source", choices=_sources)
    event = EventFilter(label=_("news item"))

    class Meta:
        model = Delivery
        fields = ["fate", "source", "event"]

    def by_fate(self, queryset, name, value):
        return queryset.filter(with_fate(value))
