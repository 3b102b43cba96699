"""Ending one's sessions elsewhere: at once, of nobody else, and by nobody else."""

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tests.accounts.signing_in.test_door import is_in

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "/account/", "/account/sign-out/elsewhere/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def open_to(client):
    return client.get(HERE).status_code == 200


@pytest.mark.parametrize("password", ["sommerfugl-torsdag-7", None], ids=["with a password", "without one"])
def test_all_other_sessions_end_and_this_one_stays_with_a_new_key(password):
    user = User.objects.create_user("kari@example.org", password)
    here, there, hers = signed_in(user), signed_in(user), signed_in(factories.user("editor"))
    key = here.session.session_key
    assert all(map(open_to, (here, there, hers)))
    response = here.post(ELSEWHERE)
    assert "overalt ellers" in here.get(response["Location"]).content.decode()
    assert here.session.session_key != key
    assert (open_to(here), open_to(there), open_to(hers)) == (True, False, True)
    assert not is_in(there)
    # And again.
    there = signed_in(type(user).objects.get(pk=user.pk))
    here.post(ELSEWHERE)
    assert (open_to(here), open_to(there)) == (True, False)


def test_it_takes_a_post_from_our_own_page_by_who_is_signed_in():
    user = factories.user("editor")
    there = signed_in(user)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.get(ELSEWHERE).status_code == 405
    assert strict.post(ELSEWHERE).status_code == 403
    assert Client().post(ELSEWHERE).status_code == 302
    assert open_to(there)
