"""Authors and categories in Wagtail's admin."""

from wagtail.snippets.views.snippets import SnippetViewSet

from blog.models import Author, Category


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
