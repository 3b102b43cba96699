"""Write mails from the site: in the reader's language, under the site's own name, with whole addresses.

What is sent together shares one Mailing, so that a mail to a hundred people asks for the site's name once.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import punycode

from mail import outbox
from mail.messages import BuiltMessage, build
from mail.models import OutgoingMail
from mail.validation import bare_address

logger = logging.getLogger(__name__)

LONGEST_NAME = 100
LONGEST_SUBJECT = 200


def site_language(*wanted: str) -> str:
    """Return the first of these that the site speaks, else its first language: addresses in others lead nowhere."""
    spoken = [code for code, _name in settings.LANGUAGES]
    return next((code for code in wanted if code in spoken), settings.LANGUAGE_CODE)


def absolute(address: str) -> str:
    """Return an address on this site with the host; one that has a host already is left."""
    return urljoin(f"{settings.BASE_URL.rstrip('/')}/", address)


def one_line(text: str, most: int) -> str:
    """Return a text on one line that a header can hold: no control characters, cut at `most` letters."""
    # What is neither ink nor space goes: marks that turn the direction of all that follows.
    signs = (sign if sign.isprintable() else "" if unicodedata.category(sign) == "Cf" else " " for sign in text)
    line = " ".join("".join(signs).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Return what somebody wrote as a plain mail shows it, marked line by line: nobody can write in the site's name."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def mailbox(name: str, address: str) -> str:
    """Return `"Name" <address>`, whatever signs are in the name."""
    quoted = one_line(name, LONGEST_NAME).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>' if quoted else address


def list_headers(name: str, *, stop_at: str = "") -> dict[str, str]:
    """Return what says of which list of the site's a mail is (RFC 2919), and how one click leaves it (RFC 8058)."""
    host = punycode(urlsplit(settings.BASE_URL).hostname or "localhost")
    headers = {"List-Id": f"<{name}.{host}>"}
    if stop_at:
        headers |= {"List-Unsubscribe": f"<{absolute(stop_at)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


class Mailing:
    """Mails that are written together."""

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        from home.models import SiteText

        live = SiteText.objects.filter(live=True).order_by("pk")
        return list(live.values_list("locale__language_code", "name"))

    def site_name(self, language: str) -> str:
        """Return what the site is called in a language, else in the one first written."""
        names = dict(reversed(self._texts))
        return names.get(language) or next((name for _code, name in self._texts), settings.SITE_NAME)

    def send(
        self,
        event: str,
        *,
        to: str,
        language: str,
        context: Mapping[str, object],
        headers: Mapping[str, str] | None = None,
    ) -> OutgoingMail | None:
        """Put one mail in the outbox, in the caller's transaction; `event` names the folder of its templates.

        An address to which no mail can go is logged and None returned: it must not undo what the mail is about.
        """
        built = self.build(event, language=language, context=context)
        mail = self.address(event, built, to=to, language=language, headers=headers)
        if mail is not None:
            outbox.enqueue_all([mail])
        return mail

    def build(self, event: str, *, language: str, context: Mapping[str, object]) -> BuiltMessage:
        """Return what a mail says in a language, with what every mail of the site says around it."""
        language = site_language(language)
        with translation.override(language):
            home = absolute(reverse("front"))
        surroundings = {"site_name": self.site_name(language), "home_address": home, "language": language}
        return build(event, language=language, context={**surroundings, **context})

    def address(
        self,
        event: str,
        built: BuiltMessage,
        *,
        to: str,
        language: str,
        headers: Mapping[str, str] | None = None,
        reply_to: str = "",
    ) -> OutgoingMail | None:
        """Return a mail with an address on it, checked but not written down; None where no mail can go there."""
        language = site_language(language)
        try:
            return outbox.prepare(
                to=to,
                subject=one_line(built.subject, LONGEST_SUBJECT),
                text=built.text,
                html=built.html,
                headers=headers,
                reply_to=reply_to,
                language=language,
                event=event,
                from_address=mailbox(self.site_name(language), bare_address(settings.DEFAULT_FROM_EMAIL)),
            )
        except ValidationError as error:
            if set(error.message_dict) != {"to"}:
                raise
            logger.error("A mail of the kind %s could not be written: %s", event, error.messages)
            return None
