"""All tables, so that importing this package maps them."""

from desktop.models.base import Base, Row, written
from desktop.models.ceremonies import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    AgreementPerson,
    ReadyThing,
    Substitution,
)
from desktop.models.checkins import (
    Badge,
    Checkpoint,
    CheckpointCategory,
    CheckpointGuest,
    CheckpointItem,
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
from desktop.models.precedence import (
    PrecedenceClass,
    PrecedenceList,
    PrecedencePlace,
    SeatBlock,
    StagePerson,
    StagePlan,
)
from desktop.models.programme import (
    Cue,
    HardLimit,
    ItemPerson,
    Material,
    ProgrammeItem,
    ProgrammeRelease,
    RunEntry,
)
from desktop.models.questions import Answer, Question
from desktop.models.registrations import Category, Delegation, ImportBatch, Registration
from desktop.models.visits import (
    AcceptedConflict,
    DelegationPerson,
    Gift,
    GroupPerson,
    HandbookText,
    HostCall,
    Journey,
    Leg,
    Site,
    Slot,
    Stop,
    StopPerson,
    StopRecord,
    TravelTime,
    Vehicle,
    VehiclePerson,
    Visit,
    VisitGroup,
    VisitTie,
)

__all__ = [
    "AcceptedConflict", "Agreement", "AgreementDocument", "AgreementParty", "AgreementPerson", "Answer", "Badge",
    "BadgePrint", "Base", "Category", "Checkpoint", "CheckpointCategory", "CheckpointGuest", "CheckpointItem",
    "CheckpointLeaves", "CheckpointTag", "Cue", "Delegation", "DelegationPerson", "Desk", "Event", "EventHost",
    "EventKey", "Gift", "GroupPerson", "Hall", "HandbookText", "HardLimit", "Homonym", "HostCall", "HostRole",
    "ImportBatch", "ItemPerson", "JournalEntry", "Journey", "Leg", "Local", "Material", "Organisation", "Paper",
    "Person", "Picture", "Post", "PrecedenceClass", "PrecedenceList", "PrecedencePlace", "ProgrammeItem",
    "ProgrammeRelease", "Question", "ReadyThing", "Registration", "Row", "RunEntry", "Scan", "ScanOverride", "ScanUndo",
    "SeatBlock", "Site", "Slot", "StagePerson", "StagePlan", "Stop", "StopPerson", "StopRecord", "Substitution",
    "TravelTime", "Vehicle", "VehiclePerson", "Venue", "Visit", "VisitGroup", "VisitTie", "written",
]  # fmt: skip
