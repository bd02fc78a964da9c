"""All tables, so that importing this package maps them."""

from desktop.models.base import Base, Row, written
from desktop.models.checkins import (
    Badge,
    Checkpoint,
    CheckpointCategory,
    CheckpointGuest,
    CheckpointLeaves,
    CheckpointTag,
    Desk,
    Scan,
    ScanOverride,
    ScanUndo,
)
from desktop.models.events import Event, EventHost, EventKey, Hall, HostRole, Picture, Venue
from desktop.models.journal import JournalEntry, Local
from desktop.models.papers import BadgePrint, Paper
from desktop.models.people import Homonym, Organisation, Person, Post
from desktop.models.questions import Answer, Question
from desktop.models.registrations import Category, Delegation, ImportBatch, Registration

__all__ = [
    "Answer", "Badge", "BadgePrint", "Base", "Category", "Checkpoint", "CheckpointCategory", "CheckpointGuest",
    "CheckpointLeaves", "CheckpointTag", "Delegation", "Desk", "Event", "EventHost", "EventKey", "Hall", "Homonym",
    "HostRole", "ImportBatch", "JournalEntry", "Local", "Organisation", "Paper", "Person", "Picture", "Post",
    "Question", "Registration", "Row", "Scan", "ScanOverride", "ScanUndo", "Venue", "written",
]  # fmt: skip
