"""Whatever is merged and undone, in whatever order: the index follows, and all undone, all is as it was."""

import logging
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collaboration.indexing import rebuild_all
from collaboration.merging import AlreadyMerged, merge, undo_merge
from collaboration.models import Concept, Goal, Kind, Merge, Statement
from collaboration.models.concept import current_concepts
from home.text.normalise import name_key
from tests import factories as make
from tests.collaboration.recount import Recount, indexed

NAMES = [("Lesing", "Å lese"), ("Lese", "å lese\nBokglede"), ("Lesning", ""), ("Bokglede for alle", "Lesing\nLese")]

steps = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.sets(st.integers(0, 3), min_size=1, max_size=3), st.integers(0, 3)),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("publish")),
    ),
    max_size=10,
)


@pytest.fixture
def quiet(settings):
    """Leave out what hangs on every save and has no part in this: search, references, the log."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    logging.disable(logging.INFO)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def terms(db, quiet):
    """Four terms in two languages, one of them with a theme, and a post that says them all."""
    theme = make.ThemeFactory()
    made = [make.term(Kind.GOAL, name, aliases=aliases) for name, aliases in NAMES]
    for term in made[:3]:
        make.translated(term, name=f"{term.name} på nynorsk")
    Concept.objects.filter(pk=made[0].concept_id).update(theme=theme)
    made[1].save_revision().publish()
    said = [(Kind.GOAL, "unattributed", [], [(term, term.name.lower()) for term in made])]
    made[0].post = make.post([*said, (Kind.GOAL, "shared", [], [(made[0], "igjen")])])
    return made


def state():
    """Return all that merging may touch."""
    return (
        list(Statement.objects.order_by("pk").values()),
        [(term.pk, term.name, term.aliases) for term in Goal.objects.order_by("pk")],
        [term.latest_revision.content["aliases"] for term in Goal.objects.exclude(latest_revision=None)],
        list(Concept.objects.order_by("pk").values()),
    )


def require_order():
    """Everything that was said is said of what stands for it, and no name stands twice in a term."""
    assert indexed(Statement.objects.standing()) == Recount().standing
    merged = Concept.objects.exclude(replaced_by=None)
    current = current_concepts(merged.values_list("pk", flat=True))
    assert not merged.filter(pk__in=current.values()).exists(), "something merged stands for something"
    assert not Statement.objects.standing().filter(concept__in=merged).exists()
    for term in Goal.objects.all():
        names = [name_key(name) for name in term.alias_list]
        assert len(names) == len(set(names)), "a name came twice"
    kept = Concept.objects.in_bulk(set(current.values()))
    for term in Goal.objects.filter(concept__in=merged, live=True):
        stands = Goal.objects.filter(concept=kept[current[term.concept_id]], locale=term.locale_id).first()
        if stands:
            known = {name_key(name) for name in (stands.name, *stands.alias_list)}
            direct = term.concept.replaced_by_id == stands.concept_id
            assert name_key(term.name) in known or not direct, "a name was lost"


# Each example is rolled back, so that the next one begins where it began.
HELD = [*settings().suppress_health_check, HealthCheck.function_scoped_fixture]


@settings(settings(), max_examples=max(settings().max_examples // 2, 10), suppress_health_check=HELD)
@given(steps)
def test_all_merges_undone_all_is_as_it_was(terms, steps):
    with transaction.atomic():
        before = state()
        for step, *how in steps:
            try:
                if step == "merge":
                    merge(concepts=[terms[number].concept for number in how[0]], into=terms[how[1]].concept)
                elif step == "undo" and Merge.objects.exists():
                    with transaction.atomic():
                        undo_merge(merge=list(Merge.objects.order_by("pk"))[how[0] % Merge.objects.count()])
                elif step == "publish":
                    make.revise(terms[0].post, publish=True)
            except ValidationError:
                pass
            require_order()
        for made in Merge.objects.standing().order_by("-pk"):
            undo_merge(merge=made)
        require_order()
        assert state() == before
        rebuild_all()
        assert state() == before
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time is what SQLite does anyway")
class TestAtOnce:
    """Two at the same time, each with a connection of its own."""

    def at_once(self, *doings):
        ends, ready = [], threading.Barrier(len(doings))

        def go(doing):
            try:
                ready.wait()
                doing()
                ends.append("done")
            except AlreadyMerged:
                ends.append("refused")
            except Exception as error:
                ends.append(repr(error))
            finally:
                connections.close_all()

        threads = [threading.Thread(target=go, args=[doing]) for doing in doings]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(ends)

    def test_of_two_who_merge_two_terms_into_each_other_one_is_refused(self):
        make.site()
        for _attempt in range(5):
            one, two = (make.term(Kind.GOAL, f"{name} {_attempt}").concept for name in ("Lesing", "Lesning"))
            ends = self.at_once(
                lambda one=one, two=two: merge(concepts=[one], into=two),
                lambda one=one, two=two: merge(concepts=[two], into=one),
            )
            assert ends == ["done", "refused"]
            assert Concept.objects.filter(pk__in=[one.pk, two.pk], replaced_by=None).count() == 1

    def test_what_is_published_while_its_term_is_merged_says_what_stands_for_it(self):
        make.blog()
        for attempt in range(5):
            one, two = (make.term(Kind.GOAL, f"{name} {attempt}") for name in ("Lesing", "Lesning"))
            make.post([(Kind.GOAL, "shared", [], [one.name])])
            draft = make.post([(Kind.GOAL, "shared", [], [one.name])], live=False)
            revision = draft.latest_revision
            ends = self.at_once(
                lambda one=one, two=two: merge(concepts=[one.concept], into=two.concept),
                lambda revision=revision: revision.publish(),
            )
            assert ends == ["done", "done"]
            standing = Statement.objects.standing().filter(concept__in=[one.concept_id, two.concept_id])
            assert set(standing.values_list("concept", flat=True)) == {two.concept_id}
            assert standing.count() == 2
