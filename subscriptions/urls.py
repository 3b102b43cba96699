from django.urls import URLPattern, URLResolver, re_path

from subscriptions.feeds import views as feeds

app_name = "subscriptions"
urlpatterns: list[URLPattern | URLResolver] = [
    re_path(
        r"^feeds/(?P<kind>[a-z][a-z-]{0,39})/(?P<key>[A-Za-z0-9._-]{1,100})/(?P<form>atom\.xml|rss\.xml|feed\.json)$",
        feeds.feed,
        name="feed",
    ),
]
