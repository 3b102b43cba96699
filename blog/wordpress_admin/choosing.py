"""What comes along: the choices of a run. Nothing that was private is chosen beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.importers.wordpress.loading.options import STATUSES
from blog.models import Author, BlogIndexPage
from blog.wordpress_admin import words
from blog.wordpress_admin.performing import COMMENT_STATES

# In the order in which they matter.
ORDER = [status for status in words.STATUSES if status in STATUSES]
CHOSEN = ["publish", "future", "draft", "pending"]
AUTHOR = "author-{}"


class ChoicesForm(forms.Form):
    """The choices, with a field for each author of the export."""

    under = forms.ModelChoiceField(
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
        self.fields["under"].queryset = blogs
        self.fields["statuses"].choices = [
            (status, self._counted(words.status_name(status), self._number_of(status))) for status in ORDER
        ]
        names = {"pending": "0", "spam": "spam", "trash": "trash"}
        self.fields["comments"].choices = [
            (name, self._counted(words.comment_state(names[name]), run.found["comments"].get(names[name], 0)))
            for name in COMMENT_STATES
        ]
        self.fields["media"].choices = self._media(has_media)
        self._add_authors()
        for name, value in self._initial(run.options, has_media).items():
            self.initial.setdefault(name, value)

    def _number_of(self, status: str) -> int:
        return sum(self.found["items"].get(kind, {}).get(status, 0) for kind in ("post", "page"))

    @staticmethod
    def _counted(name: Any, number: int) -> str:
        return f"{name} ({number})"

    def _media(self, has_media: bool) -> list[tuple[str, str]]:
        hosts = ", ".join(self.found["hosts"])
        offered = [("uploaded", gettext("Those that were uploaded"))] if has_media else []
        if hosts:
            offered.append(
                ("fetch", gettext("Fetch what was not uploaded from the old blog (%(hosts)s)") % {"hosts": hosts})
            )
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

    def _initial(self, before: dict[str, Any], has_media: bool) -> dict[str, Any]:
        usual = {
            "statuses": CHOSEN,
            "comments": ["pending"],
            "with_pings": False,
            "media": "uploaded" if has_media else "leave",
            "update": False,
        }
        known = {name: before[name] for name in (*usual, "under") if name in before}
        chosen = before.get("authors", {})
        mapped = {AUTHOR.format(n): chosen[login] for n, login in enumerate(self.logins) if login in chosen}
        # Chosen before goes before what looks alike.
        self.initial.update(mapped)
        return {**usual, **known}

    def options(self, *, dry_run: bool) -> dict[str, Any]:
        """Return what was chosen, as it is kept with the run."""
        given = self.cleaned_data
        authors = {login: given[AUTHOR.format(number)] for number, login in enumerate(self.logins)}
        return {
            "under": given["under"].pk,
            "authors": {login: pk for login, pk in authors.items() if pk},
            "dry_run": dry_run,
            **{name: given[name] for name in ("statuses", "comments", "with_pings", "media", "update")},
        }


def holds_the_site() -> bool:
    """Return whether a run that only tries keeps everybody else from saving meanwhile."""
    return connection.vendor == "sqlite"
