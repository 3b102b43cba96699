"""What helps with what in the demo: read from what the groups said, by one who knows county libraries.

Terms by their names in any case. Not everything is linked: what nothing helps with is worth seeing too.
"""

from collaboration.links.linking import change_links
from home.text.normalise import name_key

# {challenge or goal: competencies that help with it}
HELPED_BY = {
    ("challenges", "Synlighet"): (
        "Merkevarebygging, tjenestemarkedsføring",
        "Tjenestemarkedsføring",
        "Medieoppmerksomhet",
        "Sosiale medier",
        "Litteraturuka",
        "Arrangement",
    ),
    ("challenges", "Politisk oppmerksomhet"): (
        "Goodwill hos eierne",
        "Medieoppmerksomhet",
        "Statistikk",
        "Dokumentasjon",
    ),
    ("challenges", "Rolleforståelse"): ("Støttefunksjon", "Bibliotekkontakt"),
    ("challenges", "Faglig oppdatering"): ("Kursvirksomhet", "Kursing / konferanser", "Metodikk", "Nettverk"),
    ("challenges", "Økonomiske rammer"): ("Goodwill hos eierne", "Fri programvare", "Statistikk"),
    ("challenges", "Nasjonale signaler"): ("Nasjonalt perspektiv", "ABM-perspektiv"),
    ("challenges", "Oppgavene har lite ”wow-faktor”"): ("Merkevarebygging, tjenestemarkedsføring",),
    ("challenges", "Lite dynamisk profesjonsutdanning"): ("Kursvirksomhet",),
    ("challenges", "Finne ut hva det er fornuftig å samarbeide om?"): (
        "Fanger opp behov",
        "Samarbeid",
        "Prosjektarbeid og -ledelse",
    ),
    ("challenges", "Opprettholde lokal forankring"): ("Bibliotekkontakt", "Fanger opp behov", "Goodwill hos eierne"),
    ("challenges", "Ulike forventninger"): ("Fanger opp behov", "Bibliotekkontakt"),
    ("challenges", "Forskjellige (organisasjons)kulturer"): ("Samarbeid", "Tverrsektorielt biblioteksamarbeid"),
    ("challenges", "Samarbeid vs konkurranse"): ("Samarbeid", "Nettverk"),
    ("goals", "Samarbeide om ”fjerndrift”, spesialisering"): ("IKT-drift", "Biblioteksystemer"),
    (
        "goals",
        "Utvikle kurs og konferanser (litteraturformidling, digitale verktøy, sosiale medier, innredning av bibliotek)",
    ): (
        "Kursing / konferanser",
        "Kursvirksomhet",
        "Litteraturformidling",
        "Sosiale medier",
        "Digitale tjenester",
    ),
    ("goals", "Være en ressurs både i og utenfor bibliotekverden"): ("Støttefunksjon", "Bibliotekkontakt"),
    ("goals", "Leseutvikling : helhetlig, forpliktende lesestimuleringsplan 0 – 100 år"): (
        "Lesestimulering",
        "Bibliotekplan / planarbeid",
        "Formidling til barn",
        "Litteraturformidling",
    ),
    ("goals", "Forbedre bibliotektransport"): ("Logistikk / transportordninger",),
    ("goals", "Felles samsøk, biblioteksøk"): (
        "Samsøk / medieutnyttelse / fjernlån",
        "Biblioteksystemer",
        "Kat & klass",
    ),
    ("goals", "Kulturutveksling, integrering, demokrati -> flyktningeandelen"): (
        "Arrangement",
        "Tverrsektorielt biblioteksamarbeid",
    ),
    ("goals", "Felles markedsføring, felles produkter"): (
        "Merkevarebygging, tjenestemarkedsføring",
        "Tjenestemarkedsføring",
        "Sosiale medier og digitale tjenester",
    ),
    ("goals", "Nasjonale oppgaver (litteratursider)"): (
        "Litteraturformidling",
        "Nasjonalt perspektiv",
        "Web-utvikling",
    ),
    ("goals", "Felles kompetanseløft"): ("Kursvirksomhet", "Kursing / konferanser", "Ta i bruk nye medier"),
    ("goals", "Nettverksgrupper, fagforum XO"): ("Nettverk",),
    ("goals", "Store arrangementer"): ("Arrangement", "Litteraturuka", "Prosjektarbeid og -ledelse"),
    ("goals", "Lesekompetanseplaner"): ("Lesestimulering", "Planarbeid", "Grunnskolebibliotek"),
    ("goals", "Biblioteket som digital læringsarena"): (
        "Spill",
        "Informasjonskompetanse",
        "Kildekritikk, referansearbeid",
        "Digitale tjenester",
        "Universell utforming",
    ),
    ("goals", "Kulturopplevelser, nasjonalt og nordisk"): ("Musikk", "Arrangement"),
    ("goals", "Større gjennomslagskraft"): ("Goodwill hos eierne", "Medieoppmerksomhet"),
    ("goals", "Attraktive samarbeidspartnere"): ("Samarbeid", "Service"),
    ("goals", "Høy status, nasjonal utviklingsaktør"): ("Nasjonalt perspektiv", "Prosjektarbeid og -ledelse"),
    ("goals", "Samdriftsløsninger"): ("IKT-drift", "Biblioteksystemer"),
}

# {goal: challenges it answers}
ANSWERS = {
    "Forhandle samlet med ulike leverandører": ("Økonomiske rammer",),
    "Utvikle kurs og konferanser (litteraturformidling, digitale verktøy, sosiale medier, innredning av bibliotek)": (
        "Faglig oppdatering",
    ),
    "Være en ressurs både i og utenfor bibliotekverden": ("Rolleforståelse", "Ulike forventninger"),
    "Felles markedsføring, felles produkter": ("Synlighet", "Oppgavene har lite ”wow-faktor”"),
    "Nasjonale oppgaver (litteratursider)": ("Nasjonale signaler",),
    "Lederutvikling": ("Rolleforståelse", "Hvordan ta vare på ildsjelene? / Ivareta kreativitet"),
    "Felles kompetanseløft": ("Faglig oppdatering", "Lite dynamisk profesjonsutdanning"),
    "Nettverksgrupper, fagforum XO": (
        "Finne ut hva det er fornuftig å samarbeide om?",
        "Forskjellige (organisasjons)kulturer",
    ),
    "Store arrangementer": ("Synlighet",),
    "Større gjennomslagskraft": ("Politisk oppmerksomhet",),
    "Attraktive samarbeidspartnere": ("Samarbeid vs konkurranse",),
    "Attraktive arbeidsgivere": ("Rekruttering til profesjonen", "Bemanningssituasjonen"),
    "Høy status, nasjonal utviklingsaktør": ("Politisk oppmerksomhet", "Nasjonale signaler"),
    "Samdriftsløsninger": ("Bemanningssituasjonen", "Økt tidspress"),
    "Stordriftsfordeler": ("Økonomiske rammer",),
}

# {means: goals it serves}
SERVES = {
    "Samle spisskompetanse": ("Samarbeide om ”fjerndrift”, spesialisering", "Felles kompetanseløft"),
    "Lære av hverandre": ("Felles kompetanseløft", "Lederutvikling", "Nettverksgrupper, fagforum XO"),
    "Samarbeidsfora": ("Nettverksgrupper, fagforum XO", "Attraktive samarbeidspartnere"),
    "Synlighet": ("Større gjennomslagskraft", "Felles markedsføring, felles produkter"),
    "Felles kurs og konferanser": (
        "Utvikle kurs og konferanser (litteraturformidling, digitale verktøy, sosiale medier, innredning av bibliotek)",
        "Felles kompetanseløft",
        "Lederutvikling",
    ),
    "Synliggjøre bibliotekets samfunnsoppdrag: arena for demokrati og ytringsfrihet": (
        "Større gjennomslagskraft",
        "Kulturutveksling, integrering, demokrati -> flyktningeandelen",
        "Høy status, nasjonal utviklingsaktør",
    ),
    "Ansvar for regionens infrastruktur": ("Forbedre bibliotektransport", "Samdriftsløsninger"),
    "Produktutvikling": ("Felles markedsføring, felles produkter",),
}


def link_terms(terms) -> None:
    """Link the demo's terms ({(block type, name key): term}). Raises KeyError for a name that is no term's."""

    def concept(block, name):
        return terms[block, name_key(name)].concept_id

    pairs = [
        (concept("competencies", one), concept(block, need))
        for (block, need), helping in HELPED_BY.items()
        for one in helping
    ]
    pairs += [
        (concept(block, one), concept(to, other))
        for block, to, table in (("goals", "challenges", ANSWERS), ("means", "goals", SERVES))
        for one, others in table.items()
        for other in others
    ]
    change_links(link=pairs)
