"""The forms that readers fill in: one line to follow what a page is about, and a page where all is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from home.following import Subject, describe_all, followables
from home.once import once
from mail.forms import AddressField
from subscriptions.models import Rhythm, Weekday

# A list of so many is shown whole; of a longer one, what comes first.
MOST_SHOWN = 12
SHOWN_OF_MANY = 8


class FollowerField(AddressField):
    """The address of who follows, or wants to."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "label": _("E-mail"),
            "max_length": 254,
            "widget": forms.EmailInput(attrs={"autocomplete": "email"}),
            "error_messages": {
                "required": _("Write your e-mail address. It is not shown."),
                "invalid": _("This is not an e-mail address. One looks like this: name@example.org."),
                "max_length": _("This address is too long: at most %(limit_value)d characters."),
            },
        }
        super().__init__(**defaults | kwargs)


# Of words to look for.
MOST_LETTERS = 60


@dataclass(frozen=True)
class Group:
    """Subjects of one kind, to choose from."""

    # Above them, in the plural; "" where they speak for themselves.
    label: str
    # (value, title, whether it is chosen)
    choices: Sequence[tuple[str, str, bool]]

    @property
    def _shown(self) -> int:
        """Of many, the first are shown, and the others opened by whoever wants them."""
        return len(self.choices) if len(self.choices) <= MOST_SHOWN else SHOWN_OF_MANY

    @property
    def first(self) -> Sequence[tuple[str, str, bool]]:
        return self.choices[: self._shown]

    @property
    def others(self) -> Sequence[tuple[str, str, bool]]:
        return self.choices[self._shown :]

    @property
    def is_open(self) -> bool:
        """Whether something is chosen among the others, which must then be seen."""
        return any(ticked for _value, _title, ticked in self.others)


def offered(language: str) -> dict[str, dict[Subject, str]]:
    """Return {kind: {subject: title}} of what is offered to everybody, in order; a few queries for each kind."""
    found = {}
    for followable in followables:
        subjects = {Subject(followable.name, key): title for key, title in followable.offered(language)}
        if subjects:
            found[followable.name] = subjects
    return found


class RhythmFields(forms.Form):
    """How often, on which day, in which language; and words to look for, if any."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect, required=True)
    weekday = forms.TypedChoiceField(
        label=_("If once a week, on"), choices=Weekday.choices, coerce=int, required=False, empty_value=0
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    words = forms.CharField(
        label=_("Posts with these words"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("All of the words, anywhere in a post."),
    )


class SubjectsMixin:
    """The subjects chosen, of those offered here and those that the person came with."""

    subject_error = _("Choose at least one thing to follow.")
    # Where on the page that is put right; "" where it is not wrong.
    bad_group = ""

    def set_up_subjects(self, language: str, chosen: Sequence[Subject]) -> None:
        """Offer what everybody is offered, and first what is chosen already and is not among it."""
        self.typed = [
            Subject(followable.name, key)
            for followable in followables
            if followable.from_words and self.is_bound
            if (key := followable.from_words(self.data.get("words", "")[:MOST_LETTERS]))
        ]
        if not any(followable.from_words for followable in followables):
            del self.fields["words"]
        chosen = [*chosen, *self.typed]
        with once():
            self.known: dict[str, dict[Subject, str]] = offered(language)
            everywhere = {subject for of_kind in self.known.values() for subject in of_kind}
            own = [subject for subject in chosen if subject not in everywhere]
            titles = describe_all(own, language)
        self.own = {subject: titles[subject].title for subject in own if subject in titles}
        self.chosen_before = {subject for subject in chosen if subject in everywhere or subject in titles}

    @property
    def titles(self) -> Mapping[Subject, str]:
        return {**self.own, **{s: t for of_kind in self.known.values() for s, t in of_kind.items()}}

    @property
    def ticked(self) -> set[Subject]:
        """What is ticked on the page: what was sent, else what was chosen before."""
        if self.is_bound:
            sent = {*self.typed, *(Subject.parse(text) for text in self.data.getlist("subject"))}
            return {subject for subject in sent if subject in self.titles}
        return self.chosen_before

    @property
    def groups(self) -> list[Group]:
        """What there is to choose from: first, under no heading, what the person came with and what is whole kinds."""
        ticked = self.ticked
        general = dict(self.own)
        by_kind = {}
        for kind, subjects in self.known.items():
            if label := str(followables[kind].plural):
                by_kind[label] = subjects
            else:
                general |= subjects
        return [
            Group(label, [(str(subject), title, subject in ticked) for subject, title in subjects.items()])
            for label, subjects in {"": general, **by_kind}.items()
            if subjects
        ]


class FollowForm(SubjectsMixin, RhythmFields):
    """Ask to follow, with all there is to choose."""

    email = FollowerField(help_text=_("Never shown. We write to it once, so that you can confirm that it is yours."))

    field_order = ["email", "rhythm", "weekday", "language"]

    def __init__(self, *args: Any, language: str, chosen: Sequence[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up_subjects(language, chosen)
        self._unasked: dict[str, Any] = {}
        if self.is_bound and "rhythm" not in self.data:
            # The one line at the foot of a page asks for no more than the address.
            self._unasked = {"rhythm": Rhythm.AT_ONCE, "weekday": Weekday.MONDAY, "language": language}
            self.data = self.data.copy()
            self.fields["rhythm"].required = self.fields["language"].required = False

    def add_error(self, field: str | None, error: Any) -> None:
        """Show the whole form: what the one line did not ask for is chosen as on a page that nobody has filled in."""
        super().add_error(field, error)
        for name, value in self._unasked.items():
            if not self.data.get(name):
                self.data[name] = str(value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.ticked:
            self.bad_group = "subjects"
            self.add_error(None, self.subject_error)
        return cleaned


class ChangeForm(SubjectsMixin, RhythmFields):
    """Change what is followed; choosing nothing is to stop."""

    def __init__(self, *args: Any, language: str, chosen: Sequence[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up_subjects(language, chosen)


class MoveForm(forms.Form):
    """Another address."""

    email = FollowerField(
        label=_("New e-mail address"), help_text=_("We write to it first, and change nothing before you have answered.")
    )
