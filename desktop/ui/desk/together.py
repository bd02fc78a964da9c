"""A whole group let in at once: those who are here stay ticked, the absent ones are unticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.i18n import Translator
from desktop.services.groups import Group, Member, admit_group, group_of_delegation, groups_of, members
from desktop.ui.desk import group_words
from desktop.ui.desk.asking import Desk, say_nobody
from desktop.ui.desk.pick_list import Pick, PickList


@dataclass(frozen=True, slots=True)
class _Found:
    """One of the ``count`` groups of a guest."""

    group: Group
    members: Sequence[Member]
    count: int


class Together(QObject):
    """The list of a group, while it is open.

    ``opened`` comes when there is a list to show, ``admitted`` carries the group and the verdicts, ``failed`` why
    they could not be kept.
    """

    opened = Signal()
    admitted = Signal(object, object)
    failed = Signal(object)

    def __init__(self, desk: Desk, picks: PickList) -> None:
        super().__init__()
        self._desk, self._picks = desk, picks
        self._found: _Found | None = None
        self._guest: UUID | None = None
        self._turn = 0
        self._ticked: set[UUID] = set()

    def open(self, *, again: bool) -> None:
        """Show the closest group of the guest on the panel; ``again``, the next one."""
        given, here = self._desk.given, self._desk.context.here
        if given is None or given.guest is None or here.event is None or here.checkpoint is None:
            self._desk.mind(say_nobody)
            return
        self._guest = given.guest.registration
        self._turn = self._turn + 1 if again else 0
        question = partial(_group, here.event.id, here.checkpoint.id, self._guest, self._turn)
        self._desk.context.data.ask(question, partial(self._on_found, self._guest, given.guest.name))

    def open_delegation(self, delegation: UUID) -> None:
        """Show a delegation, whoever is on the panel."""
        here = self._desk.context.here
        if here.event is not None and here.checkpoint is not None:
            self._guest = None
            question = partial(_delegation, here.event.id, here.checkpoint.id, delegation)
            self._desk.context.data.ask(question, self._show)

    def toggle(self, guest: object) -> None:
        """Untick or tick one of the group; who is in already, or does not come, stays as they are."""
        found = self._found.members if self._found is not None else ()
        for number, each in enumerate(found):
            if each.registration == guest and each.awaited:
                self._ticked ^= {each.registration}
                self.say(number)

    def admit(self) -> None:
        """Let in all who are ticked, in one transaction."""
        reading, found = self._desk.reading(), self._found
        wanted = [each.registration for each in found.members if each.registration in self._ticked] if found else []
        if reading is None or found is None or not wanted:
            self._desk.mind(lambda _: _("Nobody is ticked."))
            return
        self._desk.context.data.do(
            lambda session: admit_group(session, reading, wanted),
            partial(self.admitted.emit, found.group),
            self.failed.emit,
        )

    def say(self, at: int = -1) -> None:
        """Put the group into the list, with the line ``at`` marked, else the one that was."""
        found, _ = self._found, self._desk.context.look.words._
        if found is not None:
            head = group_words.head(_, found.group, len(self._ticked), found.count, found.members)
            self._picks.show_picks(
                head, [self._line(_, each) for each in found.members], at if at >= 0 else max(0, self._picks.at)
            )

    def _line(self, _: Translator, member: Member) -> Pick:
        ticked = member.registration in self._ticked if member.awaited else None
        return group_words.line(_, member, ticked=ticked)

    def _on_found(self, guest: UUID, name: str, found: _Found | None) -> None:
        given = self._desk.given
        if given is None or given.guest is None or given.guest.registration != guest:
            return
        if found is None:
            self._desk.mind(lambda _: _("{name} is in no group.", name=name))
            return
        self._show(found)

    def _show(self, found: _Found) -> None:
        self._found = found
        self._ticked = {each.registration for each in found.members if each.awaited}
        self._picks.show_picks("", ())
        self.opened.emit()


def _group(event: UUID, place: UUID, guest: UUID, turn: int, session: Any) -> _Found | None:
    groups = groups_of(session, event, guest)
    if not groups:
        return None
    group = groups[turn % len(groups)]
    return _Found(group, members(session, event, place, group.kind, group.key), len(groups))


def _delegation(event: UUID, place: UUID, key: UUID, session: Any) -> _Found:
    group = group_of_delegation(session, event, key)
    return _Found(group, members(session, event, place, group.kind, key), 1)
