"""Authors, categories and tags of an export, as those of the blog."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext_noop
from taggit.models import Tag

from blog.models import Author, Category, Result
from home.text.normalise import name_key
from home.text.slugs import slug_for, unique_slug

from .. import records
from .index import Index
from .options import Options
from .refusing import CannotLoad
from .renaming import rename
from .report import Report
from .things import Things, digest

AUTHOR, CATEGORY, TAG = "author", "category", "post_tag"
MODELS = {AUTHOR: Author, CATEGORY: Category, TAG: Tag}


class Terms:
    """What posts are filed under; made when first asked for, each once."""

    def __init__(self, *, index: Index, things: Things, options: Options, report: Report) -> None:
        self.index, self.things, self.options, self.report = index, things, options, report
        self.locale = options.under.locale
        self._known: dict[tuple[str, str], int] = {}

    def load(self) -> None:
        """Make all that the export lists."""
        self.remember()
        with transaction.atomic():
            for author in self.index.authors.values():
                self.author(author.login)
            for login in sorted(set(self.options.author_map) - set(self.index.authors)):
                self.report.note(gettext_noop("An author to be mapped whom the export does not name"), login)
            for term in self.index.terms:
                if term.taxonomy in (CATEGORY, TAG):
                    self.filed(term.taxonomy, term.slug, term.name, term)
                else:
                    self.report.note(f"A term of “{term.taxonomy}”: posts here have none", term.name)

            if self.options.update:
                rename(self)

    def remember(self) -> None:
        """Look up what is there; what was deleted here since then is made anew."""
        for kind, model in MODELS.items():
            there = set(model._default_manager.values_list("pk", flat=True))
            for number, (_type, pk) in self.things.all(kind).items():
                if pk is not None and pk in there:
                    self._known[kind, number] = pk

    def forget(self) -> None:
        """Look it all up again: a transaction was rolled back."""
        self._known.clear()
        self.remember()

    def author(self, login: str) -> int:
        """Return the number of the author here who has this login there. No account is made."""
        if pk := self._known.get((AUTHOR, login[:255])):
            return pk
        known = self.index.authors.get(login) or records.Author(login=login)
        found, is_own = self._mapped(login), False
        if found is None:
            others = Author.objects.all()
            slug = unique_slug(slug_for(login, 90, fallback="author"), lambda s: others.filter(slug=s).exists(), 100)
            found, is_own = Author.objects.create(name=known.name[:120], slug=slug), True
        return self._made(AUTHOR, login, found, known.name, is_own=is_own)

    def _mapped(self, login: str) -> Author | None:
        wanted = self.options.author_map.get(login)
        if not wanted:
            return None
        by = {"user__email__iexact": wanted} if "@" in wanted else {"slug": wanted}
        found = Author.objects.filter(**by).first()
        if found is None and "@" in wanted and (user := get_user_model().objects.filter(email__iexact=wanted).first()):
            name = user.get_full_name() or login
            found = Author.objects.create(name=name[:120], user=user)
        if found is None:
            raise CannotLoad(f"There is no author “{wanted}” here, for “{login}”.")
        return found

    def filed(self, kind: str, slug: str, name: str, term: records.Term | None = None) -> int:
        """Return the number of the category or tag here."""
        if pk := self._known.get((kind, slug[:255])):
            return pk
        name = (name or slug).strip()
        make = self._category if kind == CATEGORY else self._tag
        row, is_own = make(slug, name, term)
        return self._made(kind, slug, row, name, is_own=is_own)

    def _category(self, slug: str, name: str, term: records.Term | None) -> tuple[Category, bool]:
        there = Category.objects.filter(locale=self.locale)
        parent = term.parent if term else ""
        if parent:
            self.report.note("A category below another: categories stand side by side here", f"{name} ({parent})")
        else:
            # What the site has already is the same; below another a name may mean something else.
            same = there.filter(name_key=name_key(name[:255]), live=True).first()
            if same and (CATEGORY, slug) not in self._known and same.pk not in self._known.values():
                return same, False
        address = unique_slug(slug_for(slug, 90, fallback="category"), lambda s: there.filter(slug=s).exists(), 100)
        description = f"<p>{escape(term.description)}</p>" if term and term.description else ""
        row = Category.objects.create(name=name[:255], slug=address, locale=self.locale, description=description)
        return row, True

    def _tag(self, slug: str, name: str, term: records.Term | None) -> tuple[Tag, bool]:
        if term and term.description:
            self.report.note("A tag's description: tags have none here", f"{name}: {term.description}")
        if found := Tag.objects.filter(name__iexact=name[:100]).first():
            return found, False
        address = unique_slug(slug_for(slug, 90, fallback="tag"), lambda s: Tag.objects.filter(slug=s).exists(), 100)
        return Tag.objects.create(name=name[:100], slug=address), True

    def _made(self, kind: str, number: str, row: Any, name: str, *, is_own: bool = False) -> int:
        """Remember a row; one that was here before is the site's own, and not renamed after what it is called there."""
        self._known[kind, number[:255]] = row.pk
        self.things.write(
            kind, number, row, source_digest=digest(name), written_digest=digest(row.name) if is_own else ""
        )
        self.report.terms[f"{kind}/{Result.IMPORTED}"] += 1
        return row.pk
