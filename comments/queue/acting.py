"""What is done to one comment: each by a POST, answered with a page, or with what changed for a page that waits."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from comments import moderation, posting
from comments.models import BlockedAddress, CommentEvent, ModeratedComment
from comments.moves import AlreadyDecided
from comments.queue.entries import read_entries
from comments.queue.forms import DecisionForm, TextForm, rejections
from comments.queue.listing import has_shortcuts, last_decision
from comments.queue.selecting import count_waiting, mark_of
from comments.rights import moderated_by, moderates
from comments.states import State
from comments.text import excerpt


class Changed(ValidationError):
    """Somebody changed the text after it was read."""


def comment_for(user, pk) -> ModeratedComment:
    """Return a comment that this user moderates, with what deciding asks for; else there is none."""
    return get_object_or_404(moderated_by(user).select_related("discussion", "writer", "user"), pk=pk)


def as_seen(comment: ModeratedComment, seen: str) -> ModeratedComment:
    """Return the comment if it is what it was when it was read; raises AlreadyDecided or Changed."""
    now = mark_of(comment)
    if seen == now:
        return comment
    if seen.split("-")[:2] != now.split("-")[:2]:
        raise AlreadyDecided(CommentEvent.objects.filter(comment=comment.pk).select_related("user").last())
    raise Changed(_("The text was changed after you read it. Read it again, and decide."))


def one_error(form) -> str:
    return " ".join(message for messages_ in form.errors.values() for message in messages_)


class ActionView(View):
    """One action. Subclasses have `act`, which returns the sentence that tells what was done."""

    http_method_names = ["post"]

    def post(self, request, pk):
        self.comment = comment_for(request.user, pk)
        try:
            told = self.act()
        except ValidationError as error:
            conflict = isinstance(error, AlreadyDecided | Changed)
            return self.answer(" ".join(error.messages), status=409 if conflict else 422)
        return self.answer(told)

    def act(self) -> str:
        raise NotImplementedError

    def valid(self, form):
        """Return what was filled in; raises ValidationError."""
        if not form.is_valid():
            raise ValidationError(one_error(form))
        return form.cleaned_data

    def answer(self, told, status=200):
        if not self.request.accepts("text/html"):
            return self.answer_as_json(told, status)
        if status == 200:
            messages.success(self.request, told)
        else:
            messages.error(self.request, told)
        return redirect(get_valid_next_url_from_request(self.request) or reverse("comment_queue:index"))

    def answer_as_json(self, told, status):
        comment = ModeratedComment.objects.select_related("discussion").get(pk=self.comment.pk)
        user = self.request.user
        entry = read_entries([comment], user=user, language=get_language() or "", request=self.request)[0]
        context = {
            "entry": entry,
            "told": told,
            "failed": status != 200,
            "rejections": rejections(),
            "here": get_valid_next_url_from_request(self.request) or reverse("comment_queue:index"),
            "has_shortcuts": has_shortcuts(user),
            "is_in_list": True,
        }
        answer = {
            "told": told,
            "html": render_to_string("comments/admin/entry.html", context, request=self.request),
            "done": "",
            "pk": comment.pk,
            "waiting": count_waiting(user),
        }
        if entry.is_decided_by_me:
            answer["done"] = render_to_string("comments/admin/done.html", context, request=self.request)
        return JsonResponse(answer, status=status)


class DecideView(ActionView):
    """Move a comment to another state."""

    def act(self):
        data = self.valid(DecisionForm(self.request.POST))
        as_seen(self.comment, data["seen"])
        moderation.decide(
            comment=self.comment, to=State(data["to"]), user=self.request.user, code=data["code"], note=data["note"]
        )
        return sentence(self.comment)


def sentence(comment: ModeratedComment) -> str:
    """Return what became of a comment."""
    return _("The comment by %(name)s is now: %(state)s.") % {
        "name": comment.user_name,
        "state": comment.get_state_display(),
    }


class LetStandView(ActionView):
    """Leave what readers reported as it is."""

    def act(self):
        as_seen(self.comment, self.request.POST.get("seen", ""))
        moderation.let_stand(comment=self.comment, user=self.request.user)
        return _("The comment by %(name)s stands; its reports are dealt with.") % {"name": self.comment.user_name}


class EditView(ActionView):
    """Change what a comment says; the log keeps what it said."""

    def act(self):
        data = self.valid(TextForm(self.request.POST))
        as_seen(self.comment, data["seen"])
        moderation.edit_text(comment=self.comment, user=self.request.user, text=data["text"])
        return _("The text of %(name)s is changed; what it said is kept below.") % {"name": self.comment.user_name}


class ReplyView(ActionView):
    """Answer as oneself; what waits is approved with the answer."""

    def act(self):
        data = self.valid(TextForm(self.request.POST))
        comment, user = as_seen(self.comment, data["seen"]), self.request.user
        if not moderates(user, comment.discussion):
            raise PermissionDenied
        discussion = comment.discussion
        about = posting.described(discussion.subject, discussion.key, comment.language)
        if not about.is_open:
            raise ValidationError(about.why_closed)
        if comment.state != State.PUBLISHED:
            moderation.decide(comment=comment, to=State.PUBLISHED, user=user)
        posting.post(
            subject=discussion.subject,
            key=discussion.key,
            text=data["text"],
            name=user.get_full_name() or user.get_username(),
            email=user.email,
            language=comment.language,
            reply_to=comment.pk,
            user=user,
            confirmed=True,
        )
        return _("Your answer to %(name)s is published.") % {"name": comment.user_name}


class BlockView(ActionView):
    """Take no more from the address that a comment came from."""

    def act(self):
        note = excerpt(self.comment.comment, 100)
        known = BlockedAddress.objects.filter(pattern=self.comment.user_email.lower()).exists()
        moderation.block(comment=self.comment, user=self.request.user, note=note)
        if known:
            return _("The address was blocked already.")
        return _("No more comments are taken from %(address)s. This one is as it was.") % {
            "address": self.comment.user_email
        }


class UndoView(ActionView):
    """Take back one's own decision about one comment."""

    def act(self):
        correction = self.comment.kind == "correction" and self.comment.state == State.PUBLISHED
        moderation.undo(comment=self.comment, user=self.request.user)
        told = sentence(self.comment)
        if correction:
            told += " " + _("The draft with the changed wording is still there.")
        return told


class UndoManyView(View):
    """Take back one's own last decision, or those about the comments that are named."""

    http_method_names = ["post"]

    def post(self, request):
        pks = [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal() and len(pk) < 19]
        if not pks:
            last = last_decision(request.user)
            pks = [last.comment_id] if last else []
        if not pks:
            messages.error(request, _("There is no decision of yours to take back."))
        undone, refused = 0, []
        for comment in moderated_by(request.user).filter(Q(pk__in=pks)).select_related("discussion"):
            try:
                moderation.undo(comment=comment, user=request.user)
            except (ValidationError, PermissionDenied) as error:
                refused += getattr(error, "messages", [_("You don't moderate this part of the site.")])
            else:
                undone += 1
                told = sentence(comment)
        if undone == 1:
            messages.success(request, told)
        elif undone:
            messages.success(request, _("Decisions taken back: %(number)d.") % {"number": undone})
        for reason in dict.fromkeys(refused):
            messages.error(request, reason)
        return redirect(get_valid_next_url_from_request(request) or reverse("comment_queue:index"))
