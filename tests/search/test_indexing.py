"""The index follows what is published, by itself; what it missed is mended."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from collaboration.merging import merge, undo_merge
from comments.moves import move
from comments.posting import write_text
from comments.states import Actor, State
from search import indexing, vocabulary
from search.asking import search
from search.models import Document, MissedSearch, Word
from tests import factories as make
from tests.comments import making as discussing

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.tasks]


def titles(query):
    return [hit.title for hit in search(query, "nb").hits]


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Let what waits for the end of the transaction happen."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def rows():
    """Return how many rows of words there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_tokens")
        return cursor.fetchone()[0]


def test_a_post_is_found_when_published_as_it_says_now_and_gone_when_unpublished(told):
    with told():
        post = make.post(title="Kanofart", text="Vi padlet.")
    assert titles("padlet") == ["Kanofart"]
    with told():
        make.revise(post, body=make.body([], "Vi rodde."), publish=True)
    assert titles("rodde") == ["Kanofart"]
    assert titles("padlet") == []
    with told():
        post.unpublish()
    assert not Document.objects.filter(source="post").exists()
    with told():
        post.save_revision().publish()
    assert titles("rodde") == ["Kanofart"]


def test_what_is_deleted_leaves_no_word_behind(told):
    with told():
        post = make.post(title="Kanofart")
    with told():
        post.delete()
    assert Document.objects.filter(source="post").count() == 0
    assert rows() == Document.objects.count()


def test_what_a_post_says_is_found_by_its_terms(told):
    make.collaboration_page()
    with told():
        term = make.term("goal", "Få til mer")
        post = make.post([("goal", "shared", [], [(term, "padle sammen")])], title="Innlegg")
    assert set(titles("padle")) == {"Få til mer", "Innlegg"}
    with told():
        make.revise(post, said=[("goal", "shared", [], [(term, "ro sammen")])], publish=True)
    assert titles("padle") == []
    assert set(titles("ro")) == {"Få til mer", "Innlegg"}


def test_a_term_follows_its_names_and_its_merges(told):
    make.collaboration_page()
    with told():
        one, other = make.term("goal", "Padling"), make.term("goal", "Roing")
    with told():
        merged = merge(concepts=[one.concept, other.concept], into=other.concept)
    assert titles("padling") == ["Roing"]
    with told():
        undo_merge(merge=merged)
    assert titles("padling") == ["Padling"]
    with told():
        one.name = "Seiling"
        one.save()
    assert (titles("padling"), titles("seiling")) == ([], ["Seiling"])


def test_a_comment_is_found_when_it_is_published_and_as_it_was_changed(told):
    post = discussing.post(title="Innlegg")
    with told():
        comment = discussing.in_state(State.PENDING, post, text="Vi padlet.")
    assert titles("padlet") == []
    with told():
        move(comment=comment, to=State.PUBLISHED, actor=Actor.MODERATOR, user=discussing.moderator())
    assert len(titles("padlet")) == 1
    with told():
        write_text(comment, "Vi rodde.")
    assert (len(titles("padlet")), len(titles("rodde"))) == (0, 1)


def test_an_author_who_is_renamed_is_found_by_the_new_name(told):
    author = make.AuthorFactory(name="Ingrid Aasen")
    with told():
        make.post(title="Innlegg", authors=[author])
    assert titles("aasen") == ["Innlegg"]
    with told():
        author.name = "Ingrid Vinje"
        author.save()
    assert (titles("aasen"), titles("vinje")) == ([], ["Innlegg"])


def test_a_category_that_is_renamed_is_found_by_the_new_name(told):
    category = make.CategoryFactory(name="Sommertur")
    with told():
        make.post(title="Innlegg", categories=[category])
    assert titles("sommertur") == ["Innlegg"]
    with told():
        category.name = "Vinterleir"
        category.save()
    assert (titles("sommertur"), titles("vinterleir")) == ([], ["Innlegg"])


def test_building_anew_changes_nothing_and_forgets_what_is_gone():
    make.collaboration_page()
    make.post([("goal", "shared", [], ["Padle sammen"])], title="Kanofart")
    first = indexing.rebuild()
    kept = set(Document.objects.values_list("pk", "source", "object_id", "title"))
    Document.objects.create(source="post", object_id=10**9, thing="x", kind="post", title="Borte", indexed_at=LONG_AGO)
    Document.objects.create(source="nothing", object_id=1, thing="y", kind="x", title="Borte", indexed_at=LONG_AGO)
    assert indexing.rebuild() == first
    assert set(Document.objects.values_list("pk", "source", "object_id", "title")) == kept
    assert rows() == len(kept)
    assert titles("padle")


def test_what_was_missed_is_mended():
    post = make.post(title="Kanofart")
    assert titles("kanofart") == []
    Document.objects.create(source="post", object_id=10**9, thing="x", kind="post", title="Borte", indexed_at=LONG_AGO)
    done = indexing.mend()
    assert done["missing"] >= 1
    assert done["gone"] == 1
    assert titles("kanofart") == ["Kanofart"]
    assert indexing.mend() == {"missing": 0, "gone": 0, "renewed": 0}
    Document.objects.filter(object_id=post.pk, source="post").update(title="Gammelt", indexed_at=LONG_AGO)
    assert indexing.mend()["renewed"] == 1
    assert Document.objects.get(object_id=post.pk, source="post").title == "Kanofart"


def test_an_index_that_is_not_there_finds_nothing_and_is_no_error():
    make.post(title="Kanofart")
    assert search("kanofart", "nb").total == 0


def test_words_that_are_nowhere_any_more_are_forgotten_when_they_are_counted(told):
    with told():
        post = make.post(title="Kanofart")
    assert Word.objects.filter(form="kanofart").exists()
    with told():
        post.delete()
    vocabulary.recount()
    assert not Word.objects.filter(form="kanofart").exists()


def test_a_compound_is_found_by_a_part_that_stands_nowhere_alone():
    for title in ("Bibliotek", "Bibliotektransport", "Transportordninger"):
        make.post(title=title)
    indexing.rebuild()
    assert set(titles("transport")) == {"Bibliotektransport", "Transportordninger"}


@pytest.mark.parametrize(
    "query",
    ["kari@example.org", "12345678", "ring 22 33", "a1b2", "x" * 50, " ".join(["ordene"] * 3 + list("abcdefg"))],
)
def test_what_may_name_a_person_is_not_remembered(query):
    make.blog()
    search(query, "nb", remember=True)
    assert not MissedSearch.objects.exists()


def test_words_that_found_nothing_are_counted_by_the_day_alone(monkeypatch):
    make.blog()
    search("padling", "nb")
    assert not MissedSearch.objects.exists()
    for _n in range(3):
        search("Padling!", "nb", remember=True)
    row = MissedSearch.objects.get()
    assert (row.words, row.language, row.count) == ("padling", "nb", 3)
    assert {field.name for field in MissedSearch._meta.fields} == {"id", "words", "language", "count", "last_day"}
    monkeypatch.setattr("search.misses.MOST_KEPT", 1)
    search("seiling", "nb", remember=True)
    assert MissedSearch.objects.count() == 1


def test_a_search_that_found_some_of_the_words_was_not_in_vain():
    make.post(title="Kanofart")
    indexing.rebuild()
    assert search("kanofart strengteori", "nb", remember=True).total == 1
    assert not MissedSearch.objects.exists()


def test_missed_searches_are_forgotten_after_a_while(settings):
    from datetime import timedelta

    from django.utils import timezone

    from search import misses

    settings.SEARCH_KEEP_MISSES_DAYS = 10
    today = timezone.localdate()
    for words, days in (("gammelt", 11), ("nytt", 9)):
        MissedSearch.objects.create(words=words, language="nb", last_day=today - timedelta(days=days))
    assert misses.purge() == 1
    assert MissedSearch.objects.get().words == "nytt"
