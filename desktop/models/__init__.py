"""All tables, so that importing this package maps them."""

from desktop.models.base import Base, Row, written
from desktop.models.checkins import Badge, Checkpoint, CheckpointCategory, Desk, Scan, ScanUndo
from desktop.models.events import Asset, Event, EventHost, EventKey, Hall, HostRole, Venue
from desktop.models.journal import JournalEntry, Local
from desktop.models.papers import BadgePrint, Paper
from desktop.models.people import Organisation, Person, Post
from desktop.models.registrations import Category, Delegation, ImportBatch, Registration

__all__ = [
    "Asset", "Badge", "BadgePrint", "Base", "Category", "Checkpoint", "CheckpointCategory", "Delegation", "Desk",
    "Event", "EventHost", "EventKey", "Hall", "HostRole", "ImportBatch", "JournalEntry", "Local", "Organisation",
    "Paper", "Person", "Post", "Registration", "Row", "Scan", "ScanUndo", "Venue", "written",
]  # fmt: skip
