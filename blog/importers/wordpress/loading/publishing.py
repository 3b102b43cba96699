"""From a page that was written to one that can be read: closed as it was there, and published at its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from modelsearch.backends import get_search_backends
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from blog.models import PostEdition, PostPage
from home.models import StandardPage

from ..records import Item
from .index import Index
from .standing import close
from .updating import Update, is_open_there, take_down

MODELS = {"post": PostPage, "page": StandardPage}


def publish_new(index: Index, page: Any, parent: Any, item: Item, user: Any) -> Revision:
    """Put a page below its parent in the state that it had there, with its times, and return its revision.

    Wagtail's own publishing reads the page back from its revision and writes all of it anew, with everything that
    hangs from it: that is for what may have been there before.
    """
    page.live = False
    # What goes below a blog or a page is no site's front; Wagtail would look that up at each saving.
    page._is_site_root = False
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
        close(page, item)
        if not _waits(index, item):
            return _brought_out(index, page, item, user)
    return publish(index, page, item, user)


def _brought_out(index: Index, page: Any, item: Item, user: Any) -> Revision:
    is_readable = is_open_there(item)
    if user and is_readable and not page.permissions_for_user(user).can_publish():
        raise PublishPagePermissionError("You do not have permission to publish this page.")
    first, last = times_of(index, item)
    revision = page.save_revision(user=user, log_action=not is_readable, clean=False)
    written: dict[str, Any] = {"latest_revision_created_at": last}
    if is_readable:
        written |= {"live": True, "has_unpublished_changes": False, "live_revision": revision}
        written |= {"first_published_at": first, "last_published_at": last}
    for name, value in written.items():
        setattr(page, name, value)
    # Not by saving, which would have the statements looked for: what comes from WordPress has none.
    Page.objects.filter(pk=page.pk).update(**written)
    Revision.objects.filter(pk=revision.pk).update(created_at=last)
    if is_readable:
        page_published.send(sender=type(page), instance=page, revision=revision)
        log(instance=page, action="wagtail.publish", user=user, revision=revision, content_changed=True)
    return revision


def publish(index: Index, page: Any, item: Item, user: Any, update: Update | None = None) -> Revision:
    """Publish, schedule, unpublish or leave as a draft a page that is in the tree, with its times.

    Return its revision. What was published or unpublished here since stays so.
    """
    first, last = times_of(index, item)
    waits, is_readable = _waits(index, item), is_open_there(item)
    may_switch = update is None or update.may_publish()
    if may_switch:
        page.go_live_at = _date(index, item) if waits else None
    with disable_reference_index_auto_update():
        revision = page.save_revision(user=user, log_action=True, clean=False)
        if update and may_switch and (waits or not is_readable):
            take_down(page, user)
        if (waits or is_readable) if may_switch else page.live:
            revision.publish(user=user)
    page.refresh_from_db(fields=["live"])
    times = {"first_published_at": first, "last_published_at": last} if page.live else {}
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=last, **times)
    Revision.objects.filter(pk=revision.pk).update(created_at=last)
    if page.live and isinstance(page, PostPage):
        newest = PostEdition.objects.filter(post=page).order_by("-pk").first()
        if newest:
            PostEdition.objects.filter(pk=newest.pk).update(published_at=last)
    return revision


def times_of(index: Index, item: Item) -> tuple[datetime, datetime]:
    """Return when it was first and last published: never later than now."""
    now, date = timezone.now(), _date(index, item)
    first = min(date, now)
    return first, max(min(item.modified or date, now), first)


def _date(index: Index, item: Item) -> datetime:
    return item.date or item.modified or index.newest or timezone.now()


def _waits(index: Index, item: Item) -> bool:
    return item.status == "future" and _date(index, item) > timezone.now()


@contextmanager
def indexed_together() -> Iterator[list[Any]]:
    """Yield a list for pages, which are indexed together in the end; Wagtail would have a task for each saving of each.

    To be used within a transaction, so that no page is there and can't be found.
    """
    pages: list[Any] = []
    # What moves is saved as a page of no kind.
    watched = (Page, *MODELS.values())
    for model in watched:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        yield pages
    finally:
        for model in watched:
            post_save.connect(post_save_signal_handler, sender=model)
    for model in MODELS.values():
        _index(model, [page.pk for page in pages if isinstance(page, model)])


def _index(model: Any, pks: list[int]) -> None:
    """Write what is to be found in pages, and what they refer to, as they are in the database now."""
    if not pks:
        return
    children = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    # Of what failed after it was written nothing is there; what only repeats another changed with it.
    changed = model.get_indexed_objects().filter(Q(pk__in=pks) | Q(alias_of__in=pks))
    there = list(changed.prefetch_related(*children))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, there)
    for page in there:
        ReferenceIndex.create_or_update_for_object(page)
