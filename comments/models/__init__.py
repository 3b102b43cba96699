from comments.models.comment import CommentEdit, Kind, ModeratedComment
from comments.models.discussion import Discussion
from comments.models.event import AppendOnly, CommentEvent
from comments.models.reactions import Like, ReplyNotice, Report, ReportReason
from comments.models.settings import BlockedAddress, CommentSettings, Hold, ModeratorSection, Order
from comments.models.writer import Rhythm, Writer

__all__ = [
    "AppendOnly",
    "BlockedAddress",
    "CommentEdit",
    "CommentEvent",
    "CommentSettings",
    "Discussion",
    "Hold",
    "Kind",
    "Like",
    "ModeratedComment",
    "ModeratorSection",
    "Order",
    "ReplyNotice",
    "Report",
    "ReportReason",
    "Rhythm",
    "Writer",
]
