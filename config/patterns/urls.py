from django.urls import path

from config.patterns import views

urlpatterns = [
    path("", views.components, name="patterns"),
    path("visual-keys.css", views.visual_keys, name="pattern_visual_keys"),
    path("<int:number>/", views.organisations, name="patterns_of_organisations"),
]
