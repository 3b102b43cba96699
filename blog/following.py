"""Posts as news, and what of the blog can be followed: all of it, a tag, a category, an author."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from taggit.models import Tag
from wagtail.models import Locale

from blog.entries import blogs, entries
from blog.links import BlogLinks
from blog.models import Author, Category, PostPage
from collaboration.following import said_in
from home.following import (
    ALL,
    Followable,
    Followed,
    News,
    Source,
    Subject,
    announce,
    numbers_of,
    take_back,
    uuids_of,
)

POST, BLOG, TAG, CATEGORY, AUTHOR = "post", "blog", "tag", "category", "author"
MOST_TAGS = 30
ALL_POSTS = gettext_lazy("All posts")
TITLES = {
    TAG: gettext_lazy("Tag: %(name)s"),
    CATEGORY: gettext_lazy("Category: %(name)s"),
    AUTHOR: gettext_lazy("Posts by %(name)s"),
}


def title_of(kind: str, name: str) -> str:
    """Return what a subject is called, so that it is clear by itself."""
    return str(TITLES[kind]) % {"name": name}


def subject_of(thing: Tag | Category | Author) -> Subject:
    """Return what one follows to hear of the posts that are filed under something."""
    if isinstance(thing, Category):
        return Subject(CATEGORY, str(thing.translation_key))
    return Subject(TAG if isinstance(thing, Tag) else AUTHOR, str(thing.pk))


# --- Posts as news -------------------------------------------------------------------------------


def news_of(post: Any) -> News:
    return News(POST, str(post.translation_key))


def subjects(key: str) -> Collection[Subject]:
    """Return what a post is about, in all languages that it can be read in together."""
    posts = list(
        PostPage.objects.published()
        .filter(translation_key__in=uuids_of([key]))
        .select_related("session")
        .prefetch_related("tagged_items", "post_categories__category", "post_authors__author__organisation")
        .order_by("pk")
    )
    return tuple(dict.fromkeys([*about(posts), *said_in(posts[0].translation_key)])) if posts else ()


def about(posts: Iterable[Any]) -> list[Subject]:
    """Return what posts are about, but for what is said in them."""
    found = [Subject(BLOG, ALL)]
    for post in posts:
        found += [Subject(TAG, str(row.tag_id)) for row in post.tagged_items.all()]
        found += [Subject(CATEGORY, str(row.category.translation_key)) for row in post.post_categories.all()]
        authors = [row.author for row in post.post_authors.all()]
        found += [Subject(AUTHOR, str(author.pk)) for author in authors]
        theirs = [author.organisation.translation_key for author in authors if author.organisation]
        found += [Subject("organisation", str(organisation)) for organisation in theirs]
        if post.session:
            found.append(Subject("session", str(post.session.translation_key)))
    return found


def published(post: Any) -> None:
    """Say that a post is published; Wagtail says so too of what waits for its time.

    Who listens looks for herself whether it can be read: what is closed to most may be opened later. The one that was
    written first, of those published, says whether it is held back: its translations are no other news.
    """
    faces = PostPage.objects.filter(translation_key=post.translation_key, live=True).order_by("pk")
    there = list(faces.values_list("pk", "alias_of", "mail_followers"))
    if post.pk in {pk for pk, _alias_of, _mailed in there}:
        mailed = next((mailed for _pk, alias_of, mailed in there if alias_of is None), None)
        announce(news_of(post), quietly=mailed is False)


def ended(post: Any) -> None:
    """Say that a post can't be read any more, where that holds in every language."""
    if not PostPage.objects.published().filter(translation_key=post.translation_key).exists():
        take_back(news_of(post))


# --- What can be followed ------------------------------------------------------------------------


def _newest(posts: Any, language: str, most: int) -> list[News]:
    """Return the newest posts of a language's blog."""
    posts = posts.filter(locale__language_code=language).newest_first()
    return [News(POST, str(key)) for key in posts.values_list("translation_key", flat=True)[:most]]


def describe_blog(keys: Collection[str], language: str) -> dict[str, Followed]:
    found = {page.locale.language_code: page for page in reversed(blogs())} if ALL in keys else {}
    page = found.get(language) or next(reversed(found.values()), None)
    with override(language):
        return {ALL: Followed(title=str(ALL_POSTS), url=page.get_url() or "")} if page else {}


def offer_blog(language: str) -> list[tuple[str, str]]:
    with override(language):
        return [(ALL, str(ALL_POSTS))]


def newest_of_blog(key: str, language: str, most: int) -> list[News]:
    return _newest(PostPage.objects.published(), language, most) if key == ALL else []


@dataclass(frozen=True)
class Filing:
    """One way in which posts are filed: how its keys are read, and which rows they lead to."""

    kind: str
    # The way from a post to a key.
    path: str
    # Text keys -> what the database compares.
    read: Callable[[Iterable[str]], Sequence[Any]]
    # keys -> {key: {language: its row}}, in one query.
    rows: Callable[[Collection[Any]], dict[Any, dict[str, Any]]]
    # How many to offer, the most used first; 0 for all of them, by name.
    most: int = 0

    def places(self, keys: Collection[Any] | None = None) -> dict[Any, dict[str, int]]:
        """Return {key: {language: how many posts anybody may read}} of what has any."""
        filed = {f"{self.path}__isnull": False} if keys is None else {f"{self.path}__in": keys}
        posts = PostPage.objects.published().filter(**filed).order_by()
        found: dict[Any, dict[str, int]] = {}
        for key, language, n in posts.values_list(self.path, "locale__language_code").annotate(
            n=Count("pk", distinct=True)
        ):
            found.setdefault(key, {})[language] = n
        return found

    def describe(self, keys: Collection[str], language: str) -> dict[str, Followed]:
        """Return the address in the language's blog; where nothing is filed there, in the blog that has something."""
        places = self.places(self.read(keys))
        if not places:
            return {}
        rows = self.rows(list(places))
        links = {page.locale.language_code: BlogLinks(page) for page in reversed(blogs())}
        found = {}
        with override(language):
            for key, counts in places.items():
                order = [language, *(code for code, _name in settings.LANGUAGES)]
                at = next((code for code in order if code in counts and code in links), None)
                if at and key in rows:
                    here, there = (_row(rows[key], code) for code in (language, at))
                    url = getattr(links[at], self.kind)(there)
                    found[str(key)] = Followed(title=title_of(self.kind, str(here)), url=url)
        return found

    def newest(self, key: str, language: str, most: int) -> list[News]:
        keys = self.read([key])
        filed = PostPage.objects.filter(**{f"{self.path}__in": keys}).values("pk")
        return _newest(PostPage.objects.published().filter(pk__in=filed), language, most) if keys else []

    def offered(self, language: str) -> list[tuple[str, str]]:
        counts = {key: here[language] for key, here in self.places().items() if language in here}
        rows = [(_row(faces, language), key) for key, faces in self.rows(list(counts)).items()]
        if self.most:
            rows = sorted(rows, key=lambda pair: (-counts[pair[1]], str(pair[0])))[: self.most]
        else:
            rows.sort(key=lambda pair: pair[0].sort_key)
        return [(str(key), str(row)) for row, key in rows]


def _row(rows: dict[str, Any], language: str) -> Any:
    """Return the row in the language, else as it was first written; what has no language has one row."""
    return rows.get(language) or next(iter(rows.values()))


def _without_language(model: Any) -> Callable[[Collection[Any]], dict[Any, dict[str, Any]]]:
    return lambda keys: {pk: {"": row} for pk, row in model.objects.in_bulk(keys).items()}


def _categories(keys: Collection[Any]) -> dict[Any, dict[str, Any]]:
    found: dict[Any, dict[str, Any]] = {}
    for row in Category.objects.filter(live=True, translation_key__in=keys).select_related("locale").order_by("pk"):
        found.setdefault(row.translation_key, {})[row.locale.language_code] = row
    return found


tags = Filing(TAG, "tagged_items__tag", numbers_of, _without_language(Tag), most=MOST_TAGS)
categories = Filing(CATEGORY, "post_categories__category__translation_key", uuids_of, _categories)
authors = Filing(AUTHOR, "post_authors__author", numbers_of, _without_language(Author))


def tag_by_slug(slug: str, language: str) -> str | None:
    found = Tag.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return None if found is None else str(found)


def author_by_slug(slug: str, language: str) -> str | None:
    found = Author.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return None if found is None else str(found)


def category_by_slug(slug: str, language: str) -> str | None:
    locale = Locale.objects.filter(language_code=language).first() or Locale.get_default()
    found = Category.objects.in_language(locale).filter(slug=slug).values_list("translation_key", flat=True).first()
    return found and str(found)


SOURCE = Source(name=POST, label=gettext_lazy("post"), entries=entries, subjects=subjects, waits=True)
FOLLOWABLES = (
    Followable(
        name=BLOG,
        label=gettext_lazy("blog"),
        of_front=ALL_POSTS,
        describe=describe_blog,
        newest=newest_of_blog,
        offered=offer_blog,
    ),
    *(
        Followable(
            name=filing.kind,
            label=label,
            plural=plural,
            describe=filing.describe,
            newest=filing.newest,
            offered=filing.offered,
            by_slug=by_slug,
        )
        for filing, label, plural, by_slug in (
            (categories, gettext_lazy("category"), gettext_lazy("categories"), category_by_slug),
            (tags, pgettext_lazy("of posts", "tag"), gettext_lazy("tags"), tag_by_slug),
            (authors, gettext_lazy("author"), gettext_lazy("authors"), author_by_slug),
        )
    ),
)
