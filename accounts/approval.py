"""How a workflow ends. Wagtail imports this while its own models are being made, so it imports none of them."""


def publish_approved(workflow_state, user=None):
    """Publish what went through its workflow (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    Wagtail's own asks whether whoever approves may publish, and no editor may while a second one is
    needed. Her right is that she approves; who sent it in herself needs the right to publish.
    """
    approved_by_another = user is None or user.pk != workflow_state.requested_by_id
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=approved_by_another)
