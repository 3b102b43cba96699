"""Build a mail's subject, text and HTML from its templates, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation


class BuiltMessage(NamedTuple):
    """What a mail says."""

    subject: str
    text: str
    html: str


def _render(name: str, context: Mapping[str, object], *, autoescape: bool) -> str:
    # Through the engine's own template, since the wrapper would escape plain text as if it were HTML.
    return get_template(name).template.render(Context(dict(context), autoescape=autoescape))


def build(event: str, *, language: str, context: Mapping[str, object]) -> BuiltMessage:
    """Render emails/<event>/subject.txt, body.txt and, where there is one, body.html in `language`.

    The subject becomes one line, however the template or a title in it is broken. Raises
    TemplateDoesNotExist where subject.txt or body.txt is missing.
    """
    folder = f"emails/{event}"
    with translation.override(language):
        subject = " ".join(_render(f"{folder}/subject.txt", context, autoescape=False).split())
        text = _render(f"{folder}/body.txt", context, autoescape=False).strip() + "\n"
        try:
            get_template(f"{folder}/body.html")
        except TemplateDoesNotExist:
            html = ""
        else:
            html = _render(f"{folder}/body.html", context, autoescape=True)
    return BuiltMessage(subject, text, html)
