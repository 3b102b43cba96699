"""The words in the addresses of the collaboration's pages."""

from home.addresses import RouteWords

ORGANISATIONS = "organisations"
SESSIONS = "sessions"
PICTURES = "pictures"
# Lists with nothing below them.
HELP = "help"
RESPONSIBILITY = "responsibility"
CHANGES = "changes"
LISTS_ALONE = (PICTURES, HELP, RESPONSIBILITY, CHANGES)
# The same word in every language; what is below it are files, whose names stay.
DATA = "data"

# Who can help whom. Nothing stands below it, so that it is no section.
WHO_CAN_HELP = "who-can-help"
HELP_WORDS = RouteWords(
    {
        WHO_CAN_HELP: {
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
        CHANGES: {
            "nb": "endringer",
            "nn": "endringar",
            "en": "changes",
            "sv": "forandringar",
            "da": "aendringer",
            "se": "rievdadusat",
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
