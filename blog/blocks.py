"""What a post's body may hold: running text, and what the groups said."""

from collaboration.blocks import (
    ChallengeListBlock,
    CompetencyListBlock,
    GoalListBlock,
    MeansListBlock,
)
from home.blocks import ContentStreamBlock


class PostStreamBlock(ContentStreamBlock):
    """Running text and the four statement lists, in any order."""

    competencies = CompetencyListBlock()
    challenges = ChallengeListBlock()
    goals = GoalListBlock()
    means = MeansListBlock()
