"""The page of open data, and its files."""

import hashlib

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from collaboration.for_machines import told
from collaboration.models import Statement
from collaboration.open_data import csv_file, gathering, json_ld, words
from collaboration.open_data.rows import TABLES, columns_of
from collaboration.open_data.tables import Tables
from collaboration.pictures.figures import TITLES, Figures
from collaboration.pictures.showing import as_file
from collaboration.reader import reader_of
from home.errors import NotHere


def overview(page, request):
    """Say what can be fetched, in which formats, on what terms, and how to ask for part of it."""
    reader = reader_of(request, page.locale)
    about = gathering.about_of(reader, request)
    found = Tables(reader, request)
    counts = {
        "organisations": len(reader.organisations),
        "sessions": len(reader.sessions),
        "terms": found.live_terms().count(),
        "links": len(found.links()),
        "developments": len(found.shown_developments()),
        "statements": Statement.objects.public().count(),
    }
    tables = [
        {
            "name": name,
            "title": words.NAMES[name],
            "count": counts[name],
            "forms": _forms(name),
            "columns": [(column, words.meaning(name, column)) for column in columns_of(name)],
        }
        for name in reversed(TABLES)
    ]
    base = {**page.get_context(request), "content_language": None, **told(page, request, {})}
    context = {
        "tables": tables,
        "all": {"name": gathering.ALL, "forms": _forms(gathering.ALL), "count": sum(counts.values())},
        "about": about,
        "semicolon": csv_file.separator_of(about.language) == ";",
        "catalogue": f"{gathering.CATALOGUE}.jsonld",
        "trail": [*base["trail"], (_("Open data"), gathering.data_url(page.get_url(request)))],
        "structured": [json_ld.described(about, files=gathering.files_of(about))],
        "summary": about.description,
    }
    return TemplateResponse(request, "collaboration/data.html", {**base, **context})


def file(page, request, name, form):
    """Serve a table, all tables, or the description of them.

    Whether it has changed is told by its ETag alone: a post that is taken down makes the last publication
    earlier, so that a date would answer "not modified" to one who has what is gone.
    """
    if form == "svg" and name in TITLES:
        return picture_file(page, request, name)
    if not gathering.is_file(name, form):
        raise NotHere(_("There is no file here by the name “%(name)s”.") % {"name": f"{name}.{form}"[:80]})
    reader = reader_of(request, page.locale)
    data = gathering.gathered(name, reader, request)
    etag = data.etag(f"{name}.{form}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(gathering.written(data, name, form), content_type=gathering.TYPES[form])
        response["Content-Disposition"] = f'attachment; filename="{_file_name(data.about, name, form)}"'
    response["ETag"] = etag
    if data.modified:
        response["Last-Modified"] = http_date(data.modified.timestamp())
    return _open(response, page, data.about)


def picture_file(page, request, name):
    """Serve a picture of the numbers, with where it comes from and on what terms below it."""
    reader = reader_of(request, page.locale)
    about = gathering.about_of(reader, request)
    drawn = as_file(Figures(reader, request).figure(name), about)
    etag = f'"{hashlib.sha256(drawn.encode()).hexdigest()[:24]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(drawn, content_type="image/svg+xml")
        response["Content-Disposition"] = f'inline; filename="{_file_name(about, name, "svg")}"'
    response["ETag"] = etag
    return _open(response, page, about)


def _open(response, page, about):
    """Say who may keep and fetch it, and on what terms."""
    if page.is_open:
        # Kept anywhere, asked about each time: what is taken down is gone at once.
        response["Cache-Control"] = "public, no-cache"
        response["Access-Control-Allow-Origin"] = "*"
    else:
        response["Cache-Control"] = "private, no-cache"
    response["Link"] = f'<{about.licence_url}>; rel="license", <{about.page_url}>; rel="describedby"'
    return response


def _forms(name):
    return [
        {"ending": form, "label": "JSON-LD" if form == "jsonld" else form.upper()} for form in gathering.FORMS[name]
    ]


def _file_name(about, name, form):
    return f"{name}-{about.language}.{form}"
