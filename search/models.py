"""What is kept to search in.

All of it can be made anew from what the rooms hold, but for the searches that found nothing.

The words themselves lie in a table that each database makes in its own way: see `search.engines`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """The text of one row of a source, in one language."""

    source = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    thing = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    # The title as its words: who types them all means this.
    title_key = models.CharField(max_length=300)
    # Other names of it, one on each line.
    names = models.TextField(blank=True)
    # What excerpts are cut from.
    text = models.TextField(blank=True)
    dated = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    indexed_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("document to search in")
        verbose_name_plural = _("documents to search in")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("source", "object_id"), name="search_document_once_per_row")]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id}"


class FacetValue(models.Model):
    """That a document belongs to an organisation, a session or a theme."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="facet_values")
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("document", "name", "value"), name="search_facet_value_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Word(models.Model):
    """A word of the site's texts: what compounds are made of, and what a misspelt word may have meant."""

    # Languages with the same inflections know each other's words.
    family = models.CharField(max_length=20)
    form = models.CharField(max_length=60)
    documents = models.PositiveIntegerField(default=1)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("family", "form"), name="search_word_once")]

    def __str__(self) -> str:
        return self.form


class MissedSearch(models.Model):
    """Words that somebody searched for and nothing was found. Who and when is not known, but for the last day."""

    words = models.CharField(_("words"), max_length=200)
    language = models.CharField(_("language"), max_length=20)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_day = models.DateField(_("last day"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search without hits")
        verbose_name_plural = _("searches without hits")
        default_permissions = ("view", "delete")
        ordering = ["-count", "words"]
        constraints = [models.UniqueConstraint(fields=("words", "language"), name="missed_search_once")]
        indexes = [models.Index(fields=["last_day"], name="missed_search_by_day")]

    def __str__(self) -> str:
        return self.words
