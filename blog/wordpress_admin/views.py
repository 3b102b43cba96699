"""Moving in from WordPress, step by step: upload, choose, watch it run."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View
from wagtail.admin import messages

from blog.importers.wordpress.reading import NotAnExport
from blog.models import WordPressImport
from blog.wordpress_admin import starting, storing, words
from blog.wordpress_admin.choosing import ChoicesForm, blogs_for, holds_the_site, kinds
from blog.wordpress_admin.finding import SeveralBlogs
from blog.wordpress_admin.pages import OneRunMixin, WordPressMixin, is_there
from blog.wordpress_admin.result_views import ResultView
from blog.wordpress_admin.uploading import LimitedUploadHandler, UploadForm, largest
from home.health import worker

logger = logging.getLogger(__name__)

State = WordPressImport.State
RUNS_SHOWN = 20
AT_WORK = {State.READING, State.WAITING, State.RUNNING}
IMPOSSIBLE = 422
# In the address that forms are sent to. Whoever was signed out meanwhile comes back to it without what they sent.
SENT = "sent"


def tell_if_lost(request: Any) -> None:
    """Say that what was sent did not arrive, to those who had to sign in instead."""
    if SENT in request.GET:
        messages.warning(request, _("You had been signed out, so what you sent did not arrive. Please send it again."))


class BeginView(WordPressMixin, View):
    """Upload an export, or go on with one."""

    template_name = "blog/admin/wordpress_begin.html"

    # The form's token is read from the body, which must not be received before it is known who sends it, and how much.
    @method_decorator(csrf_exempt)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        tell_if_lost(request)
        return self.shown(UploadForm())

    def post(self, request):
        request.upload_handlers = [LimitedUploadHandler(request)]
        return self.protected(request)

    @method_decorator(csrf_protect)
    def protected(self, request):
        form = UploadForm(request.POST, request.FILES)
        if getattr(request, "is_upload_too_large", False):
            form = UploadForm({}, {})
            form.errors.clear()
            form.add_error(None, self.too_large())
            return self.shown(form, status=IMPOSSIBLE)
        if not form.is_valid():
            return self.shown(form, status=IMPOSSIBLE)
        try:
            run = starting.begin(user=request.user, **form.cleaned_data)
        except NotAnExport as error:
            form.add_error("exports", words.refusal(error.reason.name, error.name))
        except SeveralBlogs as error:
            form.add_error("exports", words.refusal("SEVERAL_BLOGS", ", ".join(error.addresses)))
        except OSError:
            logger.exception("An upload could not be kept")
            form.add_error(None, _("The files could not be kept on the server. Its disk may be full."))
        else:
            return redirect("wordpress:run", run.pk)
        return self.shown(form, status=IMPOSSIBLE)

    def too_large(self) -> str:
        return _(
            "That is more than %(size)s, and was not received. Export a few years at a time, or leave the pictures "
            "out and let whoever runs the site bring them in from the command line."
        ) % {"size": largest()}

    def shown(self, form, status=200):
        runs = WordPressImport.objects.select_related("started_by")[:RUNS_SHOWN]
        for run in runs:
            run.state_name = words.state_name(run.state)
        # No browser gives a file twice.
        choose_again = form.is_bound and bool(form.files)
        context = self.get_context_data(form=form, runs=runs, largest=largest(), choose_again=choose_again)
        return TemplateResponse(self.request, self.template_name, context, status=status)


class ChooseView(OneRunMixin, View):
    """What was found, and what of it is to come along."""

    template_name = "blog/admin/wordpress_choose.html"

    @cached_property
    def blogs(self):
        return blogs_for(self.request.user)

    def form(self, data=None):
        has_media = bool(storing.kept(self.run, storing.MEDIA))
        return ChoicesForm(data, run=self.run, blogs=self.blogs, has_media=has_media)

    def get(self, request, pk):
        if not self.can_choose:
            return redirect("wordpress:run", pk)
        tell_if_lost(request)
        return self.shown(self.form())

    @cached_property
    def can_choose(self):
        return self.run.state not in AT_WORK and "site" in self.run.found and is_there(self.run)

    def post(self, request, pk):
        if not self.can_choose:
            return not_started(request, self.run)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=IMPOSSIBLE)
        return started(request, self.run, form.options(dry_run=request.POST.get("do") != "import"))

    def shown(self, form, status=200):
        found = self.run.found
        context = self.get_context_data(
            run=self.run,
            form=form,
            found=found,
            first=found["first"] and date.fromisoformat(found["first"][:10]),
            last=found["last"] and date.fromisoformat(found["last"][:10]),
            kinds=kinds(found),
            some_stay=any(kind["stays"] for kind in kinds(found)),
            can_write=self.blogs.exists(),
            troubles=[(words.said(kind), number) for kind, number in words.in_order(found["troubles"], {})],
            holds_the_site=holds_the_site(),
            days=starting.KEPT_FOR.days,
        )
        return TemplateResponse(self.request, self.template_name, context, status=status)


def started(request: Any, run: Any, options: dict[str, Any] | None = None) -> Any:
    """Start a run, and lead to it; or say why not."""
    try:
        starting.start(run=run, options=options)
    except starting.AnotherRuns:
        other = WordPressImport.objects.filter(source=run.source, state__in=AT_WORK).exclude(pk=run.pk).first()
        way = [messages.button(reverse("wordpress:run", args=[other.pk]), _("Look at it"))] if other else None
        said = _("Another import from this blog is at work. Wait until it is done, or stop it.")
        messages.error(request, said, buttons=way)
    except starting.NotNow:
        return not_started(request, run)
    return redirect("wordpress:run", run.pk)


def not_started(request: Any, run: Any) -> Any:
    """Lead to a run that cannot be started; whoever clicked twice sees it at work, and is told of no fault."""
    run.refresh_from_db()
    was_done = run.state == State.DONE and not run.report.get("dry_run")
    if run.state not in AT_WORK and not was_done:
        messages.error(request, _("This cannot be started now.") if is_there(run) else words.said(words.GONE))
    return redirect("wordpress:run", run.pk)


class WatchView(OneRunMixin, View):
    """How far a run has come: looked at again by a script, or else by the browser."""

    template_name = "blog/admin/wordpress_progress.html"

    def get(self, request, pk):
        if "part" in request.GET:
            return TemplateResponse(request, "blog/admin/wordpress_progress_part.html", self.watched())
        return self.render_to_response(self.get_context_data(**self.watched()))

    def watched(self):
        at_work = self.run.state != State.WAITING
        told = storing.told(self.run) if at_work else {}
        is_dead = at_work and storing.was_begun(self.run) and not storing.is_alive(self.run)
        waits = is_dead or not at_work or not storing.was_begun(self.run)
        return {
            "run": self.run,
            "stages": self.stages(told) if self.run.state == State.RUNNING else [],
            "done": told.get("done", 0),
            "of": told.get("of", 0),
            "is_stopping": storing.is_to_stop(self.run),
            "is_dead": is_dead,
            "nobody_works": waits and not worker().ok,
        }

    def stages(self, told):
        """Return (name, how it stands) of each stage; those that only asking for addresses needs may be missing."""
        names = [name for name in words.STAGES if name != "proof" or not self.run.options.get("dry_run")]
        at = names.index(told["stage"]) if told.get("stage") in names else 0
        return [
            (words.STAGES[name], "done" if number < at else "now" if number == at else "to come")
            for number, name in enumerate(names)
        ]


class RunView(OneRunMixin, View):
    """Where a run stands: each state has its page, at one address."""

    def get(self, request, pk):
        if self.run.state in AT_WORK:
            return WatchView.as_view()(request, pk=pk)
        if "part" in request.GET:
            # Nothing more to watch: the script goes to the result.
            return HttpResponse(status=204)
        if self.run.state == State.READY and is_there(self.run):
            return ChooseView.as_view()(request, pk=pk)
        if self.run.state == State.DONE:
            return ResultView.as_view()(request, pk=pk)
        return self.ended()

    def ended(self):
        self.template_name = "blog/admin/wordpress_ended.html"
        refused = self.run.found.get("refused")
        progress = self.run.progress
        error = words.GONE if self.run.state == State.READY else self.run.error
        is_technical = bool(words.TECHNICAL.match(error))
        context = self.get_context_data(
            run=self.run,
            refusal=words.refusal(refused["reason"], refused["name"]) if refused else "",
            error="" if is_technical else words.said(error),
            technical=error if is_technical else "",
            stage=words.STAGES.get(progress.get("stage", ""), ""),
            progress=progress,
            can_go_on=bool(self.run.options) and is_there(self.run),
            can_choose="site" in self.run.found and is_there(self.run),
        )
        return self.render_to_response(context)


class ActView(OneRunMixin, View):
    """Go on with a run, stop it, or forget it: one button each."""

    def get(self, request, pk, act):
        # Whoever was signed out when they pressed the button comes back here, and presses it again.
        return redirect("wordpress:run", pk)

    def post(self, request, pk, act):
        return getattr(self, act.replace("-", "_"))(request)

    def go_on(self, request):
        options = {**self.run.options}
        if options and not blogs_for(request.user).filter(pk=options["under"]).exists():
            messages.error(request, _("You may not write in the blog that was chosen. Change the choices first."))
            return redirect("wordpress:run", self.run.pk)
        if "dry_run" in options and request.POST.get("do") == "import":
            options["dry_run"] = False
        return started(request, self.run, options)

    def stop(self, request):
        if self.run.state in {State.WAITING, State.RUNNING}:
            starting.stop(run=self.run)
            messages.success(request, _("It stops after what is at hand. What has been brought in stays."))
        return redirect("wordpress:run", self.run.pk)

    def remove(self, request):
        try:
            starting.remove(run=self.run)
        except starting.NotNow:
            messages.error(request, _("Stop it first."))
            return redirect("wordpress:run", self.run.pk)
        messages.success(request, _("The upload and its result are deleted. What was brought in stays."))
        return redirect("wordpress:begin")
