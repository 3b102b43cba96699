"""Loading what an export holds into the site: `load(export, options=…)`, as often as need be."""

from .media import MediaStore
from .options import Options
from .refusing import CannotLoad
from .report import Report
from .running import load

__all__ = ["CannotLoad", "MediaStore", "Options", "Report", "load"]
