"""Tell, where it is plain, that a text is in none of the site's languages. Where it is not plain, nothing is told.

By the small words that every sentence needs, and by the script. It is no use for telling bokmål from Danish, and is not
asked to: those who read one of the Scandinavian languages read the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

# Fewer words or letters tell too little.
ENOUGH_WORDS = 15
ENOUGH_LETTERS = 20
# A text in a language has every fourth or third of its words among the small ones.
LEAST_SHARE = 0.2
# How many times the site's own small words the foreign ones must be: much is shared ("en", "de", "i", "for").
CLEAR = 2.5

# Read and moderated alike wherever one of them is; and Northern Sámi, which is at home there.
NEIGHBOURS = frozenset({"nb", "nn", "no", "da", "sv", "se"})

_SMALL_WORDS = {
    "nb": (
        "og i jeg det at en et den til er som på de med han av ikke der så var seg men har om vi min hadde hun nå da "
        "ved fra ut oss opp kan hva skal alle vil bli ble når være noe ville dere denne dette eller for"
    ),
    "nn": (
        "og i eg det at ein ei eit den til er som på dei med han av ikkje der så var seg men har om vi me min hadde "
        "ho no då ved frå ut oss opp kan kva skal alle vil bli blei vart når vere noko dykk denne dette eller for"
    ),
    "da": (
        "og i jeg det at en et den til er som på de med han af ikke der så var sig men har om vi min havde hun nu da "
        "ved fra ud os op kan hvad skal alle vil blive blev når være noget ville denne dette eller for"
    ),
    "sv": (
        "och i jag det att en ett den till är som på de med han av inte där så var sig men har om vi min hade hon nu "
        "då vid från ut oss upp kan vad ska alla vill bli blev när vara något skulle denna detta eller för"
    ),
    "se": (
        "ja lea leat ahte go ii dat mii mun don son sii dan dán dáid maid muhto dahje gos leai eai in vel dál buot "
        "ovdal maŋŋel badjel birra fal juo de nu goit"
    ),
    "fi": (
        "ja on ei se että en hän oli mutta joka kun niin ovat ole myös tai jos kuin mitä tämä sen hänen olen voi "
        "mukaan vain siitä sitä kanssa sekä"
    ),
    "en": (
        "the of and to a in is that it for was on are as with be this have from or by not but they you we his her "
        "which what your can will my has at an if our their would there all been"
    ),
    "de": (
        "der die und das ist nicht ich sie es ein eine zu den von mit auf dem für im auch sich wir als wie aber oder "
        "bei nach wird war sind haben noch kann mir uns einen einer des"
    ),
    "nl": (
        "de het een en van ik te dat die in is niet zijn op aan met voor er maar om hem dan zou wat mijn dit zo door "
        "over bij ook tot je uit naar heb hebben worden wordt"
    ),
    "fr": (
        "le la les de des du et est un une dans que qui il elle ne pas pour sur au avec ce cette je vous nous par "
        "plus mais ou son sa ses sont être aux"
    ),
    "es": (
        "el la los las de del y en que un una es no se por con para su lo al como más pero sus le ya o este sí porque "
        "esta muy sin sobre yo"
    ),
    "it": (
        "il lo la i gli le di del della e è un una in che non per con si da sono come ma anche più nel alla questo ho "
        "dei delle mi al ed"
    ),
    "pt": (
        "o a os as de do da dos das e em um uma que não para com por se no na mais como mas foi ao ele sua ou é eu "
        "isso pelo você"
    ),
    "pl": "i w nie na się z do to jest że a o jak po co tak za od ale był dla czy już przez ja jego tylko może są oraz",
}
SMALL_WORDS = {language: frozenset(listed.split()) for language, listed in _SMALL_WORDS.items()}

# By the first word of a letter's name in Unicode.
SCRIPTS = {
    "CYRILLIC": {"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"},
    "GREEK": {"el"},
    "ARABIC": {"ar", "fa", "ur", "ps", "ckb", "ku"},
    "HEBREW": {"he", "yi"},
    "CJK": {"zh", "ja", "ko"},
    "HANGUL": {"ko"},
    "THAI": {"th"},
    "DEVANAGARI": {"hi", "mr", "ne"},
    "BENGALI": {"bn"},
    "TAMIL": {"ta"},
    "GEORGIAN": {"ka"},
    "ARMENIAN": {"hy"},
    "ETHIOPIC": {"am", "ti"},
}

# Japanese is written in three scripts at once.
_WITH_CHINESE = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}

_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def foreign_language(text: str, site_languages: Sequence[str]) -> str:
    """Return the language or script ("de", "CYRILLIC") of a text that is in none of the site's; "" where unsure.

    A site that names no language has no foreign ones.
    """
    own = {language.lower().partition("-")[0] for language in site_languages}
    if own & NEIGHBOURS:
        own |= NEIGHBOURS
    if not own:
        return ""
    words = _WORD.findall(_ADDRESS.sub(" ", text).lower())
    return _foreign_script(words, own) or _foreign_words(words, own)


def _foreign_script(words: Sequence[str], own: set[str]) -> str:
    scripts = (unicodedata.name(letter, "").partition(" ")[0] for word in words for letter in word)
    letters = Counter(_WITH_CHINESE.get(script, script) for script in scripts)
    for script, count in letters.most_common(1):
        known = SCRIPTS.get(script, own)
        if not known & own and count >= ENOUGH_LETTERS and count > letters.total() / 2:
            return script
    return ""


def _foreign_words(words: Sequence[str], own: set[str]) -> str:
    if len(words) < ENOUGH_WORDS:
        return ""
    hits = {language: sum(word in small for word in words) for language, small in SMALL_WORDS.items()}
    ours = max((hits[language] for language in own if language in hits), default=0)
    best = max(hits.keys() - own, key=lambda language: (hits[language], language), default="")
    if best and hits[best] >= LEAST_SHARE * len(words) and hits[best] >= CLEAR * ours:
        return best
    return ""
