"""Where an organisation answers: by the link in its mail, without signing in. Opening the link does nothing."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaboration.asking import answering
from collaboration.asking.forms import AnswerForm
from collaboration.asking.states import PASSED_ON, HelpActor, HelpState
from collaboration.asking.tokens import ANSWER_WITHIN, is_contacts_own, read_answer
from collaboration.asking.views.pages import by_number, page_for_party, page_of_request
from comments.forms import EditForm
from comments.text import is_blank
from comments.text import render as render_text
from home.anonymous_post import anonymous_post
from mail.tokens import TokenExpired, TokenInvalid


def _bad_link(request, why):
    """Say that a link does not work (any more), and give back what was typed."""
    form = EditForm(request.POST) if request.method == "POST" else None
    status = 404 if why == "broken" else 410
    return page_for_party(request, "bad_link", status=status, why=why, form=form, days=ANSWER_WITHIN.days)


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """Show a request to the organisation with the form for an answer, or take the answer."""
    try:
        number, contact = read_answer(token)
    except TokenExpired:
        return _bad_link(request, "expired")
    except TokenInvalid:
        return _bad_link(request, "broken")
    asked = by_number(number)
    if not is_contacts_own(asked, contact):
        return _bad_link(request, "another_contact")
    is_answer = request.method == "POST"
    typed = {}
    if "show" in request.POST:
        said_no = _show(request, asked)
        if said_no or is_blank(request.POST.get("comment", "")):
            return said_no or _answered(token)
        # An answer that was begun stays where it is typed.
        is_answer, typed = False, request.POST.dict()
        asked = by_number(number)
    form = AnswerForm(
        request.POST if is_answer else None,
        outcomes=answering.answers_open_to(asked),
        initial={**typed, "seen": asked.state, "shows": asked.contact_shows},
    )
    status, preview = 200, None
    if is_answer:
        status = 422
        if form.is_valid() and "preview" in request.POST:
            status, preview = 200, render_text(form.cleaned_data["comment"])
        elif form.is_valid():
            seen, asked.state = asked.state, form.cleaned_data["seen"]
            try:
                answering.answer(request=asked, **_said(form))
                return _answered(token)
            except ValidationError as error:
                asked.state = seen
                has_moved = seen != form.cleaned_data["seen"]
                status = 409 if has_moved else 422
                form.add_error("comment" if hasattr(error, "error_dict") else None, _messages(error))
    return page_of_request(
        request,
        "answer",
        asked,
        status=status,
        form=form,
        preview=preview,
        answers=asked.answers.all(),
        is_passed_on=asked.state in PASSED_ON,
        may_answer=bool(answering.answers_open_to(asked)),
        token=token,
    )


def _said(form):
    data = form.cleaned_data
    return {"to": HelpState(data["to"]), "text": data["comment"], "shows": data["shows"]}


def _messages(error):
    return " ".join(error.messages)


def _show(request, asked):
    """Note whether the organisation lets readers see it; return the page that says why not, or None."""
    try:
        answering.show(request=asked, actor=HelpActor.CONTACT, shows=request.POST["show"] == "yes")
    except ValidationError as error:
        return page_of_request(request, "refused", asked, status=409, message=_messages(error))
    return None


def _answered(token):
    response = redirect("help:answer", token)
    response.status_code = 303
    return response
