"""A discussion in every state, on a post of the demo that nobody has discussed: made through the services."""

import re
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from blog.models import PostPage
from blog.talk import SUBJECT
from collaboration.models import Organisation, Statement
from comments import posting, reactions, tokens
from comments.models import Kind, ModeratedComment, Writer
from comments.moves import move
from comments.reasons import Rejection
from comments.recognition import COOKIE, SALT
from comments.states import Actor, State
from tests.e2e.addresses import PAGES

POST = PAGES["post"]
# The buttons of the form on a page.
SEND, PREVIEW = "main .form .btn:not([name]):not([data-cancel])", "main .form [name=preview]"
KARI, OLA = "kari.nordmann@example.org", "ola.hansen@example.org"
LONG = "Synlighetssamarbeidskommunikasjonsplanarbeidsgruppelederopplæringsprogrammet er langt. "


def discussed_post():
    return PostPage.objects.get(slug=re.search(r"([\w-]+)/$", POST)[1], locale__language_code="nb")


def say(text, *, by=KARI, name="Kari Nordmann", to=None, state=State.PUBLISHED, language="nb", minutes=20, **given):
    """Store a comment as if it had been sent some minutes ago, and bring it into a state."""
    comment = posting.post(
        subject=SUBJECT,
        key=discussed_post().translation_key,
        text=text,
        name=name,
        email=by,
        language=language,
        reply_to=to.pk if to else 0,
        confirmed=state not in {State.UNCONFIRMED, State.SPAM},
        sent_at=timezone.now() - timedelta(minutes=minutes),
        tell=False,
        **given,
    ).comment
    if state == State.REMOVED:
        move(comment=comment, to=state, actor=Actor.WRITER, code="withdrawn")
        posting.erase_text(comment)
    elif comment.state != state:
        move(comment=comment, to=state, actor=Actor.MODERATOR, code=Rejection.OFF_TOPIC)
    comment.refresh_from_db()
    return comment


def cookie_of(address):
    """Return the cookie by which a writer is recognised."""
    writer = Writer.objects.get(email=address)
    return {
        "name": COOKIE,
        "value": signing.TimestampSigner(salt=SALT).sign(f"{writer.pk}.{writer.recognition_key}"),
    }


def clear():
    """Take away what was said on the post."""
    ModeratedComment.objects.filter(discussion__key=discussed_post().translation_key).delete()


def discuss():
    """Say something in every state; return (addresses that anybody opens, those of Kari's, what is needed to send)."""
    clear()
    organisation = Organisation.objects.filter(live=True, locale__language_code="nb").order_by("pk").first()
    first = say("Kan dere dele planen?\n\n- for barn\n- for voksne", by=OLA, name="Ola Hansen", minutes=90)
    answer = say(LONG * 3, to=first, organisation_key=organisation.translation_key, minutes=80)
    deep = [answer]
    for number in range(6):
        deep.append(say(f"Svar {number}.", by=OLA, name="Anne-Margrethe Øverland-Halvorsen", to=deep[-1], minutes=70))
    gone = say("Dette blir borte.", by=OLA, name="Ola Hansen", minutes=60)
    after = say("Yes, that is so.", to=gone, language="en", minutes=50)
    gone.refresh_from_db()
    move(comment=gone, to=State.REMOVED, actor=Actor.MODERATOR, code=Rejection.PERSONAL)
    statement = Statement.objects.public().order_by("pk").first()
    taken = {"kind": Kind.CORRECTION, "statement_key": statement.uuid, "proposed_wording": "bokbåt"}
    corrected = say("Jeg var der.", by=OLA, name="Ola Hansen", minutes=40, **taken)
    fresh = say("Dette kan jeg endre.", minutes=2)
    waiting = say("Dette venter.", state=State.PENDING, minutes=1)
    mine = {
        state: say(f"Som {state}.", state=state, minutes=30)
        for state in (State.UNCONFIRMED, State.REJECTED, State.REMOVED, State.SPAM)
    }
    reactions.like(comment=first, writer=Writer.objects.get(email=KARI), confirmed=True)
    reactions.like(comment=fresh, writer=Writer.objects.get(email=OLA), confirmed=True)
    liked = reactions.like(comment=answer, writer=Writer.objects.for_address("siri@example.net"), confirmed=False)
    writer = Writer.objects.get(email=KARI)
    with override("nb"):
        key = discussed_post().translation_key
        write = reverse("comments:write", args=[SUBJECT, key])
        anybody = {
            "discussion": POST,
            "thread": reverse("comments:thread", args=[first.pk]),
            "write": write,
            "reply": f"{write}?reply_to={first.pk}",
            "correct": reverse("comments:correct", args=[statement.uuid]),
            "confirm": reverse("comments:confirm", args=[tokens.confirm_token(mine[State.UNCONFIRMED])]),
            "confirm a like": reverse("comments:confirm_like", args=[tokens.like_token(liked)]),
            "like": reverse("comments:like", args=[first.pk]),
            "report": reverse("comments:report", args=[first.pk]),
            "stop": reverse("comments:stop", args=[tokens.stop_token(writer, first.thread_id)]),
            "stop all": reverse("comments:stop", args=[tokens.stop_token(writer)]),
            "bad link": reverse("comments:confirm", args=["broken"]),
            "nobody": reverse("comments:me"),
            "waiting": reverse("comments:status", args=[tokens.status_token(waiting)]),
            "published": reverse("comments:status", args=[tokens.status_token(answer)]),
            "correction": reverse("comments:status", args=[tokens.status_token(corrected)]),
            **{state: reverse("comments:status", args=[tokens.status_token(one)]) for state, one in mine.items()},
        }
        karis = {
            "own discussion": POST,
            "own write": write,
            "me": reverse("comments:me"),
            "own like": reverse("comments:like", args=[first.pk]),
            "edit": reverse("comments:edit", args=[fresh.pk]),
            "edit too late": reverse("comments:edit", args=[answer.pk]),
            "withdraw": reverse("comments:withdraw", args=[waiting.pk]),
            "own waiting": reverse("comments:status", args=[tokens.status_token(waiting)]),
        }
    return anybody, karis, {"first": first.pk, "after": after.pk, "fresh": fresh.pk, "waiting": waiting.pk}


def newest():
    return ModeratedComment.objects.select_related("discussion").order_by("-pk").first()


def publish(pk):
    move(comment=ModeratedComment.objects.get(pk=pk), to=State.PUBLISHED, actor=Actor.MODERATOR)


def write(page, text, name="Siri", email="siri@example.org"):
    page.fill("[name=comment]", text)
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)


def paste(page, text):
    """Put a long text into the comment at once."""
    page.locator("[name=comment]").focus()
    page.locator("[name=comment]").evaluate(
        "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})) }", text
    )


def stays(page, pressed):
    """Press what answers with a page, and wait for it."""
    with page.expect_navigation():
        page.locator(pressed).first.click()
