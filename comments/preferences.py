"""The site's settings for comments, remembered for a minute: every page with a discussion asks for them."""

from django.core.cache import cache

from comments.models import CommentSettings

KEY = "comments.settings"
SECONDS = 60


def comment_settings() -> CommentSettings:
    """Return the settings. Another process's change is seen within a minute, at once with a shared cache."""
    found = cache.get(KEY)
    if found is None:
        found = CommentSettings.objects.select_related("privacy_page__locale").first()
        # Not load(), which writes them where there are none: reading a page writes nothing.
        found = found or CommentSettings()
        cache.set(KEY, found, SECONDS)
    return found


def settings_saved(sender, instance, **kwargs):
    """Forget what was remembered."""
    cache.delete(KEY)
