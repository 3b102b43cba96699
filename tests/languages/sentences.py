"""Sentences as editors of this site write them, in bokmål, and in the nynorsk of a person who knew only the bokmål."""

SENTENCES = [
    (
        "Fylkesbibliotekene møttes 23. mars 2011 for å snakke om hva de er gode på.",
        "Fylkesbiblioteka møttest 23. mars 2011 for å snakke om kva dei er gode på.",
    ),
    (
        "Vi er gode på å arrangere kurs for ansatte i folkebibliotekene.",
        "Vi er gode på å arrangere kurs for tilsette i folkebiblioteka.",
    ),
    (
        "Hva vil vi få til sammen, og hvem gjør hva?",
        "Kva vil vi få til saman, og kven gjer kva?",
    ),
    (
        "Rapporten kommer <b>omkring 1. juni</b> og bygger på det gruppene skrev.",
        "Rapporten kjem <b>omkring 1. juni</b> og byggjer på det gruppene skreiv.",
    ),
    (
        "Stikkordene står ikke i prioritert rekkefølge.",
        "Stikkorda står ikkje i prioritert rekkjefølgje.",
    ),
    (
        "Flere av bibliotekene mangler kompetanse på markedsføring.",
        "Fleire av biblioteka manglar kompetanse på marknadsføring.",
    ),
    (
        'Les mer om samlingen <a id="a1">i oppsummeringen</a>.',
        'Les meir om samlinga <a id="a1">i oppsummeringa</a>.',
    ),
    (
        "Det er vanskelig å få tid til utviklingsarbeid ved siden av de daglige oppgavene.",
        "Det er vanskeleg å få tid til utviklingsarbeid ved sida av dei daglege oppgåvene.",
    ),
    (
        "Vi ønsker oss en felles inngang til digitalt materiale.",
        "Vi ønskjer oss ein felles inngang til digitalt materiale.",
    ),
    (
        "Et felles anbud på transport kan spare fylkene for penger.",
        "Eit felles anbod på transport kan spare fylka for pengar.",
    ),
    (
        "Kommunene bestemmer selv hvor mye de vil bruke på biblioteket.",
        "Kommunane bestemmer sjølve kor mykje dei vil bruke på biblioteket.",
    ),
    (
        "Hvis du vil rette noe, kan du skrive en kommentar under innlegget.",
        "Dersom du vil rette noko, kan du skrive ein kommentar under innlegget.",
    ),
    (
        "Kommentaren din blir lest av en redaktør før den vises.",
        "Kommentaren din blir lesen av ein redaktør før han blir vist.",
    ),
    (
        "Gruppene skrev på store ark, og noen tok bilder av dem.",
        "Gruppene skreiv på store ark, og nokon tok bilete av dei.",
    ),
    (
        "Ledelse av endringer er et tema alle fire vil lære mer om.",
        "Leiing av endringar er eit tema alle fire vil lære meir om.",
    ),
    (
        "Vi har for få ansatte til å besøke alle bibliotekene hvert år.",
        "Vi har for få tilsette til å besøkje alle biblioteka kvart år.",
    ),
    (
        "Brukerne forventer at <i>alt</i> skal være tilgjengelig på nett.",
        "Brukarane ventar at <i>alt</i> skal vere tilgjengeleg på nett.",
    ),
    (
        "Skolebibliotekene trenger veiledning og støtte fra oss.",
        "Skulebiblioteka treng rettleiing og støtte frå oss.",
    ),
    (
        "Hvordan kan vi dele erfaringer uten å reise så mye?",
        "Korleis kan vi dele erfaringar utan å reise så mykje?",
    ),
    (
        "Nettverket møtes to ganger i året, og referatene legges ut her.",
        "Nettverket møtest to gonger i året, og referata blir lagde ut her.",
    ),
    (
        "Ingen av organisasjonene nevnte universell utforming.",
        "Ingen av organisasjonane nemnde universell utforming.",
    ),
    (
        "Vi må bli flinkere til å fortelle politikerne hva biblioteket betyr.",
        "Vi må bli flinkare til å fortelje politikarane kva biblioteket betyr.",
    ),
    (
        "Samarbeidet begynte som et prøveprosjekt og varte i tre år.",
        "Samarbeidet byrja som eit prøveprosjekt og varte i tre år.",
    ),
    (
        "Prosjektet fikk 250 000 kroner i støtte fra staten.",
        "Prosjektet fekk 250 000 kroner i støtte frå staten.",
    ),
    (
        "De som var til stede, ble enige om fem felles tiltak.",
        "Dei som var til stades, vart einige om fem felles tiltak.",
    ),
    (
        "Vi vet ikke ennå hvem som skal ha ansvaret.",
        "Vi veit ikkje enno kven som skal ha ansvaret.",
    ),
    (
        "Send spørsmål til post@example.org innen fredag.",
        "Send spørsmål til post@example.org innan fredag.",
    ),
    (
        "Hele oversikten finnes på https://example.org/samarbeid/.",
        "Heile oversikta finst på https://example.org/samarbeid/.",
    ),
    (
        "Formidling av litteratur til barn er noe av det viktigste vi gjør.",
        "Formidling av litteratur til barn er noko av det viktigaste vi gjer.",
    ),
    (
        "Mange bøker blir stående i hyllene uten at noen låner dem.",
        "Mange bøker blir ståande i hyllene utan at nokon låner dei.",
    ),
    (
        "Vi vil gjøre det enklere å låne bøker på tvers av fylkesgrensene.",
        "Vi vil gjere det enklare å låne bøker på tvers av fylkesgrensene.",
    ),
    (
        "Biblioteket er et møtested for alle, uansett alder og bakgrunn.",
        "Biblioteket er ein møtestad for alle, uansett alder og bakgrunn.",
    ),
    (
        "Hun har ledet arbeidet siden høsten 2009.",
        "Ho har leidd arbeidet sidan hausten 2009.",
    ),
    (
        "Noen utfordringer ble nevnt av alle, andre bare av én.",
        "Nokre utfordringar vart nemnde av alle, andre berre av éin.",
    ),
    (
        "Virkemidlene er <b>kurs</b>, <b>nettverk</b> og <b>felles innkjøp</b>.",
        "Verkemidla er <b>kurs</b>, <b>nettverk</b> og <b>felles innkjøp</b>.",
    ),
    (
        "Tallene viser hvor mange ganger et stikkord er sagt.",
        "Tala viser kor mange gonger eit stikkord er sagt.",
    ),
    (
        "Klikk på et tall for å se utsagnene bak.",
        "Klikk på eit tal for å sjå utsegnene bak.",
    ),
    (
        "Det nye lånesystemet tas i bruk etter sommeren.",
        "Det nye lånesystemet blir teke i bruk etter sommaren.",
    ),
    (
        "Vi anbefaler at fylkene går sammen om et studietilbud i endringsledelse.",
        "Vi tilrår at fylka går saman om eit studietilbod i endringsleiing.",
    ),
    (
        "Alle innlegg kan følges på e-post.",
        "Alle innlegg kan følgjast på e-post.",
    ),
    (
        "Spørreundersøkelsen ble besvart av 40 prosent av de ansatte.",
        "Spørjeundersøkinga vart svara på av 40 prosent av dei tilsette.",
    ),
    (
        "Det er viktig at målene er så tydelige at alle kan huske dem.",
        "Det er viktig at måla er så tydelege at alle kan hugse dei.",
    ),
    (
        "Når ble målet nådd, og hva var det som hjalp?",
        "Når vart målet nådd, og kva var det som hjelpte?",
    ),
    (
        "Lokalavisene skriver gjerne om biblioteket når vi tar kontakt.",
        "Lokalavisene skriv gjerne om biblioteket når vi tek kontakt.",
    ),
    (
        "Etter lunsj byttet gruppene plass og leste hverandres ark.",
        "Etter lunsj bytte gruppene plass og las arka til kvarandre.",
    ),
    (
        "Er noe feil gjengitt, retter vi det og sier fra om hva som er endret.",
        "Er noko feil attgjeve, rettar vi det og seier frå om kva som er endra.",
    ),
    (
        "Fristen er 15. april; forslag som kommer senere, tas med neste gang.",
        "Fristen er 15. april; forslag som kjem seinare, blir tekne med neste gong.",
    ),
    (
        "Takk til alle som bidro!",
        "Takk til alle som bidrog!",
    ),
]
