"""The admin as a whole: the site's own name on it, and nothing from anybody else."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from wagtail.models import Site

from collaboration.models import Attribution, Kind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = factories.user("administrator", superuser=True, language="en")
    client.force_login(user)
    return user


PAGES = [
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtailimages:add_multiple",
    "wagtaildocs:index",
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailadmin_account",
    "wagtailsites:index",
    "wagtaillocales:index",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_workflows:index",
    "wagtailsnippets_collaboration_competency:list",
    "wagtailsnippets_collaboration_organisation:add",
]
# What a browser fetches by itself: an address in one of these is a request to somebody.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object)[^>]*?\s(?:src|srcset|data)=["']?([^"'\s>]+)"""
    r"""|<link[^>]*?\shref=["']?([^"'\s>]+)|url\(["']?([^"')]+)|data-icon-url=["']([^"']+)""",
    re.IGNORECASE,
)


def fetched(page):
    return [address for groups in FETCHED.findall(page) for address in groups if address]


def elsewhere(addresses):
    return [address for address in addresses if re.match(r"(?:https?:)?//", address)]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_the_admin_asks_anybody_else_for_anything(client, administrator, name):
    factories.site()
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 200
    page = response.content.decode()
    assert fetched(page)
    assert elsewhere(fetched(page)) == []


def test_the_editor_of_a_post_asks_nobody_else_for_anything(client, administrator):
    post = factories.post([(Kind.GOAL, Attribution.SHARED, [], ["Mål"])])
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    assert elsewhere(fetched(page)) == []


def test_the_sign_in_page_asks_nobody_else_for_anything(client):
    Site.objects.create(
        hostname="testserver", is_default_site=True, site_name="Museene", root_page=factories.home_page()
    )
    page = client.get(reverse("wagtailadmin_login"), follow=True).content.decode()
    assert elsewhere(fetched(page)) == []
    assert "Wagtail</title>" not in page


def test_the_policy_would_stop_whatever_were_asked_of_others(client, administrator):
    policy = client.get(reverse("wagtailadmin_home")).headers["Content-Security-Policy"]
    rules = [rule.strip() for rule in policy.split(";")]
    assert "default-src 'self'" in rules
    # A film within a page is loaded when somebody presses its button, and in a frame.
    assert [rule for rule in rules if "//" in rule and not rule.startswith("frame-src")] == []


def test_the_admin_bears_the_sites_own_name_and_mark(client, administrator):
    factories.site(site_name="Museene")
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert re.search(r"<title>[^<]* - Museene</title>", page)
    assert "samspill-mark" in page
    assert "mark.svg" in page
    assert "wagtailadmin/images/favicon" not in page


def test_a_site_that_has_not_been_started_has_an_admin_too(client, administrator, settings):
    page = client.get(reverse("wagtailadmin_home"))
    assert page.status_code == 200
    assert settings.SITE_NAME in page.content.decode()
    assert client.get(reverse("wagtailadmin_explore_root")).status_code == 200


def test_the_first_page_says_how_much_there_is(client, administrator):
    factories.post([(Kind.GOAL, Attribution.SHARED, [], ["Ett", "To"])])
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "2 terms" in page
    assert "2 public statements" in page


def test_the_figures_are_for_who_may_see_the_vocabulary(client):
    factories.post([(Kind.GOAL, Attribution.SHARED, [], ["Ett", "To"])])
    user = factories.user("moderator", language="en")
    client.force_login(user)
    assert "2 terms" in client.get(reverse("wagtailadmin_home")).content.decode()
    user.groups.get().permissions.exclude(codename="access_admin").delete()
    assert "2 terms" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_counts_nothing_as_unread_that_is_no_work(client, administrator):
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "whats-new-in-wagtail" not in page
    assert '"name": "editor-guide"' not in page


def test_the_vocabulary_is_one_entry_of_the_menu_and_nothing_is_left_under_snippets(client, administrator):
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    menu = page.split('id="wagtail-sidebar-props"')[1].split("</script>")[0]
    assert menu.count('"collaboration"') >= 1
    for model in ("organisation", "session", "theme", "competency", "challenge", "goal", "means"):
        assert f"/admin/snippets/collaboration/{model}/" in menu
    assert '"/admin/snippets/"' not in menu


def test_our_own_admin_templates_name_no_other_host():
    for path in Path("templates").rglob("admin/*.html"):
        assert elsewhere(fetched(path.read_text())) == [], path
