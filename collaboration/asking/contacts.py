"""To whom an organisation's mail goes."""

from __future__ import annotations

from collaboration.models import Organisation


def address_of(organisation: Organisation) -> str:
    """Return the contact address of an organisation, or "" without any.

    It is the one in the row first written: a translation holds a copy, which stays when that is changed or cleared.
    """
    rows = Organisation.objects.filter(translation_key=organisation.translation_key).order_by("pk")
    return rows.values_list("contact_email", flat=True).first() or ""


def contact_of(organisation: Organisation) -> str:
    """Return where mail to an organisation goes, or "". One that is not on the site is not written to."""
    on_site = Organisation.objects.filter(translation_key=organisation.translation_key, live=True)
    return address_of(organisation) if on_site.exists() else ""
