"""All tables, so that importing this package maps them."""

from desktop.models.base import Base, Row, written
from desktop.models.checkins import Badge, Checkpoint, CheckpointCategory, Desk, Scan, ScanUndo
from desktop.models.events import Event, EventHost, EventKey, Hall, HostRole, Picture, Venue
from desktop.models.journal import JournalEntry, Local
from desktop.models.papers import BadgePrint, Paper
from desktop.models.people import Homonym, Organisation, Person, Post
from desktop.models.registrations import Category, Delegation, ImportBatch, Registration

__all__ = [
    "Badge", "BadgePrint", "Base", "Category", "Checkpoint", "CheckpointCategory", "Delegation", "Desk",
    "Event", "EventHost", "EventKey", "Hall", "Homonym", "HostRole", "ImportBatch", "JournalEntry", "Local",
    "Organisation", "Paper", "Person", "Picture", "Post", "Registration", "Row", "Scan", "ScanUndo", "Venue", "written",
]  # fmt: skip
