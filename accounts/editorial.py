"""Switch between editors who publish alone and editors who need a second pair of eyes."""

from django.contrib.auth.models import Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowContentType, WorkflowPage

from accounts.models.editorial import SecondEditorTask
from accounts.models.role import Role, RoleKey


def second_editor_workflow():
    """Return the workflow made by migration, or None where an administrator has deleted it."""
    task = SecondEditorTask.objects.filter(active=True).order_by("pk").first()
    return task and Workflow.objects.active().filter(workflow_tasks__task=task).order_by("pk").first()


@transaction.atomic
def apply_second_editor(on):
    """Let editors publish alone (`on` false), or give and take by Wagtail's own permissions and workflow.

    The right to publish pages is taken from the editors' group, so that every way of publishing
    (button, bulk action, schedule) is closed at once, not only the button.
    """
    root = Page.objects.get(depth=1)
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    editors = Role.objects.get(key=RoleKey.EDITOR).group
    workflow = second_editor_workflow()
    if on and workflow:
        GroupPagePermission.objects.filter(group=editors, permission=publish).delete()
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    else:
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=publish)
        WorkflowPage.objects.filter(page=root, workflow=workflow).delete()
        WorkflowContentType.objects.filter(workflow=workflow).delete()
