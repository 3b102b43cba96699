from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mail.tokens import TokenExpired, TokenInvalid, make_token, read_token

numbers = st.integers(min_value=0, max_value=2**63 - 1)


@given(st.lists(numbers, min_size=1, max_size=3))
def test_a_token_holds_its_numbers_and_nothing_else(ids):
    token = make_token("stop", *ids)
    assert read_token("stop", token) == [str(number) for number in ids]
    assert token.partition(":")[0] == "-".join(map(str, ids))


@given(numbers, st.text(max_size=20))
def test_a_token_serves_one_purpose(number, purpose):
    if purpose != "stop":
        with pytest.raises(TokenInvalid):
            read_token(purpose, make_token("stop", number))


@given(st.text(max_size=200))
def test_any_text_that_is_no_token_is_refused(text):
    with pytest.raises(TokenInvalid):
        read_token("stop", text, max_age=timedelta(days=1))


@given(numbers, numbers)
def test_a_token_cannot_be_made_to_name_another(number, other):
    _number, rest = make_token("stop", number).split(":", 1)
    if number != other:
        with pytest.raises(TokenInvalid):
            read_token("stop", f"{other}:{rest}")


def test_a_token_without_an_age_never_expires_and_with_one_does():
    token = make_token("stop", 1)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=2), tick=False):
        assert read_token("stop", token) == ["1"]
        with pytest.raises(TokenExpired):
            read_token("stop", token, max_age=timedelta(days=7))


def test_a_token_too_old_for_another_purpose_is_not_said_to_have_expired():
    token = make_token("stop", 1)
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(TokenInvalid):
        read_token("confirm", token, max_age=timedelta(days=7))


def test_another_key_signs_nothing_here(settings):
    token = make_token("stop", 1)
    settings.SECRET_KEY = "another"
    with pytest.raises(TokenInvalid):
        read_token("stop", token)
    assert signing.TimestampSigner(key="another", salt="mail.tokens.stop").sign("1") != token
