"""The words in the addresses of the collaboration's pages."""

from home.addresses import RouteWords

ORGANISATIONS = "organisations"
SESSIONS = "sessions"
PICTURES = "pictures"
# Lists with nothing below them.
HELP = "help"
RESPONSIBILITY = "responsibility"
LISTS_ALONE = (PICTURES, HELP, RESPONSIBILITY)
# The same word in every language; what is below it are files, whose names stay.
DATA = "data"

# Who can help whom. Nothing stands below it, so that it is no section.
HELP = "help"
HELP_WORDS = RouteWords(
    {
        HELP: {
            "nb": "hvem-kan-hjelpe",
            "nn": "kven-kan-hjelpe",
            "en": "who-can-help",
            "sv": "vem-kan-hjalpa",
            "da": "hvem-kan-hjaelpe",
            "se": "gii-sahtta-veahkehit",
        }
    }
)

SECTIONS = RouteWords(
    {
        ORGANISATIONS: {
            "nb": "organisasjoner",
            "nn": "organisasjonar",
            "en": "organisations",
            "sv": "organisationer",
            "da": "organisationer",
            "se": "organisasuvnnat",
        },
        SESSIONS: {
            "nb": "samlinger",
            "nn": "samlingar",
            "en": "sessions",
            "sv": "traffar",
            "da": "moder",
            "se": "coahkkanamit",
        },
        PICTURES: {
            "nb": "bilder",
            "nn": "bilete",
            "en": "pictures",
            "sv": "bilder",
            "da": "billeder",
            "se": "govat",
        },
        HELP: {
            "nb": "be-om-hjelp",
            "nn": "be-om-hjelp",
            "en": "ask-for-help",
            "sv": "be-om-hjalp",
            "da": "bed-om-hjaelp",
            "se": "veahkki",
        },
        RESPONSIBILITY: {
            "nb": "ansvar",
            "nn": "ansvar",
            "en": "responsibility",
            "sv": "ansvar",
            "da": "ansvar",
            "se": "ovddasvastadus",
        },
        "competency": {
            "nb": "kompetanse",
            "nn": "kompetanse",
            "en": "competencies",
            "sv": "kompetens",
            "da": "kompetencer",
            "se": "gelbbolasvuohta",
        },
        "challenge": {
            "nb": "utfordringer",
            "nn": "utfordringar",
            "en": "challenges",
            "sv": "utmaningar",
            "da": "udfordringer",
            "se": "hastalusat",
        },
        "goal": {"nb": "maal", "nn": "maal", "en": "goals", "sv": "mal", "da": "maal", "se": "ulbmilat"},
        "means": {
            "nb": "virkemidler",
            "nn": "verkemiddel",
            "en": "means",
            "sv": "atgarder",
            "da": "midler",
            "se": "vaikkuhangaskaoamit",
        },
    }
)
