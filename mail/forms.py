"""What forms that ask for an address share."""

from typing import Any

from django import forms

from mail.validation import normal_address


class AddressField(forms.EmailField):
    """An e-mail address, as it is compared and stored."""

    def to_python(self, value: Any) -> str:
        return normal_address(super().to_python(value))
