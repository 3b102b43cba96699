from django.db import models
from django.utils.translation import gettext_lazy as _


class PostEdition(models.Model):
    """The text of a post as readers once saw it, kept so that they can see what was changed.

    One row for each publication that changed the text. Deleting a row takes that text out of the
    public history, for what should never have been published.
    """

    post = models.ForeignKey("blog.PostPage", on_delete=models.CASCADE, related_name="editions")
    published_at = models.DateTimeField(_("published"))
    lines = models.JSONField(_("text"), help_text="The text, a list of lines.")

    class Meta:
        verbose_name = _("edition of a post")
        verbose_name_plural = _("editions of posts")
        ordering = ["published_at", "pk"]

    def __str__(self):
        return f"{self.post_id} {self.published_at:%Y-%m-%d}"
