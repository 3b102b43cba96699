from .base_page import BasePage, BasePageForm
from .media import SiteDocument, SiteImage, SiteRendition
from .open_data import Licence, OpenDataSettings
from .pages import HomePage, StandardPage
from .periodic_run import PeriodicRun
from .site_text import SiteText

__all__ = [
    "BasePage",
    "BasePageForm",
    "HomePage",
    "Licence",
    "OpenDataSettings",
    "PeriodicRun",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteText",
    "StandardPage",
]
