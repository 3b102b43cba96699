"""Ask for help: a page of its own, that works without JavaScript and without an account."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collaboration import talk
from collaboration.asking import sending
from collaboration.asking.forms import AskForm
from collaboration.asking.tokens import sent_token, status_token
from collaboration.board_lookup import sayers_of
from collaboration.models import Concept, Kind
from collaboration.models.concept import current_concepts
from collaboration.reader import reader_in
from comments.affiliations import organisations
from comments.forms import blank_discussion
from comments.recognition import account_of, recognised
from comments.text import odd_characters
from comments.text import render as render_text
from comments.views.own import keep_text
from home import throttle
from home.anonymous_post import anonymous_post
from home.errors import NotHere
from home.personal_pages import keep_personal

logger = logging.getLogger(__name__)


def _competency(key: UUID, request: Any) -> tuple[Any, Concept]:
    """Return what a competency is called, and what stands for it today; raises NotHere where readers have no page."""
    about = talk.describe([key], get_language(), request).get(key)
    concept = Concept.objects.filter(uuid=key, kind=Kind.COMPETENCY).first()
    if concept is None or about is None or not about.is_public:
        raise NotHere(_("What you want help with is not on the site any more."))
    if concept.replaced_by_id:
        concept = Concept.objects.get(pk=current_concepts([concept.pk])[concept.pk])
    return about, concept


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, key):
    """Show the form for a request, or take one."""
    try:
        about, concept = _competency(key, request)
    except NotHere as error:
        if request.method == "POST":
            return keep_text(request, str(error))
        raise
    writer = recognised(request)
    reader = reader_in(request, get_language())
    said_by = sayers_of([concept.pk]).get(concept.pk, frozenset())
    rows = reader.organisations.items()
    whom = next((row for _pk, row in rows if row.slug == request.GET.get("whom")), None)
    form = AskForm(
        blank_discussion(talk.SUBJECT, concept.uuid),
        request.POST if request.method == "POST" else None,
        named=[row for pk, row in rows if pk in said_by],
        others=[row for pk, row in rows if pk not in said_by],
        organisations=organisations(get_language(), request).values(),
        writer=writer,
        initial={"whom": str(whom.translation_key) if whom else ""},
    )
    page = {"form": form, "about": about, "writer": writer, "key": key}
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        elif "preview" in request.POST:
            page["preview"] = render_text(form.cleaned_data["comment"])
        else:
            answer, status = _store(request, form, concept, writer)
            if answer is not None:
                return answer
    response = TemplateResponse(request, "collaboration/asking/ask.html", page, status=status)
    if writer:
        keep_personal(response)
    return response


def _store(request: Any, form: AskForm, concept: Concept, writer: Any) -> tuple[Any, int]:
    """Return (where to go, status), or (None, status) with the form saying what is wrong."""
    from_here = throttle.count("from", throttle.place_of(request))
    if from_here > throttle.MOST_FROM_ONE_ADDRESS:
        form.add_error(
            None,
            _("A great deal was sent from your network in the last hour. Wait a while and send the request again."),
        )
        return None, 429
    data = form.cleaned_data
    try:
        sent = sending.send(
            concept_key=concept.uuid,
            organisation_key=data["whom"],
            question=data["comment"],
            name=data["name"],
            email=writer.email if writer else data["email"],
            language=get_language(),
            shows=data["shows"],
            from_key=data.get("organisation"),
            user=account_of(request),
            confirmed=writer is not None,
            circumstances={
                "seconds_to_write": form.seconds_to_write(),
                # That something was there, and how it began, is enough to know.
                "honeypot": data.get("honeypot", "")[:80],
                "odd_characters": odd_characters(str(form.data.get("comment", ""))),
                "from_same_address": from_here,
            },
        )
    except OperationalError:
        # SQLite takes one writer at a time, and has waited as long as it may.
        logger.exception("A request for help could not be stored.")
        form.add_error(
            None, _("The site is very busy just now. Your text still stands below: send it again in a moment.")
        )
        return None, 503
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
        return None, 409
    # Who is not recognised may have typed anybody's address: the page says that something was sent, and no more.
    name, token = ("status", status_token) if writer is not None else ("sent", sent_token)
    answer = redirect(f"help:{name}", token(sent.request))
    answer.status_code = 303
    return answer, 303
