"""What of the comments can be searched: those that are published, by what they say, not by who wrote them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from comments.following import readable
from comments.models import ModeratedComment
from comments.models.comment import Kind as CommentKind
from comments.subjects import describe_all
from comments.text import neutral_name
from home.searching import ORGANISATION, Found, Kind, Shown, Source, Text

COMMENT = "comment"


def published() -> Any:
    """Return the published comments; suggested corrections are for the editors."""
    return ModeratedComment.objects.published().filter(kind=CommentKind.COMMENT)


def texts(ids: Collection[int]) -> Iterator[Text]:
    """Yield what comments say."""
    for row in published().filter(pk__in=ids):
        yield Text(
            id=row.pk,
            thing=f"{COMMENT}:{row.pk}",
            language=row.language,
            kind=COMMENT,
            title="",
            body=strip_tags(row.html.replace("</p>", "\n")).strip(),
            dated=timezone.localdate(row.submit_date),
            facets=((ORGANISATION, str(row.organisation_key)),) if row.organisation_key else (),
        )


def shown(found: Sequence[Found], language: str) -> Mapping[Found, Shown]:
    """Return the comments, by who wrote them and on what."""
    rows = published().select_related("discussion").in_bulk([one.id for one in found])
    things = describe_all({row.discussion for row in rows.values()}, language)
    return {
        one: Shown(
            title=_("%(name)s on “%(title)s”") % {"name": neutral_name(row.user_name), "title": neutral_name(on.title)},
            url=f"{on.url}#{row.anchor}",
            language=language,
            context=on.title,
        )
        for one in found
        if (row := rows.get(one.id)) and (on := things.get(row.discussion_id)) and on.is_public and on.url
    }


SOURCE = Source(
    name=COMMENT,
    place=7,
    model=ModeratedComment,
    kinds=(Kind(COMMENT, ModeratedComment._meta.verbose_name, ModeratedComment._meta.verbose_name_plural),),
    texts=texts,
    rows=published,
    visible=lambda: readable().order_by(),
    shown=shown,
    touched_by={ModeratedComment: lambda row: [row.pk]},
    boost=0.7,
    suggested=False,
)
