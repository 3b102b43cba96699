"""The proof of an import from WordPress: a row for each thing of the export, kept as long as its run is."""

from django.db import models

from blog.models.wordpress_import import WordPressImport


class ProofRow(models.Model):
    """What one thing of an export became in a run."""

    class Section(models.TextChoices):
        ITEM = "items"
        COMMENT = "comments"
        FILE = "media"
        ADDRESS = "addresses"
        TEXT = "text"
        NOTE = "notes"

    run = models.ForeignKey(WordPressImport, on_delete=models.CASCADE, related_name="rows")
    section = models.CharField(max_length=10, choices=Section.choices)
    # WordPress's number, where it has one.
    number = models.CharField(max_length=255, blank=True)
    result = models.CharField(max_length=10, blank=True)
    # Of a text, how many words differ; of an address, the status that it answers with.
    amount = models.PositiveIntegerField(null=True, blank=True)
    # As it is in the report.
    row = models.JSONField(default=dict)
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Of a text, what WordPress showed, made harmless.
    old = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["run", "section", "result"], name="proof_by_result"),
            models.Index(fields=["run", "section", "amount"], name="proof_by_amount"),
            models.Index(fields=["run", "section", "number"], name="proof_by_number"),
        ]

    def __str__(self):
        return f"{self.section} {self.number}"
