from wagtail.users.views.users import UserViewSet


class StaffViewSet(UserViewSet):
    """List and edit the people who may sign in, by name and e-mail address."""

    icon = "user"
    ordering = ("first_name", "last_name", "email")
