from .event import Delivery, Event
from .settings import FeedContent, FollowingSettings
from .subscriber import NotToInvite, Rhythm, Subscriber, Weekday, new_key
from .subscription import CONFIRM_WITHIN, INVITED_FOR, KEY_LENGTH, Subscription, SubscriptionRequest

__all__ = [
    "CONFIRM_WITHIN",
    "INVITED_FOR",
    "KEY_LENGTH",
    "Delivery",
    "Event",
    "FeedContent",
    "FollowingSettings",
    "NotToInvite",
    "Rhythm",
    "Subscriber",
    "Subscription",
    "SubscriptionRequest",
    "Weekday",
    "new_key",
]
