"""Show every part of the pages, drawn with the includes of the real ones."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from collaboration.visual_keys import stylesheet
from config.patterns import overview_samples, samples, talk_samples
from config.patterns.stand_ins import PatternReader, organisations_named, pattern_chrome
from home.blocks import ContentStreamBlock


def _among(request, organisations, **surroundings):
    """Make the includes of this request see the stand-ins in place of what is stored; return the locale."""
    locale = Locale.get_active()
    request._readers = {locale.pk: PatternReader(organisations, locale, request)}
    around = {"menu": samples.MENU, "languages": samples.LANGUAGES[:3], "name": samples.NAME}
    request._chrome = pattern_chrome(request, **{**around, "tagline": samples.TAGLINE, **surroundings})
    return locale


def _icons():
    """Return the names of the icons in our sprite."""
    return re.findall(r'<symbol[^>]* id="([\w-]+)"', Path(finders.find("icons.svg")).read_text())


@require_safe
def components(request):
    """Show every component in all its states."""
    four = organisations_named(samples.FOUR)
    locale = _among(request, four)
    return render(
        request,
        "patterns/components.html",
        {
            "four": four,
            "icons": _icons(),
            "body": ContentStreamBlock().to_python(samples.BODY),
            "document": samples.DOCUMENT,
            "twenty": organisations_named(samples.TWENTY),
            "bands": range(1, 21),
            "sets": samples.SETS,
            "posts": samples.posts(locale, request.path),
            "listed": samples.middle_of_a_long_list(),
            "wordings": samples.WORDINGS,
            "said_below": talk_samples.comments(four),
            "steps": overview_samples.steps(four),
            "writing": talk_samples.form(four, request.path),
            "content_language": "nn" if get_language() != "nn" else "nb",
        },
    )


@require_safe
def organisations(request, number):
    """Show what depends on how many organisations there are, and on how long their names are."""
    if number not in samples.SETS:
        raise Http404
    found = organisations_named(samples.SETS[number])
    many = {"menu": samples.LONG_MENU, "languages": samples.LANGUAGES, "name": samples.LONG_NAME}
    _among(request, found, **({**many, "tagline": samples.LONG_TAGLINE} if number > 9 else {}))
    return render(
        request,
        "patterns/organisations.html",
        {
            "number": number,
            "sets": samples.SETS,
            "organisations": found,
            "stands": samples.shelf(found),
            "collaboration": request.path,
            "competencies": samples.competencies(found),
            "goals": samples.goals(),
            "stand": samples.stand(found),
            "statements": samples.statements(found),
            "figures": overview_samples.figures(found),
        },
    )


@require_safe
def visual_keys(request):
    """Serve the stand-ins' colours."""
    keys = {organisation.slug: organisation.visual_key for organisation in organisations_named(samples.TWENTY)}
    return HttpResponse(stylesheet(keys), content_type="text/css; charset=utf-8")
