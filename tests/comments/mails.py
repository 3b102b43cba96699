"""What the tests of mails and feeds share: comments made through the services, and mails taken apart."""

import email.policy
import itertools
import re
from email import message_from_bytes
from html.parser import HTMLParser

from collaboration.models import Attribution, Statement
from collaboration.models import Kind as TermKind
from comments import posting
from comments.models import CommentSettings, Kind, ModeratedComment, Writer
from comments.states import State
from mail.delivery import build_message
from mail.models import OutgoingMail
from tests import factories

numbers = itertools.count(1)

TEXTS = ("Vi bør dele *bokbussen*.", "Hos oss virker det.", "Har dere prøvd lørdager?", "Ja, i ti år.")


def settings_are(**fields):
    """Set the site's settings for comments, by default so that what is confirmed is published."""
    found = CommentSettings.load()
    for name, value in {"hold": "none", **fields}.items():
        setattr(found, name, value)
    found.save()
    return found


def comment(about, *, name="Kari", email="", text="", language="nb", confirmed=True, reply_to=None, **fields):
    """Send a comment on a post, as its form does."""
    number = next(numbers)
    posted = posting.post(
        subject="post",
        key=about.translation_key,
        text=text or f"{TEXTS[number % len(TEXTS)]} ({number})",
        name=name,
        email=email or f"{name.lower().split()[0]}@example.org",
        language=language,
        confirmed=confirmed,
        reply_to=reply_to.pk if reply_to else 0,
        **fields,
    )
    return ModeratedComment.objects.select_related("discussion", "writer").get(pk=posted.comment.pk)


def published(about, **fields):
    """Send a comment that is published at once, of which nobody is told."""
    made = comment(about, **{"tell": False, **fields})
    assert made.state == State.PUBLISHED
    return made


def suggestion(**fields):
    """Make a post that says something, and a suggestion to say it otherwise."""
    post = factories.post([(TermKind.COMPETENCY, Attribution.UNATTRIBUTED, [], ["bokbuss"])], title="Oppsummering")
    statement = Statement.objects.get(translation_key=post.translation_key)
    return post, comment(
        post,
        text="Vi sa noe annet.",
        kind=Kind.CORRECTION,
        statement_key=statement.uuid,
        proposed_wording="bokbåt",
        **fields,
    )


def writer(name="Kari"):
    return Writer.objects.get(email=f"{name.lower()}@example.org")


def moderator(**fields):
    return factories.user("moderator", **fields)


def outbox(event=""):
    """Return the mails that wait, the oldest first."""
    mails = OutgoingMail.objects.order_by("created_at", "pk")
    return list(mails.filter(event=event) if event else mails)


def message_of(mail):
    return message_from_bytes(build_message(mail).message().as_bytes(), policy=email.policy.default)


def one(event):
    (mail,) = outbox(event)
    return mail


def addresses(text):
    """Return every web address in a text, in order."""
    return re.findall(r"https?://[^\s<>\"]+", text)


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.links, self.foreign, self.hidden = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"style", "title"}
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"])
        self.foreign += [(tag, name) for name in given if name in {"src", "srcset", "background", "onclick"}]
        if tag in {"img", "script", "link", "iframe", "form", "input", "object", "svg", "video"}:
            self.foreign.append((tag, ""))

    def handle_endtag(self, tag):
        self.hidden -= tag in {"style", "title"}

    def handle_data(self, data):
        if not self.hidden:
            self.words += data.split()


def read_html(html):
    """Return (words, links, what loads anything) of a mail's HTML."""
    parser = _Words()
    parser.feed(html)
    return parser.words, parser.links, parser.foreign


def bare(found):
    """Return words without the marks of quotes and lists, and without what stands before an address."""
    kept = [word.strip(":") for word in found if word not in {">", "--", "-"} and not addresses(word)]
    return [word for word in kept if word]


def words(text):
    """Return the words of a plain mail."""
    return bare(text.split())
