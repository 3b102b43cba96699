from .editorial import EditorialSettings, SecondEditorTask
from .invitation import Invitation
from .role import Role
from .user import User

__all__ = ["EditorialSettings", "Invitation", "Role", "SecondEditorTask", "User"]
