from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self):
        from wagtail.signals import page_published

        from blog import signals
        from blog.models import PostPage

        page_published.connect(signals.post_published, sender=PostPage, dispatch_uid="post-editions")
