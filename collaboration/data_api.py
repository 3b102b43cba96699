"""The read-only API at /api/v2/: wagtail.api.v2's way of asking and answering, over the rows of open data.

It serves what the downloads hold and nothing else: Wagtail's own endpoints for pages, pictures and
documents are not mounted. Where no collaboration page is open to everybody, there is nothing here.
"""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property
from django.utils.translation import override
from django.views.decorators.http import require_safe
from rest_framework.response import Response
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Locale

from collaboration.models import (
    Attribution,
    CollaborationPage,
    Concept,
    ConceptLink,
    Development,
    Kind,
    Organisation,
    Relation,
    Session,
    Statement,
    Status,
)
from collaboration.models.concept import current_concepts
from collaboration.open_data.gathering import about_of
from collaboration.open_data.json_file import head
from collaboration.open_data.rows import DataSet, as_dict
from collaboration.open_data.tables import Tables
from collaboration.reader import reader_of
from home.visibility import readable_by_all

METHODS = "GET, HEAD, OPTIONS"
MOST_ROWS = 10**9


class Pagination(WagtailPagination):
    """Wagtail's `limit` and `offset`; an offset beyond what a database can count to is told, not tried."""

    def paginate_queryset(self, queryset, request, view=None):
        offset = request.GET.get("offset", "")
        digits = offset.strip().lstrip("+").replace("_", "")
        if digits.isdecimal() and int(digits[:20]) > MOST_ROWS:
            raise BadRequestError(f"offset cannot be higher than {MOST_ROWS}")
        return super().paginate_queryset(queryset, request, view)


def shared_with_all(response):
    """Let pages of other sites read the answer. It is the same for everybody, and no cookie is asked for."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    return response


class OpenDataViewSet(BaseAPIViewSet):
    """One table: a list with filters, and each thing by its identifier."""

    pagination_class = Pagination
    # Nobody is recognised, so that no session is looked up and nothing depends on who asks.
    authentication_classes = []
    permission_classes = []
    http_method_names = ["get", "head", "options"]
    known_query_parameters = frozenset(["limit", "offset", "format", "language"])
    filters = frozenset()
    table = None

    @classmethod
    def get_urlpatterns(cls):
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<uuid:uuid>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]

    def options(self, request, *args, **kwargs):
        """Answer a browser that asks whether another site's page may send If-None-Match."""
        response = HttpResponse(status=204, headers={"Allow": METHODS})
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response["Access-Control-Max-Age"] = "86400"
        return response

    def dispatch(self, request, *args, **kwargs):
        # What is said in the site's language elsewhere is said in the language that was asked for.
        language = request.GET.get("language")
        with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return shared_with_all(super().dispatch(request, *args, **kwargs))

    def check_parameters(self, also=frozenset()):
        unknown = self.request.GET.keys() - self.known_query_parameters - also
        if unknown:
            raise BadRequestError(f"unknown query parameters: {', '.join(sorted(unknown))}")

    @cached_property
    def reader(self):
        """The reader of the language asked for, else of the site's first, where that is open to everybody."""
        language = self.request.GET.get("language", settings.LANGUAGE_CODE)
        if language not in dict(settings.LANGUAGES):
            raise BadRequestError(f"language must be one of {', '.join(dict(settings.LANGUAGES))}")
        locale = Locale.objects.filter(language_code=language).first()
        fronts = CollaborationPage.objects.filter(readable_by_all(), locale=locale).select_related("locale")
        front = locale and fronts.order_by("path").first()
        if not front:
            raise Http404(f"There is no open data in the language {language!r}.")
        reader = reader_of(self.request._request, locale)
        reader.front = front.get_url(self.request._request)
        return reader

    @cached_property
    def tables(self):
        return Tables(self.reader, self.request._request)

    def one_of(self, name, choices):
        """Return the parameter `name` if it is one of the choices; None where it isn't given."""
        value = self.request.GET.get(name)
        if value is not None and value not in choices:
            raise BadRequestError(f"{name} must be one of {', '.join(choices)}")
        return value

    def uuid_of(self, name):
        """Return the parameter `name`, an identifier or its last part, as a UUID; None where it isn't given."""
        value = self.request.GET.get(name)
        if value is None:
            return None
        try:
            return UUID(value.rstrip("/").rpartition("/")[2])
        except ValueError as error:
            raise BadRequestError(f"{name} must be an identifier (/id/…) or its UUID") from error

    def listing_view(self, request):
        self.check_parameters(self.filters)
        rows = self.rows_of(self.paginate_queryset(self.found()))
        about = about_of(self.reader, request._request)
        start = int(request.GET.get("offset", 0))
        total = self.paginator.total_count
        meta = {**head(about), "total_count": total, "next": self.next_page(start + len(rows), total, bool(rows))}
        return self.answer(about, rows, {"meta": meta, "items": [as_dict(row) for row in rows]})

    def next_page(self, offset, total, any_rows):
        """Return the address of the next page, or None on the last."""
        if offset >= total or not any_rows:
            return None
        query = self.request.GET.copy()
        query["offset"] = offset
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    def detail_view(self, request, uuid):
        self.check_parameters()
        rows = self.rows_of(self.found(uuid)[:1])
        if not rows:
            raise Http404("There is nothing here that readers may see by this identifier.")
        about = about_of(self.reader, request._request)
        return self.answer(about, rows, {"meta": head(about), **as_dict(rows[0])})

    def answer(self, about, rows, content):
        etag = DataSet(about, {self.table: rows}).etag(f"{self.request.get_full_path()} {content['meta']}")
        response = get_conditional_response(self.request._request, etag=etag) or Response(content)
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        response["Link"] = f'<{about.licence_url}>; rel="license", <{about.page_url}>; rel="describedby"'
        return response

    def found(self, uuid=None):
        """Return what the filters leave, or what has this UUID: something that can be counted and cut."""
        raise NotImplementedError

    def rows_of(self, found):
        """Return the rows of a part of what was found."""
        raise NotImplementedError


class Counted(list):
    """A list that is counted like a queryset."""

    def count(self):
        return len(self)


class OrganisationsViewSet(OpenDataViewSet):
    model = Organisation
    table = "organisations"

    def found(self, uuid=None):
        own = uuid and self.tables.uri(uuid)
        return Counted(row for row in self.tables.organisations() if own in (None, row.uri))

    def rows_of(self, found):
        return list(found)


class SessionsViewSet(OpenDataViewSet):
    model = Session
    table = "sessions"
    filters = frozenset(["organisation"])

    def found(self, uuid=None):
        own = uuid and self.tables.uri(uuid)
        present = self.uuid_of("organisation")
        by = present and self.tables.uri(present)
        return Counted(
            row for row in self.tables.sessions() if own in (None, row.uri) and (by is None or by in row.present)
        )

    def rows_of(self, found):
        return list(found)


def current_of(uuid):
    """Return the numbers (one or none) of the concept that stands for this identifier today, after merges."""
    return list(current_concepts(Concept.objects.filter(uuid=uuid).values_list("pk", flat=True)).values())


class TermsViewSet(OpenDataViewSet):
    model = Concept
    table = "terms"
    filters = frozenset(["kind", "organisation", "session"])

    def found(self, uuid=None):
        """Return the terms asked for; one that was merged is answered with what stands for it today."""
        kind = self.one_of("kind", Kind.values)
        said = {f"{name}__translation_key": key for name in ("organisation", "session") if (key := self.uuid_of(name))}
        concepts = None
        if uuid:
            concepts = current_of(uuid)
        elif said:
            concepts = Statement.objects.public().filter(**said).order_by().values("concept")
        return self.tables.live_terms([kind] if kind else [], concepts)

    def rows_of(self, found):
        return self.tables.terms(found)


class LinksViewSet(OpenDataViewSet):
    """Links between terms; they have no identifiers of their own, so there is the list alone."""

    model = ConceptLink
    table = "links"
    filters = frozenset(["relation", "term"])

    @classmethod
    def get_urlpatterns(cls):
        return [path("", cls.as_view({"get": "listing_view"}), name="listing")]

    def found(self, uuid=None):
        relation, term = self.one_of("relation", Relation.values), self.uuid_of("term")
        # A term that was merged stands for what it was merged into.
        ends = term and set(
            map(self.tables.uri, Concept.objects.filter(pk__in=current_of(term)).values_list("uuid", flat=True))
        )
        return Counted(
            row
            for row in self.tables.links()
            if relation in (None, row.relation) and (term is None or ends & {row.source_uri, row.target_uri})
        )

    def rows_of(self, found):
        return list(found)


class DevelopmentsViewSet(OpenDataViewSet):
    model = Development
    table = "developments"
    filters = frozenset(["kind", "status", "term"])

    def found(self, uuid=None):
        kind, status, term = (
            self.one_of("kind", Kind.values),
            self.one_of("status", Status.values),
            self.uuid_of("term"),
        )
        of_term = term and current_of(term)
        return Counted(
            one
            for one in self.tables.shown_developments()
            if uuid in (None, one.uuid)
            and status in (None, one.status)
            and kind in (None, Kind.CHALLENGE if one.status == Status.MOVED else Kind.GOAL)
            and (term is None or one.concept_id in of_term or one.target_id in of_term)
        )

    def rows_of(self, found):
        return self.tables.developments(found)


class StatementsViewSet(OpenDataViewSet):
    model = Statement
    table = "statements"
    filters = frozenset(["kind", "attribution", "organisation", "session", "term"])

    def found(self, uuid=None):
        keys = {
            "uuid": uuid,
            "concept__kind": self.one_of("kind", Kind.values),
            "attribution": self.one_of("attribution", Attribution.values),
            "organisation__translation_key": self.uuid_of("organisation"),
            "session__translation_key": self.uuid_of("session"),
        }
        said = Statement.objects.public().filter(**{key: value for key, value in keys.items() if value})
        term = self.uuid_of("term")
        return (said.about(current_of(term)) if term else said).in_order()

    def rows_of(self, found):
        return self.tables.statements(found)


api = WagtailAPIRouter("api")
ENDPOINTS = {
    "organisations": OrganisationsViewSet,
    "sessions": SessionsViewSet,
    "terms": TermsViewSet,
    "links": LinksViewSet,
    "developments": DevelopmentsViewSet,
    "statements": StatementsViewSet,
}
for name, viewset in ENDPOINTS.items():
    api.register_endpoint(name, viewset)


@require_safe
def root(request):
    """Say what there is."""
    lists = {name: request.build_absolute_uri(reverse(f"api:{name}:listing")) for name in ENDPOINTS}
    return shared_with_all(JsonResponse(lists, json_dumps_params={"indent": 4}))


urls = ([path("", root, name="root"), *api.get_urlpatterns()], "api")
