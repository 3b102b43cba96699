"""Where posts are published: a thin call."""

from blog.editions import record_edition


def post_published(sender, instance, **kwargs):
    """Keep the text that readers see from now on; an alias has none of its own."""
    if not instance.alias_of_id:
        record_edition(instance)
