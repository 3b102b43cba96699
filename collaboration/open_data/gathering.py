"""Put a data set together for one request: what it says of itself, and the tables asked for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collaboration.models import Kind
from collaboration.open_data import csv_file, dcat, json_file, json_ld, words, xlsx_file
from collaboration.open_data.rows import TABLES, About, DataSet
from collaboration.open_data.tables import Tables
from collaboration.routes import DATA
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from home.chrome import chrome_of
from home.models import OpenDataSettings

# All tables in one file, and the description of all files.
ALL, CATALOGUE = "all", "dcat"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": dcat.FORMATS["xlsx"][1],
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
}
# Which files there are. A table of CSV is one table.
FORMS = {**{table: tuple(TYPES) for table in TABLES}, ALL: ("xlsx", "json", "jsonld"), CATALOGUE: ("jsonld",)}


def is_file(name, form):
    """Return whether there is such a file."""
    return form in FORMS.get(name, ())


def data_url(front, file=""):
    """Return the address of the page of open data, or of a file, for the address of a collaboration page."""
    return front and f"{front}{DATA}/{file}"


def about_of(reader, request):
    """Return what the data says of itself, in the reader's language. The reader has a front."""
    settings = OpenDataSettings.current()
    terms = settings.terms
    around = chrome_of(request)

    def absolute(url):
        return request.build_absolute_uri(url)

    return About(
        title=_("%(name)s: what was said") % {"name": around.name},
        description=_(
            "What organisations that work together are good at, what is hard, what they want and by what means: "
            "every statement in the words used, with who said it, in which session, and where it stands."
        ),
        kinds={kind.value: (str(KIND_PLURALS[kind]), absolute(reader.section(kind.value))) for kind in Kind},
        language=reader.locale.language_code,
        publisher=settings.publisher or around.name,
        publisher_url=settings.publisher_url,
        contact_email=settings.contact_email,
        licence=terms.name,
        licence_url=terms.url,
        licence_authority=terms.authority,
        page_url=absolute(data_url(reader.front)),
        api_url=absolute(reverse("api:root")),
        site_url=absolute(around.home_url),
    )


def gathered(name, reader, request):
    """Return the data set of one table, or of all."""
    tables = Tables(reader, request)
    rows = {table: getattr(tables, table)() for table in TABLES if name in (table, ALL, CATALOGUE)}
    return DataSet(about_of(reader, request), rows, tables.modified)


def names():
    """Return {table: what it is called}, "" standing for what the file is."""
    return {"": str(words.ABOUT), **{table: str(name) for table, name in words.NAMES.items()}}


def meanings():
    """Return {table: {column: what it means}}."""
    return {table: {column: words.meaning(table, column) for column in words.MEANINGS[table]} for table in TABLES}


def facts(data):
    """Yield (name, value) of what a person wants to know of the whole."""
    about = data.about
    yield _("Title"), about.title
    yield _("What it is"), about.description
    yield _("Publisher"), about.publisher
    yield _("Licence"), f"{about.licence}, {about.licence_url}"
    yield pgettext("where data comes from", "From"), about.page_url
    if data.modified:
        yield _("Last published"), data.modified.date().isoformat()


def written(data, name, form):
    """Return a data set as a file."""
    if name == CATALOGUE:
        return dcat.write(data.about, files_of(data.about), data.modified, data.about.page_url)
    match form:
        case "csv":
            return csv_file.write(name, data.tables[name], data.about.language)
        case "xlsx":
            return xlsx_file.write(data, names(), meanings(), facts(data))
        case "json":
            return json_file.write(data)
    return json_ld.write(data)


def files_of(about):
    """Return every file of data there is."""
    called = {**words.NAMES, ALL: words.EVERYTHING}
    return [
        dcat.File(f"{about.page_url}{name}.{form}", form, f"{called[name]} ({form.upper()})")
        for name, forms in FORMS.items()
        for form in forms
        if name != CATALOGUE
    ]
