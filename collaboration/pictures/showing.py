"""Pictures as readers get them: in a page with the table behind, or as a file by itself."""

from __future__ import annotations

import textwrap
from typing import Any

from django.utils.translation import gettext as _

from collaboration.pictures.drawing import Text
from collaboration.pictures.figures import TITLES, Figure, Figures
from collaboration.reader import Reader

# A file's width in pixels, without its margins; what stands above and below the drawing.
WIDTH, MARGIN, ABOVE, BELOW = 640, 24, 64, 28
LETTERS_A_LINE, LINE_HEIGHT = 92, 18


def shown(reader: Reader, request: Any) -> list[Figure]:
    """Return the pictures that have something to show."""
    figures = Figures(reader, request)
    return [figure for name in TITLES if not (figure := figures.figure(name)).is_empty]


def as_file(figure: Figure, about: Any) -> str:
    """Return a picture as an SVG file that says what it shows, where it comes from and on what terms it is used."""
    origin = _("Source: %(publisher)s, %(address)s. Licence: %(licence)s.") % {
        "publisher": about.publisher,
        "address": about.page_url,
        "licence": about.licence,
    }
    words = textwrap.wrap(f"{figure.says} {origin}", LETTERS_A_LINE)
    height = figure.drawn.height
    source = [Text(line, height + BELOW + number * LINE_HEIGHT) for number, line in enumerate(words)]
    width = max(WIDTH, figure.width or 0)
    whole = (width + 2 * MARGIN, ABOVE + source[-1].y + MARGIN)
    return figure.svg(uid=f"{figure.name}-", source=source, whole=whole, inner_width=width)
