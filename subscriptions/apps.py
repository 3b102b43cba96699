from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    verbose_name = _("subscriptions")

    def ready(self):
        from home.following import Listener, listeners
        from subscriptions.feeds import websub

        listeners.register(Listener(name="websub", happened=websub.happened, taken_back=websub.taken_back))
