"""The programme of the demo summit: its opening day with people, cues and materials, seven signings, two limits.

No chance is in it: the people of the summit decide who does what.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.agreements import DocumentState, Side, SigningPart
from desktop.domain.programme import Department, ItemKind, MaterialKind, MaterialState, Part
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Entry, Purpose, Status, Ways
from desktop.models import (
    Category,
    Cue,
    Hall,
    HardLimit,
    ItemPerson,
    Material,
    Organisation,
    Person,
    Post,
    ProgrammeItem,
    Registration,
    Venue,
)
from desktop.services.agreements import AgreementDraft, PartyDraft, PersonDraft, add_agreement
from desktop.services.ceremony_things import add_usual, advance_all, make_copies, things, tick
from desktop.services.demo_names import MAINLAND, read_toml
from desktop.services.door_rules import CheckpointDraft, make_checkpoint
from desktop.storage.journal import insert_rows, journal_of

_LOOKED_AT = 3_000
"""So many of the list are enough to find everybody for the stage, however big the summit is."""
_COMPANY = "公司"
_ON_STAGE = 4


@dataclass(frozen=True, slots=True)
class _Guest:
    id: UUID
    category: str
    role: str
    organisation_id: UUID | None
    organisation: str
    title: str


@dataclass(slots=True)
class _Filling:
    """What is known while the programme is written."""

    session: Session
    event_id: UUID
    day: date
    zone: ZoneInfo
    halls: Mapping[str, UUID]
    guests: Sequence[_Guest]
    busy: set[UUID] = field(default_factory=set)
    items: dict[str, UUID] = field(default_factory=dict)
    parts: dict[str, list[UUID]] = field(default_factory=dict)

    def at(self, clock: str) -> datetime:
        return datetime.combine(self.day, time.fromisoformat(clock), self.zone).astimezone(UTC)

    def insert(self, model: Any, rows: Sequence[dict[str, Any]]) -> None:
        insert_rows(self.session, model, [{"id": journal_of(self.session).new_id(), **row} for row in rows])


def fill_programme(session: Session, event_id: UUID, day: date, zone: ZoneInfo) -> dict[str, int]:
    """Write the programme of a demo whose people stand; returns how many items, signings and documents were made."""
    plan = read_toml("programme")
    filling = _Filling(session, event_id, day, zone, _halls(session, event_id), _guests(session, event_id))
    ranks: dict[str, int] = {}
    for row in plan["items"]:
        ranks[row["hall"]] = ranks.get(row["hall"], 0) + 1
        _item(filling, row, ranks[row["hall"]])
    signing = filling.items[next(row["code"] for row in plan["items"] if row["kind"] == ItemKind.SIGNING)]
    documents = _signings(filling, signing, plan)
    _limits(filling, plan["limits"])
    on_stage = frozenset(key for code, key in filling.items.items() if filling.parts[code])
    for row in plan["checkpoints"]:
        draft = CheckpointDraft(
            _local(row), row["code"], ways=Ways.BOTH, entry=Entry.OFTEN, purpose=Purpose(row["purpose"]), items=on_stage
        )
        make_checkpoint(session, event_id, draft)
    return {"items": len(plan["items"]), "signings": len(plan["signings"]), "documents": documents}


def _local(row: Mapping[str, Any]) -> LocalName:
    return LocalName(row["hant"], row["hans"], row["en"])


def _halls(session: Session, event_id: UUID) -> dict[str, UUID]:
    query = select(Hall.name_en, Hall.id).join(Venue, Venue.id == Hall.venue_id).where(Venue.event_id == event_id)
    return dict(session.execute(query).all())


def _guests(session: Session, event_id: UUID) -> list[_Guest]:
    """Those who come for certain, in the order of the list."""
    rows = session.execute(
        select(Registration.id, Category.code, Registration.role, Organisation.id, Organisation.name_zh, Post.title_zh)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Post, (Post.person_id == Person.id) & (Post.rank == 1))
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Registration.event_id == event_id, Registration.status == Status.CONFIRMED)
        .order_by(Registration.list_order)
        .limit(_LOOKED_AT)
    )
    return [_Guest(key, code, role, body, name or "", title or "") for key, code, role, body, name, title in rows]


def _item(filling: _Filling, row: Mapping[str, Any], rank: int) -> None:
    key = filling.items[row["code"]] = journal_of(filling.session).new_id()
    item = {
        "id": key, "event_id": filling.event_id, "hall_id": filling.halls[row["hall"]], "day": filling.day,
        "rank": rank, "code": row["code"], "kind": ItemKind(row["kind"]), "title_hant": row["hant"],
        "title_hans": row["hans"], "title_en": row["en"], "seconds": 60 * row["minutes"],
        "starts_at": filling.at(row["start"]) if "start" in row else None, "fixed_start": row.get("fixed", False),
        "owner": row.get("owner", ""), "language": row.get("language", "hant"),
    }  # fmt: skip
    insert_rows(filling.session, ProgrammeItem, [item])
    people: list[dict[str, Any]] = [
        {"registration_id": guest, "part": part} for part, guest in _people(filling, row.get("people", ()))
    ]
    people += [{**one, "part": Part(one["part"])} for one in row.get("named", ())]
    filling.insert(ItemPerson, [{"item_id": key, "rank": place, **one} for place, one in enumerate(people, 1)])
    filling.parts[row["code"]] = [one["registration_id"] for one in people if "registration_id" in one]
    cues = [
        {
            "item_id": key, "department": Department(department), "seconds": seconds, "text": text,
            "from_end": bool(from_end), "rank": place,
        }
        for place, (department, seconds, text, *from_end) in enumerate(row.get("cues", ()), 1)
    ]  # fmt: skip
    filling.insert(Cue, cues)
    materials = [
        {"item_id": key, "kind": MaterialKind(kind), "state": MaterialState(state), "name": name}
        for kind, state, name in row.get("materials", ())
    ]
    filling.insert(Material, materials)


def _people(filling: _Filling, wanted: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Part, UUID]]:
    here: set[UUID] = set()
    for row in wanted:
        part, found, bodies = Part(row["part"]), 0, set()
        for guest in _fitting(filling.guests, row):
            if found == row["n"]:
                break
            taken = guest.id in here or (guest.id in filling.busy and not row.get("again"))
            if taken or (row.get("company") and guest.organisation_id in bodies):
                continue
            found += 1
            here.add(guest.id)
            bodies.add(guest.organisation_id)
            filling.busy |= set() if row.get("again") else {guest.id}
            yield part, guest.id


def _fitting(guests: Sequence[_Guest], row: Mapping[str, Any]) -> list[_Guest]:
    """Those of the categories in question, who have the role first."""
    asked: list[str] = row["of"]
    fitting = [
        guest
        for guest in guests
        if guest.category in asked and (not row.get("company") or guest.organisation.endswith(_COMPANY))
    ]
    role = row.get("role", "")
    return sorted(fitting, key=lambda guest: (role not in guest.role, asked.index(guest.category)))


def _signings(filling: _Filling, item_id: UUID, plan: Mapping[str, Any]) -> int:
    """Write the agreements, and what lies ready for them; returns how many documents there are."""
    session, rows = filling.session, plan["signings"]
    hosts, guests = _companies(filling, len(rows), plan["seniority"])
    stage = [guest.id for guest in filling.guests if guest.category in {"guest-of-honour", "vip"}][:_ON_STAGE]
    officiating = tuple(PersonDraft(SigningPart.OFFICIATING, key) for key in stage)
    helpers = [guest.id for guest in filling.guests if guest.category == "staff" and guest.id not in filling.busy]
    documents, places = 0, Counter[int]()
    for row, host, guest in zip(rows, hosts, guests, strict=True):
        first = 2 * places[row["batch"]]
        places[row["batch"]] += 1
        parties = tuple(
            PartyDraft(key, side, _signing_people(people, helpers[place : place + 1]))
            for place, (side, (key, people)) in enumerate(((Side.GUEST, guest), (Side.HOST, host)), first)
        )
        key = add_agreement(session, item_id, AgreementDraft(_local(row), row["batch"], None, "", parties, officiating))
        documents += make_copies(session, key, row["languages"])
        if row["state"] != DocumentState.DRAFT:
            advance_all(session, key, DocumentState(row["state"]))
    add_usual(session, item_id)
    for number, thing in enumerate(things(session, item_id)):
        if number % 3:
            tick(session, thing.id, thing.wanted)
    return documents


def _signing_people(people: Sequence[UUID], helper: Sequence[UUID]) -> tuple[PersonDraft, ...]:
    """The first of a company signs, the second could in their place, the third is a witness."""
    parts = (SigningPart.SIGNATORY, SigningPart.ALTERNATE, SigningPart.WITNESS)
    drafts = [PersonDraft(part, key) for part, key in zip(parts, people, strict=False)]
    return (*drafts, *(PersonDraft(SigningPart.ASSISTANT, key) for key in helper))


_Party = tuple[UUID, list[UUID]]


def _companies(filling: _Filling, count: int, seniority: Sequence[str]) -> tuple[list[_Party], list[_Party]]:
    """As many companies of Hong Kong and of the mainland, with their people, those that sent most first.

    A small summit has too few; then any other organisation is a party, of which nobody has come.
    """
    sent: dict[UUID, list[_Guest]] = {}
    for guest in filling.guests:
        if guest.organisation_id is not None and guest.organisation.endswith(_COMPANY):
            sent.setdefault(guest.organisation_id, []).append(guest)
    names = {key: people[0].organisation for key, people in sent.items()}
    bodies = select(Organisation.id, Organisation.name_zh).where(Organisation.name_zh != "").order_by(Organisation.id)
    for key, name in filling.session.execute(bodies.limit(_LOOKED_AT)):
        names.setdefault(key, name)
    across = _mainland()
    sides: tuple[list[_Party], list[_Party]] = [], []
    for key in sorted(names, key=lambda key: -len(sent.get(key, ()))):
        people = sorted(sent.get(key, ()), key=lambda guest: _place(guest.title, seniority))
        sides[names[key] in across or names[key].startswith("北京")].append((key, [guest.id for guest in people]))
    return sides[0][:count], sides[1][:count]


def _mainland() -> set[str]:
    kinds = read_toml("organisations")["kinds"]
    return {body[0] for kind in kinds if kind["region"] == MAINLAND for body in kind.get("organisations", ())}


def _place(title: str, seniority: Sequence[str]) -> int:
    return next((place for place, word in enumerate(seniority) if word in title), len(seniority))


def _limits(filling: _Filling, rows: Sequence[Mapping[str, Any]]) -> None:
    limits: list[dict[str, Any]] = []
    for row in rows:
        limit = {
            "event_id": filling.event_id, "at": filling.at(row["at"]), "why": row["why"],
            "warn_seconds": 60 * row["minutes"],
        }  # fmt: skip
        if "hall" in row:
            limits.append({**limit, "hall_id": filling.halls[row["hall"]]})
        else:
            present = filling.parts[row["item"]]
            limits += [{**limit, "registration_id": key} for key in present[row["guest"] - 1 : row["guest"]]]
    filling.insert(HardLimit, limits)
