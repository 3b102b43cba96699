"""The admin speaks the language that an editor has chosen, on every screen that she meets."""

import pytest

from tests import factories
from tests.admin_language.reading import texts
from tests.admin_language.screens import Contents, screens
from tests.admin_language.words import Language, for_scripts
from tests.demo_site import demo_site

__all__ = ["demo_site"]

pytestmark = pytest.mark.django_db

LEAST = 0.95


@pytest.fixture
def contents(demo_site):
    return Contents(factories.user("editor"))


def opened(client, listed):
    """Return {name: texts} of the screens; each must open."""
    found, shut = {}, {}
    for screen in listed:
        response = client.get(screen.address, follow=True)
        if response.status_code != (404 if screen.name == "not found" else 200) or len(response.redirect_chain) > 1:
            shut[screen.name] = response.status_code
        found[screen.name] = texts(response, for_scripts(screen.scripts) if screen.scripts else None)
    assert shut == {}
    return found


def told(share, left):
    return "\n".join(
        [f"{share:.1%} in the language. Left:", *(f"  {text!r} ({at})" for text, at in sorted(left.items()))]
    )


@pytest.mark.parametrize("code", ["nb", "nn"])
@pytest.mark.parametrize("role", ["superuser", "editor"])
def test_what_an_editor_meets_is_in_her_language(code, role, client, contents):
    administrator = role == "superuser"
    client.force_login(
        factories.user(superuser=True, language=code) if administrator else factories.user(role, language=code)
    )
    found = opened(client, [screen for screen in screens(contents) if administrator or screen.for_editors])
    language = Language(code)
    said, left = set(), {}
    for name, read in found.items():
        in_it, in_another = language.judge(read)
        said |= in_it
        left |= dict.fromkeys(in_another, name)
    share = len(said) / (len(said) + len(left))
    print(f"\n{code}, {role}: {len(found)} screens, {len(said)} texts in the language, {len(left)} left, {share:.1%}")
    assert share >= LEAST, told(share, left)
    # Nothing has been overlooked: there is much to read.
    assert len(said) > 1000
