"""The screens of the admin that an editor meets, on the demo site, with each state that a page can be in."""

import io
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Comment, Page, Task, Workflow
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from accounts.models import EditorialSettings
from blog.models import BlogIndexPage, PostPage
from collaboration.models import Competency
from home.models import SiteDocument, SiteImage, StandardPage
from tests import factories


@dataclass(frozen=True)
class Screen:
    """A screen by its name, where it lies, whether an editor may come there, and whose scripts it speaks for."""

    name: str
    address: str
    for_editors: bool = True
    scripts: str = ""


class Contents:
    """What the screens show: pages in each state, translations, files, terms."""

    def __init__(self, writer):
        self.writer = writer
        self.home = Page.objects.filter(depth=2, locale__language_code="nb").first()
        self.blog = BlogIndexPage.objects.get(locale__language_code="nb")
        self.post = PostPage.objects.filter(locale__language_code="nb").order_by("pk").first()
        self.revision = self.post.revisions.order_by("pk").first()
        self.page = StandardPage.objects.filter(locale__language_code="nb").order_by("pk").first()
        self.alias = PostPage.objects.filter(locale__language_code="nn", alias_of__isnull=False).first()
        self.term = Competency.objects.filter(locale__language_code="nb").order_by("pk").first()
        self.image = self._image()
        self.document = SiteDocument.objects.create(title="Referat", file=ContentFile(b"Referat", name="referat.txt"))
        self.redirect = Redirect.objects.create(old_path="/gammel", redirect_link="/")
        self.promoted = Query.get("sommerlesing")
        SearchPromotion.objects.create(query=self.promoted, page=self.page)
        self._translations()
        self._states()

    @staticmethod
    def _image():
        file = io.BytesIO()
        Image.new("RGB", (32, 24)).save(file, "PNG")
        return SiteImage.objects.create(title="Tavla", file=ImageFile(file, name="tavla.png"))

    def _translations(self):
        """Have a page and a term translated, as the button for it does."""
        nynorsk = factories.locale("nn")
        for thing in (self.page, self.term):
            translate_object(thing, [nynorsk], user=self.writer)
        self.source = TranslationSource.objects.get_for_instance(self.page)
        self.translated = self.page.get_translation(nynorsk)
        self.translated_term = self.term.get_translation(nynorsk)

    def _states(self):
        """Let a page be scheduled, one locked, one commented on, one a draft, one wait for a second editor."""
        EditorialSettings.objects.create(second_editor=True)
        self.draft = factories.post(title="Kladden", live=False)
        self.draft.title = "Kladden vår"
        self.draft.save_revision(user=self.writer)
        self.scheduled = factories.post(title="Planlagt", scheduled=factories.tomorrow())
        self.locked = factories.post(title="Låst")
        Page.objects.filter(pk=self.locked.pk).update(locked=True, locked_by=self.writer, locked_at=timezone.now())
        self.commented = factories.post(title="Med merknad")
        Comment.objects.create(page=self.commented, user=self.writer, text="Se her", contentpath="title")
        self.waiting = factories.post(title="Venter", live=False)
        self.waiting.save_revision(user=self.writer)
        self.task, self.workflow = Task.objects.get(), Workflow.objects.get()
        self.workflow_state = self.workflow.start(self.waiting, self.writer)


def screens(contents):
    """Return every screen on the list."""
    return [
        *_around(),
        *_pages(contents),
        *_states(contents),
        *_files(contents),
        *_snippets(contents),
        *_translating(contents),
        *_choosers(contents),
        *_searching(contents),
        *_managing(contents),
    ]


def _around():
    yield Screen("dashboard", reverse("wagtailadmin_home"))
    yield Screen("profile", reverse("wagtailadmin_account"))
    yield Screen("Wagtail's scripts", reverse("wagtailadmin_javascript_catalog"), scripts="wagtailadmin")
    yield Screen("not found", f"{reverse('wagtailadmin_home')}finnes-ikke/")


def _pages(contents):
    post, blog, version = contents.post, contents.blog, contents.revision
    yield Screen("explorer's root", reverse("wagtailadmin_explore_root"))
    yield Screen("explorer", reverse("wagtailadmin_explore", args=[blog.pk]))
    yield Screen("explorer, searched", f"{reverse('wagtailadmin_explore', args=[blog.pk])}?q=samling")
    yield Screen("explorer, nothing found", f"{reverse('wagtailadmin_explore', args=[blog.pk])}?q=qqqq")
    yield Screen("explorer, in order", f"{reverse('wagtailadmin_explore', args=[contents.home.pk])}?ordering=ord")
    yield Screen("search", f"{reverse('wagtailadmin_pages:search')}?q=samling")
    yield Screen("choose a page type", reverse("wagtailadmin_pages:add_subpage", args=[contents.home.pk]))
    yield Screen("new post", reverse("wagtailadmin_pages:add", args=["blog", "postpage", blog.pk]))
    for what, page in {"post": post, "standard page": contents.page, "home page": contents.home, "blog": blog}.items():
        yield Screen(f"editor: {what}", reverse("wagtailadmin_pages:edit", args=[page.pk]))
    yield Screen("history", reverse("wagtailadmin_pages:history", args=[post.pk]))
    yield Screen("workflow history", reverse("wagtailadmin_pages:workflow_history", args=[contents.waiting.pk]))
    yield Screen(
        "workflow, in detail",
        reverse("wagtailadmin_pages:workflow_history_detail", args=[contents.waiting.pk, contents.workflow_state.pk]),
    )
    yield Screen("usage", reverse("wagtailadmin_pages:usage", args=[post.pk]))
    yield Screen("pages of a type", reverse("wagtailadmin_pages:type_use", args=["blog", "postpage"]))
    yield Screen("an older version", reverse("wagtailadmin_pages:revisions_revert", args=[post.pk, version.pk]))
    yield Screen(
        "versions compared", reverse("wagtailadmin_pages:revisions_compare", args=[contents.draft.pk, "live", "latest"])
    )
    yield Screen(
        "versions compared, first and last",
        reverse("wagtailadmin_pages:revisions_compare", args=[post.pk, "earliest", "latest"]),
    )
    yield Screen("copy a page", reverse("wagtailadmin_pages:copy", args=[post.pk]))
    for act in ("move", "delete", "unpublish", "set_privacy"):
        yield Screen(f"{act} a page", reverse(f"wagtailadmin_pages:{act}", args=[post.pk]), False)
    yield Screen("move, confirmed", reverse("wagtailadmin_pages:move_confirm", args=[post.pk, contents.home.pk]), False)
    for act in ("delete", "move", "publish", "unpublish"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
        yield Screen(f"{act} several pages", f"{address}?id={post.pk}&id={contents.draft.pk}")


def _states(contents):
    for state in ("draft", "scheduled", "locked", "commented", "waiting", "alias"):
        page = getattr(contents, state)
        yield Screen(f"editor: {state}", reverse("wagtailadmin_pages:edit", args=[page.pk]))
    yield Screen("convert an alias", reverse("wagtailadmin_pages:convert_alias", args=[contents.alias.pk]))
    version = contents.scheduled.scheduled_revision
    yield Screen(
        "unschedule", reverse("wagtailadmin_pages:revisions_unschedule", args=[contents.scheduled.pk, version.pk])
    )
    for act in ("approve", "reject"):
        yield Screen(
            f"{act} a page",
            reverse(
                "wagtailadmin_pages:workflow_action",
                args=[contents.waiting.pk, act, contents.workflow_state.current_task_state.pk],
            ),
            False,
        )
    yield Screen(
        "cancel a workflow", reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[contents.waiting.pk])
    )


def _files(contents):
    for app, model, one in (
        ("wagtailimages", "image", contents.image),
        ("wagtaildocs", "document", contents.document),
    ):
        yield Screen(f"{model}s", reverse(f"{app}:index"))
        yield Screen(f"{model}s, nothing found", f"{reverse(f'{app}:index')}?q=qqqq")
        yield Screen(f"{model}", reverse(f"{app}:edit", args=[one.pk]))
        yield Screen(f"new {model}", reverse(f"{app}:add"))
        yield Screen(f"several new {model}s", reverse(f"{app}:add_multiple"))
        yield Screen(f"delete {model}", reverse(f"{app}:delete", args=[one.pk]))
        yield Screen(f"usage of {model}", reverse(f"{app}:{model}_usage", args=[one.pk]))
        for act in ("delete", "add_tags", "add_to_collection"):
            address = reverse("wagtail_bulk_action", args=["home", f"site{model}", act])
            yield Screen(f"{act}: several {model}s", f"{address}?id={one.pk}")


def _snippets(contents):
    base, pk = "wagtailsnippets_collaboration_competency", contents.term.pk
    yield Screen("terms", reverse(f"{base}:list"))
    yield Screen("terms, nothing found", f"{reverse(f'{base}:list')}?q=qqqq")
    yield Screen("new term", reverse(f"{base}:add"))
    for act in ("edit", "delete", "history", "usage", "unpublish"):
        yield Screen(f"{act} a term", reverse(f"{base}:{act}", args=[pk]))
    address = reverse("wagtail_bulk_action", args=["collaboration", "competency", "delete"])
    yield Screen("delete several terms", f"{address}?id={pk}")
    for app, model in (
        ("collaboration", "organisation"),
        ("collaboration", "session"),
        ("collaboration", "theme"),
        ("collaboration", "responsibility"),
        ("blog", "author"),
        ("blog", "category"),
        ("home", "sitetext"),
    ):
        yield Screen(f"{model}: list", reverse(f"wagtailsnippets_{app}_{model}:list"))
        yield Screen(f"{model}: new", reverse(f"wagtailsnippets_{app}_{model}:add"), model != "sitetext")


def _translating(contents):
    page = contents.translated
    address = reverse("wagtail_localize:javascript_catalog")
    yield Screen("wagtail-localize's scripts", address, scripts="wagtail_localize")
    yield Screen("translation's editor", reverse("wagtailadmin_pages:edit", args=[page.pk]))
    yield Screen(
        "translation's editor, of a term",
        reverse("wagtailsnippets_collaboration_competency:edit", args=[contents.translated_term.pk]),
    )
    yield Screen("send to translation", reverse("wagtail_localize:submit_page_translation", args=[contents.draft.pk]))
    yield Screen("update translations", reverse("wagtail_localize:update_translations", args=[contents.source.pk]))
    yield Screen("convert to alias", reverse("wagtail_localize:convert_to_alias", args=[page.pk]))
    yield Screen("report of translations", reverse("wagtail_localize:translations_report"))


def _choosers(contents):
    yield Screen("choose a page", reverse("wagtailadmin_choose_page"))
    yield Screen("choose a page below", reverse("wagtailadmin_choose_page_child", args=[contents.home.pk]))
    yield Screen("choose a page, searched", f"{reverse('wagtailadmin_choose_page_search')}?q=samling")
    for link in ("external", "email", "phone", "anchor"):
        yield Screen(f"link: {link}", reverse(f"wagtailadmin_choose_page_{link}_link"))
    yield Screen("choose an image", reverse("wagtailimages_chooser:choose"))
    yield Screen("format of an image", reverse("wagtailimages_chooser:select_format", args=[contents.image.pk]))
    yield Screen("choose a document", reverse("wagtaildocs_chooser:choose"))
    yield Screen("choose a term", reverse("wagtailsnippetchoosers_collaboration_competency:choose"))
    yield Screen("choose an organisation", reverse("wagtailsnippetchoosers_collaboration_organisation:choose"))
    yield Screen("put in something from elsewhere", reverse("wagtailembeds:chooser"))
    yield Screen("choose a task", reverse("wagtailadmin_workflows:task_chooser"), False)


def _searching(contents):
    base = "wagtailsearchpromotions"
    yield Screen("report: searches that found nothing", reverse("missed_searches"))
    yield Screen("promoted answers", reverse(f"{base}:index"))
    yield Screen("promoted answers, nothing found", f"{reverse(f'{base}:index')}?q=qqqq")
    yield Screen("promote an answer", reverse(f"{base}:add"))
    yield Screen("edit promoted answers", reverse(f"{base}:edit", args=[contents.promoted.pk]))
    yield Screen("delete promoted answers", reverse(f"{base}:delete", args=[contents.promoted.pk]))
    yield Screen("words to promote for", reverse(f"{base}:chooser"))


def _managing(contents):
    for name in ("comment_queue:index", "followers:index", "notes:begin", "written_forms"):
        yield Screen(name, reverse(name))
    for name in ("help_requests:index", "comment_report"):
        yield Screen(name, reverse(name), False)
    for report in ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage"):
        yield Screen(f"report: {report}", reverse(f"wagtailadmin_reports:{report}"))
    for name in (
        "wagtailadmin_collections:index",
        "wagtailadmin_collections:add",
        "wagtailadmin_workflows:index",
        "wagtailadmin_workflows:add",
        "wagtailadmin_workflows:task_index",
        "wagtailadmin_workflows:select_task_type",
        "wagtailredirects:index",
        "wagtailredirects:add",
        "wagtailredirects:start_import",
        "wagtailforms:index",
        "wagtailusers_users:index",
        "wagtailusers_users:add",
        "wagtailusers_groups:index",
        "wagtailusers_groups:add",
        "wagtailsites:index",
        "wagtailsites:add",
        "wagtaillocales:index",
        "wagtaillocales:add",
    ):
        yield Screen(name, reverse(name), False)
    for name, pk in {
        "wagtailadmin_workflows:edit": contents.workflow.pk,
        "wagtailadmin_workflows:usage": contents.workflow.pk,
        "wagtailadmin_workflows:disable": contents.workflow.pk,
        "wagtailadmin_workflows:edit_task": contents.task.pk,
        "wagtailadmin_workflows:disable_task": contents.task.pk,
        "wagtailredirects:edit": contents.redirect.pk,
        "wagtailredirects:delete": contents.redirect.pk,
        "wagtailusers_users:edit": contents.writer.pk,
        "wagtailusers_users:delete": contents.writer.pk,
        "wagtailusers_groups:edit": contents.writer.groups.first().pk,
        "wagtaillocales:edit": factories.locale("nn").pk,
        "wagtaillocales:delete": factories.locale("nn").pk,
    }.items():
        yield Screen(name, reverse(name, args=[pk]), False)
    for app, model in (
        ("accounts", "editorialsettings"),
        ("comments", "commentsettings"),
        ("subscriptions", "followingsettings"),
        ("home", "opendatasettings"),
        ("collaboration", "notessettings"),
    ):
        yield Screen(f"settings: {model}", reverse("wagtailsettings:edit", args=[app, model]), False)
