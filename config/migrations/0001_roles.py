"""Give a new site its roles, its editorial workflow and its languages, and clear Wagtail's example away."""

from django.conf import settings
from django.db import migrations
from django.utils import translation
from django.utils.translation import gettext as _

# Rights are made here if need be: Django makes them after the last migration, which is too late.
EVERYWHERE = ["wagtailadmin.access_admin"]
VOCABULARY = ["organisation", "session", "theme", "competency", "challenge", "goal", "means"]
DRAFTED = [f"collaboration.{model}" for model in VOCABULARY] + ["blog.category"]
# What is in use can't be deleted by anybody, so that this right is no danger.
SNIPPETS = [*DRAFTED, "blog.author"]


def _rights(actions, models):
    for label in models:
        app, _dot, model = label.partition(".")
        for action in actions:
            yield f"{app}.{action}_{model}"


EDITOR = [
    *EVERYWHERE,
    *_rights(["view", "add", "change", "delete"], SNIPPETS),
    *_rights(["publish"], DRAFTED),
    *_rights(["view", "change", "publish"], ["home.sitetext"]),
    "wagtail_localize.submit_translation",
]
ADMINISTRATOR = [
    *EDITOR,
    *_rights(["add", "delete"], ["home.sitetext"]),
    *_rights(["add", "change", "delete", "view"], ["accounts.user", "auth.group"]),
    *_rights(["add", "change", "delete"], ["wagtailcore.site", "wagtailcore.locale", "wagtailredirects.redirect"]),
    *_rights(["add", "change", "delete"], ["wagtailcore.workflow", "wagtailcore.task"]),
    "accounts.change_editorialsettings",
    "mail.view_outgoingmail",
    "mail.retry_outgoingmail",
    "home.view_periodicrun",
]
MODERATOR = [*EVERYWHERE, *_rights(["view"], SNIPPETS)]
TRANSLATOR = [
    *EVERYWHERE,
    *_rights(["view"], SNIPPETS),
    *_rights(["view", "change"], [*DRAFTED, "home.sitetext"]),
    "wagtail_localize.submit_translation",
]
MODEL_RIGHTS = {
    "administrator": ADMINISTRATOR,
    "editor": EDITOR,
    "moderator": MODERATOR,
    "translator": TRANSLATOR,
}
PAGE_RIGHTS = {
    "administrator": ["add", "change", "publish", "bulk_delete", "lock", "unlock"],
    "editor": ["add", "change", "publish", "lock", "unlock"],
    # Wagtail's right to change covers the translation of a page; nothing she does is seen before it is published.
    "translator": ["change"],
}
FILES = ["wagtailimages.{}_image", "wagtaildocs.{}_document"]
COLLECTION_RIGHTS = {
    "administrator": ["add", "change", "delete", "choose"],
    "editor": ["add", "change", "choose"],
    "translator": ["choose"],
}
COLLECTIONS_OF = {"administrator": ["add", "change", "delete"], "editor": ["add", "change"]}


def _permission(apps, name):
    app, _dot, codename = name.partition(".")
    action, _underscore, model = codename.rpartition("_")
    if name == "wagtail_localize.submit_translation":
        model = "translation"
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    try:
        words = apps.get_model(app, model)._meta.verbose_name_raw
    except LookupError:
        words = model
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {action} {words}"[:255]}
    )
    return permission


def _group(apps, key, name, inherited):
    """Return the role's group: the one it has, one of that name, or Wagtail's own under the new name."""
    Group, Role = apps.get_model("auth.Group"), apps.get_model("accounts.Role")
    role = Role.objects.filter(key=key).first()
    if role:
        return role.group
    group = Group.objects.filter(name=name).first() or Group.objects.filter(name=inherited).first() or Group(name=name)
    group.name = name
    group.save()
    Role.objects.create(key=key, group=group)
    return group


def make_roles(apps, schema_editor=None):
    """Make the groups of the four roles, with exactly the rights that are listed above."""
    with translation.override(settings.LANGUAGE_CODE):
        names = {
            "administrator": (_("Administrators"), None),
            "editor": (_("Editors"), "Editors"),
            "moderator": (_("Moderators"), "Moderators"),
            "translator": (_("Translators"), None),
        }
    root_page = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    GroupPagePermission = apps.get_model("wagtailcore.GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore.GroupCollectionPermission")
    for key, (name, inherited) in names.items():
        group = _group(apps, key, name, inherited)
        group.permissions.set([_permission(apps, right) for right in dict.fromkeys(MODEL_RIGHTS[key])])
        GroupPagePermission.objects.filter(group=group).delete()
        for action in PAGE_RIGHTS.get(key, []):
            GroupPagePermission.objects.create(
                group=group, page=root_page, permission=_permission(apps, f"wagtailcore.{action}_page")
            )
        GroupCollectionPermission.objects.filter(group=group).delete()
        rights = [right.format(action) for right in FILES for action in COLLECTION_RIGHTS.get(key, [])]
        rights += [f"wagtailcore.{action}_collection" for action in COLLECTIONS_OF.get(key, [])]
        for right in rights:
            GroupCollectionPermission.objects.create(
                group=group, collection=root_collection, permission=_permission(apps, right)
            )


def make_workflow(apps, schema_editor=None):
    """Make the workflow by which a second editor approves, in use on no page until it is switched on."""
    Workflow, WorkflowTask = (
        apps.get_model("wagtailcore.Workflow"),
        apps.get_model("wagtailcore.WorkflowTask"),
    )
    SecondEditorTask, Role = apps.get_model("accounts.SecondEditorTask"), apps.get_model("accounts.Role")
    if SecondEditorTask.objects.exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Second editor")
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="accounts", model="secondeditortask"
    )
    task = SecondEditorTask.objects.create(name=name, content_type=content_type, active=True)
    task.groups.set([role.group_id for role in Role.objects.filter(key__in=["administrator", "editor"])])
    workflow = Workflow.objects.create(name=name, active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)


def remove_default_workflow(apps, schema_editor=None):
    """Remove the workflow that comes with Wagtail, if nothing was ever sent through it."""
    for workflow in apps.get_model("wagtailcore.Workflow").objects.filter(name="Moderators approval"):
        apps.get_model("wagtailcore.WorkflowPage").objects.filter(workflow=workflow).delete()
        if apps.get_model("wagtailcore.WorkflowState").objects.filter(workflow=workflow).exists():
            workflow.active = False
            workflow.save()
            continue
        tasks = list(workflow.workflow_tasks.values_list("task_id", flat=True))
        workflow.delete()
        apps.get_model("wagtailcore.GroupApprovalTask").objects.filter(pk__in=tasks, workflow_tasks=None).delete()


def make_languages(apps, schema_editor=None):
    """Make the languages of the settings known to Wagtail, which begins with the first alone."""
    Locale = apps.get_model("wagtailcore.Locale")
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def remove_welcome_page(apps, schema_editor=None):
    """Remove Wagtail's welcome page, and the site that shows it, where nobody has touched them."""
    Page = apps.get_model("wagtailcore.Page")
    root = Page.objects.get(depth=1)
    welcome = Page.objects.filter(
        path=f"{root.path}0001",
        title="Welcome to your new Wagtail site!",
        content_type__app_label="wagtailcore",
        content_type__model="page",
        numchild=0,
        latest_revision=None,
    ).first()
    if welcome and Page.objects.filter(depth=2).count() == 1:
        apps.get_model("wagtailcore.Site").objects.filter(root_page=welcome).delete()
        welcome.delete()
        Page.objects.filter(pk=root.pk).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_editorial_workflow"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("blog", "0003_initial"),
        ("collaboration", "0002_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("home", "0001_initial"),
        ("mail", "0001_outgoing_mail"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(operation, migrations.RunPython.noop, elidable=False)
        for operation in (
            make_roles,
            make_workflow,
            remove_default_workflow,
            make_languages,
            remove_welcome_page,
        )
    ]
