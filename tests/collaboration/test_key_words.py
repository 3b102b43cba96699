"""What is said of a visual key to an editor."""

import pytest
from django.utils import translation

from collaboration.key_words import in_words, named
from collaboration.visual_keys import Problem, ProblemCode, VisualKey, measures, scheme_for

KEY = VisualKey(letter="A", bands=1, light=scheme_for("#1d3f94", dark=False), dark=scheme_for("#9db4f0", dark=True))


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("nb", "På lys bakgrunn: bokstav på fargen"),
        ("nn", "På lys bakgrunn: bokstav på fargen"),
        ("en", "On light: letter on the colour"),
    ],
)
def test_each_contrast_that_is_measured_has_a_name_in_the_editors_language(code, first):
    with translation.override(code):
        names = {named(measure) for measure in measures(KEY)}
        assert first in names
        assert not [name for name in names if "_" in name]


@pytest.mark.parametrize(("code", "ratio"), [("nb", "3,2:1"), ("nn", "3,2:1"), ("en", "3.2:1")])
def test_a_ratio_has_the_decimal_sign_of_the_editors_language(code, ratio):
    problem = Problem(ProblemCode.TEXT_CONTRAST, scheme="light", measured=3.21, needed=4.5)
    with translation.override(code):
        assert ratio in in_words(problem)
