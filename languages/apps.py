from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    name = "languages"
    verbose_name = _("languages")

    def ready(self):
        from home.registries import ToDoSource, to_do_sources
        from languages import to_do

        to_do_sources.register(
            ToDoSource(
                name="translations_to_review",
                find=to_do.translations_to_review,
                permission="wagtail_localize.submit_translation",
            )
        )
