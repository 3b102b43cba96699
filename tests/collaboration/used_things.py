"""Things of every kind that can be used, and posts that use them, also as drafts only."""

import pytest

from blog.models import Author, PostAuthor, PostCategory
from collaboration.models import Attribution, Competency, Kind, Organisation, Session
from tests import factories


def said(*wordings, by=()):
    attribution = Attribution.ORGANISATIONS if by else Attribution.SHARED
    return [(Kind.COMPETENCY, attribution, list(by), list(wordings))]


def in_a_post(thing, **how):
    """Make a post that uses a thing of any kind, in the way that its kind is used."""
    if isinstance(thing, Competency):
        return factories.post(said(thing.name), **how)
    if isinstance(thing, Organisation):
        return factories.post(said("Noe", by=[thing]), **how)
    if isinstance(thing, Session):
        return factories.post(session=thing, **how)
    if isinstance(thing, Author):
        return factories.post(authors=[thing], **how)
    return factories.post(categories=[thing], **how)


THINGS = {
    "term": lambda: factories.term(Kind.COMPETENCY, "Formidling"),
    "organisation": factories.OrganisationFactory,
    "session": factories.SessionFactory,
    "author": factories.AuthorFactory,
    "category": factories.CategoryFactory,
}
each_thing = pytest.mark.parametrize("thing", THINGS)


def draft_of(post, thing, **how):
    """Bring a thing into a live post by a revision that is not published yet."""
    if isinstance(thing, Competency):
        return factories.revise(post, said=said(thing.name), **how)
    if isinstance(thing, Organisation):
        return factories.revise(post, said=said("Noe", by=[thing]), **how)
    if isinstance(thing, Session):
        return factories.revise(post, session=thing, **how)
    if isinstance(thing, Author):
        return factories.revise(post, post_authors=[PostAuthor(author=thing)], **how)
    return factories.revise(post, post_categories=[PostCategory(category=thing)], **how)
