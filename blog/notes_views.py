"""From a group's notes to a post in Wagtail's admin: bring them, review them, see what was made."""

import json

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Media
from django.forms.widgets import Script
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page

from blog import notes
from blog.models import BlogIndexPage, PostPage
from blog.notes_forms import NotesForm
from collaboration.models import NotesReview, ReviewState
from collaboration.notes.deciding import Accept
from collaboration.notes.lines import as_text
from collaboration.notes.reviewed import reviewed
from collaboration.notes_lookup import read_notes
from collaboration.sources import keep_sources, may_keep

MEDIA = Media(css={"all": ["admin/notes.css"]}, js=[Script("admin/notes.js", type="module")])


def blogs_for(user):
    """Return {locale id: the blog} in which somebody may write posts."""
    found = {}
    for blog in BlogIndexPage.objects.filter(alias_of=None).order_by("-pk"):
        if blog.permissions_for_user(user).can_add_subpage():
            found[blog.locale_id] = blog
    return found


class NotesMixin(WagtailAdminTemplateMixin):
    """What the steps have in common."""

    page_title = gettext_lazy("New summary from notes")
    header_icon = "list-ul"

    def get_breadcrumbs_items(self):
        first = {"url": reverse("notes:begin"), "label": self.page_title}
        return [*self.breadcrumbs_items, first]

    @cached_property
    def blogs(self):
        return blogs_for(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        title = self.get_page_title()
        return {
            **context,
            "page_title": title,
            "header_title": title,
            "header_icon": self.header_icon,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
            "media": context.get("media", Media()) + MEDIA,
        }


class BeginView(NotesMixin, View):
    """Bring notes, or go on with those under review."""

    template_name = "blog/admin/notes_begin.html"

    @cached_property
    def post_to_add_to(self):
        """The post that the notes are to be added to, if one was open."""
        pk = self.request.GET.get("post", "")
        if not pk.isdecimal():
            return None
        page = get_object_or_404(PostPage, pk=pk, alias_of=None)
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def form(self, data=None, files=None):
        if self.post_to_add_to:
            locales = Locale.objects.filter(pk=self.post_to_add_to.locale_id)
            initial = {"session": self.post_to_add_to.session_id}
        elif self.blogs:
            locales, initial = Locale.objects.filter(pk__in=self.blogs), {}
        else:
            raise PermissionDenied
        usual = locales.filter(language_code=settings.LANGUAGE_CODE).first() or locales.first()
        asked = self.request.GET.get("session", "")
        if asked.isdecimal():
            initial["session"] = asked
        return NotesForm(
            data,
            files,
            locales=locales,
            may_keep=may_keep(self.request.user),
            initial={"locale": usual, **initial},
        )

    def get(self, request):
        return self.shown(self.form())

    def post(self, request):
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form)
        locale, file, session = (form.cleaned_data[name] for name in ("locale", "file", "session"))
        present = form.who_was_there
        draft, decided = read_notes(form.lines, locale, Accept.IDENTICAL, present)
        with transaction.atomic():
            review = notes.begin_review(
                notes=as_text(form.lines),
                reviewed=reviewed(draft, decided, None, present),
                owner=request.user,
                locale=locale,
                session=session,
                source_name=file.name if file else "",
                post=self.post_to_add_to,
            )
            try:
                kept = self.keep(form, review)
            except ValidationError as error:
                transaction.set_rollback(True)
                form.add_error("photographs", error.messages)
                return self.shown(form)
        if kept:
            told = ngettext(
                "%(count)s source is kept with the session.", "%(count)s sources are kept with the session.", kept
            )
            messages.success(request, told % {"count": kept})
        return redirect("notes:review", review.uuid)

    def keep(self, form, review):
        """Keep with the session what was asked for; return how many files that is."""
        given = form.cleaned_data
        if not (given.get("keep") or given.get("photographs")):
            return 0
        file = given["file"]
        return keep_sources(
            session=given["session"],
            user=self.request.user,
            file=file if given["keep"] else None,
            # A file of a kind that is not kept is kept as its text.
            notes=(review.notes if file else given["notes"]) if given["keep"] else "",
            photographs=given["photographs"],
        )

    def shown(self, form):
        form.fields["session"].widget.attrs["data-who"] = json.dumps(form.present)
        mine = NotesReview.objects.filter(owner=self.request.user, state=ReviewState.OPEN).select_related("session")
        context = self.get_context_data(form=form, reviews=mine, post_to_add_to=self.post_to_add_to)
        return self.render_to_response(context)


class OneReviewMixin(NotesMixin):
    """One review; somebody else's is not there, but for those who see to everything."""

    @cached_property
    def review(self):
        reviews = NotesReview.objects.for_user(self.request.user).select_related("locale", "session", "post")
        return get_object_or_404(reviews, uuid=self.kwargs["uuid"])

    @cached_property
    def target(self):
        """The post to add to, or the blog to write in. Raises PermissionDenied where the user may not."""
        if self.review.post_id:
            post = PostPage.objects.get(pk=self.review.post_id)
            if not post.permissions_for_user(self.request.user).can_edit():
                raise PermissionDenied
            return {"post": post}
        if self.review.locale_id not in self.blogs:
            raise PermissionDenied
        return {"blog": self.blogs[self.review.locale_id]}


class DoneView(OneReviewMixin, View):
    """What was made of notes, and the button that takes it back."""

    template_name = "blog/admin/notes_done.html"

    def get(self, request, uuid):
        if self.review.state == ReviewState.OPEN:
            return redirect("notes:review", uuid)
        post = self.review.post and self.review.post.specific
        rights = post and post.permissions_for_user(request.user)
        context = self.get_context_data(
            review=self.review,
            made=notes.made_by(self.review),
            post=post,
            can_edit=bool(rights) and rights.can_edit(),
            can_publish=bool(rights) and rights.can_publish() and post.has_unpublished_changes,
        )
        return self.render_to_response(context)

    def post(self, request, uuid):
        page = get_object_or_404(Page, pk=self.review.post_id).specific
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        try:
            kept = notes.undo(review=self.review, user=request.user)
        except notes.NoDraft:
            messages.error(request, _("The post has been published. Change it in the editor."))
        except notes.NotOpen:
            messages.error(request, _("This was undone before."))
        else:
            messages.success(request, _("Everything was taken back."))
            if kept:
                messages.warning(request, _("Terms that are used elsewhere by now were kept."))
        return redirect("notes:done", uuid)
