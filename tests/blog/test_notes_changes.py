"""Several lines at once, a change at a time, and what posts say already: the review of a group's notes, further."""

import json

import pytest

from blog.models import PostPage
from blog.notes_import import import_notes
from collaboration.models import Competency, NotesReview
from tests import factories
from tests.blog.test_notes_review import BEGIN, begin, item, lists, page_of, send, url_of
from tests.blog.test_notes_review import blog as blog
from tests.blog.test_notes_review import editor as editor
from tests.blog.test_notes_review import review as review

pytestmark = pytest.mark.django_db


def store(client, review, do="save", **fields):
    """Send a change as the script does: a few fields, asking for JSON."""
    data = {"version": review.version, "do": do, **fields}
    return client.post(url_of(review), data, headers={"Accept": "application/json"})


# --- Several lines at once -----------------------------------------------------------------------


def test_chosen_lines_are_joined_where_the_first_stands(client, review):
    send(client, review, "join", pick=["0-3", "0-1"])
    assert lists(review)[0] == ["bokbåten", "kor / kart stjerner", "dugnad"]


def test_lines_of_two_lists_are_not_joined(client, review):
    before = lists(review)
    response = send(client, review, "join", pick=["0-3", "1-0"])
    assert "of the same list" in response.content.decode()
    assert lists(review) == before


def test_chosen_lines_go_to_another_organisation_in_a_list_of_their_own_kind(client, review):
    holmen = factories.OrganisationFactory(name="Holmen")
    send(client, review, "move", pick=["0-1", "0-2"], to=f"owner:{holmen.pk}")
    sections = NotesReview.objects.get().content["sections"]
    assert lists(review)[:2] == [["bokbåten", "stjerner"], ["kor / kart", "dugnad"]]
    assert (sections[1]["kind"], sections[1]["organisations"]) == ("competency", [holmen.pk])
    assert sections[1]["heading"] == "Styrker"
    # Another line joins them there.
    send(client, review, "move", pick=["0-1"], to=f"owner:{holmen.pk}")
    assert lists(review)[:2] == [["bokbåten"], ["kor / kart", "dugnad", "stjerner"]]
    send(client, review, "move", pick=["1-0"], to="owner:shared")
    assert lists(review)[1:3] == [["dugnad", "stjerner"], ["kor / kart"]]


def test_chosen_lines_of_several_lists_are_set_aside_and_say_why(client, review):
    send(client, review, "aside", pick=["0-0", "1-0", "0-3"])
    assert lists(review) == [["kor / kart", "dugnad"], [], ["bølger"]]
    aside = page_of(client, review).select_one("#notes-aside").get_text(" ", strip=True)
    assert "bokbåten Set aside in the review." in aside
    send(client, review, "undo")
    assert lists(review)[0] == ["bokbåten", "kor / kart", "dugnad", "stjerner"]


def test_several_changes_are_undone_one_after_another(client, review):
    for _times in range(3):
        send(client, review, "aside:row-0-0")
    assert lists(review)[0] == ["stjerner"]
    for _times in range(3):
        send(client, review, "undo")
    assert lists(review)[0] == ["bokbåten", "kor / kart", "dugnad", "stjerner"]
    send(client, review, "undo")
    assert item(review, 0, 0)["waits"]


# --- A change at a time --------------------------------------------------------------------------


def test_one_field_is_stored_alone_and_the_rest_stays(client, review):
    answer = store(client, review, **{"name-0-2": "Frivillig arbeid"}).json()
    assert item(review, 0, 2)["name"] == "Frivillig arbeid"
    assert item(review, 0, 0)["waits"]
    assert answer["version"] == review.version == 1
    assert set(answer["parts"]) == {"row-0-2", "notes-actions"}
    assert "Frivillig arbeid" in answer["parts"]["row-0-2"]


def test_a_change_of_lists_answers_with_all_of_them(client, review):
    answer = store(client, review, "split:row-0-1").json()
    assert "row-0-4" in answer["all"]
    assert lists(review)[0][1:3] == ["kor", "kart"]


def test_a_title_that_is_taken_back_stands_in_its_field_again(client, review):
    store(client, review, title="Feil tittel")
    review.refresh_from_db()
    answer = store(client, review, "undo").json()
    assert 'value="Dag på øya"' in answer["all"]
    review.refresh_from_db()
    assert review.title == "Dag på øya"
    # What is being typed is left alone.
    assert "all" not in store(client, review, title="Ny tittel").json()


def test_a_change_that_changes_nothing_makes_no_version(client, review):
    assert store(client, review, title="Dag på øya").json()["version"] == 0
    review.refresh_from_db()
    assert review.earlier == []


def test_a_second_window_is_told_and_overwrites_nothing(client, review):
    store(client, review, title="Fra den første")
    response = store(client, review, title="Fra den andre")
    assert response.status_code == 409
    assert "in another window" in response.json()["told"]
    assert response.json()["where"] == url_of(review)
    review.refresh_from_db()
    assert review.title == "Fra den første"


def test_what_cannot_be_stored_says_why(client, review):
    response = store(client, review, **{"name-0-2": ""})
    assert (response.status_code, "has no term" in response.json()["told"]) == (422, True)
    assert item(review, 0, 2)["name"] == "Dugnad"


def test_somebody_else_stores_nothing(client, review):
    client.force_login(factories.user("editor"))
    assert store(client, review, title="Stjålet").status_code == 404


# --- Reasons -------------------------------------------------------------------------------------


def test_a_list_says_why_it_is_of_its_kind_and_whose_it_is(client, review):
    shown = page_of(client, review)
    assert "The heading says “styrker”." in shown.select_one("#list-0").parent.select_one(".notes-why").get_text()
    whose = shown.select_one("#list-2").parent.select_one(".notes-why").get_text()
    assert "an organisation that is not known yet" in whose
    send(client, review, **{"kind-0": "goal"})
    assert not page_of(client, review).select_one("#list-0").parent.select_one("section > .notes-why")


def test_a_line_that_repeats_another_says_which(client, editor):
    shown = page_of(client, begin(client, "Styrker\n\n- barn\n- unge\n- Barn!\n"))
    assert "in line 3" in shown.select_one("#row-0-2").get_text()


# --- There already -------------------------------------------------------------------------------


@pytest.fixture
def session():
    return factories.SessionFactory(name="Øydagen")


@pytest.mark.parametrize("live", [True, False])
def test_lines_that_a_post_of_the_session_says_already_are_marked_and_set_aside_at_once(client, editor, session, live):
    factories.post(
        [("competency", "unattributed", [], ["Dugnad"]), ("challenge", "shared", [], ["vind"])],
        session=session,
        live=live,
        title="Det første",
    )
    review = begin(client, session=session.pk)
    there = [row["id"] for row in page_of(client, review).select("[data-line]:has(.notes-there)")]
    # The challenge was shared there, and is nobody's in particular here.
    assert there == ["row-0-2"]
    response = send(client, review, "finish")
    assert "in the post “Det første”" in client.get(response.url).content.decode()
    send(client, review, "aside-there")
    assert lists(review)[0] == ["bokbåten", "kor / kart", "stjerner"]
    send(client, review, "finish")
    assert PostPage.objects.filter(alias_of=None).count() == 2


def test_what_another_organisation_said_or_another_session_is_not_there_already(client, editor, session):
    holmen, fjell = (factories.OrganisationFactory(name=name) for name in ("Holmen museum", "Fjell museum"))
    factories.post([("competency", "organisations", [holmen], ["kor"])], session=session)
    factories.post([("competency", "organisations", [fjell], ["kor"])], session=factories.SessionFactory())
    text = "Notater\n\nStyrker\n\nFjell museum:\n\n- kor\n\nHolmen museum:\n\n- kor\n"
    review = begin(client, text, session=session.pk)
    assert [row["id"] for row in page_of(client, review).select("[data-line]:has(.notes-there)")] == ["row-1-0"]


def test_the_command_leaves_out_lines_that_are_there_and_makes_nothing_of_notes_that_all_are(blog, session):
    factories.post([("competency", "unattributed", [], ["kor"])], session=session, title="Det første")
    given = {"name": "notater.txt", "language": "nb", "session": session.slug}
    told = import_notes(data=b"Notater\n\nStyrker\n\n- kor\n", **given)
    assert (told.post, told.before) == (None, "Det første")
    assert "Nothing was made" in told.as_text()
    told = import_notes(data=b"Notater\n\nStyrker\n\n- kor\n- kart\n", **given)
    assert [item["wording"] for block in told.post.body for item in block.value["items"]] == ["kart"]
    assert "1 lines are already there, in the post “Det første”" in told.as_text()
    assert NotesReview.objects.count() == 1


# --- Without scripts -----------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("translator", False)])
def test_without_scripts_a_draft_is_published_from_the_page_that_lists_what_is_new(client, editor, role, may):
    review = begin(client, "Notater\n\nStyrker\n\n- kor\n- kart\n")
    response = send(client, review, "finish", without="scripts")
    assert response.url == url_of(review, "done")
    if not may:
        other = factories.user(role)
        NotesReview.objects.update(owner=other)
        client.force_login(other)
    links = [link["href"] for link in page_of(client, review, "done").select("a[href*='/publish/']")]
    assert bool(links) is may
    if may:
        client.post(links[0])
        assert PostPage.objects.get(alias_of=None).live
        # Then there is nothing left to publish.
        assert not page_of(client, review, "done").select("a[href*='/publish/']")


# --- Who was there -------------------------------------------------------------------------------


def test_a_name_that_two_share_is_that_of_the_one_who_was_there(client, editor):
    factories.OrganisationFactory(name="Holmen museum", short_name="Holmen")
    library = factories.OrganisationFactory(name="Holmen bibliotek", short_name="Holmen")
    text = "Notater\n\nStyrker\n\nHolmen:\n\n- kor\n"
    review = begin(client, text, organisations=[library.pk])
    assert review.content["sections"][0]["organisations"] == [library.pk]
    # So is what only she is called for short.
    fjell = factories.OrganisationFactory(name="Fjell bibliotek")
    review = begin(client, text.replace("Holmen", "Fjell"), session=factories.SessionFactory(present=[fjell]).pk)
    assert review.content["sections"][0]["organisations"] == [fjell.pk]
    assert review.content["present"] == [fjell.pk]
    offered = page_of(client, review).select("#notes-to option[value^=owner]")
    assert offered[0].get_text() == "Fjell bibliotek"


def test_the_session_says_who_was_there_for_the_script_to_choose(client, editor):
    fjell = factories.OrganisationFactory(name="Fjell bibliotek")
    session = factories.SessionFactory(present=[fjell])
    response = client.get(BEGIN, {"session": session.pk})
    (chosen,) = [each for each in response.context["form"]["session"].subwidgets if each.data["selected"]]
    assert chosen.data["label"] == session.name
    who = json.loads(response.context["form"].fields["session"].widget.attrs["data-who"])
    assert who == {str(session.pk): [fjell.pk]}


def test_terms_are_never_made_before_the_end(client, review):
    store(client, review, **{"name-0-2": "Frivillig arbeid"})
    assert Competency.objects.count() == 1
