"""What a post's body may hold: running text, and what the groups said."""

from collaboration.blocks import (
    ChallengeListBlock,
    CompetencyListBlock,
    GoalListBlock,
    MeansListBlock,
)
from collaboration.live_blocks import ChangesBlock, MatrixBlock, OrganisationBlock, PictureBlock, TermListBlock
from home.blocks import ContentStreamBlock


class PostStreamBlock(ContentStreamBlock):
    """Running text, the four statement lists, and what is live from the overview, in any order."""

    competencies = CompetencyListBlock()
    challenges = ChallengeListBlock()
    goals = GoalListBlock()
    means = MeansListBlock()
    live_matrix = MatrixBlock()
    live_list = TermListBlock()
    live_picture = PictureBlock()
    live_organisation = OrganisationBlock()
    live_changes = ChangesBlock()


# What is looked up when a post is read; it stands outside the column of the running text.
LIVE = ("live_matrix", "live_list", "live_picture", "live_organisation", "live_changes")
