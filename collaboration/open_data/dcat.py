"""The data set described for catalogues such as data.norge.no: DCAT-AP-NO, as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from collaboration.open_data.json_file import dump
from collaboration.open_data.rows import About
from home.structured_data import compact

_EU = "http://publications.europa.eu/resource/authority/"
# The EU's names of languages; what is not here is described without one.
LANGUAGES = {"nb": "NOB", "nn": "NNO", "en": "ENG", "se": "SME", "sv": "SWE", "da": "DAN", "fi": "FIN", "de": "DEU"}
# Education, culture and sport; government and the public sector.
THEMES = ("EDUC", "GOVE")
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
    "jsonld": ("JSON_LD", "application/ld+json"),
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class File:
    """A file to fetch: its address, its ending, and what is in it."""

    url: str
    form: str
    title: str


def write(about: About, files: Iterable[File], modified: datetime | None, identifier: str) -> bytes:
    """Return a catalogue with the one data set, its files, and the API that serves it."""
    data_set, api = f"{about.page_url}#data", f"{about.page_url}#api"
    distributions = [_distribution(about, file) for file in files]
    publisher: dict[str, Any] = {
        "@id": about.publisher_url or f"{about.page_url}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _said(about, about.publisher),
        "foaf:homepage": _at(about.site_url),
    }
    contact: dict[str, Any] = {
        "@id": f"{about.page_url}#contact",
        "@type": "vcard:Organization",
        "vcard:fn": _said(about, about.publisher),
        "vcard:hasEmail": _at(f"mailto:{about.contact_email}") if about.contact_email else None,
        "vcard:hasURL": _at(about.site_url),
    }
    shared: dict[str, Any] = {
        "dct:publisher": _at(publisher["@id"]),
        "dct:language": _language(about),
        "dct:modified": modified and {"@value": modified.isoformat(), "@type": "xsd:dateTime"},
    }
    graph = [
        {
            "@id": f"{about.page_url}#catalogue",
            "@type": "dcat:Catalog",
            "dct:title": _said(about, about.title),
            "dct:description": _said(about, about.description),
            "foaf:homepage": _at(about.page_url),
            "dct:license": _at(about.licence_authority),
            **shared,
            "dcat:dataset": _at(data_set),
            "dcat:service": _at(api),
            "dcat:contactPoint": _at(contact["@id"]),
        },
        {
            "@id": data_set,
            "@type": "dcat:Dataset",
            "dct:identifier": identifier,
            "dct:title": _said(about, about.title),
            "dct:description": _said(about, about.description),
            "dcat:theme": [_at(f"{_EU}data-theme/{theme}") for theme in THEMES],
            "dct:accessRights": _at(f"{_EU}access-right/PUBLIC"),
            **shared,
            "dcat:landingPage": _at(about.page_url),
            "dcat:contactPoint": _at(contact["@id"]),
            "dcat:distribution": [_at(node["@id"]) for node in distributions],
        },
        *distributions,
        {
            "@id": api,
            "@type": "dcat:DataService",
            "dct:title": _said(about, f"{about.title} (API)"),
            "dcat:endpointURL": _at(about.api_url),
            "dcat:endpointDescription": _at(about.page_url),
            "dcat:servesDataset": _at(data_set),
            "dcat:contactPoint": _at(contact["@id"]),
            "dct:publisher": shared["dct:publisher"],
            "dct:license": _at(about.licence_authority),
            "dct:accessRights": _at(f"{_EU}access-right/PUBLIC"),
            "dct:format": _at(f"{_EU}file-type/JSON"),
        },
        publisher,
        contact,
    ]
    return dump({"@context": CONTEXT, "@graph": [compact(node) for node in graph]})


def _distribution(about: About, file: File) -> dict[str, Any]:
    name, media_type = FORMATS[file.form]
    return {
        "@id": file.url,
        "@type": "dcat:Distribution",
        "dct:title": _said(about, file.title),
        "dcat:accessURL": _at(about.page_url),
        "dcat:downloadURL": _at(file.url),
        "dct:format": _at(f"{_EU}file-type/{name}"),
        "dcat:mediaType": _at(f"https://www.iana.org/assignments/media-types/{media_type}"),
        "dct:license": _at(about.licence_authority),
        "dct:language": _language(about),
    }


def _language(about: About) -> dict[str, str] | None:
    name = LANGUAGES.get(about.language)
    return _at(f"{_EU}language/{name}") if name else None


def _said(about: About, text: str) -> dict[str, str]:
    return {"@value": text, "@language": about.language}


def _at(url: str) -> dict[str, str]:
    return {"@id": url}
