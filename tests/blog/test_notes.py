"""A group's notes become a draft post, once, and can be taken back while it is one."""

import json
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from blog.models import PostPage
from blog.notes import AlreadyThere, ChangedMeanwhile, NoDraft, NotOpen, StillWaiting, begin_review, finish, undo
from collaboration.models import (
    TERM_MODELS,
    Attribution,
    Competency,
    NotesReview,
    NotesSettings,
    Organisation,
    ReviewState,
    Statement,
)
from collaboration.notes.deciding import Accept
from collaboration.notes.lines import as_text, lines_of_text
from collaboration.notes.reviewed import reviewed
from collaboration.notes_lookup import known_parties, known_terms, read_notes
from tests import factories
from tests.collaboration.notes.corpus import SEED

pytestmark = pytest.mark.django_db

NOTES = "Dag på øya\n\nVi møttes.\n\nStyrker\n\nHolmen:\n- bokbåt\n- kor\n\nFelles:\n- dugnad\n\nMål\n"
NOTES += "- bokbåten\n\nTing\n- å\n"


@pytest.fixture
def blog():
    return factories.blog()


@pytest.fixture
def session():
    return factories.SessionFactory(name="Øydagen", slug="oydagen")


def review_of(text=NOTES, accept=Accept.CONFIDENT, session=None, owner=None):
    lines = lines_of_text(text)
    draft, decided = read_notes(lines, factories.locale(), accept or Accept.IDENTICAL)
    return begin_review(
        notes=as_text(lines),
        reviewed=reviewed(draft, decided, accept),
        owner=owner,
        locale=factories.locale(),
        session=session,
    )


def test_the_draft_has_the_lists_with_their_owners_and_nothing_is_published(blog, session):
    factories.OrganisationFactory(name="Holmen bibliotek", short_name="Holmen")
    page = finish(review=review_of(session=session), user=None, blog=blog)
    assert (page.title, page.live, page.session, page.introduction) == ("Dag på øya", False, session, "Vi møttes.")
    lists = [
        (
            block.block_type,
            block.value["attribution"],
            [str(org) for org in block.value["organisations"]],
            [item["wording"] for item in block.value["items"]],
        )
        for block in page.body
        if block.block_type in {"competencies", "goals"}
    ]
    assert lists == [
        ("competencies", Attribution.ORGANISATIONS, ["Holmen bibliotek"], ["bokbåt", "kor"]),
        ("competencies", Attribution.SHARED, [], ["dugnad"]),
        ("goals", Attribution.UNATTRIBUTED, [], ["bokbåten"]),
    ]
    assert [block.block_type for block in page.body][-2:] == ["heading", "text"]
    assert "<li>å</li>" in str(page.body[-1].value)
    assert not Statement.objects.exists()
    page.get_latest_revision().publish()
    assert Statement.objects.standing().count() == 4


def test_an_organisation_that_is_not_known_is_made_and_found_the_next_time(blog):
    text = "Notater\n\nStyrker\n\nHolmen bymuseum:\n\n- bokbåt\n"
    finish(review=review_of(text), user=None, blog=blog)
    assert Organisation.objects.get().name == "Holmen bymuseum"
    finish(review=review_of(text + "- kor\n"), user=None, blog=blog)
    assert Organisation.objects.count() == 1


def test_a_wording_said_by_several_is_one_term(blog):
    page = finish(review=review_of("Notater\n\nStyrker\n- barn\n\nAlle:\n- Barn\n"), user=None, blog=blog)
    assert Competency.objects.count() == 1
    page.get_latest_revision().publish()
    assert Statement.objects.standing().values("concept").distinct().count() == 1
    assert list(Statement.objects.standing().values_list("wording", flat=True)) == ["barn", "Barn"]


def test_what_was_said_before_is_known_by_its_wording_and_by_terms_merged_into_it():
    term = factories.term("competency", "Universell utforming", aliases="tilgjengelighet")
    merged = factories.term("competency", "Adkomst for alle")
    merged.concept.replaced_by = term.concept
    merged.concept.save()
    factories.post([("competency", "unattributed", [], [(term, "universell uforming")])])
    (known,) = known_terms(factories.locale())["competency"]
    assert known.key == term.pk
    assert set(known.wordings) == {"tilgjengelighet", "Adkomst for alle", "universell uforming"}


def test_organisations_are_known_by_their_names_in_every_language_and_looked_up_in_one_query(
    django_assert_num_queries,
):
    for _number in range(3):
        factories.translated(factories.OrganisationFactory(short_name="Øya"), name="Øyane bibliotek")
    language = factories.locale()
    with django_assert_num_queries(1):
        parties = known_parties(language)
    assert len(parties) == 3
    assert all({"Øya", "Øyane bibliotek"} <= set(party.names) for party in parties)


@pytest.mark.parametrize("size", [5, 40])
def test_known_terms_take_the_same_few_queries_however_many_there_are(size, django_assert_max_num_queries):
    for number in range(size):
        factories.term("goal", f"Mål {number}")
        factories.term("means", f"Vei {number}")
    factories.post([("goal", "unattributed", [], ["Mål 1"])])
    language = factories.locale()
    with django_assert_max_num_queries(2):
        known_terms(language)


def test_a_site_s_own_headings_are_known_where_notes_are_read():
    settings = NotesSettings.load()
    settings.goal_words = "stjerner i sikte"
    settings.save()
    draft, _decided = read_notes(lines_of_text("Notater\n\nStjerner i sikte\n- kor\n"), factories.locale())
    assert draft.sections[0].kind == "goal"


def test_the_same_notes_in_the_same_session_are_noticed_and_in_another_they_are_not(blog, session):
    finish(review=review_of(session=session), user=None, blog=blog)
    respaced = NOTES.replace("\n\n", "\n \n\n").replace("bokbåt\n", "Bokbåt;\n")
    with pytest.raises(AlreadyThere) as told:
        finish(review=review_of(respaced, session=session), user=None, blog=blog)
    assert told.value.title == "Dag på øya"
    assert PostPage.objects.count() == 1
    finish(review=review_of(session=factories.SessionFactory()), user=None, blog=blog)
    finish(review=review_of(session=session), user=None, blog=blog, again=True)
    assert PostPage.objects.count() == 3


def test_what_waits_for_an_answer_is_not_finished_and_nothing_is_made(blog):
    factories.term("competency", "Bokbåter")
    with pytest.raises(StillWaiting):
        finish(review=review_of(accept=None), user=None, blog=blog)
    assert not PostPage.objects.exists()
    assert Competency.objects.count() == 1


def test_a_review_is_finished_once_and_not_over_another_s_change(blog):
    review = review_of()
    with pytest.raises(ChangedMeanwhile):
        finish(review=review, user=None, blog=blog, version=7)
    finish(review=review, user=None, blog=blog, version=0)
    with pytest.raises(NotOpen):
        finish(review=review, user=None, blog=blog)
    assert PostPage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time is what SQLite does anyway")
def test_two_editors_at_once_finish_a_review_once():
    blog, review, ends = factories.blog(), review_of(), []

    def go():
        try:
            finish(review=NotesReview.objects.get(pk=review.pk), user=None, blog=blog)
            ends.append("made")
        except NotOpen:
            ends.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["made", "refused"]
    assert PostPage.objects.count() == 1


def test_notes_are_added_to_the_draft_of_a_post_and_what_it_says_stays(blog):
    post = factories.post([("means", "unattributed", [], ["å ro"])])
    finish(review=review_of(), user=None, post=post)
    draft = post.get_latest_revision_as_object()
    assert [block.block_type for block in draft.body][:2] == ["means", "competencies"]
    post.refresh_from_db()
    assert [block.block_type for block in post.body] == ["means"]
    assert post.has_unpublished_changes


def test_all_that_was_made_is_taken_back_in_one_step(blog):
    user = factories.user("editor")
    kept = factories.term("goal", "Kart")
    review = review_of()
    finish(review=review, user=user, blog=blog)
    assert undo(review=review, user=user) == 0
    assert not PostPage.objects.exists()
    assert not Organisation.objects.exists()
    assert [term for model in TERM_MODELS.values() for term in model.objects.all()] == [kept]
    assert review.state == ReviewState.UNDONE
    with pytest.raises(NotOpen):
        undo(review=review, user=user)
    # The same notes may come again.
    finish(review=review_of(), user=user, blog=blog)


def test_a_term_that_is_used_elsewhere_by_now_is_kept(blog):
    review = review_of()
    finish(review=review, user=None, blog=blog)
    factories.post([("competency", "unattributed", [], [(Competency.objects.get(name="Kor"), "koret")])])
    assert undo(review=review, user=None) == 1
    assert list(Competency.objects.values_list("name", flat=True)) == ["Kor"]


def test_what_is_published_is_not_taken_back(blog):
    review = review_of()
    page = finish(review=review, user=None, blog=blog)
    page.get_latest_revision().publish()
    with pytest.raises(NoDraft):
        undo(review=review, user=None)
    assert PostPage.objects.count() == 1


def test_what_was_added_is_taken_out_of_the_draft_alone(blog):
    post = factories.post([("means", "unattributed", [], ["å ro"])])
    review = review_of()
    finish(review=review, user=None, post=post)
    undo(review=review, user=None)
    post.refresh_from_db()
    assert [block.block_type for block in post.get_latest_revision_as_object().body] == ["means"]
    assert post.live


def test_if_anything_fails_nothing_is_made(blog, monkeypatch):
    review = review_of()
    monkeypatch.setattr("blog.notes.create_aliases_for_new_page", lambda page: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        finish(review=review, user=None, blog=blog)
    assert not PostPage.objects.exists()
    assert not Competency.objects.exists()
    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


# --- The command ---------------------------------------------------------------------------------


def run(path, **options):
    told = StringIO()
    call_command("import_group_notes", str(path), stdout=told, **options)
    return told.getvalue()


SECTIONS = [
    ("competency", None, True, 13),
    ("competency", "Akershus", False, 14),
    ("competency", "Vestfold", False, 8),
    ("competency", "Østfold", False, 15),
    ("competency", "Buskerud", False, 13),
    ("challenge", None, False, 20),
    ("goal", None, False, 23),
    ("means", None, False, 8),
]


def test_a_dry_run_tells_all_as_json_and_makes_nothing(blog):
    told = json.loads(run(SEED, dry_run=True, json=True))
    assert list(told) == ["title", "introduction", "sections", "text", "set_aside"]
    assert list(told["sections"][0]) == ["heading", "kind", "organisation", "shared", "items"]
    item = told["sections"][0]["items"][0]
    assert list(item) == ["verbatim", "lines", "decision", "term", "score", "reason"]
    assert (item["verbatim"], item["lines"], item["decision"], item["term"]) == (
        "logistikk / transportordninger",
        [7],
        "new",
        "Logistikk / transportordninger",
    )
    counted = [
        (section["kind"], section["organisation"], section["shared"], len(section["items"]))
        for section in told["sections"]
    ]
    assert counted == SECTIONS
    assert told["set_aside"][0] == {"lines": [143], "text": "Reklamer", "reason": "A web page's advertising."}
    assert list(told["set_aside"][1]) == ["lines", "text", "reason"]
    assert not PostPage.objects.exists()
    assert not NotesReview.objects.exists()
    assert not Competency.objects.exists()


def test_the_seed_becomes_a_draft_that_published_says_114_things(blog, session):
    author = factories.user("editor", "ada@example.org")
    for name in ("Akershus", "Vestfold", "Østfold", "Buskerud"):
        factories.OrganisationFactory(name=f"{name} fylkesbibliotek", short_name=name)
    told = run(SEED, session="oydagen", title="Oppsummering", author="ADA@example.org")
    assert "114 statements" in told
    page = PostPage.objects.get(alias_of=None)
    assert (page.title, page.session, page.owner, page.live) == ("Oppsummering", session, author, False)
    page.get_latest_revision().publish()
    assert Statement.objects.public().count() == 114
    assert Statement.objects.public().filter(organisation=None).count() == 64
    again = run(SEED, session="oydagen")
    assert "already there" in again
    assert PostPage.objects.filter(alias_of=None).count() == 1


@pytest.mark.parametrize(("accept", "terms"), [("confident", 1), ("identical", 2)])
def test_only_what_was_asked_for_is_accepted_unseen(accept, terms, blog, tmp_path):
    factories.term("competency", "Universell utforming")
    path = tmp_path / "notater.txt"
    path.write_text("Notater\n\nStyrker\n- universell uforming\n")
    run(path, accept=accept)
    assert Competency.objects.count() == terms


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        (b"%PDF-1.4", {}, "PDF"),
        (b"", {}, "nothing in it"),
        (b"Styrker\n- kor\n", {"session": "finnes-ikke"}, "finnes-ikke"),
        (b"Styrker\n- kor\n", {"author": "ukjent@example.org"}, "ukjent@example.org"),
        (b"Styrker\n- kor\n", {"language": "xx"}, "xx"),
    ],
)
def test_what_cannot_be_done_is_told_and_the_command_fails(content, options, told, blog, tmp_path):
    path = tmp_path / "notater"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=told):
        run(path, **options)
    assert not PostPage.objects.exists()


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="finnes-ikke"):
        run("/finnes-ikke.txt")
