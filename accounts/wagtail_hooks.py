from wagtail import hooks

from accounts.invitations.admin import InvitationViewSet


@hooks.register("register_admin_viewset")
def register_invitations():
    return InvitationViewSet()
