"""The site's settings for following, remembered for a minute."""

from django.core.cache import cache

from subscriptions.models import FollowingSettings

KEY = "subscriptions.settings"
SECONDS = 60


def following_settings() -> FollowingSettings:
    """Return the settings. Another process's change is seen within a minute, at once with a shared cache."""
    found = cache.get(KEY)
    if found is None:
        # Not load(), which writes them where there are none: reading writes nothing.
        found = FollowingSettings.objects.first() or FollowingSettings()
        cache.set(KEY, found, SECONDS)
    return found


def settings_saved(sender, instance, **kwargs):
    """Forget what was remembered."""
    cache.delete(KEY)
