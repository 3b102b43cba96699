"""Reading an export from WordPress: `open_export(paths)`, whatever state the files are in."""

from .exports import Export, open_export
from .kinds import Kind
from .php import php_values
from .refusing import NotAnExport, Reason

__all__ = ["Export", "Kind", "NotAnExport", "Reason", "open_export", "php_values"]
