"""An editor reviews a group's notes in the admin: line by line, without losing any, and nobody else's."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blog.models import PostPage
from collaboration.models import Challenge, Competency, NotesReview, NotesSettings, Organisation, ReviewState
from tests import factories
from tests.collaboration.notes.documents import docx, word_paragraph

pytestmark = pytest.mark.django_db

NOTES = (
    "Dag på øya\n\nVi møttes.\n\nStyrker\n\n- bokbåten\n- kor / kart\n- dugnad\n- stjerner\n\n"
    "Utfordringer\n\n- vind\n\nVestøya museum:\n\n- bølger\n"
)
BEGIN = "/admin/notes/"


@pytest.fixture
def blog():
    return factories.blog()


@pytest.fixture
def editor(client, blog):
    user = factories.user("editor", language="en")
    client.force_login(user)
    return user


def begin(client, text=NOTES, **more):
    data = {"notes": text, "locale": factories.locale().pk, "session": "", **more}
    response = client.post(BEGIN, data)
    assert response.status_code == 302, response.content.decode()[-2000:]
    return NotesReview.objects.latest("pk")


def url_of(review, name="review"):
    return reverse(f"notes:{name}", args=[review.uuid])


def page_of(client, review, name="review"):
    return BeautifulSoup(client.get(url_of(review, name)).content.decode(), "html.parser")


def send(client, review, do="save", **changes):
    """Send the form as a browser would, as it stands on the page, with changes, by one of its buttons."""
    form = page_of(client, review).select_one("form.notes-review")
    data = {}
    for field in form.select("input:not(noscript *), textarea, select"):
        name, kind = field.get("name"), field.get("type")
        if field.name == "select":
            data[name] = [option["value"] for option in field.select("option[selected]")] or (
                [] if field.has_attr("multiple") else [field.select_one("option")["value"]]
            )
        elif field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n")
        elif kind not in {"radio", "checkbox"} or field.has_attr("checked"):
            data[name] = field.get("value", "")
    return client.post(url_of(review), {**data, "do": do, **changes})


def lists(review):
    review.refresh_from_db()
    return [[item["verbatim"] for item in section["items"]] for section in review.content["sections"]]


def item(review, section, number):
    review.refresh_from_db()
    return review.content["sections"][section]["items"][number]


# --- From notes to a draft -----------------------------------------------------------------------


def test_pasted_notes_become_a_draft_in_three_steps(client, editor):
    factories.SessionFactory(name="Samling")
    review = begin(client)
    response = send(client, review, "finish")
    page = PostPage.objects.get(alias_of=None)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.live, page.owner) == ("Dag på øya", False, editor)
    assert [block.block_type for block in page.body] == ["competencies", "challenges", "challenges"]
    assert client.get(response.url).status_code == 200
    review.refresh_from_db()
    assert review.state == ReviewState.FINISHED


def test_the_language_offered_first_is_the_site_s_own(client, editor):
    factories.blog("en")
    form = BeautifulSoup(client.get(BEGIN).content.decode(), "html.parser")
    assert form.select_one("select[name=locale] option[selected]")["value"] == str(factories.locale("nb").pk)


def test_an_uploaded_document_is_read(client, editor):
    data = docx(word_paragraph("Styrker", "Overskrift1") + word_paragraph("bokbåt", depth=0))
    review = begin(client, "", file=SimpleUploadedFile("notater.docx", data))
    assert (lists(review), review.source_name) == ([["bokbåt"]], "notater.docx")


@pytest.mark.parametrize(("data", "told"), [(b"", "empty"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "damaged")])
def test_a_file_that_cannot_be_read_says_why_and_what_helps(client, editor, data, told):
    response = client.post(BEGIN, {"locale": factories.locale().pk, "file": SimpleUploadedFile("x.bin", data)})
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not NotesReview.objects.exists()


def test_every_line_stands_in_the_table_with_its_words_and_what_becomes_of_it(client, editor):
    term = factories.term("competency", "Bokbåt")
    page = factories.post([("competency", "unattributed", [], [(term, "bokbåt")])])
    assert page.live
    shown = page_of(client, begin(client))
    rows = [row.get_text(" ", strip=True) for row in shown.select("tbody tr")]
    assert len(rows) == 6
    assert "bokbåten" in rows[0]
    assert "The same as “Bokbåt”" in rows[0]
    assert "said 1 time" in rows[0]
    assert "Split: kor · kart" in rows[1]


def test_what_is_in_the_notes_is_never_run(client, editor):
    shown = page_of(client, begin(client, "Styrker\n\n- <script>alert(1)</script>\n- {{ 7*7 }}\n"))
    assert not [script for script in shown.select("form script") if "alert" in script.get_text()]
    assert "{{ 7*7 }}" in shown.get_text()


# --- Deciding ------------------------------------------------------------------------------------


@pytest.fixture
def review(client, editor):
    factories.term("competency", "Bokbåt")
    return begin(client)


def test_a_suggestion_waits_until_it_is_answered(client, review):
    response = send(client, review, "finish")
    assert response.url.startswith(url_of(review))
    assert "wait for your answer" in client.get(response.url).content.decode()
    assert not PostPage.objects.exists()
    send(client, review, "finish", **{"suggestion-0-0": "same"})
    assert PostPage.objects.filter(alias_of=None).count() == 1
    assert Competency.objects.filter(name__startswith="Bokb").count() == 1


def test_a_suggestion_that_is_wrong_leaves_the_line_a_term_of_its_own(client, review):
    send(client, review, "finish", **{"suggestion-0-0": "own"})
    assert set(Competency.objects.filter(name__startswith="Bokb").values_list("name", flat=True)) == {
        "Bokbåt",
        "Bokbåten",
    }


def test_all_sure_suggestions_are_accepted_at_once_and_undone_at_once(client, review):
    send(client, review, "accept")
    assert not item(review, 0, 0)["waits"]
    assert item(review, 0, 0)["term"] == Competency.objects.get().pk
    send(client, review, "undo")
    assert item(review, 0, 0)["waits"]


def test_a_term_is_given_another_name_and_the_words_stay(client, review):
    send(client, review, **{"name-0-2": "Frivillig arbeid"})
    assert (item(review, 0, 2)["verbatim"], item(review, 0, 2)["name"]) == ("dugnad", "Frivillig arbeid")


def test_the_name_of_a_term_that_is_there_leads_to_that_term(client, review):
    send(client, review, **{"name-0-2": "bokBÅT "})
    assert item(review, 0, 2)["term"] == Competency.objects.get().pk


def test_a_line_is_split_joined_moved_and_set_aside(client, review):
    send(client, review, "split:row-0-1")
    assert lists(review)[0] == ["bokbåten", "kor", "kart", "dugnad", "stjerner"]
    send(client, review, "join-above:row-0-2")
    assert lists(review)[0] == ["bokbåten", "kor kart", "dugnad", "stjerner"]
    send(client, review, "move", pick=["0-2"], to="list:1")
    send(client, review, "aside:row-0-0")
    assert lists(review) == [["kor kart", "stjerner"], ["vind", "dugnad"], ["bølger"]]
    assert review.content["set_aside"][-1]["text"] == "bokbåten"
    send(client, review, "finish")
    assert set(Challenge.objects.values_list("name", flat=True)) == {"Vind", "Dugnad", "Bølger"}


def test_an_organisation_that_is_not_known_is_offered_and_made_or_another_is_chosen(client, review):
    known = factories.OrganisationFactory(name="Østøya museum")
    assert review.content["sections"][2]["new_organisations"] == ["Vestøya museum"]
    send(client, review, **{"organisations-2": [str(known.pk)], "new-organisations-2": ""})
    send(client, review, "finish", **{"suggestion-0-0": "same"})
    assert list(Organisation.objects.all()) == [known]


def test_a_list_is_given_another_kind_and_its_terms_go_with_it(client, review):
    send(client, review, "finish", **{"kind-0": "challenge"})
    assert set(Challenge.objects.values_list("name", flat=True)) >= {"Dugnad", "Stjerner"}


def test_a_list_of_organisations_without_any_is_refused_and_nothing_changes(client, review):
    before = lists(review)
    response = send(client, review, **{"attribution-0": "organisations", "title": "Noe annet"})
    assert "Choose at least one organisation" in response.content.decode()
    assert lists(review) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"kind-0": "nonsense"},
        {"attribution-0": "x"},
        {"do": "move", "pick": "0-0", "to": "list:99"},
        {"do": "move", "pick": "0-0", "to": "owner:999"},
        {"do": "move", "pick": "x-٣", "to": "list:1"},
        {"do": "join", "pick": "0-0"},
        {"do": "split:row-9-9"},
        {"do": "aside:row-9-9"},
    ],
)
def test_what_no_browser_sends_breaks_nothing(client, review, changes):
    before = lists(review)
    assert send(client, review, **changes).status_code in {200, 302}
    assert lists(review) == before


# --- Leaving, and others -------------------------------------------------------------------------


def test_who_leaves_finds_everything_as_it_was(client, review):
    send(client, review, title="Ny tittel", **{"name-0-2": "Frivillig arbeid"})
    assert "Ny tittel" in client.get(BEGIN).content.decode()
    shown = page_of(client, review)
    assert shown.select_one("#name-0-2")["value"] == "Frivillig arbeid"


def test_a_review_is_its_owner_s_alone(client, review):
    client.force_login(factories.user("editor"))
    assert client.get(url_of(review)).status_code == 404
    assert client.post(url_of(review), {"do": "finish"}).status_code == 404
    assert client.get(url_of(review, "done")).status_code == 404
    client.force_login(factories.user(superuser=True))
    assert client.get(url_of(review)).status_code == 200


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("editor", True), ("moderator", False), ("translator", False)]
)
def test_only_who_may_write_posts_may_bring_notes(client, blog, role, may):
    client.force_login(factories.user(role, language="en"))
    response = client.get(BEGIN)
    assert (response.status_code == 200) is may
    assert ("New summary from notes" in client.get("/admin/").content.decode()) is may


def test_who_is_not_signed_in_is_sent_to_do_so(client, blog):
    assert "/login/" in client.get(BEGIN).url


def test_a_review_changed_in_another_window_is_shown_anew(client, review):
    response = send(client, review, version="7", do="aside:row-0-0")
    assert "Somebody changed this review" in client.get(response.url).content.decode()
    assert lists(review)[0][0] == "bokbåten"


def test_a_review_that_is_finished_is_not_finished_again(client, review):
    changes = {"suggestion-0-0": "same"}
    send(client, review, "finish", **changes)
    response = client.post(url_of(review), {"do": "finish", "version": "0"})
    assert response.url == url_of(review, "done")
    assert PostPage.objects.filter(alias_of=None).count() == 1


def test_notes_are_discarded_and_nothing_is_made(client, review):
    send(client, review, "discard")
    review.refresh_from_db()
    assert review.state == ReviewState.DISCARDED
    assert not PostPage.objects.exists()


def test_the_same_notes_twice_are_noticed_and_made_only_on_purpose(client, editor):
    send(client, begin(client), "finish")
    review = begin(client)
    response = send(client, review, "finish")
    assert "already there" in client.get(response.url).content.decode()
    assert PostPage.objects.filter(alias_of=None).count() == 1
    send(client, review, "finish", again="1")
    assert PostPage.objects.filter(alias_of=None).count() == 2


# --- Afterwards ----------------------------------------------------------------------------------


def test_what_is_new_is_listed_and_taken_back(client, review):
    send(client, review, "finish", **{"suggestion-0-0": "same"})
    shown = client.get(url_of(review, "done")).content.decode()
    assert "Stjerner" in shown
    assert "Vestøya museum" in shown
    client.post(url_of(review, "done"))
    assert not PostPage.objects.exists()
    assert [term.name for term in Competency.objects.all()] == ["Bokbåt"]


def test_what_is_published_is_not_taken_back(client, editor):
    review = begin(client)
    send(client, review, "finish")
    PostPage.objects.get(alias_of=None).get_latest_revision().publish()
    client.post(url_of(review, "done"))
    assert PostPage.objects.filter(alias_of=None, live=True).exists()


def test_notes_are_added_to_the_post_that_was_open(client, editor):
    post = factories.post([("means", "unattributed", [], ["å ro"])])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    assert f"{BEGIN}?post={post.pk}" in edit
    client.post(f"{BEGIN}?post={post.pk}", {"notes": NOTES, "locale": post.locale_id, "session": ""})
    send(client, NotesReview.objects.get(), "finish")
    assert PostPage.objects.filter(alias_of=None).count() == 1
    post.refresh_from_db()
    draft = post.get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["means", "competencies", "challenges", "challenges"]


def test_who_may_not_edit_the_post_adds_nothing_to_it(client, blog):
    post = factories.post([("means", "unattributed", [], ["å ro"])])
    client.force_login(factories.user("moderator"))
    assert client.get(f"{BEGIN}?post={post.pk}").status_code in {302, 403}


@pytest.mark.parametrize("lines", [5, 60])
def test_the_table_takes_the_same_queries_however_many_lines(client, editor, lines, django_assert_max_num_queries):
    for number in range(lines):
        factories.term("competency", f"Term {number} av mange")
    review = begin(client, "Styrker\n\n" + "".join(f"- term {number} av mange\n" for number in range(lines)))
    client.get(url_of(review))
    with django_assert_max_num_queries(40):
        client.get(url_of(review))


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("editor", False), ("moderator", False)])
def test_only_an_administrator_adds_headings_that_are_known(client, blog, role, may):
    client.force_login(factories.user(role))
    url = reverse("wagtailsettings:edit", args=["collaboration", "notessettings", NotesSettings.load().pk])
    response = client.post(url, {"goal_words": "stjerner i sikte"}, follow=True)
    assert response.status_code == 200
    assert (NotesSettings.load().goal_words == "stjerner i sikte") is may
