"""What is kept of a person who asked for help: a copy for her, and its erasure."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from collaboration.models import HelpRequest
from mail.validation import normal_address


def copy_of(address: str) -> list[dict[str, Any]]:
    """Return all that is kept of whoever asked from this address, as plain values."""
    requests = HelpRequest.objects.by(normal_address(address)).oldest_first().with_context()
    return [
        {
            "asked_at": request.asked_at.isoformat(),
            "state": request.state,
            "name": request.name,
            "email": request.email,
            "organisation": str(request.organisation),
            "own_organisation": str(request.from_organisation or ""),
            "competency": str(request.concept.uuid),
            "question": request.question,
            "readers_may_see_it": request.asker_shows and request.contact_shows,
            "answers": [{"at": answer.at.isoformat(), "text": answer.text} for answer in request.answers.all()],
        }
        for request in requests.select_related("organisation", "from_organisation", "concept")
    ]


@transaction.atomic
def erase(address: str) -> int:
    """Delete the requests that were sent from this address, with their answers and logs; return how many."""
    requests = HelpRequest.objects.by(normal_address(address)) if address.strip() else HelpRequest.objects.none()
    number = requests.count()
    requests.delete()
    return number
