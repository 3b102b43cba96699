"""Ways into the lists about following, each for those who may see what is there."""

from __future__ import annotations

from typing import Any

from wagtail.admin.menu import MenuItem


class RightMenuItem(MenuItem):
    """Shown to those who have the right."""

    right = ""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(self.right)


def item_for(right: str) -> type[RightMenuItem]:
    """Return the class of menu items for those who have the right."""
    return type("RightMenuItem", (RightMenuItem,), {"right": right})
