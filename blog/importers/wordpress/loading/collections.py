"""Where the files of one blog are kept: a collection for all, and within it those for what is closed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, CollectionViewRestriction


class Collections:
    """The collections of one blog, each made when it is first needed."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._made: dict[str | None, Collection] = {}

    def open(self) -> Collection:
        """Return the one for what all may see."""
        return self._kept(None) or self._keep(None, self._open())

    def closed(self, password: str) -> Collection:
        """Return the one for what is opened with a password or, with none, by signing in."""
        return self._kept(password) or self._keep(password, self._closed(password))

    def has(self, pk: int) -> bool:
        """Return whether a collection is one of this blog's."""
        return pk == self.open().pk or self.open().get_children().filter(pk=pk).exists()

    def is_open(self, row: Any) -> bool:
        return row.collection_id == self.open().pk

    def _kept(self, key: str | None) -> Collection | None:
        # A transaction that was rolled back has taken it along.
        found = self._made.get(key)
        return found if found and Collection.objects.filter(pk=found.pk).exists() else None

    def _keep(self, key: str | None, found: Collection) -> Collection:
        self._made[key] = found
        return found

    @transaction.atomic
    def _open(self) -> Collection:
        root, name = Collection.get_first_root_node(), f"WordPress: {self.source}"
        return root.get_children().filter(name=name).first() or root.add_child(name=name)

    @transaction.atomic
    def _closed(self, password: str) -> Collection:
        above = self.open()
        kind = CollectionViewRestriction.PASSWORD if password else CollectionViewRestriction.LOGIN
        there = above.get_children().filter(view_restrictions__restriction_type=kind)
        if found := there.filter(view_restrictions__password=password).first():
            return found
        # Read anew: what was written below it since is counted there.
        above = Collection.objects.get(pk=above.pk)
        name = _("WordPress: %(host)s, private") if not password else _("WordPress: %(host)s, password %(number)s")
        made = above.add_child(name=name % {"host": self.source, "number": there.count() + 1})
        CollectionViewRestriction.objects.create(collection=made, restriction_type=kind, password=password)
        return made
