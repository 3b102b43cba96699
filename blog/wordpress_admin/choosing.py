"""What comes along: the choices of a run. Nothing that was private is chosen beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_supported_content_language_variant

from blog.importers.wordpress.loading.options import STATUSES
from blog.models import Author, BlogIndexPage, ImportedThing
from blog.wordpress_admin import words
from blog.wordpress_admin.performing import COMMENT_STATES

# In the order in which they matter.
ORDER = [status for status in words.STATUSES if status in STATUSES]
CHOSEN = ["publish", "future", "draft", "pending"]
AUTHOR = "author-{}"


class BlogField(forms.ModelChoiceField):
    """A blog, with its language where there are several: they are often called the same."""

    says_language = False

    def label_from_instance(self, obj: Any) -> str:
        title = obj.get_admin_display_title()
        return f"{title} ({obj.locale.get_display_name()})" if self.says_language else title


class ChoicesForm(forms.Form):
    """The choices, with a field for each author of the export."""

    under = BlogField(
        label=_("Blog"), queryset=BlogIndexPage.objects.none(), empty_label=None, help_text=_("Where the posts go.")
    )
    statuses = forms.MultipleChoiceField(
        label=_("Posts and pages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of post.")},
        help_text=_(
            "Each keeps its state: drafts are drafts here too. Private ones can be read here by everybody who signs in."
        ),
    )
    comments = forms.MultipleChoiceField(
        label=_("Comments besides the approved ones"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Approved comments always come along. Nobody is sent mail."),
    )
    with_pings = forms.BooleanField(
        label=_("Pingbacks and trackbacks too"),
        required=False,
        help_text=_("Other sites' notes that they have linked to a post. Few miss them."),
    )
    media = forms.ChoiceField(label=_("Pictures and documents"), widget=forms.RadioSelect)
    update = forms.BooleanField(
        label=_("Bring what has changed there since"),
        required=False,
        help_text=_("For a later export of a blog you have brought in before. What was edited here is left as it is."),
    )

    def __init__(self, *args: Any, run: Any, blogs: Any, has_media: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = run.found
        blogs = blogs.select_related("locale")
        in_languages = {blog.pk: blog.locale.language_code for blog in blogs}
        self.fields["under"].queryset = blogs
        self.fields["under"].says_language = len(set(in_languages.values())) > 1
        self.fields["statuses"].choices = [
            (status, self._counted(words.status_name(status), self._number_of(status)))
            for status in ORDER
            if self._number_of(status)
        ]
        self.fields["comments"].choices = [
            (name, self._counted(words.comment_state(state), run.found["comments"].get(state, 0)))
            for name, state in zip(COMMENT_STATES, ("0", "spam", "trash"), strict=True)
            if run.found["comments"].get(state)
        ]
        self.fields["media"].choices = self._media(has_media)
        self._leave_out_what_is_no_choice(run)
        self._add_authors()
        usual = self._usual(has_media)
        # The site's own language, else the first.
        own = get_supported_content_language_variant(settings.LANGUAGE_CODE)
        usual_blog = next((pk for pk, code in in_languages.items() if code == own), None)
        for name, value in {"under": usual_blog, **usual, **self._before(run.options, usual)}.items():
            self.initial.setdefault(name, value)
        self.usual = usual

    def _leave_out_what_is_no_choice(self, run: Any) -> None:
        is_known = ImportedThing.objects.filter(source=run.source).exists()
        needless = {
            "statuses": not self.fields["statuses"].choices,
            "comments": not self.fields["comments"].choices,
            "with_pings": not run.found["comments"].get("ping"),
            "media": len(self.fields["media"].choices) == 1,
            "update": not is_known,
        }
        for name, is_needless in needless.items():
            if is_needless:
                del self.fields[name]

    def _number_of(self, status: str) -> int:
        return sum(self.found["items"].get(kind, {}).get(status, 0) for kind in ("post", "page"))

    @staticmethod
    def _counted(name: Any, number: int) -> str:
        return f"{name} ({number})"

    def _media(self, has_media: bool) -> list[tuple[str, str]]:
        hosts = ", ".join(self.found["hosts"])
        offered = [("uploaded", gettext("Those that were uploaded"))] if has_media else []
        if hosts:
            fetch = (
                gettext("Fetch what was not uploaded from the old blog (%(hosts)s)")
                if has_media
                else gettext("Fetch them from the old blog (%(hosts)s)")
            )
            offered.append(("fetch", fetch % {"hosts": hosts}))
        return [*offered, ("leave", gettext("Leave them out; they can be brought in later"))]

    def _add_authors(self) -> None:
        there = list(Author.objects.order_by("sort_key", "pk").values_list("pk", "name"))
        by_name: dict[str, list[int]] = {}
        for pk, name in there:
            by_name.setdefault(name.casefold(), []).append(pk)
        self.logins = list(self.found["authors"])
        for number, login in enumerate(self.logins):
            author = self.found["authors"][login]
            same = by_name.get(author["name"].casefold(), [])
            self.fields[AUTHOR.format(number)] = forms.TypedChoiceField(
                label=f"{author['name']} ({login})" if author["name"] != login else login,
                choices=[("", gettext("A new author: %(name)s") % {"name": author["name"]}), *there],
                coerce=int,
                empty_value=None,
                required=False,
            )
            if len(same) == 1:
                self.initial.setdefault(AUTHOR.format(number), same[0])

    @property
    def author_fields(self) -> list[forms.BoundField]:
        return [self[AUTHOR.format(number)] for number in range(len(self.logins))]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("author-")]

    @staticmethod
    def _usual(has_media: bool) -> dict[str, Any]:
        return {
            "statuses": CHOSEN,
            "comments": ["pending"],
            "with_pings": False,
            "media": "uploaded" if has_media else "leave",
            "update": False,
        }

    def _before(self, before: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
        known = {name: before[name] for name in (*usual, "under") if name in before}
        chosen = before.get("authors", {})
        mapped = {AUTHOR.format(n): chosen[login] for n, login in enumerate(self.logins) if login in chosen}
        # Chosen before goes before what looks alike.
        self.initial.update(mapped)
        return known

    def options(self, *, dry_run: bool) -> dict[str, Any]:
        """Return what was chosen, as it is kept with the run."""
        given = {**self.usual, **self.cleaned_data}
        authors = {login: given[AUTHOR.format(number)] for number, login in enumerate(self.logins)}
        return {
            "under": given["under"].pk,
            "authors": {login: pk for login, pk in authors.items() if pk},
            "dry_run": dry_run,
            **{name: given[name] for name in self.usual},
        }


def blogs_for(user: Any) -> Any:
    """Return the blogs that somebody may write in."""
    blogs = BlogIndexPage.objects.filter(alias_of=None).order_by("pk")
    may = [blog.pk for blog in blogs if blog.permissions_for_user(user).can_add_subpage()]
    return blogs.filter(pk__in=may)


def kinds(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what an export holds, a line for each kind of things; comments are the last."""
    lines = [
        {
            "name": words.type_name(kind),
            "total": sum(statuses.values()),
            "states": [
                (words.status_name(name), number)
                for name, number in words.in_order(statuses, words.STATUSES)
                if name != words.NO_STATUS
            ],
            "stays": words.STAYS.get(kind, "")
            if kind in {"post", "page", "attachment", *words.STAYS}
            else gettext("There is nothing of this kind here."),
        }
        for kind, statuses in words.in_order(found["items"], words.TYPES)
    ]
    if states := words.in_order(found["comments"], words.COMMENTS):
        named = [(words.comment_state(state), number) for state, number in states]
        total = sum(number for _state, number in states)
        lines.append({"name": gettext("Comments"), "total": total, "states": named, "stays": ""})
    return lines


def holds_the_site() -> bool:
    """Return whether a run that only tries keeps everybody else from saving meanwhile."""
    return connection.vendor == "sqlite"
