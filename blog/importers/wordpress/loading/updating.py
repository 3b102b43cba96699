"""What has changed there since it was brought here: brought as well, but never over what was changed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop
from wagtail.contrib.redirects.signal_handlers import create_redirects
from wagtail.models import PageViewRestriction

from blog.models import ImportedThing, Result
from home.models import StandardPage

from ..records import Item
from .standing import close, closed_here, closed_there, has_moved, parent_of, was_opened_or_closed, was_switched

# Of what was imported before its standing was remembered.
UNKNOWN = "unknown"
READABLE = {"publish", "private"}


def is_open_there(item: Item) -> bool:
    """Return whether an item is published there by now, if only for some."""
    return item.status in READABLE or (item.status == "future" and (item.date or timezone.now()) <= timezone.now())


def take_down(page: Any, user: Any) -> None:
    """Unpublish a page, and let it not be published at the time that it waits for."""
    here = type(page).objects.get(pk=page.pk)
    if here.live:
        here.unpublish(user=user)
    here.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)


class Update:
    """One page that has changed there. Which of the changes do not come is in `kept`, each in a sentence."""

    def __init__(self, writer: Any, item: Item, page: Any, before: ImportedThing) -> None:
        self.writer, self.item, self.page, self.before = writer, item, page, before
        self.was: dict[str, Any] = before.standing
        self.moved, self.switched = has_moved(page, self.was), was_switched(page, self.was)
        # None where it was opened or closed here since.
        self.closed = None if was_opened_or_closed(page, self.was) else closed_here(page)
        self.kept = list(self._conflicts())

    def _conflicts(self) -> Iterator[str]:
        if self.switched and self.page.live != is_open_there(self.item):
            yield gettext_noop("Conflict: whether it is published was changed here, and stays so")
        if self.closed is None and closed_here(self.page) != closed_there(self.item):
            yield gettext_noop("Conflict: who may read it was changed here, and stays so")
        if self.moved and self._goes_to():
            yield gettext_noop("Conflict: it was moved there, and elsewhere here")

    def _goes_to(self) -> Any:
        """Return the page below which it stands there by now, if that is another; posts stay in their blog."""
        if self.item.type != "page":
            return None
        above = self.writer._parent(self.item)
        return None if above.pk in {parent_of(self.page), self.was.get("parent")} else above

    def move(self) -> None:
        """Move the page below the one that it stands below there; a redirect is left behind by Wagtail."""
        above = self._goes_to()
        if above is None or self.moved:
            return
        if above.pk == self.page.pk or above.is_descendant_of(self.page):
            self.kept.append(gettext_noop("The page above it there stands below it here: it is not moved"))
            return
        StandardPage.objects.get(pk=self.page.pk).move(above, pos="last-child", user=self.writer.run.user)
        self.page = StandardPage.objects.get(pk=self.page.pk)

    def address(self, draft: Any) -> None:
        """Give a draft the address that it has there by now; called once the page stands where it is to stand."""
        wanted = self.writer.wanted_slug(self.item)
        if wanted != self.was.get("slug", wanted):
            draft.slug = self.writer._slug(self.item, draft.get_parent(), but=draft.pk)

    def lead_from(self, former: Any) -> None:
        """Lead on from the address that a page had here, in the same transaction as it gets another."""
        page = type(former).objects.get(pk=former.pk)
        site = page.get_site()
        if site and former.live and former.url_path != page.url_path:
            create_redirects(page=page, page_old=former, sites=[site])

    def restrict(self, page: Any) -> None:
        """Open or close a page as it was opened or closed there."""
        if self.closed in {None, closed_there(self.item)}:
            return
        PageViewRestriction.objects.filter(page=page).delete()
        close(page, self.item)

    def may_publish(self) -> bool:
        """Return whether it may be published or unpublished as there: nobody has done so here."""
        return not self.switched

    def unknown(self) -> dict[str, Any]:
        """Return what of its standing was changed here: it is not to be taken for the import's own from now on."""
        changed = {"live": self.switched, "closed": self.closed is None, "parent": self.moved}
        return {name: self.was.get(name, UNKNOWN) for name, here in changed.items() if here}

    @property
    def reason(self) -> str:
        return "; ".join(self.kept)


def withdraw(writer: Any, item: Item, page: Any, before: ImportedThing, why: str, digests: tuple[str, str]) -> bool:
    """Unpublish what is in the trash there, or no longer among what is to come; return whether that was to be told.

    `digests` are those of what it says there and of what stands here.
    """
    there, here = digests
    scheduled = page.scheduled_revision is not None
    if before.source_digest == there or not (page.live or scheduled):
        return False
    if here != before.written_digest or was_switched(page, before.standing):
        conflict = gettext_noop("Conflict: it is no longer to be read there, and was edited here")
        writer.report.add_item(item, Result.SKIPPED, conflict, page.get_url() or "")
        return True
    take_down(page, writer.run.user)
    ImportedThing.objects.filter(pk=before.pk).update(
        source_digest=there, standing={**before.standing, "live": False}, reason=why
    )
    done = gettext_noop("It is unpublished here: %(why)s") % {"why": why}
    writer.report.add_item(item, Result.UPDATED, done, "", page.title)
    return True
