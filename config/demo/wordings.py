"""Some of what the groups said, in English: beside the words, as everywhere."""

from __future__ import annotations

from uuid import UUID

from wagtail.models import Locale, Page

from collaboration.wordings.sources import source_of, wordings_of
from collaboration.wordings.translating import Answer, stands_for, translate

ENGLISH = {
    "logistikk / transportordninger": "logistics / arrangements for transport",
    "kassering": "weeding the collection",
    "goodwill hos eierne": "goodwill among the owners",
    "universell uforming": "universal design",
    "oppgavene har lite ”wow-faktor”": "the tasks have little “wow factor”",
    "hvordan ta vare på ildsjelene? / Ivareta kreativitet": "how to look after enthusiasts? / Keep creativity alive",
    "samarbeid vs konkurranse": "cooperation v. competition",
    "leseutvikling : helhetlig, forpliktende lesestimuleringsplan 0 – 100 år": (
        "reading development: a coherent, binding plan to encourage reading from 0 to 100 years of age"
    ),
    "biblioteket som digital læringsarena": "the library as a digital place to learn",
    "lære av hverandre": "learning from each other",
}


def translate_wordings(post: UUID, locale: Locale) -> int:
    """Put English beside some of what a post says, and return how much; nothing for readers of other languages."""
    face = Page.objects.filter(translation_key=post, locale=locale).select_related("locale").first()
    if locale.language_code != "en" or face is None:
        return 0
    answers = [
        Answer(item, ENGLISH[wording], words_seen=stands_for(wording), text_seen=stands_for(""))
        for item, wording in wordings_of(source_of(post)).items()
        if wording in ENGLISH
    ]
    return translate(face=face, answers=answers)
