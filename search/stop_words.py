"""Words that hold the others together: a search for several words goes on without them.

Source: the lists of the Snowball project, https://snowballstem.org/algorithms/norwegian/stop.txt and english/stop.txt.
"""


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


NORWEGIAN = _listed(
    """
    og i jeg det at en et den til er som på de med han av ikke ikkje der så var meg seg men ett har om vi min mitt ha
    hadde hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv sjøl her alle vil bli ble
    blei blitt kunne inn når være kom noen noe ville dere deres kun ja etter ned skulle denne for deg si sine sitt mot å
    meget hvorfor dette disse uten hvordan ingen din ditt blir samme hvilken hvilke sånn inni mellom vår hver hvem vors
    hvis både bare enn fordi før mange også slik vært båe begge siden dykk dykkar dei deira deires deim di då eg ein eit
    eitt elles honom hjå ho hoe henne hennar hennes hoss hossen ingi inkje korleis korso kva kvar kvarhelst kven kvi
    kvifor me medan mi mine mykje no nokon noka nokor noko nokre sia sidan so somt somme um upp vere vore verte vort
    varte vart frå ei hos våre vårt mens etc the of
    """
)
ENGLISH = _listed(
    """
    i me my we our you your he him his she her it its they them their what which who this that these those am is are was
    were be been being have has had do does did a an the and but if or because as until while of at by for with about
    between into to from in out on off over under then here there when where why how all any both each more most other
    some such no nor not only own same so than too very can will just should
    """
)
BY_LANGUAGE = {"nb": NORWEGIAN, "nn": NORWEGIAN, "no": NORWEGIAN, "en": ENGLISH}
