"""The texts that searches are measured with, as posts, terms and statements of a site."""

from __future__ import annotations

from typing import Any

# Of each hundred documents: posts, terms, the rest statements of those terms in those posts.
POSTS, TERMS = 50, 25


def fill(size: int) -> dict[str, Any]:
    """Publish so many texts as posts, terms and statements, past everything that publishing usually does; returns
    {address's last part: the text}."""
    import uuid

    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Page

    from blog.models import PostPage
    from collaboration.models import Concept, Statement
    from collaboration.models.terms import Competency
    from home.text.normalise import name_key
    from tests import factories as make
    from tests.search.corpus import texts

    posts, terms = size * POSTS // 100, size * TERMS // 100
    blog, _page = make.blog(), make.collaboration_page()
    locale, now = make.locale(), timezone.now()
    stream = PostPage._meta.get_field("body").stream_block
    content_type = PostPage._meta.apps.get_model("contenttypes.ContentType").objects.get_for_model(PostPage)
    found = {}
    made = list(texts(size))
    with transaction.atomic():
        for first in range(0, posts, 2000):
            some = made[first : min(first + 2000, posts)]
            rows = [
                Page(
                    title=text.title,
                    draft_title=text.title,
                    slug=f"p{first + number}",
                    url_path=f"{blog.url_path}p{first + number}/",
                    path=blog._get_path(blog.path, blog.depth + 1, first + number + 1),
                    depth=blog.depth + 1,
                    content_type=content_type,
                    locale=locale,
                    translation_key=uuid.uuid4(),
                    live=True,
                    first_published_at=now,
                )
                for number, text in enumerate(some)
            ]
            Page.objects.bulk_create(rows)
            pages = [
                PostPage(
                    page_ptr_id=row.pk,
                    date=now,
                    body=stream.to_python([{"type": "text", "id": str(uuid.uuid4()), "value": f"<p>{text.body}</p>"}]),
                )
                for row, text in zip(rows, some, strict=True)
            ]
            manager = PostPage._base_manager
            manager._insert(pages, fields=PostPage._meta.local_concrete_fields, using=manager.db)
            found.update({row.slug: text for row, text in zip(rows, some, strict=True)})
        Page.objects.filter(pk=blog.pk).update(numchild=posts)
        concepts = Concept.objects.bulk_create([Concept(kind="competency") for _n in range(terms)], batch_size=2000)
        Competency.objects.bulk_create(
            [
                Competency(
                    name=text.title,
                    locale=locale,
                    concept=concept,
                    slug=f"t{number}",
                    name_key=name_key(text.title)[:600],
                    sort_key=name_key(text.title)[:200],
                )
                for number, (text, concept) in enumerate(zip(made[posts:], concepts, strict=False))
            ],
            batch_size=500,
        )
        first_post = Page.objects.filter(slug="p0").first()
        Statement.objects.bulk_create(
            [
                Statement(
                    uuid=uuid.uuid4(),
                    translation_key=first_post.translation_key,
                    item_uuid=str(uuid.uuid4()),
                    list_uuid="bench",
                    post=first_post,
                    concept=concepts[number % terms],
                    attribution="unattributed",
                    wording=text.title,
                    locale=locale,
                    position=number,
                )
                for number, text in enumerate(made[posts + terms :])
            ],
            batch_size=500,
        )
    return found
