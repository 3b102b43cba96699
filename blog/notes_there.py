"""What a session's posts say already: so that the same notes are not entered twice."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from blog.models import PostPage
from collaboration.models import Attribution, NotesReview, Organisation
from collaboration.notes.repeated import Owner, SaidBefore, repeated
from collaboration.notes.reviewed import Reviewed
from collaboration.notes.reviewing import Place
from collaboration.reading import read_list
from home.text.words import letters_key


def there_already(review: NotesReview, reviewed: Reviewed) -> dict[Place, str]:
    """Return {place: title of the post} of the lines that the session's posts say already, live or in drafts.

    A line is there if the same letters were said by the same, in a list of the same kind. Four queries at most.
    """
    posts = _posts_of(review)
    if not posts:
        return {}
    lists = [(post.title, said) for post in posts for said in _lists(post)]
    pks = {pk for _title, said in lists for pk in said.organisations}
    pks |= {pk for section in reviewed.sections for pk in section.organisations}
    keys = dict(Organisation.objects.filter(pk__in=pks).values_list("pk", "translation_key")) if pks else {}
    said_before: SaidBefore = defaultdict(dict)
    for title, said in lists:
        for item in said.items:
            for owner in _owners(said.attribution, said.organisations, keys):
                said_before[said.kind.value, letters_key(item.wording)].setdefault(owner, title)
    owners = [_owners(section.attribution, section.organisations, keys) for section in reviewed.sections]
    return repeated(reviewed, owners, said_before)


def _posts_of(review: NotesReview) -> list[PostPage]:
    """Return the posts to compare with: the session's, and the one that is added to."""
    asked = Q(pk=review.post_id) if review.post_id else Q(pk__in=[])
    if review.session:
        asked |= Q(session__translation_key=review.session.translation_key)
    posts = PostPage.objects.filter(asked, alias_of=None).select_related("latest_revision").order_by("pk")
    return list(posts) if review.post_id or review.session else []


def _lists(post: PostPage) -> Iterator[Any]:
    """Yield the lists of a post as it is published, and of its draft."""
    bodies = [post.body.raw_data] if post.live else []
    if post.latest_revision:
        bodies.append(json.loads(post.latest_revision.content.get("body") or "[]"))
    for body in bodies:
        seen: Counter = Counter()
        for block in body:
            if said := read_list(block, seen):
                yield said


def _owners(attribution: str, organisations: Iterable[int], keys: Mapping[int, Any]) -> frozenset[Owner]:
    if attribution != Attribution.ORGANISATIONS:
        return frozenset([attribution])
    return frozenset(str(keys[pk]) for pk in organisations if pk in keys)
