"""What the demo says beside the post of 2011: written for it, in bokmål, and some of it in English and nynorsk."""

from datetime import date

from config.start import NewOrganisation

NAME = "Fire fylkesbibliotek"
TAGLINE = "Akershus, Vestfold, Østfold og Buskerud"
HOME_INTRODUCTION = (
    "Fire fylkesbibliotek rundt Oslofjorden finner ut hvordan de kan spille hverandre gode. Her står det gruppene "
    "har sagt på samlingene, ord for ord."
)
COLLABORATION_INTRODUCTION = (
    "Hvem som er med, når vi møttes, og alt som er sagt. Velg et stikkord og se hvem som sa det, og hvor."
)

ORGANISATIONS = (
    NewOrganisation(
        "Akershus fylkesbibliotek",
        "Akershus",
        "fylkesbibliotek",
        "<p>Akershus fylkesbibliotek arbeider for folkebibliotekene i fylket, blant annet med råd, kurs og "
        "felles tjenester.</p>",
    ),
    NewOrganisation(
        "Vestfold fylkesbibliotek",
        "Vestfold",
        "fylkesbibliotek",
        "<p>Vestfold fylkesbibliotek støtter folkebibliotekene i fylket og er et bindeledd mellom dem.</p>",
    ),
    NewOrganisation(
        "Østfold fylkesbibliotek",
        "Østfold",
        "fylkesbibliotek",
        "<p>Østfold fylkesbibliotek hjelper folkebibliotekene i fylket å utvikle seg og å arbeide sammen.</p>",
    ),
    NewOrganisation(
        "Buskerud fylkesbibliotek",
        "Buskerud",
        "fylkesbibliotek",
        "<p>Buskerud fylkesbibliotek gir råd og støtte til folkebibliotekene i fylket, på tvers av "
        "kommunegrensene.</p>",
    ),
)

# (name, a day of it, how much of the date is known, description)
FIRST_SESSION = (
    "Første samling",
    date(2011, 2, 1),
    "season",
    "<p>Gruppene skrev ned hva fylkesbibliotekene er gode på, hva som er vanskelig, og hva de vil få til sammen.</p>",
)
SECOND_SESSION = (
    "Andre samling",
    date(2011, 3, 23),
    "day",
    "<p>De fire fylkesbibliotekene møttes for andre gang i prosjektet.</p>",
)

AUTHOR = ("Prosjektgruppa", "Prosjektgruppa skriver for de fire fylkesbibliotekene i samspillprosjektet.")
CATEGORIES = {"summary": "Oppsummering", "project": "Fra prosjektet"}

SEED_TAGS = ("gruppearbeid", "kompetanse", "samspill")
POST_TAGS = ("samspill", "sluttrapport")

POST_TITLE = "Etter andre samling: slik går vi videre"
POST_INTRODUCTION = (
    "Onsdag 23. mars møttes de fire fylkesbibliotekene for andre gang. Nå skal alt som er skrevet på samlingene, bli "
    "til noe vi kan arbeide videre med – og noe alle kan lese."
)
POST_BODY = (
    ("heading", {"text": "Fra veggen til nettet", "level": "h2"}),
    (
        "text",
        "<p>På en samling fylles veggene fort med stikkord. Dagen etter er de rullet sammen og lagt i et skap. Det vil "
        "vi ikke skal skje denne gangen, og derfor legger vi det gruppene skrev, ut her.</p>"
        "<p>Vi gjengir stikkordene slik de ble skrevet, og setter dem ikke i noen rekkefølge. Har flere sagt det "
        "samme, viser vi det. Da er det lettere å se</p>"
        "<ul><li>hva vi er gode på sammen,</li><li>hva bare én av oss kan, og som de andre kan lære,</li>"
        "<li>hvilke utfordringer vi deler, og hva vi vil gjøre med dem.</li></ul>",
    ),
    ("quote", {"text": "Ingen av oss er god på alt. Sammen er vi gode på ganske mye.", "source": "Prosjektgruppa"}),
    ("heading", {"text": "Veien fram til sluttrapporten", "level": "h2"}),
    (
        "table",
        {
            "data": [
                ["Når", "Hva"],
                ["Vinteren 2011", "Første samling: gruppearbeid"],
                ["23. mars 2011", "Andre samling"],
                ["April 2011", "Stikkordene fra gruppearbeidet legges ut her"],
                ["Rundt 1. juni 2011", "Sluttrapporten, med anbefalinger"],
            ],
            "cell": [],
            "mergeCells": [],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "Prosjektet måned for måned",
        },
    ),
    (
        "text",
        "<p>Var du med, og er det noe du ikke kjenner igjen? Si fra til noen av oss, så retter vi det.</p>",
    ),
)

ABOUT_TITLE = "Om samarbeidet"
ABOUT_INTRODUCTION = "I 2011 spurte fire fylkesbibliotek hva de er gode på hver for seg, og hva de kunne få til sammen."
ABOUT_PROJECT = (
    "Akershus, Vestfold, Østfold og Buskerud fylkesbibliotek hadde et felles prosjekt om hvordan fylkesbibliotek kan "
    "spille på lag. De møttes til to samlinger, og gruppene skrev ned stikkord: hva vi er gode på, hva som er "
    "vanskelig, hva vi vil, og hvordan vi kommer dit."
)
ABOUT_TERMS = (
    "Her står stikkordene slik gruppene skrev dem. Hvert av dem fører til samlingen det ble sagt på, og til dem som "
    "sa det."
)
ABOUT_DEMO_HEADING = "Et nettsted som viser hva Samspill kan"
ABOUT_DEMO = (
    "Innlegget med stikkordene er hentet fra prosjektets blogg slik den sto i 2011. Resten er skrevet for å vise "
    "hvordan et slikt nettsted kan se ut, og er ikke fylkesbibliotekenes egne ord. Fylkesbibliotekene er siden "
    "slått sammen, delt og omdøpt; her står de slik de var da."
)
ABOUT_BODY = (
    ("text", f"<p>{ABOUT_PROJECT}</p><p>{ABOUT_TERMS}</p>"),
    ("heading", {"text": ABOUT_DEMO_HEADING, "level": "h2"}),
    ("text", f"<p>{ABOUT_DEMO}</p>"),
)

# What is translated for real, by language: {as it is written: as it is said there}.
SITE = {
    "nn": {
        HOME_INTRODUCTION: (
            "Fire fylkesbibliotek kring Oslofjorden finn ut korleis dei kan spele kvarandre gode. Her står det "
            "gruppene har sagt på samlingane, ord for ord."
        )
    },
    "en": {
        NAME: "Four County Libraries",
        TAGLINE: "Akershus, Vestfold, Østfold and Buskerud",
        HOME_INTRODUCTION: (
            "Four county libraries around the Oslo fjord find out how they can bring out the best in each other. Here "
            "is what the groups said when they met, word for word."
        ),
    },
}
ABOUT = {
    "nn": {
        ABOUT_TITLE: "Om samarbeidet",
        ABOUT_INTRODUCTION: (
            "I 2011 spurde fire fylkesbibliotek kva dei er gode på kvar for seg, og kva dei kunne få til saman."
        ),
        ABOUT_PROJECT: (
            "Akershus, Vestfold, Østfold og Buskerud fylkesbibliotek hadde eit felles prosjekt om korleis "
            "fylkesbibliotek kan spele på lag. Dei møttest til to samlingar, og gruppene skreiv ned stikkord: kva vi "
            "er gode på, kva som er vanskeleg, kva vi vil, og korleis vi kjem dit."
        ),
        ABOUT_TERMS: (
            "Her står stikkorda slik gruppene skreiv dei. Kvart av dei fører til samlinga det vart sagt på, og til dei "
            "som sa det."
        ),
        ABOUT_DEMO_HEADING: "Ein nettstad som viser kva Samspill kan",
        ABOUT_DEMO: (
            "Innlegget med stikkorda er henta frå bloggen til prosjektet slik han stod i 2011. Resten er skriven for å "
            "vise korleis ein slik nettstad kan sjå ut, og er ikkje fylkesbiblioteka sine eigne ord. Fylkesbiblioteka "
            "er sidan slått saman, delte og omdøypte; her står dei slik dei var då."
        ),
    },
    "en": {
        ABOUT_TITLE: "About the collaboration",
        ABOUT_INTRODUCTION: (
            "In 2011 four county libraries asked what each of them is good at, and what they could achieve together."
        ),
        ABOUT_PROJECT: (
            "The county libraries of Akershus, Vestfold, Østfold and Buskerud had a joint project on how county "
            "libraries can play as a team. They met twice, and the groups wrote down catchwords: what we are good at, "
            "what is hard, what we want, and how we get there."
        ),
        ABOUT_TERMS: (
            "Here are the catchwords as the groups wrote them. Each leads to the session it was said in, and to those "
            "who said it."
        ),
        ABOUT_DEMO_HEADING: "A site that shows what Samspill can do",
        ABOUT_DEMO: (
            "The post with the catchwords is taken from the project’s blog as it stood in 2011. The rest was written "
            "to show what such a site may look like, and is not in the county libraries’ own words. The county "
            "libraries have since been merged, split and renamed; here they are as they were then."
        ),
    },
}
COLLABORATION = {
    "nn": {
        COLLABORATION_INTRODUCTION: (
            "Kven som er med, når vi møttest, og alt som er sagt. Vel eit stikkord og sjå kven som sa det, og kvar."
        )
    },
    "en": {
        COLLABORATION_INTRODUCTION: (
            "Who takes part, when we met, and everything that was said. Choose a term and see who said it, and where."
        )
    },
}
MEMBERS = {
    "nn": {
        "Akershus fylkesbibliotek arbeider for folkebibliotekene i fylket, blant annet med råd, kurs og felles "
        "tjenester.": "Akershus fylkesbibliotek arbeider for folkebiblioteka i fylket, mellom anna med råd, kurs og "
        "felles tenester.",
        "Vestfold fylkesbibliotek støtter folkebibliotekene i fylket og er et bindeledd mellom dem.": (
            "Vestfold fylkesbibliotek støttar folkebiblioteka i fylket og er eit bindeledd mellom dei."
        ),
        "Østfold fylkesbibliotek hjelper folkebibliotekene i fylket å utvikle seg og å arbeide sammen.": (
            "Østfold fylkesbibliotek hjelper folkebiblioteka i fylket å utvikle seg og å arbeide saman."
        ),
        "Buskerud fylkesbibliotek gir råd og støtte til folkebibliotekene i fylket, på tvers av kommunegrensene.": (
            "Buskerud fylkesbibliotek gir råd og støtte til folkebiblioteka i fylket, på tvers av kommunegrensene."
        ),
    },
    "en": {
        "fylkesbibliotek": "county library",
        "Akershus fylkesbibliotek": "Akershus County Library",
        "Vestfold fylkesbibliotek": "Vestfold County Library",
        "Østfold fylkesbibliotek": "Østfold County Library",
        "Buskerud fylkesbibliotek": "Buskerud County Library",
        "Akershus fylkesbibliotek arbeider for folkebibliotekene i fylket, blant annet med råd, kurs og felles "
        "tjenester.": "Akershus County Library works for the public libraries of the county, with advice, courses and "
        "shared services among other things.",
        "Vestfold fylkesbibliotek støtter folkebibliotekene i fylket og er et bindeledd mellom dem.": (
            "Vestfold County Library supports the public libraries of the county and links them together."
        ),
        "Østfold fylkesbibliotek hjelper folkebibliotekene i fylket å utvikle seg og å arbeide sammen.": (
            "Østfold County Library helps the public libraries of the county to develop and to work together."
        ),
        "Buskerud fylkesbibliotek gir råd og støtte til folkebibliotekene i fylket, på tvers av kommunegrensene.": (
            "Buskerud County Library gives advice and support to the public libraries of the county, across "
            "municipal borders."
        ),
    },
}
SESSIONS = {
    "nn": {
        "Første samling": "Første samling",
        "Gruppene skrev ned hva fylkesbibliotekene er gode på, hva som er vanskelig, og hva de vil få til sammen.": (
            "Gruppene skreiv ned kva fylkesbiblioteka er gode på, kva som er vanskeleg, og kva dei vil få til saman."
        ),
        "De fire fylkesbibliotekene møttes for andre gang i prosjektet.": (
            "Dei fire fylkesbiblioteka møttest for andre gong i prosjektet."
        ),
    },
    "en": {
        "Første samling": "First session",
        "Andre samling": "Second session",
        "Gruppene skrev ned hva fylkesbibliotekene er gode på, hva som er vanskelig, og hva de vil få til sammen.": (
            "The groups wrote down what the county libraries are good at, what is hard, and what they want to achieve "
            "together."
        ),
        "De fire fylkesbibliotekene møttes for andre gang i prosjektet.": (
            "The four county libraries met for the second time in the project."
        ),
    },
}
