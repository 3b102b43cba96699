"""django-comments-xtd as it ships, with no line of it changed: what tests of its faults run beside ours."""

import time
from contextlib import contextmanager

import django_comments_xtd.templatetags.comments_xtd as their_tags
import django_comments_xtd.views as their_views
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_save
from django.utils import timezone
from django_comments.forms import CommentSecurityForm
from django_comments_xtd.conf import settings as their_settings
from django_comments_xtd.models import XtdComment, publish_or_unpublish_on_pre_save

from comments.models import Discussion
from tests.comments import making


def as_shipped(settings, monkeypatch, post):
    """Let the package run as it ships, beside us; return what its comments are about."""
    settings.ROOT_URLCONF = "tests.comments.package_urls"
    shipped = {
        "COMMENTS_XTD_MODEL": "django_comments_xtd.models.XtdComment",
        "COMMENTS_XTD_FORM_CLASS": "django_comments_xtd.forms.XtdCommentForm",
        "COMMENTS_XTD_CONFIRM_EMAIL": True,
        "COMMENTS_XTD_MAX_THREAD_LEVEL": 3,
        "COMMENTS_XTD_THREADED_EMAILS": False,
    }
    assert their_settings.COMMENTS_XTD_MODEL == "comments.models.ModeratedComment"
    shipped_settings = their_settings._wrapped
    for name, value in shipped.items():
        monkeypatch.setattr(shipped_settings, name, value)
    monkeypatch.setattr(their_views, "XtdComment", XtdComment)
    monkeypatch.setattr(their_tags, "XtdComment", XtdComment)
    return Discussion.objects.create(subject="post", key=post.translation_key)


def their_comment(about, *, answers=None, **fields):
    values = {"user_name": "Kari", "user_email": "kari@example.org", "comment": "Bokbåten.", "is_public": True}
    comment = XtdComment(
        content_type=ContentType.objects.get_for_model(Discussion),
        object_pk=str(about.pk),
        site_id=1,
        submit_date=timezone.now(),
        parent_id=answers.pk if answers else 0,
        **{**values, **fields},
    )
    comment.save()
    return XtdComment.objects.get(pk=comment.pk)


def their_form(about, *, age=0, **fields):
    """Return what the package's form sends when it was shown `age` seconds ago."""
    mark = {"content_type": "comments.discussion", "object_pk": str(about.pk), "timestamp": str(int(time.time()) - age)}
    checked = CommentSecurityForm(about).generate_security_hash(**mark)
    return {**mark, "security_hash": checked, "honeypot": "", "reply_to": 0, **making.GOOD, **fields}


def our_form(post, *, age=0, **fields):
    mark = {"content_type": "comments.discussion", "object_pk": "None", "timestamp": str(int(time.time()) - age)}
    checked = CommentSecurityForm(Discussion()).generate_security_hash(**mark)
    return {**mark, "security_hash": checked, **making.form(**fields)}


@contextmanager
def their_signal():
    pre_save.connect(publish_or_unpublish_on_pre_save, sender=XtdComment)
    try:
        yield
    finally:
        pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=XtdComment)
