"""Statement lists: what a group wrote, as it stands in the body of a page.

Four block types from one class, one for each kind of term: a chooser can't change its model with a
sibling field.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from collaboration.models.concept import Kind
from collaboration.models.statement import Attribution
from home.text.normalise import clean_wording


class VerbatimBlock(blocks.CharBlock):
    """The words used, letter for letter. A translator can't change them."""

    def get_translatable_segments(self, value):
        """Offer nothing to translate (wagtail-localize asks)."""
        return []


class StatementValue(blocks.StructValue):
    """One item of a list."""

    @property
    def said(self):
        """The words used; the term's name where an item was made without any."""
        return self.get("wording") or (self["term"].name if self.get("term") else "")


class StatementItemBlock(blocks.StructBlock):
    """A term, and the words in which it was said."""

    def __init__(self, term_model, **kwargs):
        wording = VerbatimBlock(label=_("In their words"), required=False, max_length=1000)
        note = blocks.CharBlock(label=_("Note"), required=False, max_length=500)
        for block in (wording, note):
            # The editor shows a row for each statement; the labels are there for screen readers alone.
            block.field.widget.attrs["placeholder"] = block.label
        term = SnippetChooserBlock(term_model, label=_("Term"))
        super().__init__([("term", term), ("wording", wording), ("note", note)], **kwargs)

    def clean(self, value):
        cleaned = super().clean(value)
        # A draft, and its preview, may lack the term as yet.
        name = cleaned["term"].name if cleaned["term"] else ""
        cleaned["wording"] = clean_wording(cleaned.get("wording") or "") or name
        return cleaned

    class Meta:
        icon = "list-ul"
        label = _("Statement")
        label_format = "{term} {wording}"
        form_classname = "struct-block statement-item"
        value_class = StatementValue


class StatementListBlock(blocks.StructBlock):
    """What somebody said in a session, as a list. Subclasses name the model of the terms."""

    kind: Kind
    term_model: str

    def __init__(self, **kwargs):
        super().__init__(
            [
                (
                    "heading",
                    blocks.CharBlock(
                        label=_("Heading"),
                        required=False,
                        max_length=200,
                        help_text=_("Empty: the name of the organisation, or of the kind of list."),
                    ),
                ),
                (
                    "attribution",
                    blocks.ChoiceBlock(label=_("Who said it?"), choices=Attribution.choices, required=True),
                ),
                (
                    "organisations",
                    blocks.ListBlock(
                        SnippetChooserBlock("collaboration.Organisation", label=_("Organisation")),
                        label=_("Organisations"),
                        default=[],
                        collapsed=False,
                        help_text=_("Only for what one or several named organisations said."),
                    ),
                ),
                (
                    "items",
                    blocks.ListBlock(
                        StatementItemBlock(self.term_model),
                        label=_("Statements"),
                        min_num=1,
                        help_text=_(
                            "In each row: the term, the words used, letter for letter "
                            "(empty: the term's name), and a note."
                        ),
                    ),
                ),
            ],
            **kwargs,
        )

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation and not cleaned["organisations"]:
            # A draft, and its preview, may say later whose the list is.
            return cleaned
        named = cleaned["attribution"] == Attribution.ORGANISATIONS
        if named and not cleaned["organisations"]:
            message = _("Choose at least one organisation, or say that the list is shared or not attributed.")
        elif not named and cleaned["organisations"]:
            message = _("Remove the organisations, or say that the list is theirs: “%(choice)s”.") % {
                "choice": Attribution.ORGANISATIONS.label
            }
        else:
            return cleaned
        raise StructBlockValidationError(block_errors={"attribution": ValidationError(message)})

    class Meta:
        icon = "list-ul"
        group = _("What was said")
        # Posts lay their lists out together; this stands where a list is rendered alone.
        template = "blocks/statement_list.html"

    def get_preview_value(self):
        wordings = (gettext("the first thing that was said"), gettext("the second"), gettext("and the third"))
        return self.normalize(
            {
                "heading": str(self.label),
                "attribution": Attribution.UNATTRIBUTED,
                "organisations": [],
                "items": [{"term": None, "wording": wording, "note": ""} for wording in wordings],
            }
        )


class CompetencyListBlock(StatementListBlock):
    """What somebody is good at."""

    kind = Kind.COMPETENCY
    term_model = "collaboration.Competency"

    class Meta:
        label = _("What we are good at")
        icon = "pick"
        description = _("Competencies, with whose they are.")


class ChallengeListBlock(StatementListBlock):
    """What is hard."""

    kind = Kind.CHALLENGE
    term_model = "collaboration.Challenge"

    class Meta:
        label = _("Challenges")
        icon = "warning"
        description = _("What is hard.")


class GoalListBlock(StatementListBlock):
    """What we want to achieve."""

    kind = Kind.GOAL
    term_model = "collaboration.Goal"

    class Meta:
        label = _("Goals")
        icon = "crosshairs"
        description = _("What we want to achieve.")


class MeansListBlock(StatementListBlock):
    """By what we get there."""

    kind = Kind.MEANS
    term_model = "collaboration.Means"

    class Meta:
        label = _("Means (several)")
        icon = "cogs"
        description = _("By what we get there.")
