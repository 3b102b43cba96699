"""Ask a service elsewhere whether a text is spam: only where an administrator has given a key for it."""

from __future__ import annotations

import logging
import urllib.parse
import urllib.request
from dataclasses import dataclass

from django.conf import settings

from comments.preferences import comment_settings

logger = logging.getLogger(__name__)

SECONDS = 3


@dataclass(frozen=True)
class Akismet:
    """Akismet's comment-check (https://akismet.com/developers/detailed-docs/comment-check/)."""

    key: str
    site: str
    address: str = "https://rest.akismet.com/1.1/comment-check"

    def is_spam(self, *, text: str, name: str, email: str) -> bool | None:
        """Return its verdict, or None where it gives none. No address of a machine is sent."""
        fields = {
            "api_key": self.key,
            "blog": self.site,
            "user_ip": "127.0.0.1",
            "comment_type": "comment",
            "comment_author": name,
            "comment_author_email": email,
            "comment_content": text,
        }
        body = urllib.parse.urlencode(fields).encode()
        try:
            with urllib.request.urlopen(self.address, body, timeout=SECONDS) as answer:
                said = answer.read(20).decode("ascii", "replace").strip()
        except OSError as error:
            logger.warning("Akismet does not answer: %s", error)
            return None
        return {"true": True, "false": False}.get(said)


def ask_spam_service(*, text: str, name: str, email: str) -> bool | None:
    """Return whether the service takes this for spam; None where there is no service, or no answer."""
    key = comment_settings().akismet_key
    if not key:
        return None
    return Akismet(key, settings.WAGTAILADMIN_BASE_URL).is_spam(text=text, name=name, email=email)
