"""The words in the addresses of the blog's pages."""

from home.addresses import RouteWords

ARCHIVE = "archive"
TAG = "tag"
CATEGORY = "category"
AUTHOR = "author"

INDEX_ROUTES = RouteWords(
    {
        ARCHIVE: {"nb": "arkiv", "nn": "arkiv", "en": "archive", "sv": "arkiv", "da": "arkiv", "se": "arkiiva"},
        TAG: {"nb": "emneord", "nn": "emneord", "en": "tag", "sv": "etikett", "da": "emneord", "se": "fattasanit"},
        CATEGORY: {
            "nb": "kategori",
            "nn": "kategori",
            "en": "category",
            "sv": "kategori",
            "da": "kategori",
            "se": "kategoriija",
        },
        AUTHOR: {
            "nb": "forfatter",
            "nn": "forfattar",
            "en": "author",
            "sv": "forfattare",
            "da": "forfatter",
            "se": "calli",
        },
    }
)

CHANGES = "changes"
STATEMENT = "statement"

POST_ROUTES = RouteWords(
    {
        CHANGES: {"nb": "endringer", "nn": "endringar", "en": "changes", "sv": "andringar", "da": "aendringer"},
        STATEMENT: {"nb": "utsagn", "nn": "utsegn", "en": "statement", "sv": "utsaga", "da": "udsagn"},
    }
)
