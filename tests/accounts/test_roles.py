"""What each role may do, yes and no: through the admin's own pages wherever there is one."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Locale, Page, Site, Workflow, WorkflowPage

from accounts.models import Role, SecondEditorTask
from blog.models import Author, Category
from collaboration.models import Challenge, Competency, Goal, Means, Organisation, Session, Theme
from home.models import SiteText
from tests import factories

pytestmark = pytest.mark.django_db

ROLES = ["administrator", "editor", "moderator", "translator"]
VOCABULARY = [Organisation, Session, Theme, Competency, Challenge, Goal, Means, Category]
# l: list, a: add, c: change, p: publish, d: delete
RIGHTS = {
    "administrator": {**dict.fromkeys(VOCABULARY, "lacpd"), Author: "lacd", SiteText: "lacpd"},
    "editor": {**dict.fromkeys(VOCABULARY, "lacpd"), Author: "lacd", SiteText: "lcp"},
    "moderator": {**dict.fromkeys(VOCABULARY, "l"), Author: "l", SiteText: ""},
    "translator": {**dict.fromkeys(VOCABULARY, "lc"), Author: "l", SiteText: "lc"},
}
ACTIONS = {"l": "list", "a": "add", "c": "edit", "d": "delete"}
TABLE = [
    (role, model, letter, letter in rights)
    for role, models in RIGHTS.items()
    for model, rights in models.items()
    for letter in ("lacd" if model is Author else "lacpd")
]


def instance_of(model):
    """Return something unused of this model."""
    if model in (Competency, Challenge, Goal, Means):
        return factories.term(model.kind, "Noe ubrukt")
    return {
        Organisation: factories.OrganisationFactory,
        Session: factories.SessionFactory,
        Theme: factories.ThemeFactory,
        Category: factories.CategoryFactory,
        Author: factories.AuthorFactory,
        SiteText: factories.SiteTextFactory,
    }[model]()


@pytest.mark.parametrize(
    ("role", "model", "action", "may"), TABLE, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_each_role_may_do_with_snippets_what_the_table_says(client, role, model, action, may):
    user = factories.user(role)
    if action == "p":
        assert user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}") is may
        return
    obj = instance_of(model)
    client.force_login(user)
    args = [] if action in "la" else [obj.pk]
    response = client.get(reverse(model.snippet_viewset.get_url_name(ACTIONS[action]), args=args))
    assert (response.status_code == 200) is may
    if action == "d" and may:
        client.post(reverse(model.snippet_viewset.get_url_name("delete"), args=args))
        assert not model.objects.filter(pk=obj.pk).exists()


PAGES = {
    "administrator": {"add", "edit", "publish", "unpublish", "delete", "lock", "unlock"},
    "editor": {"add", "edit", "publish", "unpublish", "delete", "lock", "unlock"},
    "moderator": set(),
    "translator": {"edit"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
def test_each_role_may_do_with_a_colleagues_post_what_the_table_says(role, live):
    page = factories.post(live=live, owner=factories.user("editor")).specific
    user = factories.user(role)
    mine, above = page.permissions_for_user(user), page.get_parent().specific.permissions_for_user(user)
    may = {
        "add": above.can_add_subpage(),
        "edit": mine.can_edit(),
        "publish": mine.can_publish(),
        "unpublish": mine.can_unpublish(),
        "delete": mine.can_delete(),
        "lock": mine.can_lock(),
        "unlock": mine.can_unlock(),
    }
    expected = PAGES[role] if live else PAGES[role] - {"unpublish"}
    assert {action for action, allowed in may.items() if allowed} == expected


def test_only_an_administrator_may_delete_a_page_with_pages_below():
    blog = factories.post().get_parent().specific
    assert blog.permissions_for_user(factories.user("administrator")).can_delete()
    assert not blog.permissions_for_user(factories.user("editor")).can_delete()


ELSEWHERE = {
    "wagtailadmin_home": ROLES,
    "wagtailadmin_explore_root": ["administrator", "editor", "translator"],
    "wagtailimages:index": ["administrator", "editor"],
    "wagtaildocs:index": ["administrator", "editor"],
    "wagtailadmin_collections:index": ["administrator", "editor"],
    "wagtailusers_users:index": ["administrator"],
    "wagtailusers_groups:index": ["administrator"],
    "wagtailsites:index": ["administrator"],
    "wagtaillocales:index": ["administrator"],
    "wagtailredirects:index": ["administrator"],
    "wagtailadmin_workflows:index": ["administrator"],
    "wagtailadmin_reports:site_history": ROLES,
    "wagtailadmin_reports:locked_pages": ["administrator", "editor"],
    "written_forms": ["administrator", "editor", "translator"],
    "outgoing_mail:index": ["administrator"],
    "followers:index": ["administrator", "editor", "moderator"],
    "deliveries:index": ["administrator", "editor", "moderator"],
    "following_figures:index": ["administrator", "editor", "moderator"],
    "followers_exchange:import": ["administrator"],
    "languages:index": ["administrator", "editor", "translator"],
    "wagtailsnippets_languages_glossaryentry:list": ["administrator", "editor", "translator"],
    "wagtailsnippets_languages_glossaryentry:add": ["administrator", "editor", "translator"],
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ELSEWHERE)
def test_each_role_comes_where_its_work_is_and_nowhere_else(client, role, name):
    factories.post()
    client.force_login(factories.user(role))
    response = client.get(reverse(name), follow=name == "wagtailadmin_explore_root")
    assert (response.status_code == 200 and not _sent_home(response)) is (role in ELSEWHERE[name])


def _sent_home(response):
    chain = getattr(response, "redirect_chain", [])
    return bool(chain) and chain[-1][0] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("role", ROLES)
def test_only_an_administrator_may_change_the_editorial_workflow(client, role):
    client.force_login(factories.user(role))
    response = client.get(reverse("wagtailsettings:edit", args=["accounts", "editorialsettings"]), follow=True)
    assert ("second_editor" in response.content.decode()) is (role == "administrator")


@pytest.mark.parametrize("role", ROLES)
def test_the_right_to_send_something_to_translation_follows_the_role(role):
    may = factories.user(role).has_perm("wagtail_localize.submit_translation")
    assert may is (role != "moderator")


def test_somebody_without_a_role_does_not_come_in(client):
    client.force_login(factories.user())
    assert client.get(reverse("wagtailadmin_home")).status_code in (302, 403)


# --- What the migration leaves ---------------------------------------------------------------------


def test_every_role_has_one_group_and_wagtails_own_are_among_them():
    assert set(Role.objects.values_list("key", flat=True)) == set(ROLES)
    assert Group.objects.count() == len(ROLES)


def test_every_right_is_there_once():
    rights = list(Permission.objects.values_list("content_type", "codename"))
    assert len(rights) == len(set(rights))


def test_the_second_editors_workflow_is_made_and_in_use_nowhere():
    workflow = Workflow.objects.active().get()
    assert isinstance(workflow.workflow_tasks.get().task.specific, SecondEditorTask)
    assert not WorkflowPage.objects.exists()


def test_nothing_of_wagtails_example_is_left():
    assert not Page.objects.filter(depth__gt=1).exists()
    assert not Site.objects.exists()


def test_the_languages_of_the_settings_are_there_with_the_first_as_source(settings):
    assert {locale.language_code for locale in Locale.objects.all()} == {code for code, _name in settings.LANGUAGES}
    assert Locale.get_default().language_code == settings.LANGUAGE_CODE
