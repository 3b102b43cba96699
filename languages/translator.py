"""Apertium as wagtail-localize asks it: texts in, drafts out, with the words that nobody knew."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from languages.apertium import ApertiumFailed, Engine, Trouble, find_engine, language_of
from languages.glossary import wordings_between
from languages.markup import GarbledAnswer, compose, read

logger = logging.getLogger(__name__)

# What an editor is told. Nothing is lost: no draft is stored unless all of a page came back.
IN_WORDS = {
    Trouble.MISSING: _("The translation program Apertium is not installed, or cannot be started."),
    Trouble.SLOW: _("The translation program did not answer in time. Try again, or with fewer at once."),
    Trouble.BROKEN: _(
        "The translation program stopped with an error. Try again; if it happens again, tell whoever runs the site."
    ),
    Trouble.GARBLED: _("The translation program gave an answer that can't be used. Tell whoever runs the site."),
}


class DraftedText(StringValue):
    """A draft, and the words in it that the engine did not know."""

    def __init__(self, data: str, unknown: tuple[str, ...] = ()) -> None:
        super().__init__(data)
        self.unknown = unknown


class ApertiumTranslator(BaseMachineTranslator):
    """Between bokmål and nynorsk, in the ways that are installed."""

    display_name = "Apertium"

    @property
    def engine(self) -> Engine | None:
        return find_engine(settings.APERTIUM_COMMAND, settings.APERTIUM_TIMEOUT)

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        engine = self.engine
        return bool(engine and engine.mode(source_locale.language_code, target_locale.language_code))

    def translate(self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]) -> dict[Any, Any]:
        """Return {text: draft} for what could be drafted, in one process. Raises ApertiumFailed."""
        source, target = source_locale.language_code, target_locale.language_code
        engine = self.engine
        mode = engine.mode(source, target) if engine else None
        if engine is None or mode is None:
            raise ApertiumFailed(Trouble.MISSING)
        texts = list(strings)
        document, sent = compose([text.data for text in texts], wordings_between(source, target))
        try:
            drafts = read(engine.translate(document, mode), sent)
        except GarbledAnswer as error:
            logger.warning("Apertium: %s", error)
            raise ApertiumFailed(Trouble.GARBLED, str(error)) from error
        except ApertiumFailed as error:
            logger.warning("%s", error)
            raise
        return {
            text: DraftedText(draft.text, draft.unknown)
            for text, draft in zip(texts, drafts, strict=True)
            if draft.text is not None
        }


def is_bokmal_and_nynorsk() -> bool:
    """Return whether the site has both languages, so that Apertium would be of use."""
    return {"nb", "nn"} <= {language_of(code) for code, _name in settings.LANGUAGES}
