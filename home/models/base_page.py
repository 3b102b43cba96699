from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from home.bodies import look_up_together
from home.permissions import BasePagePermissions
from home.visibility import restrictions_on


def reserved_slugs(parent):
    """Return the words of the addresses below a page that the site uses itself."""
    return set(getattr(parent, "reserved_child_slugs", lambda: ())())


def check_slug(slug, parent):
    """Raise ValidationError where the slug would hide an address that the site uses itself."""
    if slug.lower() in reserved_slugs(parent):
        raise ValidationError(
            {
                "slug": _(
                    "The address “%(slug)s” is used by the site itself. Choose another, for example “%(slug)s-2”."
                )
                % {"slug": slug}
            }
        )


class BasePageForm(WagtailAdminPageForm):
    """The page editor's form, which knows the parent before the page is saved."""

    def clean(self):
        cleaned = super().clean()
        if slug := cleaned.get("slug"):
            try:
                check_slug(slug, self.parent_page.specific)
            except ValidationError as error:
                self.add_error("slug", error.message_dict["slug"])
        return cleaned


class BasePage(Page):
    """What every page of the site has in common."""

    base_form_class = BasePageForm
    # One address in every language; a translator may still override it.
    override_translatable_fields = [SynchronizedField("slug")]

    # Set in the course of a request where it has been found among what anybody may read.
    is_open = False

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        # A page that is not in the tree yet has no parent to ask; the form has asked it.
        if self.slug and self.path and self.depth > 1:
            check_slug(self.slug, self.get_parent().specific)

    def permissions_for_user(self, user):
        return BasePagePermissions(user, self)

    def get_view_restrictions(self):
        """Return what keeps readers from the page, by the same rule as lists and feeds."""
        if self.is_open:
            return PageViewRestriction.objects.none()
        return restrictions_on(self)

    def rest_in(self, rest, language):
        """Return what stands in an address below the page's own, in another language; None where it may be missing."""
        return rest

    def get_sitemap_urls(self, request=None):
        """Return the page for the sitemap, at the address that readers use; an alias only repeats its source."""
        if self.alias_of_id:
            return []
        address = request.build_absolute_uri(self.get_url(request)) if request else self.full_url
        return [{"location": address, "lastmod": self.last_published_at or self.latest_revision_created_at}]

    def content_language(self, request):
        """Return the language that the text is written in: an alias shows its source's."""
        from home.chrome import chrome_of

        known = self.alias_of_id and chrome_of(request, self).language_of(self.alias_of_id)
        return known or self.written_in

    @property
    def written_in(self):
        """The language of the text; lists join `alias_of__locale` before they ask."""
        return (self.alias_of if self.alias_of_id else self).locale.language_code

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["content_language"] = self.content_language(request)
        if body := getattr(self, "body", None):
            look_up_together(body)
        return context
