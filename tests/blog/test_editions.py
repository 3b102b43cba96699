"""After publication, readers see that a post was changed, when, and what."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from blog.editions import differences
from tests import factories as make

pytestmark = pytest.mark.django_db


def page_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text_of(client, address):
    return " ".join(page_of(client, address).get_text(" ").split())


def at(day):
    return time_machine.travel(datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def post():
    with at(1):
        return make.post([("goal", "unattributed", [], ["Lesning", "Samlinger"])], text="Vi møttes.", title="Mål")


def test_a_post_as_it_was_first_published_has_no_history(client, post):
    assert "Endret" not in text_of(client, post.url)
    assert "Ingenting er endret" in text_of_missing(client, f"{post.url}endringer/")


def text_of_missing(client, address):
    return " ".join(page_of(client, address, 404).get_text(" ").split())


def test_a_changed_post_says_when_and_what(client, post):
    with at(9):
        make.revise(post, introduction="Nytt avsnitt.", publish=True)
    main = page_of(client, post.url)
    assert "Endret 9. mars 2026" in " ".join(main.get_text(" ").split())
    link = main.find("a", string="Hva er endret?")
    changes = page_of(client, link["href"])
    assert [ins.get_text() for ins in changes.find_all("ins")] == ["Nytt avsnitt."]
    assert not changes.find_all("del")
    assert changes.find("time")["datetime"].startswith("2026-03-09")


def test_a_statement_that_was_reworded_is_shown_word_by_word(client, post):
    body = post.body.raw_data
    body[1]["value"]["items"][0]["value"]["wording"] = "Lesning for alle"
    make.revise(post, body=body, publish=True)
    changes = page_of(client, f"{post.url}endringer/")
    assert [" ".join(li.get_text().split()) for li in changes.find("ul", class_="changes").find_all("li")] == [
        "Lesning for alle"
    ]
    assert changes.find("ins").get_text().strip() == "for alle"


def test_several_changes_are_told_newest_first(client, post):
    for day, title in ((2, "Mål og midler"), (3, "Mål, midler og mer")):
        with at(day):
            make.revise(post, title=title, publish=True)
    times = [time["datetime"][:10] for time in page_of(client, f"{post.url}endringer/").find_all("time")]
    assert times == ["2026-03-03", "2026-03-02"]


def test_a_publication_that_changes_nothing_readers_see_is_no_change(client, post):
    make.revise(post, comments_open=False, publish=True)
    make.revise(post, slug="et-annet-sted", publish=True)
    assert post.editions.count() == 1
    assert "Endret" not in text_of(client, post.url)


def test_a_word_made_bold_is_no_change_of_what_is_said(post):
    body = post.body.raw_data
    body[0]["value"] = "<p>Vi <b>møttes</b>.</p>"
    make.revise(post, body=body, publish=True)
    assert post.editions.count() == 1


def test_the_language_an_editor_has_the_admin_in_is_no_change():
    with translation.override("nb"):
        post = make.post([("goal", "shared", [], ["Lesning"])])
    with translation.override("en"):
        make.revise(post, comments_open=False, publish=True)
    assert post.editions.count() == 1


def test_a_draft_never_stands_in_the_history(client, post):
    make.revise(post, title="Hemmelig utkast")
    make.revise(post, title="Mål", introduction="Åpent.", publish=True)
    assert "Hemmelig" not in text_of(client, f"{post.url}endringer/")
    make.revise(post, title="Enda et utkast")
    assert "utkast" not in text_of(client, f"{post.url}endringer/")
    assert "utkast" not in text_of(client, post.url)


def test_what_waits_for_its_time_stands_in_the_history_only_when_it_has_come(client, post):
    make.revise(post, introduction="Fra i morgen.", scheduled=make.tomorrow())
    assert "Endret" not in text_of(client, post.url)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    assert "Fra i morgen." in text_of(client, f"{post.url}endringer/")


def test_what_stood_while_a_post_was_down_is_not_told(client, post):
    post.unpublish()
    make.revise(post, title="Under arbeid")
    make.revise(post, title="Mål på nytt", publish=True)
    assert "Under arbeid" not in text_of(client, f"{post.url}endringer/")


def test_a_post_that_keeps_its_changes_to_itself_shows_none(client, post):
    make.revise(post, introduction="Nytt.", publish=True)
    make.revise(post, show_changes=False, publish=True)
    main = page_of(client, post.url)
    assert not main.find("a", string="Hva er endret?")
    assert "Ingenting er endret" in text_of_missing(client, f"{post.url}endringer/")


def test_what_should_never_have_been_published_can_be_taken_out(client, post):
    make.revise(post, introduction="Ingrids telefonnummer er 22 22 22 22.", publish=True)
    make.revise(post, introduction="", publish=True)
    assert "22 22" in text_of(client, f"{post.url}endringer/")
    for edition in post.editions.all():
        if any("22 22" in line for line in edition.lines):
            edition.delete()
    for address in (post.url, f"{post.url}endringer/"):
        assert b"22 22" not in client.get(address).content


def test_a_copy_of_a_post_begins_without_a_history(client, post):
    make.revise(post, introduction="Nytt.", publish=True)
    copy = post.copy(keep_live=True, update_attrs={"slug": "kopi"})
    assert client.get(f"{copy.url}endringer/").status_code == 404


def test_each_language_has_its_own_history(client, post):
    make.blog("nn")
    nynorsk = post.copy_for_translation(make.locale("nn"))
    nynorsk.save_revision().publish()
    make.revise(nynorsk, title="Mål på nynorsk", publish=True)
    assert "på nynorsk" in text_of(client, f"{nynorsk.url}endringar/")
    assert client.get(f"{post.url}endringer/").status_code == 404


texts = st.lists(
    st.sampled_from(["Vi møttes.", "Vi møttes i går.", "Lesning", "Noe helt annet her", "", "a b c d"]), max_size=6
)


@given(texts, texts)
def test_what_was_kept_and_removed_is_the_old_text_and_what_was_kept_and_added_the_new(old, new):
    changed = differences(old, new)
    before = {"".join(piece.text for piece in line if piece.sign != "+") for line in changed}
    after = {"".join(piece.text for piece in line if piece.sign != "-") for line in changed}
    assert before <= {*old, ""}
    assert after <= {*new, ""}
    assert set(old) - set(new) <= before
    assert set(new) - set(old) <= after
    assert (not changed) == (old == new)
