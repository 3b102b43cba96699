from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from blog.models.post_page import PostAuthor
from home.to_do import pages_to_edit
from home.visibility import unrestricted


class PublishedWordsQuerySet(models.QuerySet):
    """What counts in the report on written forms, asked at reading."""

    def counting(self):
        """Return the texts that count, each with `at`, when it was first published in its own language.

        What was unpublished later was published then, and counts. What mirrors another page has no text of its
        own, and what is behind a password or a sign-in is not published to everybody.
        """
        texts = self.annotate(at=Coalesce("own_since", "page__first_published_at"))
        return texts.filter(unrestricted("page"), page__alias_of=None, at__isnull=False)

    def of_pages_of(self, user):
        """Return the texts of pages that a user may work with."""
        return self.filter(page__in=pages_to_edit(user).order_by().values("pk"))

    def by_organisation(self, organisation):
        """Return the texts that an author from an organisation has put her name to."""
        return self._with_author(author__organisation__translation_key=organisation.translation_key)

    def by_author(self, author):
        return self._with_author(author=author)

    def _with_author(self, **whose):
        bylines = PostAuthor.objects.filter(post=OuterRef("page"), **whose)
        return self.filter(Exists(bylines.order_by()))

    def as_published(self):
        """Return the texts that were counted as they were last published; what is unpublished stays as it was."""
        same = Q(revision=F("page__live_revision")) | Q(revision=None, page__live_revision=None)
        return self.filter(same | Q(page__live=False))


class PublishedWords(models.Model):
    """How many words of its own language a page has, as it was last published. Counted then, not when it is asked."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="published_words"
    )
    words = models.PositiveIntegerField()
    untranslated = models.PositiveIntegerField(
        help_text="Words that still are in the language that the page was translated from."
    )
    own_since = models.DateTimeField(
        null=True,
        help_text="Set where the page mirrored another before: it was “first published” with that one.",
    )
    revision = models.PositiveBigIntegerField(null=True, help_text="What was counted: the number of its revision.")

    objects = PublishedWordsQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words of a published page")
        verbose_name_plural = _("words of published pages")

    def __str__(self):
        return f"{self.page_id}: {self.words}"
