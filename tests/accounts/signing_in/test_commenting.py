"""Whoever comments may sign in first, and is known then."""

import re

import pytest

from accounts.models import User
from comments.models import ModeratedComment
from mail.models import OutgoingMail
from tests.comments import making

pytestmark = pytest.mark.django_db

OURS = {"origin": "http://testserver"}
CODE = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}\b")


@pytest.fixture
def post():
    return making.post()


def test_the_form_leads_to_the_door_and_back_to_itself_known(client, post):
    door = re.search(r'href="(/account/sign-in/[^"]+)"', client.get(post.url).content.decode()).group(1)
    client.get(door)
    client.post(door, {"email": "kari@example.org"}, headers=OURS)
    (code,) = CODE.findall(OutgoingMail.objects.get().text)[:1]
    response = client.post("/account/sign-in/code/", {"code": code}, headers=OURS)
    assert response["Location"] == f"{post.url}#write"
    html = client.get(post.url).content.decode()
    assert "/account/sign-in/" not in html
    assert "Du skriver som <b>k…@example.org</b>." in html


def test_what_she_writes_needs_no_confirmation_by_mail(client, post):
    making.settings()
    client.force_login(User.objects.create_user("kari@example.org", first_name="Kari", last_name="Moen"))
    html = client.get(post.url).content.decode()
    assert "Du skriver som <b>Kari Moen</b> (k…@example.org)." in html
    form = making.form(name="Kari Moen")
    form.pop("email")
    client.post(making.write_url(post), form, headers=OURS)
    comment = ModeratedComment.objects.get()
    assert (comment.user_name, comment.state) == ("Kari Moen", "published")
    assert not OutgoingMail.objects.filter(to="kari@example.org").exists()
