"""The panel beside what can be mailed: who will get it, or who has got it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from home.following import News, sources
from subscriptions.admin.recipients import recipients_of, standing_of


class RecipientsPanel(Panel):
    """Tell how many get a mail about what is edited. `key` is an attribute of it, or a callable that takes it."""

    def __init__(self, source: str, key: str | Callable[[Any], object] = "pk", **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Who gets it by mail"), **kwargs})
        self.source, self.key = source, key

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "source": self.source, "key": self.key}

    def news_of(self, instance: Any) -> News:
        """Return what is edited as those who follow hear of it."""
        key = self.key(instance) if callable(self.key) else getattr(instance, self.key)
        return News(self.source, str(key))

    class BoundPanel(Panel.BoundPanel):
        template_name = "subscriptions/admin/recipients_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.panel.source in sources

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            news = self.panel.news_of(self.instance)
            return {
                **super().get_context_data(parent_context),
                "standing": standing_of(news),
                "recipients": recipients_of(news),
                # What was never saved can't be shown, and what it is about is not known yet.
                "unsaved": not self.instance.pk,
                "preview_url": reverse("following_preview", args=news) if self.instance.pk else "",
            }
