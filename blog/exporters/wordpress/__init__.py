"""Leaving for WordPress: what its own exporter would write of a site like this one."""

from .exporting import export

__all__ = ["export"]
