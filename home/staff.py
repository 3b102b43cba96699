"""What those who are signed in see on the site's pages beside what readers see."""

from dataclasses import dataclass

from django.conf import settings
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.userbar import AdminItem, EditPageItem


@dataclass(frozen=True)
class StaffStrip:
    """Who is signed in, whether she may enter the admin, and where to edit what this page shows, if she may."""

    name: str
    edit_url: str
    enters_admin: bool = True


def staff_strip(request, subject=None):
    """Return the strip for somebody signed in, else None.

    Without a session cookie nobody is signed in, and no session is asked for: readers' pages stay the same
    for all of them. A preview has no strip: the editor around it is the admin.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or getattr(request, "is_preview", False):
        return None
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    name = user.get_full_name() or user.get_username()
    if not user.has_perm("wagtailadmin.access_admin"):
        return StaffStrip(name, "", enters_admin=False)
    edit_url = subject is not None and AdminURLFinder(user).get_edit_url(subject)
    return StaffStrip(name, edit_url or "")


def without_what_the_strip_has(request, items, page):
    """Take from Wagtail's userbar the ways to the admin and to editing, which stand in the strip above the page.

    The userbar stays for what only it can: checking the page for accessibility, and the way into the tree.
    """
    items[:] = [item for item in items if not isinstance(item, (AdminItem, EditPageItem))]
