from django.urls import path, re_path

from subscriptions.feeds import views as feeds
from subscriptions.views import asking, choosing

app_name = "subscriptions"
urlpatterns = [
    path("", asking.follow, name="follow"),
    path("asked/", asking.asked, name="asked"),
    path("confirm/<str:token>/", asking.confirm, name="confirm"),
    path("change/<str:token>/", choosing.change, name="change"),
    path("change/<str:token>/address/", choosing.ask_to_move, name="ask_to_move"),
    path("move/<str:token>/", choosing.move, name="move"),
    path("stop/<str:token>/", choosing.stop, name="stop"),
    path("stop/<str:token>/at-once/", choosing.stop_at_once, name="stop_at_once"),
    path("forget/<str:token>/", choosing.erase, name="erase"),
    re_path(
        r"^feeds/(?P<kind>[a-z][a-z-]{0,39})/(?P<key>[A-Za-z0-9._-]{1,100})/(?P<form>atom\.xml|rss\.xml|feed\.json)$",
        feeds.feed,
        name="feed",
    ),
]
