"""The site's addresses, and the package's own as it ships them, for tests of what it does wrong."""

from django.urls import include, path

from config.urls import urlpatterns as ours

urlpatterns = [path("theirs/", include("django_comments_xtd.urls")), *ours]
