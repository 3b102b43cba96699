"""To whom an organisation's mail goes."""

from __future__ import annotations

from collaboration.models import Organisation


def contact_of(organisation: Organisation) -> str:
    """Return the contact address of an organisation, in whichever language it was written, or "" without any.

    An organisation that is not on the site is not written to.
    """
    rows = Organisation.objects.filter(translation_key=organisation.translation_key, live=True).order_by("pk")
    return next((address for address in rows.values_list("contact_email", flat=True) if address), "")
