"""One page of each type that a reader can reach in the demo, and the pages of patterns."""

SEED_POST = "/blogg/hva-er-vi-gode-pa-og-hva-vil-vi/"
TERM = "/samarbeid/kompetanse/biblioteksystemer/"

PAGES = {
    "home": "/",
    "home in English": "/en/",
    "blog": "/blogg/",
    "post": "/blogg/etter-andre-samling-slik-gar-vi-videre/",
    "seed post": SEED_POST,
    "seed post from nynorsk": f"/nn{SEED_POST}",
    "archive": "/blogg/arkiv/",
    "month": "/blogg/2011/03/",
    "tag": "/blogg/emneord/samspill/",
    "category": "/blogg/kategori/oppsummering/",
    "author": "/blogg/forfatter/prosjektgruppa/",
    "collaboration": "/samarbeid/",
    "collaboration, asked": "/samarbeid/?by=akershus-fylkesbibliotek&not=vestfold-fylkesbibliotek&order=name&q=xyz",
    "collaboration, as asked": "/samarbeid/?by=akershus-fylkesbibliotek&not=vestfold-fylkesbibliotek&since=x",
    "organisations": "/samarbeid/organisasjoner/",
    "organisation": "/samarbeid/organisasjoner/ostfold-fylkesbibliotek/",
    "sessions": "/samarbeid/samlinger/",
    "session": "/samarbeid/samlinger/forste-samling/",
    "competencies": "/samarbeid/kompetanse/",
    "goals": "/samarbeid/maal/",
    "term": TERM,
    "term, asked": "/samarbeid/kompetanse/arrangement/?by=vestfold-fylkesbibliotek",
    "who can help": "/samarbeid/hvem-kan-hjelpe/",
    "chain": "/samarbeid/hvem-kan-hjelpe/?view=chain",
    "requests for help": "/samarbeid/be-om-hjelp/",
    "responsibility": "/samarbeid/ansvar/",
    "changes": "/samarbeid/endringer/",
    "pictures": "/samarbeid/bilder/",
    "challenge": "/samarbeid/utfordringer/synlighet/",
    "open data": "/samarbeid/data/",
    "follow": "/follow/",
    "follow comments, nynorsk": "/nn/follow/?about=comments:all",
    "follow, English": "/en/follow/",
    "asked to follow": "/follow/asked/",
    "about": "/om/",
    "privacy": "/personvern/",
    "accessibility statement": "/tilgjengelighet/",
}
PATTERNS = {"patterns": "/monster/", **{f"patterns of {number}": f"/monster/{number}/" for number in (2, 4, 9, 20)}}
NOT_FOUND = "/finnes-ikke/"
