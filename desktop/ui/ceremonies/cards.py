"""The cards of a ceremony: one for each agreement, one for each part of those who are of none."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_words import LEVEL_WORDS
from desktop.domain.programme import Part
from desktop.domain.readiness import Level, worst
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.readiness import AgreementReadiness, Need, Readiness, Tally
from desktop.ui.ceremonies.people import NeedLine
from desktop.ui.ceremonies.words import LEVEL_STATES, part_words
from desktop.ui.context import Context
from desktop.ui.widgets import Button, Card, FlowLayout, Label, Tag, clear

_FOLDED = 2
"""So many others who need no looking at are counted and not named."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """What stands on one card. ``agreement`` None is of those who are of none; they have all one ``part`` or any."""

    title: LocalName
    number: int
    people: tuple[Need, ...]
    level: Level
    documents: Tally = Tally()  # noqa: RUF009  frozen
    things: Tally = Tally()  # noqa: RUF009  frozen
    agreement: UUID | None = None
    batch: int = 0
    part: Part | SigningPart | None = None

    @property
    def key(self) -> Hashable:
        """What is the same for the same card."""
        return self.agreement or self.part


def deal(found: Readiness) -> list[Dealt]:
    """What stands on which card: agreements in their order, then all others by what they do."""
    cards = [_of_agreement(number, one) for number, one in enumerate(found.agreements, 1)]
    signing = {need.who for one in found.agreements for need in one.people}
    others = {need.who: need for one in found.agreements for need in one.people if need.party_id is None}
    others |= {need.who: need for need in found.people if need.who not in signing}
    order: list[Part | SigningPart] = [*SigningPart, *Part]
    by_part: dict[str, list[Need]] = {}
    for need in sorted(others.values(), key=lambda need: order.index(need.part)):
        by_part.setdefault(part_words(need.part), []).append(need)
    for needs in by_part.values():
        level = worst([need.level for need in needs])
        cards.append(Dealt(LocalName(), 0, tuple(needs), level, part=needs[0].part))
    return cards


def _of_agreement(number: int, one: AgreementReadiness) -> Dealt:
    own = [need for need in one.people if need.party_id is not None]
    parts: list[Part | SigningPart] = list(SigningPart)
    people = tuple(sorted(own, key=lambda need: parts.index(need.part)))
    level = worst([need.level for need in people])
    if not (one.documents.complete and one.things.complete):
        level = worst([level, Level.CALL if one.level in {Level.CALL, Level.ALARM} else Level.WAIT])
    return Dealt(one.title, number, people, level, one.documents, one.things, one.id, one.batch)


class CeremonyCard(Card):
    """``opened`` carries a ``Need``, ``things_wanted`` the agreement whose documents and things are to be seen."""

    opened = Signal(object)
    things_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, margin=14, spacing=6)
        self._context = context
        self.shown: object = None
        self.dealt: Dealt | None = None
        self.lines: list[NeedLine] = []
        self.fold: Button | None = None
        self.papers: list[Button] = []
        self._unfolded = False

    def show_card(self, dealt: Dealt) -> None:
        """Show this; what is there already is not made anew."""
        language = self._context.look.words.language
        key = (dealt, self._unfolded, language, self._context.keeper.now.hide_names)
        if key == self.shown:
            return
        self.shown, self.dealt = key, dealt
        focused = next((line.need.who for line in self.lines if line.hasFocus()), None)
        clear(self.box)
        self.lines, self.fold, self.papers = [], None, []
        self._put_head(dealt)
        self._put_people(dealt)
        self.box.addStretch(1)
        self.show_state(LEVEL_STATES[dealt.level] if dealt.level in {Level.CALL, Level.ALARM} else "")
        for line in self.lines:
            if focused is not None and line.need.who == focused:
                line.setFocus()
                break

    def _put_head(self, dealt: Dealt) -> None:
        look, _ = self._context.look, self._context.look.words._
        head, title = QHBoxLayout(), Label(look, role="section", wraps=True)
        look.theme.bind(head.setSpacing, 10)
        if dealt.number:
            number = Label(look, role="larger")
            number.put(str(dealt.number))
            head.addWidget(number)
        if dealt.part is not None:
            title.say(part_words(dealt.part))
        else:
            title.put(dealt.title.said_in(_.language))
        head.addWidget(title, 1)
        if dealt.batch:
            head.addWidget(Label(look, N_("batch {n}"), "hint", n=dealt.batch))
        self.box.addLayout(head)
        self._put_states(dealt)

    def _put_states(self, dealt: Dealt) -> None:
        look, _ = self._context.look, self._context.look.words._
        flow, tag = FlowLayout(), Tag(look)
        look.theme.bind(flow.setGaps, 6, 4)
        tag.show_text(_state_words(_, dealt), state=LEVEL_STATES[dealt.level], mark=True)
        flow.addWidget(tag)
        if dealt.agreement is not None:
            papers = N_("documents {done}/{total}") if dealt.documents.total else N_("no documents yet")
            told = [(papers, dealt.documents), (N_("things {done}/{total}"), dealt.things)]
            for text, tally in told if dealt.things.total else told[:1]:
                button = Button(look, papers, "filter")
                button.setCheckable(False)
                button.say(text, done=tally.done, total=tally.total)
                button.clicked.connect(partial(self.things_wanted.emit, dealt.agreement))
                self.papers.append(button)
                flow.addWidget(button)
        self.box.addLayout(flow)

    def _put_people(self, dealt: Dealt) -> None:
        look, _ = self._context.look, self._context.look.words._
        main = dealt.part or SigningPart.SIGNATORY
        quiet = [need for need in dealt.people if need.part is not main and need.level in {Level.READY, Level.WAIT}]
        if dealt.part is not None:
            quiet = [need for need in dealt.people if need.level is Level.READY]
        folded = set() if self._unfolded or len(quiet) < _FOLDED else {id(need) for need in quiet}
        part = main
        for need in dealt.people:
            if id(need) in folded:
                continue
            if part_words(need.part) != part_words(part):
                part = need.part
                self.box.addWidget(Label(look, part_words(part), "label"))
            line = NeedLine(self._context, need)
            line.opened.connect(self.opened)
            self.lines.append(line)
            self.box.addWidget(line)
        if folded:
            here = sum(need.where.here for need in quiet)
            self.fold = Button(look, N_("More"), "quiet")
            text = _.ngettext("and {n} other", "and {n} others", len(quiet))
            self.fold.setText(_("{others}, {here} of them here", others=text, here=here))
            self.fold.clicked.connect(self._unfold)
            self.box.addWidget(self.fold)

    def _unfold(self) -> None:
        self._unfolded = True
        if self.dealt is not None:
            self.show_card(self.dealt)
            if self.lines:
                self.lines[-1].setFocus()


def _state_words(_: Translator, dealt: Dealt) -> str:
    """What is missing, in as few words as there are."""
    if dealt.part is not None:
        here = sum(need.where.here for need in dealt.people)
        return f"{here}/{len(dealt.people)}"
    if dealt.level not in {Level.CALL, Level.ALARM}:
        return _(LEVEL_WORDS[dealt.level])
    wanting = [need for need in dealt.people if need.level is not Level.READY]
    signing = [need for need in wanting if need.part is SigningPart.SIGNATORY]
    if any(not need.where.here for need in signing):
        return _(N_("Signatory missing"))
    if any(not need.where.here for need in wanting):
        return _(N_("Somebody missing"))
    if wanting:
        return _(N_("Signatory to be fetched") if signing else LEVEL_WORDS[Level.CALL])
    return _(N_("Documents missing") if not dealt.documents.complete else N_("Things missing"))
