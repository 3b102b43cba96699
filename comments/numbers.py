"""Numbers in addresses. Importing this makes `<number:pk>` known."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """A number that every database can look for: SQLite cannot be asked for one that is longer."""

    regex = "[0-9]{1,18}"


register_converter(NumberConverter, "number")
