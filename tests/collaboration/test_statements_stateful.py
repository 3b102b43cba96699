"""Whatever editors do, in whatever order: `Statement` equals what live posts say, each once.

The recount is written apart from the index: see recount.py.
"""

import datetime
import logging
import uuid

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from blog.models import BlogIndexPage, PostPage
from collaboration.indexing import rebuild_all
from collaboration.models import Concept, Kind, Organisation, Session, Statement
from tests import factories as make
from tests.collaboration.recount import LISTS, NAMES, Recount, indexed, list_value, raw_of, set_body, standing_concept

MOST_POSTS = 8

numbers = st.integers(0, 7)
pieces = st.tuples(st.sampled_from(sorted(LISTS)), numbers, numbers, numbers)


class Editors(RuleBasedStateMachine):
    """One example is one site's life; everything it did is taken back at the end."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.uuids = {}
        self.organisations = list(Organisation.objects.filter(locale=make.locale()).order_by("pk"))
        self.administrator = make.user(superuser=True)
        self.sessions = [None, *Session.objects.order_by("pk")]

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def posts(self):
        return list(PostPage.objects.order_by("pk"))

    def post(self, number):
        posts = self.posts()
        return posts[number % len(posts)]

    def blog(self, number):
        blogs = list(BlogIndexPage.objects.order_by("pk"))
        return blogs[number % len(blogs)]

    def draft(self, number):
        """Return a post as its latest revision has it. (An alias has none, and is edited at its source.)"""
        page = self.post(number)
        while page.alias_of_id:
            page = page.alias_of.specific
        return page.get_latest_revision_as_object()

    def new(self, said, session):
        page = PostPage(title="Innlegg", slug=f"i-{uuid.uuid4().hex[:10]}", live=False)
        page.session = self.sessions[session % len(self.sessions)]
        set_body(page, [list_value(*piece, self.organisations) for piece in said])
        make.blog().add_child(instance=page)
        page.save_revision()
        return page

    @initialize(said=st.lists(pieces, min_size=1, max_size=2), session=numbers)
    def begin(self, said, session):
        self.new(said, session).get_latest_revision().publish()

    @precondition(lambda self: len(self.posts()) < MOST_POSTS)
    @rule(said=st.lists(pieces, max_size=2), session=numbers)
    def write_a_draft(self, said, session):
        self.new(said, session)

    @precondition(lambda self: self.posts())
    @rule(number=numbers, piece=pieces, publish=st.booleans())
    def add_a_list(self, number, piece, publish):
        page = self.draft(number)
        set_body(page, [*raw_of(page), list_value(*piece, self.organisations)])
        self.saved(page, publish)

    @precondition(lambda self: self.posts())
    @rule(
        number=numbers,
        what=st.sampled_from(["drop", "reword", "turn", "rechoose", "reorder"]),
        how=numbers,
        publish=st.booleans(),
    )
    def change_what_is_said(self, number, what, how, publish):
        page = self.draft(number)
        raw = [block for block in raw_of(page) if block["type"] in LISTS]
        if not raw:
            return
        block = raw[how % len(raw)]
        items = block["value"]["items"]
        if what == "drop":
            items.pop(how % len(items)) if len(items) > 1 else raw.remove(block)
        elif what == "reword":
            items[how % len(items)]["value"]["wording"] = f"Som sagt {how}"
        elif what == "turn":
            fresh = list_value(block["type"], how, 0, 0, self.organisations)["value"]
            block["value"].update({key: fresh[key] for key in ("attribution", "organisations")})
        elif what == "rechoose":
            fresh = list_value(block["type"], 0, how, 0, self.organisations)["value"]
            items[0]["value"]["term"] = fresh["items"][0]["value"]["term"]
        else:
            raw.reverse()
            items.reverse()
        set_body(page, raw)
        self.saved(page, publish)

    @precondition(lambda self: self.posts())
    @rule(number=numbers, other=numbers, publish=st.booleans())
    def paste_with_the_same_ids(self, number, other, publish):
        page = self.draft(number)
        pasted = raw_of(self.post(other))
        if len(raw_of(page)) + len(pasted) <= 6:
            set_body(page, [*raw_of(page), *pasted])
            self.saved(page, publish)

    @precondition(lambda self: self.posts())
    @rule(number=numbers, session=numbers)
    def move_to_another_session(self, number, session):
        page = self.draft(number)
        page.session = self.sessions[session % len(self.sessions)]
        self.saved(page, publish=True)

    def saved(self, page, publish):
        revision = page.save_revision()
        if publish:
            revision.publish()

    @precondition(lambda self: self.posts())
    @rule(number=numbers)
    def publish(self, number):
        self.saved(self.draft(number), publish=True)

    @precondition(lambda self: self.posts())
    @rule(number=numbers, piece=pieces, other=pieces, first_wins=st.booleans())
    def two_editors_save_the_same_post(self, number, piece, other, first_wins):
        one, two = self.draft(number), self.draft(number)
        set_body(one, [*raw_of(one)[:2], list_value(*piece, self.organisations)])
        set_body(two, [*raw_of(two)[:2], list_value(*other, self.organisations)])
        revisions = [one.save_revision(), two.save_revision()]
        revisions[0 if first_wins else 1].publish()

    @precondition(lambda self: self.posts())
    @rule(number=numbers, as_base_page=st.booleans())
    def unpublish(self, number, as_base_page):
        page = self.post(number)
        (Page.objects.get(pk=page.pk) if as_base_page else page).unpublish()

    @rule(number=numbers)
    def unpublish_a_blog_and_all_below(self, number):
        blog = self.blog(number)
        if blog.live:
            UnpublishPageAction(blog, user=self.administrator, include_descendants=True).execute()

    @precondition(lambda self: self.posts())
    @rule(number=numbers, to=numbers)
    def move(self, number, to):
        page, blog = self.post(number), self.blog(to)
        # Wagtail refuses a page where its address is taken, as by its own copy.
        taken = blog.get_children().filter(slug=page.slug).exists()
        if page.get_parent().pk != blog.pk and not taken:
            page.move(blog, pos="last-child")

    @precondition(lambda self: 0 < len(self.posts()) < MOST_POSTS)
    @rule(number=numbers, to=numbers, live=st.booleans())
    def copy(self, number, to, live):
        attributes = {"slug": f"k-{uuid.uuid4().hex[:10]}"}
        self.post(number).copy(to=self.blog(to), keep_live=live, copy_revisions=False, update_attrs=attributes)

    @precondition(lambda self: len(self.posts()) < MOST_POSTS / 2 and BlogIndexPage.objects.count() < 4)
    @rule(number=numbers, live=st.booleans())
    def copy_a_blog_and_all_below(self, number, live):
        attributes = {"slug": f"b-{uuid.uuid4().hex[:10]}"}
        self.blog(number).copy(recursive=True, keep_live=live, update_attrs=attributes)

    @precondition(lambda self: self.posts())
    @rule(number=numbers, as_base_page=st.booleans())
    def delete(self, number, as_base_page):
        page = self.post(number)
        (Page.objects.get(pk=page.pk) if as_base_page else page).delete()

    @precondition(lambda self: BlogIndexPage.objects.count() > 2)
    @rule(number=numbers)
    def delete_a_blog_and_all_below(self, number):
        blog = self.blog(number)
        if blog.pk != make.blog().pk:
            blog.delete()

    @precondition(lambda self: self.posts())
    @rule(number=numbers, which=numbers)
    def restore_a_revision(self, number, which):
        page = self.draft(number)
        revisions = list(page.revisions.order_by("pk"))
        if not revisions:
            # What was an alias, and is a page of its own since its source was deleted, has none yet.
            return
        earlier = revisions[which % len(revisions)]
        earlier.as_object().save_revision(previous_revision=earlier).publish()

    @precondition(lambda self: self.posts())
    @rule(number=numbers, piece=pieces, days=st.sampled_from([-1, 1]))
    def schedule(self, number, piece, days):
        page = self.draft(number)
        set_body(page, [*raw_of(page)[:2], list_value(*piece, self.organisations)])
        page.go_live_at = timezone.now() + datetime.timedelta(days=days)
        page.expire_at = None
        self.saved(page, publish=True)

    @precondition(lambda self: self.posts())
    @rule(number=numbers)
    def let_expire(self, number):
        page = self.draft(number)
        page.go_live_at = None
        page.expire_at = timezone.now() + datetime.timedelta(hours=1)
        self.saved(page, publish=True)

    @rule()
    def two_days_go_by(self):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
            call_command("publish_scheduled")

    @rule(number=numbers, above=st.booleans())
    def restrict(self, number, above):
        page = self.blog(number) if above or not self.posts() else self.post(number)
        PageViewRestriction.objects.create(page_id=page.pk, restriction_type="password", password="hemmelig")

    @precondition(lambda self: PageViewRestriction.objects.exists())
    @rule()
    def open_again(self):
        PageViewRestriction.objects.order_by("pk").first().delete()

    @precondition(lambda self: 0 < len(self.posts()) < MOST_POSTS)
    @rule(number=numbers, alias=st.booleans())
    def translate(self, number, alias):
        page, nynorsk = self.post(number), make.locale("nn")
        parent = page.get_parent()
        there = Page.objects.filter(translation_key=parent.translation_key, locale=nynorsk).exists()
        if there and page.locale_id != nynorsk.pk and not page.get_translations().filter(locale=nynorsk).exists():
            page.copy_for_translation(nynorsk, alias=alias)

    @precondition(lambda self: 0 < len(self.posts()) < MOST_POSTS)
    @rule(number=numbers, to=numbers)
    def make_an_alias(self, number, to):
        page = self.post(number)
        page.create_alias(parent=self.blog(to), update_slug=f"a-{uuid.uuid4().hex[:10]}")

    @precondition(lambda self: any(page.alias_of_id for page in self.posts()))
    @rule()
    def turn_an_alias_into_a_post(self):
        alias = next(page for page in self.posts() if page.alias_of_id)
        ConvertAliasPageAction(alias).execute(skip_permission_checks=True)

    @rule(kind=st.sampled_from(sorted(LISTS.values())), number=numbers, other=numbers)
    def merge(self, kind, number, other):
        concepts = list(Concept.objects.filter(kind=kind).order_by("pk"))
        one, two = concepts[number % len(concepts)], concepts[other % len(concepts)]
        if one.replaced_by is None and standing_concept(two) != one.pk:
            one.replaced_by = two
            one.save()
            rebuild_all()

    @precondition(lambda self: Concept.objects.exclude(replaced_by=None).exists())
    @rule()
    def part_again(self):
        one = Concept.objects.exclude(replaced_by=None).order_by("pk").first()
        one.replaced_by = None
        one.save()
        rebuild_all()

    @rule()
    def build_the_index_anew(self):
        before = list(Statement.objects.order_by("pk").values())
        _posts, standing = rebuild_all()
        assert list(Statement.objects.order_by("pk").values()) == before
        assert standing == Statement.objects.standing().count()

    @invariant()
    def the_index_is_what_live_posts_say(self):
        live = Recount()
        assert indexed(Statement.objects.standing()) == live.standing
        assert indexed(Statement.objects.public()) == live.public, "something closed is shown, or something open is not"

    @invariant()
    def an_identifier_holds_for_ever(self):
        for row in Statement.objects.select_related("organisation"):
            said = (row.translation_key, row.item_uuid, row.organisation and row.organisation.translation_key)
            assert self.uuids.setdefault(said, row.uuid) == row.uuid, "what was said got another identifier"
        assert set(self.uuids.values()) == set(Statement.objects.values_list("uuid", flat=True))


@pytest.fixture
def quiet(settings):
    """Leave out what hangs on every save and has no part in this: search, references, the log."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    logging.disable(logging.INFO)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def ground(db, quiet):
    """Two blogs in bokmål, one in nynorsk; two organisations, a session, three terms of each kind."""
    make.blog()
    make.add(make.home_page(), BlogIndexPage(title="Den andre bloggen", slug="den-andre"))
    make.blog("nn")
    for number in range(2):
        make.translated(make.OrganisationFactory(name=f"Bibliotek {number}"))
    make.translated(make.SessionFactory())
    for kind in Kind:
        for name in NAMES:
            make.translated(make.term(kind, name))


@pytest.mark.parametrize("part", [1, 2])
def test_statements_always_equal_what_live_posts_say_each_once(ground, part):
    class Part(Editors):
        pass

    profile = settings()
    if profile.derandomize:
        # Else both parts would look at the same.
        Part = seed(part)(Part)
    examples = max(profile.max_examples // 7, 5)
    run_state_machine_as_test(Part, settings=settings(profile, max_examples=examples, stateful_step_count=20))
