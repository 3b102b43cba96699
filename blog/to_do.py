"""What the blog puts on the admin's first page: a post to write, and posts that lack a language."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import ngettext

from blog.models import BlogIndexPage, PostPage
from home.registries import ToDo, Urgency
from home.to_do import pages_to_edit


def write_a_post(user):
    """Return the address at which the user may write a post, or "": in the blog that was made first."""
    for blog in BlogIndexPage.objects.filter(alias_of=None).order_by("path"):
        if blog.permissions_for_user(user).can_add_subpage():
            return reverse("wagtailadmin_pages:add", args=["blog", "postpage", blog.pk])
    return ""


def untranslated_posts(user):
    """Yield, for each language in which the site has a blog, the posts that are not translated to it."""
    names = dict(settings.LANGUAGES)
    blogs = BlogIndexPage.objects.filter(live=True, alias_of=None).order_by("path")
    codes = [code for code in blogs.values_list("locale__language_code", flat=True) if code in names]
    texts = PostPage.objects.filter(alias_of=None, translation_key=OuterRef("translation_key")).order_by()
    first_written = PostPage.objects.filter(pk__in=pages_to_edit(user).values("pk"), live=True).filter(
        ~Exists(texts.filter(pk__lt=OuterRef("pk")))
    )
    lacking = {
        f"in_{number}": Count("pk", filter=~Q(Exists(texts.filter(locale__language_code=code))))
        for number, code in enumerate(codes)
    }
    found = first_written.order_by().aggregate(**lacking) if lacking else {}
    for number, code in enumerate(codes):
        count = found[f"in_{number}"]
        yield ToDo(
            words=ngettext(
                "%(language)s: %(number)s post is not translated",
                "%(language)s: %(number)s posts are not translated",
                count,
            )
            % {"number": count, "language": names[code]},
            url=reverse("wagtailadmin_pages:type_use", args=["blog", "postpage"]),
            count=count,
            urgency=Urgency.WHEN_THERE_IS_TIME,
        )
