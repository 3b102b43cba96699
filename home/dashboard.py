"""The admin's first page: what there is, in figures that lead there. Rooms above add theirs by the same hook."""

from wagtail.admin.site_summary import SummaryItem


class CountItem(SummaryItem):
    """One figure of the summary. Subclasses have `number`, `words` (with %(number)s) and `url`."""

    template_name = "home/admin/summary_count.html"
    icon = "doc-full"

    def get_context_data(self, parent_context):
        return {"icon_name": self.icon, "url": self.url, "words": self.words % {"number": self.number}}


def remove_help_about_wagtail(request, menu_items):
    """Leave out of the help menu what would count itself as unread; the guide stands on the first page as well."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(("whats-new", "editor-guide"))]
