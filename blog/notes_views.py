"""From a group's notes to a post in Wagtail's admin: bring them, review them, see what was made."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page

from blog import notes
from blog.models import BlogIndexPage, PostPage
from blog.notes_forms import NotesForm, ReviewForm
from blog.notes_table import table_of
from collaboration.models import NotesReview, ReviewState
from collaboration.notes.deciding import Accept
from collaboration.notes.lines import as_text
from collaboration.notes.reviewed import Reviewed, reviewed
from collaboration.notes.reviewing import accept_confident, merge_with_above, split
from collaboration.notes_lookup import read_notes

MOST_EARLIER = 10


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
        return NotesForm(data, files, locales=locales, initial={"locale": usual, **initial})

    def get(self, request):
        return self.shown(self.form())

    def post(self, request):
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form)
        locale, file = form.cleaned_data["locale"], form.cleaned_data["file"]
        draft, decided = read_notes(form.lines, locale, Accept.IDENTICAL)
        review = notes.begin_review(
            notes=as_text(form.lines),
            reviewed=reviewed(draft, decided, None),
            owner=request.user,
            locale=locale,
            session=form.cleaned_data["session"],
            source_name=file.name if file else "",
            post=self.post_to_add_to,
        )
        return redirect("notes:review", review.uuid)

    def shown(self, form):
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


class ReviewView(OneReviewMixin, View):
    """The notes as a table: each line with its list, its owner, its words and its term."""

    template_name = "blog/admin/notes_review.html"

    def get(self, request, uuid):
        if self.review.state != ReviewState.OPEN:
            return redirect("notes:done", uuid)
        _may_write = self.target
        return self.shown(Reviewed.from_dict(self.review.content))

    def post(self, request, uuid):
        _may_write = self.target
        do, _colon, rest = request.POST.get("do", "save").partition(":")
        if do == "discard":
            return self.discard()
        try:
            with transaction.atomic():
                locked = NotesReview.objects.select_for_update(of=("self",)).get(pk=self.review.pk)
                notes.require_open(locked, request.POST.get("version"))
                before = Reviewed.from_dict(locked.content)
                if do == "undo":
                    after = Reviewed.from_dict(locked.earlier.pop()) if locked.earlier else before
                else:
                    after = self.changed(do, rest, before)
                    if after != before:
                        locked.earlier = [*locked.earlier, locked.content][-MOST_EARLIER:]
                locked.content, locked.title = after.as_dict(), after.title
                locked.version += 1
                locked.save()
            if do == "finish":
                again = bool(request.POST.get("again"))
                page = notes.finish(
                    review=locked, user=request.user, version=locked.version, again=again, **self.target
                )
                done = messages.button(reverse("notes:done", args=[uuid]), _("What is new, and how to take it back"))
                messages.success(request, _("The draft is made. Nothing is published yet."), buttons=[done])
                return redirect("wagtailadmin_pages:edit", page.pk)
        except notes.NotOpen:
            messages.error(request, _("These notes were finished or discarded meanwhile."))
            return redirect("notes:done", uuid)
        except notes.ChangedMeanwhile:
            messages.error(request, _("Somebody changed this review meanwhile. Here is how it stands now."))
        except notes.StillWaiting:
            messages.error(request, _("Some suggestions wait for your answer. They are marked below."))
        except notes.AlreadyThere as there:
            told = _("The same notes are already there, in the post “%(post)s”.") % {"post": there.review.post}
            messages.warning(request, told)
            return redirect(f"{reverse('notes:review', args=[uuid])}?again=1")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.shown(Reviewed.from_dict(self.review.content))
        return redirect(f"{reverse('notes:review', args=[uuid])}{'#' + rest if rest else ''}")

    def changed(self, do, rest, before):
        """Return the review after the table was sent and a button of it pressed."""
        after = ReviewForm(before, self.review.locale, self.request.POST).decided()
        if do == "accept":
            return accept_confident(after)
        if do in {"split", "merge"}:
            numbers = rest.removeprefix("row-").split("-")
            if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
                section, number = int(numbers[0]), int(numbers[1])
                if section < len(after.sections) and number < len(after.sections[section].items):
                    return (split if do == "split" else merge_with_above)(after, (section, number))
        return after

    def discard(self):
        with transaction.atomic():
            locked = NotesReview.objects.select_for_update(of=("self",)).get(pk=self.review.pk)
            if locked.state == ReviewState.OPEN:
                locked.state = ReviewState.DISCARDED
                locked.save()
                messages.success(self.request, _("The notes were discarded. Nothing was made of them."))
        return redirect("notes:begin")

    def shown(self, content):
        again = "again" in self.request.GET
        return self.render_to_response(
            self.get_context_data(review=self.review, table=table_of(content, self.review.locale), again=again)
        )


class DoneView(OneReviewMixin, View):
    """What was made of notes, and the button that takes it back."""

    template_name = "blog/admin/notes_done.html"

    def get(self, request, uuid):
        if self.review.state == ReviewState.OPEN:
            return redirect("notes:review", uuid)
        post = self.review.post and self.review.post.specific
        can_edit = bool(post) and post.permissions_for_user(request.user).can_edit()
        made = notes.made_by(self.review)
        return self.render_to_response(
            self.get_context_data(review=self.review, made=made, post=post, can_edit=can_edit)
        )

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
