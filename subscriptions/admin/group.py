"""One place in the admin's menu for following."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from subscriptions.admin.deliveries import DeliveriesViewSet
from subscriptions.admin.exchanging import ExchangeViewSet
from subscriptions.admin.figures import FiguresViewSet
from subscriptions.admin.followers import FollowerViewSet


class FollowingViewSetGroup(ViewSetGroup):
    """Who follows, what was mailed, in figures, and in and out."""

    menu_name = "following"
    menu_label = _("Following")
    menu_icon = "mail"
    menu_order = 165
    items = (FollowerViewSet, DeliveriesViewSet, FiguresViewSet, ExchangeViewSet)
