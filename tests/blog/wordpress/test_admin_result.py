"""The proof in the admin: figures that add up, each thing with its reason, each text beside the old one."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from blog.importers.wordpress.reading import Kind, Reason
from blog.models import PostPage, ProofRow
from blog.wordpress_admin import sentences, words
from blog.wordpress_admin.proving import harmless
from blog.wordpress_admin.result_views import SHOWN
from collaboration.models import NotesReview
from tests.blog.wordpress.making import MadeComment, MadeItem, wxr
from tests.blog.wordpress.uploads import at, export, file, said, soup, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.tasks, pytest.mark.usefixtures("blog")]


def test_figures_stand_side_by_side_and_add_up(client, chosen):
    page = said(client.get(at(chosen())))
    assert "Everything in the export is accounted for. Every old address answers." in page
    # What became of nothing has no column.
    assert "What In the export Imported Not imported Adds up Posts: Published 3 3 0 Yes" in page
    assert "Posts: Private 1 0 1 Yes" in page
    assert "Mails from contact forms: Published 1 0 1 Yes" in page
    assert "Comments: Waiting for a moderator 3 3 0 Yes" in page


def test_each_thing_says_what_became_of_it_and_leads_to_the_editor(client, chosen):
    page = client.get(at(chosen()))
    first = PostPage.objects.get(title="Innlegg 1")
    assert soup(page).select(f'a[href="{reverse("wagtailadmin_pages:edit", args=[first.pk])}"]')
    assert "Bare for oss Posts Private Not imported: Its status, “Private”, is not among those to import" in said(page)


def test_only_what_was_not_imported(client, chosen):
    page = said(client.get(at(chosen()) + "?show=missed"))
    assert "Not imported (3)" in page
    assert "Hemmelig brev" in page
    assert "Innlegg 1" not in page


def test_every_old_address_with_the_new_one_and_its_answer(client, chosen):
    run = chosen()
    page = said(client.get(at(run) + "?show=addresses"))
    assert "/?p=1 /blogg/" in page
    assert "Old addresses that do not answer (0)" in said(client.get(at(run) + "?show=silent"))


def test_what_does_not_add_up_is_said_first_and_in_words(client, chosen):
    run = chosen()
    run.report["unaccounted"] = ["post/publish: 2 too many or too few", "/a/ answers 404"]
    run.report["unaccounted_number"] = 2
    run.report["counts"]["found"]["post/publish"] = 5
    run.save()
    ProofRow.objects.filter(run=run, section="addresses").update(amount=404)
    page = client.get(at(run) + "?show=silent")
    assert "2 things are not accounted for Posts: Published: 2 too many or too few /a/ answers 404" in said(page)
    assert soup(page).select_one("[role=alert]")
    assert "Posts: Published 5 3 0 No" in said(page)


def test_only_lists_that_hold_something_are_offered_with_how_much(client, chosen):
    page = soup(client.get(at(chosen())))
    assert [" ".join(one.get_text(" ").split()) for one in page.select(".moving__lists li")] == [
        "Everything 8",
        "Not imported 3",
        "All texts 5",
        f"All old addresses {ProofRow.objects.filter(section='addresses').count()}",
        "Comments 6",
        f"Worth knowing {ProofRow.objects.filter(section='notes').count()}",
    ]


def test_a_comment_is_told_by_the_title_of_its_post(client, chosen):
    assert "Innlegg 2 Approved Imported 201" in said(client.get(at(chosen()) + "?show=comments"))


def test_of_two_with_one_number_only_the_first_leads_to_the_page(client, chosen):
    first = MadeItem(id=1, title="Den første", comments=[MadeComment(id=7)])
    run = chosen(uploaded(client, file(wxr([first, MadeItem(id=1, title="Den andre")]).encode())))
    page = soup(client.get(at(run)))
    rows = {row.th.get_text(strip=True): row for row in page.select(".moving__cards tr") if row.th}
    assert rows["Den første"].select("a")
    assert not rows["Den andre"].select("a")
    assert "Den første Approved Imported 7" in said(client.get(at(run) + "?show=comments"))


def test_words_that_were_here_before_are_counted_as_compared(client, chosen):
    first, again = chosen(), chosen(uploaded(client))
    assert again.report["words"] == first.report["words"] > 0


def test_texts_that_differ_stand_first(client, chosen):
    run = chosen()
    rows = ProofRow.objects.filter(run=run, section="text")
    for number, words_missing in (("2", ["øya"]), ("3", ["vi", "møttes"])):
        row = rows.get(number=number)
        rows.filter(pk=row.pk).update(amount=len(words_missing), row={**row.row, "missing": words_missing})
    page = said(client.get(at(run) + "?show=differing"))
    assert "Texts that differ (2)" in page
    assert page.index("Innlegg 3") < page.index("Innlegg 2")
    assert "1 word is missing here øya" in said(client.get(at(run, "text", "2")))


def test_a_text_stands_beside_the_old_one_which_fetches_and_runs_nothing(client, chosen):
    run = chosen()
    page = soup(client.get(at(run, "text", "1")))
    old, new = page.select("iframe")
    assert old.has_attr("sandbox")
    assert client.get(new["src"]).status_code == 200
    framed = client.get(old["src"])
    assert "sandbox" in framed["Content-Security-Policy"]
    assert "default-src 'none'" in framed["Content-Security-Policy"]
    assert "Vi møttes på øya for gang nummer 1." in framed.content.decode()


def test_what_was_there_is_made_harmless():
    html = harmless('<p onclick="x()">Hei <a href="https://a.no">der</a><img src="https://a.no/b" alt="Tavla"></p>')
    assert html == '<p>Hei <a>der</a><img alt="Tavla"></p>'
    assert "x()" not in harmless("<script>x()</script>")


def test_a_text_can_be_read_as_notes_and_nothing_is_changed_by_it(client, chosen):
    run = chosen()
    form = soup(client.get(at(run, "text", "1"))).select_one("form[action*=notes]")
    sent = {field["name"]: field["value"] for field in form.select("input[name]")}
    response = client.post(form["action"], sent)
    review = NotesReview.objects.get()
    assert response.headers["Location"] == reverse("notes:review", args=[review.uuid])
    assert review.post_id == PostPage.objects.get(title="Innlegg 1").pk
    assert "mot" in review.notes
    assert PostPage.objects.get(title="Innlegg 1").revisions.count() == 1


def test_the_whole_proof_is_downloaded_as_the_command_writes_it(client, chosen):
    response = client.get(at(chosen(), "report"))
    told = json.loads(response.getvalue())
    assert {row["id"]: row["result"] for row in told["items"]}["1"] == "imported"
    assert len(told["comments"]) == 6
    assert told["unaccounted"] == []
    assert {"old", "new", "status"} <= set(told["addresses"][0])
    assert {"id", "words", "missing", "added"} <= set(told["text"][0])


@pytest.mark.parametrize("shown", SHOWN)
def test_the_page_asks_the_same_number_of_questions_however_much_came(client, chosen, shown):
    asked = []
    for posts in (2, 12):
        run = chosen(uploaded(client, file(export(posts=posts))))
        client.get(at(run))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(run) + f"?show={shown}").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_long_lists_come_in_pages(client, chosen, monkeypatch):
    monkeypatch.setattr("blog.wordpress_admin.result_views.ROWS", 3)
    run = chosen()
    page = soup(client.get(at(run)))
    assert page.select("a[href*='p=2']")
    assert client.get(at(run) + "?p=2").status_code == 200
    assert client.get(at(run) + "?p=99").status_code == 404


def test_reasons_are_told_in_the_readers_language_with_what_is_filled_in():
    with translation.override("en"):
        assert (
            words.said("Things of the type “event” are not pages here")
            == "Things of the type “event” are not pages here"
        )
        assert words.said("Things of the type “product” are not pages here") == "There is no shop here."
        assert words.said("/a/ answers 404") == "/a/ answers 404"
        assert words.said("It has changed there; --update brings the change").startswith("It has changed there. Import")
        assert words.said("What nobody has foreseen: 50 %") == "What nobody has foreseen: 50 %"


def test_hostile_texts_of_an_export_stay_texts(client, chosen):
    evil = '<img src=x onerror="alert(1)">'
    run = chosen(uploaded(client, file(wxr([MadeItem(id=1, title=evil, type=evil, status="publish")]).encode())))
    page = client.get(at(run)).content.decode()
    assert evil not in page


def test_all_that_the_reading_says_can_be_translated():
    assert {reason.value for reason in Reason} == set(sentences.REASONS)
    assert {kind.value for kind in Kind} == set(sentences.KINDS)
