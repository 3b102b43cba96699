import os
import re
import runpy
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.catalogues import ROOT

COMPLETE = {
    "SECRET_KEY": "q7Zr0-this-is-long-enough-to-be-taken-for-a-real-secret-key-1Xw9",
    "ALLOWED_HOSTS": "samspill.example.org",
    "DATABASE_URL": "sqlite://:memory:",
    "BASE_URL": "https://samspill.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "samspill@example.org",
}


@pytest.fixture
def production(monkeypatch):
    """Read the production settings anew, in a complete environment changed by what is given."""

    def read(**changes):
        for name, value in {**COMPLETE, **changes}.items():
            monkeypatch.delenv(name, raising=False) if value is None else monkeypatch.setenv(name, value)
        return runpy.run_module("config.settings.production")

    return read


def test_production_starts_with_everything_it_needs(production):
    settings = production()
    assert settings["DEBUG"] is False
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] > 0


@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("name", COMPLETE)
def test_production_refuses_to_start_without_what_it_needs_and_names_it(production, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"\b{name}\b"):
        production(**{name: value})


def test_production_refuses_a_secret_key_that_can_be_guessed(production):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is too short"):
        production(SECRET_KEY="secret")


def test_production_refuses_a_proxy_that_is_no_address(production):
    production(TRUSTED_PROXIES="127.0.0.1, 10.0.0.0/8,::1")
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        production(TRUSTED_PROXIES="nginx")


def test_djangos_own_deployment_check_has_nothing_to_say():
    environment = {**os.environ, **COMPLETE, "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr


def test_every_variable_that_the_settings_read_is_documented():
    source = "".join(path.read_text() for path in (ROOT / "config" / "settings").glob("*.py"))
    read = set(re.findall(r"""\benv(?:\.\w+)?\(\s*["'](\w+)["']""", source))
    documented = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - documented == set()
    assert documented - read == {"DJANGO_SETTINGS_MODULE"}
