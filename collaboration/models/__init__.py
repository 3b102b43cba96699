from .collaboration_page import CollaborationPage
from .concept import Concept, Kind
from .concept_link import ConceptLink, DeclinedLink, Relation
from .development import STATUSES, Development, Status
from .help_request import HelpAnswer, HelpEvent, HelpRequest
from .merge import Distinction, Merge
from .notes_review import NotesReview, ReviewState
from .notes_settings import NotesSettings
from .organisation import Organisation, Succession
from .responsibility import Responsibility
from .session import Session, SessionDocument, SessionOrganisation, SessionPicture
from .statement import Attribution, Statement
from .statement_source import StatementSource
from .terms import TERM_MODELS, Challenge, Competency, Goal, Means, Term
from .theme import Theme
from .wording_translation import LONGEST_TRANSLATION, WordingTranslation

__all__ = [
    "LONGEST_TRANSLATION",
    "STATUSES",
    "TERM_MODELS",
    "Attribution",
    "Challenge",
    "CollaborationPage",
    "Competency",
    "Concept",
    "ConceptLink",
    "DeclinedLink",
    "Development",
    "Distinction",
    "Goal",
    "HelpAnswer",
    "HelpEvent",
    "HelpRequest",
    "Kind",
    "Means",
    "Merge",
    "NotesReview",
    "NotesSettings",
    "Organisation",
    "Relation",
    "Responsibility",
    "ReviewState",
    "Session",
    "SessionDocument",
    "SessionOrganisation",
    "SessionPicture",
    "Statement",
    "StatementSource",
    "Status",
    "Succession",
    "Term",
    "Theme",
    "WordingTranslation",
]
