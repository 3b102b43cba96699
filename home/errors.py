"""Errors that tell readers what to do."""

from django.http import Http404


class NotHere(Http404):
    """There is nothing at this address; the message is a full sentence, written for readers.

    Other 404s carry what Django or Wagtail say to developers, which is not shown.
    """
