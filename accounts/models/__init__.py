from .editorial import EditorialSettings, SecondEditorTask
from .role import Role
from .user import User

__all__ = ["EditorialSettings", "Role", "SecondEditorTask", "User"]
