"""Draft many pages or snippets in one go: at once where they are few, by the worker where they are many."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation, get_edit_url

from languages.apertium import Trouble
from languages.drafting import ByHand, EngineFailed, Outcome, draft_translations, translation_of
from languages.models import DraftingRun
from languages.permissions import may_draft
from languages.translator import IN_WORDS

logger = logging.getLogger(__name__)

State = DraftingRun.State
# More than these are left to the worker.
AT_ONCE = 20
MOST = 500
# How many share one call of the engine, and so its time limit.
TOGETHER = 20
# How long what a run could not do is kept for whoever began it.
KEPT = timedelta(days=30)
# A run of which nothing has been heard for so long is taken for dead.
SILENT = timedelta(minutes=5)


def begin(*, instances: Sequence[models.Model], locale: Any, user: Any) -> DraftingRun:
    """Draft pages or snippets in a language; return the run, which is done unless they are many."""
    run = DraftingRun.objects.create(
        started_by=user,
        target_locale=locale,
        items=[[instance._meta.label_lower, instance.pk] for instance in instances[:MOST]],
    )
    start(run)
    return run


def start(run: DraftingRun) -> None:
    """Perform a run, or hand it to the worker."""
    from languages.tasks import draft_in_background

    if run.total - run.done <= AT_ONCE:
        perform(run.pk)
        run.refresh_from_db()
    else:
        transaction.on_commit(lambda: draft_in_background.enqueue(run.pk))


def can_start_again(run: DraftingRun) -> bool:
    """Return whether a run has stopped, or was left by a worker that died."""
    return run.state == State.FAILED or (run.is_at_work and run.heard_at < timezone.now() - SILENT)


def start_again(run: DraftingRun) -> bool:
    """Go on where a run stopped; return whether it was for us to do."""
    if not can_start_again(run):
        return False
    # Who comes second finds that it has been heard of.
    same = DraftingRun.objects.filter(pk=run.pk, state=run.state, heard_at=run.heard_at)
    if not same.update(state=State.WAITING, heard_at=timezone.now(), error=""):
        return False
    run.refresh_from_db()
    start(run)
    return True


def perform(pk: int) -> None:
    """Draft what a run has not drafted yet, some at a time; what can't be done is told in its remarks."""
    run = DraftingRun.objects.select_related("target_locale", "started_by").get(pk=pk)
    if not DraftingRun.objects.filter(pk=pk, state=State.WAITING).update(state=State.RUNNING, heard_at=timezone.now()):
        return
    run.state = State.RUNNING
    # What is told is kept, in the language of whoever began it.
    with translation.override(_language_of(run.started_by)):
        _perform(run)


def purge(now: datetime | None = None) -> int:
    """Delete the runs that ended long ago, and those that nobody started again; return how many."""
    return DraftingRun.objects.filter(heard_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def _language_of(user: Any) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    language: str = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
    return language


def _perform(run: DraftingRun) -> None:
    try:
        translator = get_machine_translator()
        if translator is None:
            raise EngineFailed(str(IN_WORDS[Trouble.MISSING]))
        while run.done < run.total:
            batch = run.items[run.done : run.done + TOGETHER]
            drafted, remarks = _draft(run, batch, translator)
            run.done += len(batch)
            run.drafted += drafted
            run.remarks = [*run.remarks, *remarks]
            run.heard_at = timezone.now()
            run.save()
        run.state = State.DONE
    except EngineFailed as error:
        run.state, run.error = State.FAILED, str(error)
    except Exception:
        run.state, run.error = State.FAILED, _("Something went wrong. What is drafted so far is kept.")
        raise
    finally:
        run.heard_at = timezone.now()
        run.save()


def _draft(run: DraftingRun, batch: Sequence[Sequence[Any]], translator: Any) -> tuple[int, list[list[str]]]:
    remarks: list[list[str]] = []
    translations = []
    for instance in _instances(batch):
        name = str(instance)
        try:
            if not may_draft(run.started_by, instance, run.target_locale):
                remarks.append([name, _("You may not translate this."), ""])
            elif not translator.can_translate(instance.locale, run.target_locale):
                remarks.append([name, _("It is not written in a language that can be translated from."), ""])
            else:
                begun = translation_of(instance=instance, locale=run.target_locale, user=run.started_by)
                translations.append((begun.get_target_instance(), begun))
        except ByHand:
            remarks.append([name, _("It is translated by hand, without synchronising."), ""])
        except ObjectDoesNotExist:
            remarks.append([name, _("A translation could not be made. Open it and translate it there."), ""])
        except DatabaseError:
            raise
        except Exception:
            # Whatever it is: the others are not to wait for this one.
            logger.exception("The translation of %s %s could not be begun.", instance._meta.label, instance.pk)
            remarks.append([name, _("A translation could not be made. Open it and translate it there."), ""])
    drafted = 0
    # A page that was written in another language than the rest goes with its own.
    by_source = sorted(translations, key=lambda pair: pair[1].source.locale_id)
    for _locale, group in itertools.groupby(by_source, key=lambda pair: pair[1].source.locale_id):
        pairs = list(group)
        outcomes = _outcomes([begun for _target, begun in pairs], run.started_by, translator)
        drafted += sum(outcome.drafted for outcome in outcomes.values())
        remarks += [
            [str(target), remark, get_edit_url(target)]
            for target, begun in pairs
            for remark in remarks_on(outcomes[begun.pk])
        ]
    return drafted, remarks


def _outcomes(translations: Sequence[Translation], user: Any, translator: Any) -> dict[int, Outcome]:
    """Draft them together; where one of them fails, each by itself, so that the others come through."""
    try:
        return draft_translations(translations=translations, user=user, translator=translator)
    except (EngineFailed, DatabaseError):
        raise
    except Exception:
        if len(translations) > 1:
            alone = [_outcomes([one], user, translator) for one in translations]
            return {pk: outcome for outcomes in alone for pk, outcome in outcomes.items()}
        logger.exception("Translation %s could not be drafted.", translations[0].pk)
        return {translations[0].pk: Outcome(error=_("It could not be drafted. Open it and translate it there."))}


def _instances(batch: Iterable[Sequence[Any]]) -> Iterable[Any]:
    for label, pk in batch:
        instance = apps.get_model(label).objects.filter(pk=pk).first()
        if instance is not None:
            yield getattr(instance, "specific", instance)


def remarks_on(outcome: Outcome) -> list[str]:
    """Return what a person should know of a draft."""
    said = []
    if outcome.error:
        said.append(outcome.error)
    if outcome.to_review:
        said.append(_("The original was changed after it was translated. Review what is different."))
    if outcome.left:
        said.append(_("Some texts could not be drafted without breaking their links or formatting."))
    if outcome.with_unknown:
        said.append(_("There are words that the program does not know."))
    return said


def known_translations(instance: Any) -> models.QuerySet[Translation]:
    """Return the translations of which a page or snippet is the target, and which are synchronised."""
    return Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
    )
