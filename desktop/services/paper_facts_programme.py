"""What agenda, run sheet, cue cards and the MC's text say, out of the programme."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_words import LANGUAGE_WORDS
from desktop.domain.hard_readings import hard_readings
from desktop.domain.naming import NamedPerson, aloud, name_alone, styled
from desktop.domain.programme import Audience, ItemKind, MaterialState, Part
from desktop.domain.programme_words import DEPARTMENT_WORDS, MATERIAL_WORDS, PART_WORDS, STATE_WORDS
from desktop.i18n import Language, Translator
from desktop.services.agreements import AgreementRow, agreements
from desktop.services.paper_facts import (
    BETWEEN,
    COLOURS,
    Gathered,
    NothingOnPaper,
    PaperLine,
    Told,
    announced,
    by_part,
    chosen_items,
    hall_among,
    line,
    part_title,
    person,
    places_of,
    running,
    span,
)
from desktop.services.programme import CueRow, ItemPersonRow, ItemRow

if TYPE_CHECKING:
    from desktop.documents.agenda import AgendaLine
    from desktop.documents.cue_cards import CueCard
    from desktop.documents.mc_text import McLine, Named, Said
    from desktop.documents.run_sheet import RunCue, RunLine

_UNSEEN = {Part.INTERPRETER, Part.USHER, Part.MC}
"""Whom the public agenda doesn't name."""


def agenda(session: Session, about: Told) -> Gathered:
    """The public items, without those that happen only if time allows."""
    from desktop.documents.agenda import Agenda, AgendaPart

    rows = [row for row in chosen_items(session, about) if row.audience is Audience.PUBLIC and not row.spare]
    if not rows:
        raise NothingOnPaper
    parts, lines = [], []
    for group in running(rows):
        drawn = tuple(_agenda_line(place, group, about) for place in range(len(group)))
        parts.append(AgendaPart(tuple(part_title(group, say) for say in about.says), drawn))
        lines += [_line_of(row, one, about) for row, one in zip(group, drawn, strict=True)]
    return Gathered(Agenda(tuple(parts)), tuple(lines))


def _agenda_line(place: int, group: Sequence[ItemRow], about: Told) -> "AgendaLine":
    from desktop.documents.agenda import AgendaLine

    row = group[place]
    named = row.people if row.kind is not ItemKind.PHOTO else ()
    seen = [person(one) for one in named if one.part not in _UNSEEN]
    return AgendaLine(
        time=span(row, about),
        minutes=f"{round(row.seconds / 60)}′",
        titles=tuple(row.title.said_in(say.language) for say in about.says),
        people=tuple(
            tuple(filter(None, (hall_among(place, group, say), *announced(seen, say, about.choice.posts))))
            for say in about.says
        ),
    )


def _line_of(row: ItemRow, drawn: object, about: Told) -> PaperLine:
    return line("item", row.id, f"{span(row, about)} {row.title.said_in(about.says[0].language)}", drawn)


def run_sheet(session: Session, about: Told) -> Gathered:
    """All items with their cues, or with those of one department."""
    from desktop.documents.run_sheet import RunPart, RunSheet

    parts, lines = [], []
    for group in running(chosen_items(session, about)):
        drawn = []
        for place, row in enumerate(group):
            one = _run_line(row, hall_among(place, group, about.says[0]), about)
            drawn.append(one)
            lines.append(_line_of(row, (one.code, one.start, one.duration, one.title, one.details), about))
            lines += [
                line("cue", cue.id, f"{shown.at} {shown.department} {shown.text}", shown)
                for cue, shown in zip(_cues(row, about), one.cues, strict=True)
            ]
        parts.append(RunPart(part_title(group, about.says[0]), tuple(drawn)))
    department = about.choice.department
    which = tuple(say(DEPARTMENT_WORDS[department]) for say in about.says) if department else ()
    return Gathered(RunSheet(tuple(parts)), tuple(lines), which)


def _run_line(row: ItemRow, hall: str, about: Told) -> "RunLine":
    from desktop.documents.run_sheet import RunLine

    titles = dict.fromkeys(row.title.said_in(say.language) for say in about.says)
    return RunLine(
        code=row.code,
        start=about.clock(row.start, seconds=True),
        duration=_length(row.seconds),
        title=" / ".join(titles),
        details=tuple(filter(None, (hall, *_details(row, about.says[0])))),
        cues=tuple(_run_cue(row, cue, about) for cue in _cues(row, about)),
    )


def _details(row: ItemRow, _: Translator) -> Iterator[str]:
    """What the crew has to know of an item."""
    fixed = [
        said
        for holds, said in (
            (row.fixed_start, _("starts on time")),
            (row.fixed_end, _("ends on time")),
            (row.spare, _("only if time allows")),
        )
        if holds
    ]
    if fixed:
        yield _.pgettext("between names", ", ").join(fixed)
    for part, people in by_part(row.people).items():
        names = announced([person(one) for one in people], _, 1)
        yield _("{part}: {names}", part=_(PART_WORDS[part]), names=BETWEEN[_.language].join(names))
    for one in row.materials:
        state = _(STATE_WORDS[one.state])
        kind = _(MATERIAL_WORDS[one.kind])
        what = one.name if kind.casefold() in one.name.casefold() else " ".join(filter(None, (kind, one.name)))
        said = _("{what}: {state}", what=what, state=state)
        mark = "✓ " if one.state is MaterialState.CHECKED else ""
        yield " · ".join(filter(None, (f"{mark}{said}", one.note)))
    if row.owner:
        yield _("Owner: {name}", name=row.owner)
    if row.language:
        language = _(LANGUAGE_WORDS[row.language]) if row.language in LANGUAGE_WORDS else row.language
        yield _("Language: {name}", name=language)
    if row.note:
        yield row.note


def _cues(row: ItemRow, about: Told) -> list[CueRow]:
    """The cues of an item that are asked for, as they come."""
    wanted = [cue for cue in row.cues if about.choice.department in {None, cue.department}]
    return sorted(wanted, key=lambda cue: (_seconds_in(row, cue), cue.rank))


def _seconds_in(row: ItemRow, cue: CueRow) -> int:
    return cue.seconds + (row.seconds if cue.from_end else 0)


def _cue_time(row: ItemRow, cue: CueRow, about: Told) -> str:
    return about.clock((row.end if cue.from_end else row.start) + timedelta(seconds=cue.seconds), seconds=True)


def _offset(cue: CueRow, _: Translator) -> str:
    """When a cue is, from its item's start or end: +0:30, end −0:10."""
    minutes, seconds = divmod(abs(cue.seconds), 60)
    offset = f"{'−' if cue.seconds < 0 else '+'}{minutes}:{seconds:02}"
    return _("end {offset}", offset=offset) if cue.from_end else offset


def _length(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _run_cue(row: ItemRow, cue: CueRow, about: Told) -> "RunCue":
    from desktop.documents.run_sheet import RunCue

    _ = about.says[0]
    return RunCue(
        at=_cue_time(row, cue, about),
        offset=_offset(cue, _),
        department=_(DEPARTMENT_WORDS[cue.department]),
        colour=COLOURS[cue.department],
        text=cue.text,
    )


def cue_cards(session: Session, about: Told) -> Gathered:
    """A card for each cue in the order in which they come, or for each item."""
    rows = [row for group in running(chosen_items(session, about)) for row in group]
    if about.choice.per_item:
        made = [(_item_card(row, about), "item", row.id) for row in rows]
    else:
        made = [(_cue_card(row, cue, about), "cue", cue.id) for row in rows for cue in _cues(row, about)]
    if not made:
        raise NothingOnPaper
    lines = tuple(line(kind, key, f"{card.at} {card.band} {card.text or card.title}", card) for card, kind, key in made)
    return Gathered(tuple(card for card, _kind, _key in made), lines)


def _cue_card(row: ItemRow, cue: CueRow, about: Told) -> "CueCard":
    from desktop.documents.cue_cards import CueCard

    shown, language = _run_cue(row, cue, about), about.says[0].language
    under = (shown.offset, row.hall.said_in(language), about.says[0].date(row.day))
    return CueCard(
        band=shown.department,
        at=shown.at,
        colour=shown.colour,
        title=" ".join(filter(None, (row.code, row.title.said_in(language)))),
        text=cue.text,
        under=" · ".join(filter(None, under)),
    )


_ITEM_COLOUR = "#14181F"


def _item_card(row: ItemRow, about: Told) -> "CueCard":
    from desktop.documents.cue_cards import CueCard

    _ = about.says[0]
    cues = [_run_cue(row, cue, about) for cue in _cues(row, about)]
    return CueCard(
        band=row.code,
        at=about.clock(row.start, seconds=True),
        colour=_ITEM_COLOUR,
        title=row.title.said_in(_.language),
        under="\n".join((part_title([row], _), _length(row.seconds), *_details(row, _))),
        lines=tuple((cue.at, cue.department, cue.colour, cue.text) for cue in cues),
    )


def mc_text(session: Session, about: Told) -> Gathered:
    """What is on for the public and whom the MC names.

    Those of one part come in the order of precedence, but those who take the stage one after the other as planned.
    """
    from desktop.documents.mc_text import McText

    rows = chosen_items(session, about)
    order = places_of(session, about.event_id, (one.registration_id for row in rows for one in row.people))
    signed: dict[UUID, list[AgreementRow]] = defaultdict(list)
    for agreement in agreements(session, event_id=about.event_id):
        signed[agreement.item_id].append(agreement)
    parts, lines = [], []
    for group in running(rows):
        drawn = []
        for row in group:
            people = sorted(
                row.people,
                key=lambda one: (_LAST if one.part in _IN_TURN else order.get(one.registration_id, _LAST), one.rank),
            )
            one = _mc_line(row, people, signed[row.id], about)
            drawn.append(one)
            lines.append(_line_of(row, one, about))
        parts.append((part_title(group, about.says[0]), tuple(drawn)))
    return Gathered(McText(tuple(parts)), tuple(lines))


_LAST = 1 << 30
_IN_TURN = {Part.SPEAKER, Part.PITCHER, Part.CONTESTANT, Part.PRESENTER}
_UNNAMED = {Part.MC, Part.USHER, Part.INTERPRETER}


def _mc_line(row: ItemRow, people: Sequence[ItemPersonRow], signed: Sequence[AgreementRow], about: Told) -> "McLine":
    from desktop.documents.mc_text import McLine

    spelled = next((say for say in about.says if say.language is not Language.EN), None)
    last = about.says[-1]
    return McLine(
        time=about.clock(row.start),
        code=row.code,
        said=tuple(
            _Naming(say, about.choice.posts, spelled=say is spelled).said(row, people, signed, row.note * (say is last))
            for say in about.says
        ),
    )


@dataclass(frozen=True, slots=True)
class _Naming:
    """How people are announced in one language, with so many ``posts``; hard names are ``spelled`` below themselves."""

    say: Translator
    posts: int
    spelled: bool

    def said(self, row: ItemRow, people: Sequence[ItemPersonRow], signed: Sequence[AgreementRow], note: str) -> "Said":
        """Those with a part, then who signs which agreement."""
        from desktop.documents.mc_text import Said

        _ = self.say
        parts = by_part([one for one in people if one.part not in _UNNAMED])
        named = [(_(PART_WORDS[part]), tuple(self.named(person(one)) for one in held)) for part, held in parts.items()]
        agreed = []
        for agreement in signed:
            signers = [one for one in agreement.of(SigningPart.SIGNATORY) if one.party_id is not None]
            title = agreement.title.said_in(_.language)
            agreed.append((title, tuple(self.named(one.guest or name_alone(one.name)) for one in signers)))
        return Said(_.language, row.title.said_in(_.language), tuple(named), tuple(agreed), note)

    def named(self, who: NamedPerson) -> "Named":
        """One person, with the readings where they are spelled."""
        from desktop.documents.mc_text import Named

        hard = hard_readings(who.name_zh) if self.spelled else ()
        language = self.say.language
        return Named(aloud(who, language, self.posts), styled(who, language), tuple(one.said for one in hard))
