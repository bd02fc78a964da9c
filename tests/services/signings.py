"""A signing between two companies in a real database: who signs, stands by, waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from desktop.domain.agreements import Side, SigningPart
from desktop.domain.ceremony_checks import Problem
from desktop.domain.programme import ItemKind
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Entry, Purpose, Ways
from desktop.services import ceremony_checks, door_rules, readiness
from desktop.services.agreements import AgreementDraft, AgreementRow, PartyDraft, PersonDraft, add_agreement, agreements
from desktop.services.door_rules import CheckpointDraft
from desktop.services.events import EventRow
from desktop.services.organisations import ensure_organisation
from desktop.services.programme_edit import ItemDraft, add_item
from desktop.services.readiness import Need, Readiness
from tests.world import NOON, World

DAY = date(2023, 4, 12)
START = NOON + timedelta(hours=4)
SIGNATORY, ALTERNATE, WITNESS = SigningPart.SIGNATORY, SigningPart.ALTERNATE, SigningPart.WITNESS
ASSISTANT, OFFICIATING = SigningPart.ASSISTANT, SigningPart.OFFICIATING

People = Sequence[tuple[SigningPart, UUID]]


def people(*named: tuple[SigningPart, UUID]) -> tuple[PersonDraft, ...]:
    return tuple(PersonDraft(part, key) for part, key in named)


@dataclass
class Signings:
    """An item at 16:00 that lasts 24 minutes, with guests by name: ``stage["孫東"]`` is a registration."""

    world: World
    summit: EventRow
    keys: dict[str, UUID] = field(default_factory=dict)
    item: UUID = field(init=False)
    hosts: UUID = field(init=False)
    guests: UUID = field(init=False)

    def __post_init__(self) -> None:
        with self.world.db.write() as session:
            draft = ItemDraft(
                LocalName("項目簽約", "项目签约", "Signing"),
                1440,
                DAY,
                starts_at=START,
                kind=ItemKind.SIGNING,
                code="13",
            )
            self.item = add_item(session, self.summit.id, draft)
            self.hosts = ensure_organisation(session, "維港科技園公司")
            self.guests = ensure_organisation(session, "北京澄視有限公司")

    def __getitem__(self, name: str) -> UUID:
        if name not in self.keys:
            (self.keys[name],) = self.world.guests(self.summit, name)
        return self.keys[name]

    def all(self, names: str) -> list[UUID]:
        return [self[name] for name in names.split()]

    def sign(self, hosts: People, guests: People, common: People = (), *, batch: int = 1, title: str = "協議") -> UUID:
        parties = (
            PartyDraft(self.guests, Side.GUEST, people(*guests)),
            PartyDraft(self.hosts, Side.HOST, people(*hosts)),
        )
        draft = AgreementDraft(LocalName(title), batch, None, "", parties, people(*common))
        with self.world.db.write() as session:
            return add_agreement(session, self.item, draft)

    def rows(self) -> list[AgreementRow]:
        with self.world.db.read() as session:
            return agreements(session, item_id=self.item)

    def problems(self, now: datetime = NOON) -> list[Problem]:
        with self.world.db.read() as session:
            return ceremony_checks.problems(session, self.item, now)

    def ready(self, now: datetime = NOON, **asked: timedelta) -> Readiness:
        with self.world.db.read() as session:
            return readiness.readiness(session, self.item, now, **asked)

    def need(self, name: str, now: datetime = NOON) -> Need:
        return next(one for one in self.ready(now).people if one.registration_id == self[name])

    def spot(self, code: str, purpose: Purpose, **rules: object) -> None:
        """A checkpoint both ways, that may be entered often."""
        draft = CheckpointDraft(
            LocalName(en=code),
            code,
            ways=Ways.BOTH,
            entry=Entry.OFTEN,
            purpose=purpose,
            **rules,  # type: ignore[arg-type]
        )
        with self.world.db.write() as session:
            door_rules.make_checkpoint(session, self.summit.id, draft)

    def read(self, name: str, code: str, at: datetime) -> UUID:
        """Let a guest's badge be read."""
        badges = {badge.registration: badge for badge in self.world.badges(self.summit)}
        return self.world.scan(self.summit, badges[self[name]].token, code=code, at=at).scan
