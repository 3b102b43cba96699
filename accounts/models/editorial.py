"""The editorial workflow: one editor writes, a second one approves. On or off for the whole site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import AbstractGroupApprovalTask


class SecondEditorTask(AbstractGroupApprovalTask):
    """Approval by somebody in the groups, other than the person who asked for it."""

    class Meta:
        verbose_name = _("approval by a second editor")
        verbose_name_plural = _("approvals by a second editor")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve, but never what they sent in themselves.")

    def get_actions(self, obj, user):
        """Offer the requester nothing but taking part: the decision is another's."""
        state = obj.current_workflow_state
        if state and state.requested_by_id == user.pk:
            return []
        return super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)


@register_setting(icon="check")
class EditorialSettings(BaseGenericSetting):
    """Whether an editor may publish alone."""

    second_editor = models.BooleanField(
        _("a second editor approves"),
        default=False,
        help_text=_(
            "When this is on, editors send posts to a second editor, who publishes them. "
            "When it is off, editors publish by themselves. Administrators can always publish."
        ),
    )

    panels = [FieldPanel("second_editor")]

    class Meta:
        verbose_name = _("editorial workflow")

    def save(self, *args, **kwargs):
        from accounts.editorial import apply_second_editor

        super().save(*args, **kwargs)
        apply_second_editor(self.second_editor)
