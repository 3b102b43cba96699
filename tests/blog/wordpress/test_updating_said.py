"""Comments and names that changed there: they come with --update, but never over what was decided here."""

import pytest
from taggit.models import Tag

from blog.importers.wordpress.records import Author as Writing
from blog.importers.wordpress.records import Comment, Term
from blog.models import Author, Category
from comments.models import ModeratedComment
from comments.moves import move
from comments.posting import write_text
from comments.states import Actor, State
from mail.models import OutgoingMail
from tests import factories

from .test_loading_rules import item, loaded, post
from .test_updating import told, updated

pytestmark = pytest.mark.django_db

# --- Comments ------------------------------------------------------------------------------------


def said(number, text="Ja.", approved="1", **fields):
    return Comment(id=str(number), author="Ola", email="ola@example.org", content=text, approved=approved, **fields)


def here(number):
    return ModeratedComment.objects.get(circumstances__was=str(number))


def told_of(report, number):
    (row,) = [row for row in report.comments if row["id"] == str(number)]
    return row["result"], row["reason"].partition(":")[0]


def test_a_comments_new_text_and_state_come_and_what_it_said_is_kept():
    loaded(item(7, comments=(said(1), said(2), said(3, approved="0"))))
    report = updated(item(7, comments=(said(1, "Nei."), said(2, approved="spam"), said(3))))
    assert [here(n).state for n in (1, 2, 3)] == ["published", "spam", "published"]
    assert (here(1).comment, here(1).is_public, here(2).is_public) == ("Nei.", True, False)
    assert here(1).edits.get().text_before == "Ja."
    assert {told_of(report, n) for n in (1, 2, 3)} == {("updated", "")}
    assert not OutgoingMail.objects.exists()


def test_a_comment_that_changes_twice_there_changes_twice_here():
    for text, approved in (("En.", "1"), ("To.", "0"), ("Tre.", "1")):
        updated(item(7, comments=(said(1, text, approved),)))
        assert (here(1).comment, here(1).state) == (text, {"1": "published", "0": "pending"}[approved])


def test_a_comment_that_was_moderated_or_edited_here_is_left_and_told():
    loaded(item(7, comments=(said(1, approved="0"), said(2), said(3, approved="0"))))
    move(comment=here(1), to=State.REJECTED, actor=Actor.MODERATOR)
    write_text(here(2), "Rettet her.")
    move(comment=here(3), to=State.PUBLISHED, actor=Actor.MODERATOR)
    report = updated(item(7, comments=(said(1), said(2, "Nei."), said(3))))
    assert (here(1).state, here(2).comment) == ("rejected", "Rettet her.")
    # What was decided the same in both places is no conflict.
    assert [told_of(report, n) for n in (1, 2, 3)] == [
        ("skipped", "Conflict"),
        ("skipped", "Conflict"),
        ("unchanged", ""),
    ]


def test_a_comment_that_was_deleted_here_stays_so():
    loaded(item(7, comments=(said(1),)))
    here(1).delete()
    report = updated(item(7, comments=(said(1, "Nei."),)))
    assert not ModeratedComment.objects.exists()
    assert told_of(report, 1)[0] == "skipped"


def test_without_being_asked_no_comment_changes():
    loaded(item(7, comments=(said(1),)))
    report = loaded(item(7, comments=(said(1, "Nei.", "spam"),)))
    assert (here(1).comment, here(1).state) == ("Ja.", "published")
    assert told_of(report, 1)[0] == "unchanged"


# --- What posts are filed under ------------------------------------------------------------------


def named(category, tag, person):
    terms = (("category", "barn", category), ("post_tag", "pil", tag))
    return (
        Writing(login="ola", display_name=person),
        Term(taxonomy="category", slug="barn", name=category),
        Term(taxonomy="post_tag", slug="pil", name=tag),
        item(7, creator="ola", terms=terms),
    )


def names():
    made = post(7)
    category, tag = made.post_categories.get().category, made.tags.get()
    return category.name, tag.name, made.post_authors.get().author.name


def test_what_is_called_otherwise_there_is_called_so_here_and_keeps_its_address():
    loaded(*named("Barn", "Pil", "Ola"))
    report = updated(*named("Unge", "Pilen", "Ola Hansen"))
    assert names() == ("Unge", "Pilen", "Ola Hansen")
    assert post(7).post_categories.get().category.slug == "barn"
    # The posts under it have not changed.
    assert told(report)[0] == "unchanged"
    assert report.terms["category/updated"] == report.terms["post_tag/updated"] == report.terms["author/updated"] == 1


def test_a_name_that_was_changed_here_or_was_the_sites_own_stays_and_is_told():
    Tag.objects.create(name="Pil", slug="pil")
    loaded(*named("Barn", "Pil", "Ola"))
    Category.objects.update(name="Vår egen")
    report = updated(*named("Unge", "Pilen", "Ola"))
    assert names() == ("Vår egen", "Pil", "Ola")
    conflicts = [about for what, about in report.notes if what.startswith("Conflict")]
    assert conflicts == ["category barn: Vår egen / Unge", "post_tag pil: Pil / Pilen"]


def test_a_tag_is_not_given_a_name_that_another_has():
    loaded(*named("Barn", "Pil", "Ola"))
    Tag.objects.create(name="Bue", slug="bue")
    report = updated(*named("Barn", "Bue", "Ola"))
    assert names()[1] == "Pil"
    assert [about for what, about in report.notes if what.startswith("Conflict")] == ["post_tag pil: Pil / Bue"]


# --- Whose account it was ------------------------------------------------------------------------


def test_a_comment_without_an_address_is_known_by_the_number_of_its_account():
    kari = Writing(login="kari2", email="kari@fylke.example", display_name="Kari Vik", id="3")
    comments = (
        Comment(id="1", author="", user="3", content="Ja."),
        Comment(id="2", author="K", email="annen@example.org", user="3", content="Ja."),
        Comment(id="3", author="Per", user="99", content="Ja."),
    )
    loaded(kari, item(7, comments=comments))
    assert (here(1).user_name, here(1).user_email, here(1).writer.email) == ("Kari Vik", *["kari@fylke.example"] * 2)
    assert here(2).writer.email == "annen@example.org"
    assert (here(3).user_name, here(3).writer) == ("Per", None)


def test_an_account_without_an_address_has_that_of_the_person_it_was_mapped_to():
    user = factories.user("editor", email="kari@samspill.example")
    Author.objects.create(name="Kari", slug="kari-v", user=user)
    loaded(
        Writing(login="kari2", id="3"),
        Writing(login="ola@example.org", id="4"),
        item(
            7,
            comments=(
                Comment(id="1", author="", user="3", content="A"),
                Comment(id="2", author="", user="4", content="B"),
            ),
        ),
        author_map={"kari2": "kari-v"},
    )
    assert here(1).writer.email == "kari@samspill.example"
    assert here(2).writer.email == "ola@example.org"
