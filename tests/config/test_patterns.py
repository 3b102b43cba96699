"""The pattern page: there in development alone, and drawn without touching what is stored."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from config import urls
from config.patterns import samples
from config.patterns.stand_ins import organisations_named

ROOT = Path(__file__).resolve().parents[2]


def test_production_has_no_pattern_page():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "example.org",
        "DATABASE_URL": "sqlite://:memory:",
        "BASE_URL": "https://example.org",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "DEFAULT_FROM_EMAIL": "samspill@example.org",
    }
    code = "from django.conf import settings; print(getattr(settings, 'PATTERN_PAGE', False))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert answer.stdout.strip() == "False", answer.stderr


def test_without_its_setting_the_pattern_page_has_no_address():
    def names():
        return {str(pattern.pattern) for part in urls.urlpatterns for pattern in getattr(part, "url_patterns", [])}

    assert "monster/" in names()
    try:
        with override_settings(PATTERN_PAGE=False):
            importlib.reload(urls)
            assert "monster/" not in names()
    finally:
        importlib.reload(urls)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/monster/", "/nn/monster/", "/en/monster/", *(f"/monster/{n}/" for n in samples.SETS)]
)
def test_patterns_are_drawn_on_an_empty_site_and_write_nothing(client, path):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200
    assert 'name="robots" content="noindex"' in response.content.decode()
    assert all(query["sql"].startswith("SELECT") for query in asked), [query["sql"] for query in asked]


@pytest.mark.django_db
def test_there_are_sets_of_two_four_nine_and_twenty_and_no_others(client):
    assert {number: len(names) for number, names in samples.SETS.items()} == {2: 2, 4: 4, 9: 9, 20: 20}
    assert client.get("/monster/3/").status_code == 404


@pytest.mark.django_db
def test_one_stylesheet_holds_the_colours_of_every_set(client):
    css = client.get("/monster/visual-keys.css").content.decode()
    for names in samples.SETS.values():
        for organisation in organisations_named(names):
            assert f".k-{organisation.slug}{{--lc:{organisation.colour};" in css
