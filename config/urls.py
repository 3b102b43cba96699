"""Every address of the site: a new fixed route here is refused as a page's slug by itself."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from accounts.signing_in.views import to_the_door
from blog.cards import card
from collaboration import data_api
from collaboration.routes import DATA
from collaboration.views import identified, visual_keys
from config.start_views import front, start
from home import machine_files, routing
from home.anonymous_post import anonymous_post
from home.health import health
from home.sitemap import SiteMap

urlpatterns = [
    path("admin/start/", start, name="start_site"),
    # Before Wagtail's own: one door for all.
    path("admin/login/", to_the_door),
    path("admin/password_reset/", to_the_door),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("id/<uuid:uuid>", identified, name="identified"),
    path("api/v2/", include(data_api.urls)),
    path("visual-keys.css", visual_keys, name="visual_keys"),
    path("cards/<int:pk>/<slug:digest>.png", card, name="card"),
    path("health/", health, name="health"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": SiteMap}}, name="sitemap"),
    path("robots.txt", machine_files.robots, name="robots"),
    path("manifest.webmanifest", machine_files.manifest, name="manifest"),
    path("favicon.ico", machine_files.favicon, name="favicon"),
    path(".well-known/security.txt", machine_files.security_txt, name="security_txt"),
]

if apps.is_installed("anymail"):
    # Where a mail service tells of mail that came back; it asks for the secret by itself.
    urlpatterns.append(path("anymail/", include("anymail.urls")))

if settings.SERVE_MEDIA:
    # Documents go through the view above, which asks who may read them.
    pictures = r"^media/(?!documents/)(?!.*(?://|\./))(?P<path>[^/].*)$"
    urlpatterns.append(re_path(pictures, serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns += i18n_patterns(
    *([path("monster/", include("config.patterns.urls"))] if getattr(settings, "PATTERN_PAGE", False) else []),
    # Wagtail's own view, without the cookie that its CSRF token would set.
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        anonymous_post(wagtail_views.authenticate_with_password),
        name="wagtailcore_authenticate_with_password",
    ),
    path("account/", include("accounts.urls")),
    path("comments/", include("comments.urls")),
    path("follow/", include("subscriptions.urls")),
    path("help-requests/", include("collaboration.asking.urls")),
    path("calendar/", include("collaboration.calendar.urls")),
    path("", include("search.urls")),
    path("", include("subscriptions.feeds.wordpress")),
    # Wagtail's own view as well; it adds what is shown before there is a front page.
    path("", front, name="front"),
    re_path(wagtail_urls.serve_pattern, routing.serve),
    # Files below a page, which Wagtail's own pattern, with its slash at the end, leaves out.
    re_path(rf"^((?:[\w\-]+/)+{DATA}/[a-z]+\.[a-z]+)$", routing.serve),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
