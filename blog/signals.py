"""Where posts are begun and published, and tags first written: thin calls."""

from blog import following
from blog.editions import record_edition
from blog.models import Author, PostAuthor, PostPage
from blog.written_forms.counting import count_page
from comments.preferences import comment_settings
from home.text.slugs import slug_for, unique_slug
from languages.at_once import begin_at_once


def post_published(sender, instance, **kwargs):
    """Keep the text that readers see from now on (an alias has none), tell those who follow, begin translations."""
    if not instance.alias_of_id:
        record_edition(instance)
    following.published(instance)
    # What was brought in from another system is no new post, and may be thousands.
    if not instance.guid:
        begin_at_once(instance, user=kwargs["revision"].user if kwargs.get("revision") else None)


def post_ended(sender, instance, **kwargs):
    """Take back what was said of a post that is unpublished or deleted."""
    following.ended(instance)


def post_begun(sender, page, **kwargs):
    """Put the name of who begins a post at it, if she has one as an author; open it for comments as the site does."""
    if not isinstance(page, PostPage):
        return
    page.comments_open = comment_settings().open_by_default
    if page.owner_id and not page.post_authors.exists():
        page.post_authors = [PostAuthor(author=author) for author in Author.objects.filter(user=page.owner_id)]


def tag_begun(sender, instance, raw=False, **kwargs):
    """Write a new tag's address as all others are written; the package would leave out ø and æ, and all of “øæå”."""
    if raw or not instance._state.adding or instance.slug != instance.slugify(instance.name):
        return
    instance.slug = unique_slug(
        slug_for(instance.name, 90, fallback="tag"), lambda slug: sender.objects.filter(slug=slug).exists(), 100
    )


def page_written(sender, instance, **kwargs):
    """Count the words of what is published in its own language."""
    if instance.live and not instance.alias_of_id:
        count_page(instance)
