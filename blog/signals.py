"""Where posts are begun and published: thin calls."""

from blog.editions import record_edition
from blog.models import Author, PostAuthor, PostPage


def post_published(sender, instance, **kwargs):
    """Keep the text that readers see from now on; an alias has none of its own."""
    if not instance.alias_of_id:
        record_edition(instance)


def post_begun(sender, page, **kwargs):
    """Put the name of who begins a post at it, if she has one as an author."""
    if isinstance(page, PostPage) and page.owner_id and not page.post_authors.exists():
        page.post_authors = [PostAuthor(author=author) for author in Author.objects.filter(user=page.owner_id)]
