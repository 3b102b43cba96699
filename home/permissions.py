"""What a user may do with a page, where Wagtail's answer is not ours."""

from wagtail.models import PagePermissionTester


class BasePagePermissions(PagePermissionTester):
    """Wagtail's rules, but that the right to change a page is no right to delete somebody's draft.

    Who translates has that right alone. Moving a page is deleting it at its old place, as Wagtail sees it.
    """

    def can_delete(self, ignore_bulk=False):
        if self.user.is_active and not self.user.is_superuser and not {"add", "publish"} & self.permissions:
            return False
        return super().can_delete(ignore_bulk)
