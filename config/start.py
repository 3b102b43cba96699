"""Start a site of one's own: empty but complete, in its languages, with its organisations and first editor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from accounts.models import User
from accounts.models.role import RoleKey
from accounts.services import create_staff
from blog.models import BlogIndexPage
from collaboration.models import CollaborationPage, Organisation
from comments.models import CommentSettings
from config.publishing import publish_page, publish_snippet, translate
from config.start_texts import SLUGS, START_PAGES, is_worded, word_for_word
from home.models import HomePage, SiteText, StandardPage
from home.text.normalise import clean_wording, name_key

# In the order of the menu; what is not in the menu stands at the foot of every page.
PAGES = (
    ("posts", BlogIndexPage, True),
    ("collaboration", CollaborationPage, True),
    ("about", StandardPage, True),
    ("privacy", StandardPage, False),
)


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation that the site starts with."""

    name: str
    short_name: str = ""
    kind: str = ""
    description: str = ""

    @classmethod
    def from_line(cls, line: str) -> "NewOrganisation":
        """Read “Full name | Short name | Kind”, of which the last two may be left out.

        Raises ValidationError for more parts than that.
        """
        parts = [clean_wording(part) for part in line.split("|")]
        if len(parts) > 3:
            raise ValidationError(
                {
                    "organisations": _("“%(line)s” has too many parts. Write: full name | short name | kind.")
                    % {"line": line.strip()}
                }
            )
        return cls(*parts)


@dataclass(frozen=True)
class StartedSite:
    """What was made. `password` is the new editor's and is kept nowhere: show it now."""

    site: Site
    home: HomePage
    pages: dict[str, Page]
    text: SiteText
    organisations: tuple[Organisation, ...]
    locales: tuple[Locale, ...]
    editor: User | None = None
    password: str | None = None


@transaction.atomic
def start_site(
    *,
    name: str,
    languages: Sequence[str],
    organisations: Iterable[NewOrganisation],
    editor_email: str = "",
    hostname: str | None = None,
    port: int | None = None,
    tagline: str = "",
    user: User | None = None,
) -> StartedSite:
    """Make the site, all of it or nothing. The first language is the one it is written in.

    Host name and port are those of settings.BASE_URL unless given. Raises ValidationError, whose
    messages stand by the argument they are about, or by none where the site has been started already.
    """
    # Who comes second waits here, and then finds the first one's home page.
    root = Page.objects.select_for_update(of=("self",)).get(depth=1)
    if HomePage.objects.exists():
        raise ValidationError(
            _("This site has been started already: it has a home page. Nothing was changed."), code="started"
        )
    _check_languages(languages)
    locales = tuple(Locale.objects.get_or_create(language_code=code)[0] for code in languages)
    source = locales[0]
    Page.objects.filter(pk=root.pk).update(locale=source)
    root.locale = source
    text = publish_snippet(SiteText(name=clean_wording(name), tagline=clean_wording(tagline), locale=source), user)
    members = _publish_organisations(organisations, source, user)
    editor, password = _first_editor(editor_email)
    home = publish_page(HomePage(title=text.name, slug="home", locale=source), root, user)
    site = _give_address(home, hostname, port)
    # Only what is stored is in the site's language: whoever starts it is told in her own what is wrong.
    with translation.override(source.language_code):
        pages = {key: _start_page(key, model, in_menu, members) for key, model, in_menu in PAGES}
    for page in pages.values():
        publish_page(page, home, user)
    # What is kept of those who comment is said there, and the form leads to it.
    chosen = CommentSettings.load()
    chosen.privacy_page = pages["privacy"]
    chosen.save()
    for locale in locales[1:]:
        _follow(source, locale)
        if is_worded(locale.language_code) and is_worded(source.language_code):
            for key, page in pages.items():
                translate(page, locale, word_for_word(key, source.language_code, locale.language_code), user)
    Site.clear_site_root_paths_cache()
    return StartedSite(site, home, pages, text, members, locales, editor, password)


def _check_languages(languages: Sequence[str]) -> None:
    known = dict(settings.LANGUAGES)
    unknown = [code for code in languages if code not in known]
    if unknown:
        message = _("The site does not know the language “%(code)s”. LANGUAGES in its settings has: %(known)s.") % {
            "code": unknown[0],
            "known": ", ".join(known),
        }
    elif not languages or languages[0] != settings.LANGUAGE_CODE:
        message = _(
            "The first language must be “%(code)s”, which the site is written in. To write in another, put that "
            "first in LANGUAGES in its settings."
        ) % {"code": settings.LANGUAGE_CODE}
    elif len(set(languages)) < len(languages):
        message = _("Name each language once.")
    else:
        return
    raise ValidationError({"languages": message})


def _publish_organisations(
    organisations: Iterable[NewOrganisation], locale: Locale, user: User | None
) -> tuple[Organisation, ...]:
    made: dict[str, Organisation] = {}
    for new in organisations:
        if name_key(new.name) in made:
            raise ValidationError(
                {"organisations": _("“%(name)s” is named twice. Name each organisation once.") % {"name": new.name}}
            )
        organisation = Organisation(
            name=new.name,
            short_name=new.short_name,
            kind=new.kind,
            description=new.description,
            locale=locale,
        )
        try:
            made[name_key(new.name)] = publish_snippet(organisation, user)
        except ValidationError as error:
            told = [f"“{new.name}”: {message}" for message in error.messages]
            raise ValidationError({"organisations": told}) from error
    return tuple(made.values())


def _first_editor(email: str) -> tuple[User | None, str | None]:
    if not email.strip():
        return None, None
    try:
        return create_staff(email=email, role=RoleKey.EDITOR)
    except ValidationError as error:
        raise ValidationError({"editor_email": error.messages}) from error


def _give_address(home: HomePage, hostname: str | None, port: int | None) -> Site:
    base = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname = hostname or base.hostname or "localhost"
    site.port = port or base.port or (443 if base.scheme == "https" else 80)
    site.site_name = home.title
    site.root_page = home
    try:
        site.full_clean()
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    site.save()
    return site


def _start_page(key: str, model: type[Page], in_menu: bool, members: Sequence[Organisation]) -> Page:
    start = START_PAGES[key]()
    fields = {"title": start.title, "introduction": start.introduction, "show_in_menus": in_menu}
    if start.passages:
        fields["body"] = start.body([organisation.name for organisation in members] if key == "about" else ())
    return model(slug=SLUGS.word(key, translation.get_language()), **fields)


def _follow(source: Locale, locale: Locale) -> None:
    """Let a language show the source's pages until they are translated.

    Saving the row makes the copies; wagtail-localize makes those of later pages when editors create them.
    """
    LocaleSynchronization.objects.update_or_create(locale=locale, defaults={"sync_from": source})
