from wagtail.snippets.models import register_snippet

from blog.viewsets import AuthorViewSet, CategoryViewSet

register_snippet(AuthorViewSet)
register_snippet(CategoryViewSet)
