"""What is done to a ceremony's agreements, copies and things: each act is told, and can be taken back."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.domain.agreements import DocumentState
from desktop.domain.ceremony_words import DOCUMENT_WORDS
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.agreements import AgreementRow, DocumentRow, agreement, move_agreement, remove_agreement
from desktop.services.ceremony_substitutes import Substituted, substitute
from desktop.services.ceremony_things import (
    ThingDraft,
    ThingRow,
    add_thing,
    add_usual,
    advance_all,
    change_thing,
    make_copies,
    remove_copy,
    remove_thing,
    set_state,
    things,
    tick,
)
from desktop.ui.acts import Acts, Said
from desktop.ui.ceremonies.agreement_typed import Typed, keep
from desktop.ui.ceremonies.person import Wanted
from desktop.ui.ceremonies.things_view import language_words, thing_words
from desktop.ui.context import Context

Refused = Callable[[UserError], object]
Then = Callable[[], object]
_STATES = list(DocumentState)


class Doing(QObject):
    """``changed`` comes after each act; ``acts`` is what can be taken back."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self.acts = context, Acts(context)

    def substitute(self, item: UUID, wanted: Wanted, then: Callable[[Substituted], object], refused: Refused) -> None:
        """Let another guest come instead."""

        def act(session: Any) -> Substituted:
            return substitute(
                session, item, wanted.out, wanted.stand_in, wanted.approved_by, wanted.why,
                agreement_id=wanted.agreement_id,
            )  # fmt: skip

        def done(found: Substituted) -> None:
            then(found)
            self.changed.emit()

        self.acts.do(act, lambda _: _("Somebody else comes instead, everywhere at once."), done, refused)

    def save_agreement(self, item: UUID, row: AgreementRow | None, typed: Typed, then: Then, refused: Refused) -> None:
        """Make an agreement what was typed, or a new one of it."""
        said = typed.title
        self._do(
            lambda session: keep(session, item, row, typed),
            lambda _: _("{name} is saved.", name=said.said_in(_.language)),
            then,
            refused,
        )

    def move_agreement(self, row: AgreementRow, batch: int, rank: int) -> None:
        """Put an agreement elsewhere in the order."""
        self._do(
            lambda session: move_agreement(session, row.id, batch=batch, rank=rank),
            _named(N_("{name} is moved."), row),
        )

    def remove_agreement(self, row: AgreementRow) -> None:
        """Take an agreement away."""
        self._do(lambda session: remove_agreement(session, row.id), _named(N_("{name} is taken away."), row))

    def set_copy(self, copy: DocumentRow, state: DocumentState, note: str | None = None) -> None:
        """Say how far a copy has come."""
        self._do(lambda session: set_state(session, copy.id, state, note), lambda _: _copy_words(_, copy, state))

    def step_copy(self, copy: DocumentRow, step: int) -> None:
        """Bring a copy one state on or back, from wherever it is when its turn comes: quick touches each count."""
        reached = copy.state

        def act(session: Any) -> None:
            nonlocal reached
            now = next((one for one in agreement(session, copy.agreement_id).documents if one.id == copy.id), copy)
            place = _STATES.index(now.state) + step
            reached = _STATES[min(max(place, 0), len(_STATES) - 1)]
            set_state(session, copy.id, reached)

        self._do(act, lambda _: _copy_words(_, copy, reached))

    def remove_copy(self, copy: DocumentRow) -> None:
        """Take a copy away."""
        self._do(lambda session: remove_copy(session, copy.id), lambda _: _("The copy is taken away."))

    def all_on(self, row: AgreementRow) -> None:
        """Bring all copies of an agreement one step further."""
        self._do(
            lambda session: advance_all(session, row.id), _named(N_("All copies of {name} are one step further."), row)
        )

    def make_copies(self, rows: Sequence[AgreementRow], languages: Sequence[str]) -> None:
        """Let each party of these agreements have a copy in each language."""
        self._do(
            lambda session: sum(make_copies(session, row.id, languages) for row in rows),
            lambda _: _("Each party has a copy in each language."),
        )

    def add_usual(self, item: UUID) -> None:
        """Put on the list what is usual."""
        self._do(lambda session: add_usual(session, item), lambda _: _("What is usual is on the list."))

    def set_thing(self, thing: ThingRow, done: int) -> None:
        """Say how many of a thing are there."""
        self._do(lambda session: tick(session, thing.id, done), lambda _: _thing_words(_, thing, done))

    def step_thing(self, thing: ThingRow, step: int) -> None:
        """Count one more or one less of a thing, of as many as there are when its turn comes."""
        reached = thing.done

        def act(session: Any) -> None:
            nonlocal reached
            now = next((one for one in things(session, thing.item_id) if one.id == thing.id), thing)
            reached = min(max(now.done + step, 0), now.wanted)
            tick(session, thing.id, reached)

        self._do(act, lambda _: _thing_words(_, thing, reached))

    def save_thing(self, item: UUID, row: ThingRow | None, draft: ThingDraft, then: Then, refused: Refused) -> None:
        """Make a thing what was typed, or a new one of it."""

        def act(session: Any) -> None:
            if row is None:
                add_thing(session, item, draft)
            else:
                change_thing(session, row.id, draft)

        self._do(act, lambda _: _("{name} is saved.", name=thing_words(_, draft.kind, draft.text)), then, refused)

    def remove_thing(self, thing: ThingRow) -> None:
        """Take a thing off the list."""
        self._do(
            lambda session: remove_thing(session, thing.id),
            lambda _: _("{name} is taken off the list.", name=thing_words(_, thing.kind, thing.text)),
        )

    def _do(
        self, act: Callable[[Any], object], said: Said, then: Then = lambda: None, refused: Refused | None = None
    ) -> None:
        def done(_result: object) -> None:
            then()
            self.changed.emit()

        def failed(error: UserError) -> None:
            # What was touched may show more than is kept.
            self.changed.emit()
            if refused is not None:
                refused(error)
            else:
                self._context.reporter.report(error)

        self.acts.do(act, said, done, failed)


def _named(text: str, row: AgreementRow) -> Said:
    return lambda _: _(text, name=row.title.said_in(_.language))


def _copy_words(_: Translator, copy: DocumentRow, state: DocumentState) -> str:
    return _("{name}: {state}.", name=language_words(_, copy.language), state=_(DOCUMENT_WORDS[state]))


def _thing_words(_: Translator, thing: ThingRow, done: int) -> str:
    return _("{name}: {done} of {total}.", name=thing_words(_, thing.kind, thing.text), done=done, total=thing.wanted)
