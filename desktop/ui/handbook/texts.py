"""What the organisers write for handbooks: one part in one language at a time, kept when the cursor leaves it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.text import LocalName, clean_lines
from desktop.domain.visits import HandbookPart
from desktop.domain.visits_words import HANDBOOK_WORDS
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.handbook_texts import HANDBOOK_TEXTS, Texts, text_in, write_text_in, written_texts
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.settings.section import Lines
from desktop.ui.widgets import Label

_FOR_ALL = N_("Every handbook says this, but for delegations that are told something else.")
_INSTEAD = N_("Only this delegation is told this. While nothing is written, it is told what all are told.")


@dataclass(frozen=True, slots=True)
class _Place:
    """Which text is written: a part in a language, for all or for one delegation."""

    event: UUID
    part: HandbookPart
    language: Language
    delegation: UUID | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is written, for whom it is shown and for all."""

    of: tuple[UUID, UUID | None]
    own: Texts = field(default_factory=dict)
    general: Texts = field(default_factory=dict)


class HandbookTexts(QWidget):
    """An editor for the texts of all handbooks; ``show_for`` turns it to those of one delegation."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self.acts = Acts(context)
        look = context.look
        self._delegation: UUID | None = None
        self._known: _Known | None = None
        self._place: _Place | None = None
        self.part: Choice[HandbookPart] = Choice(look, [(one, _said(word)) for one, word in HANDBOOK_WORDS.items()])
        self.language: Choice[Language] = Choice(look, [(one, _named(one)) for one in Language], look.words.language)
        self.text = Lines(look, lines=7)
        self.about = Label(look, role="second", wraps=True)
        self._arrange()
        self._live = Live(context, HANDBOOK_TEXTS, self._question)
        self._live.answered.connect(self._on_answer)
        for choice in (self.part, self.language):
            choice.activated.connect(lambda _index: self._turn())
        self.text.left.connect(self._keep)
        self.show_for(None)

    def show_for(self, delegation_id: UUID | None) -> None:
        """Show what is written for one delegation, or with None what is written for all."""
        if self._known is not None and delegation_id == self._delegation:
            return
        self._keep()
        self._delegation = delegation_id
        self.about.say(_FOR_ALL if delegation_id is None else _INSTEAD)
        self._known = None
        self._live.ask()
        self._turn()

    def _arrange(self) -> None:
        look = self._look
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        look.theme.bind(row.setSpacing, 8)
        for choice, name in ((self.part, N_("Part of the handbook")), (self.language, N_("Language of the text"))):
            look.words.bind(choice.setAccessibleName, name)
            row.addWidget(choice, 1)
        column.addWidget(Label(look, N_("Text of the handbook"), "label", wraps=True))
        column.addLayout(row)
        look.words.bind(self.text.setAccessibleName, N_("Text of the handbook"))
        column.addWidget(self.text)
        column.addWidget(self.about)

    def _question(self) -> Any:
        event, delegation = self._context.here.event, self._delegation
        if event is None:
            return None

        def asked(session: Any) -> _Known:
            general = written_texts(session, event.id)
            own = general if delegation is None else written_texts(session, event.id, delegation)
            return _Known((event.id, delegation), own, general)

        return asked

    def _on_answer(self, found: _Known) -> None:
        event = self._context.here.event
        if event is None or found.of != (event.id, self._delegation):
            self._live.ask()
            return
        if self._place is not None and self._place.event != event.id:
            self._turn()
        self._known = found
        self._show()

    def _turn(self) -> None:
        """Go to another part, language or delegation; what was written stays with where it was written."""
        self._keep()
        event = self._context.here.event
        if event is not None:
            self._place = _Place(event.id, self.part.value, self.language.value, self._delegation)
            self.text.document().setModified(False)
            self._show()

    def _show(self) -> None:
        """Show what is known, unless somebody is writing."""
        place, known = self._place, self._known
        busy = self.text.hasFocus() and self.text.document().isModified()
        if place is None or busy:
            return
        shown = text_in(known.own.get(place.part, LocalName()), place.language) if known is not None else ""
        if shown != self.text.toPlainText():
            self.text.setPlainText(shown)
        self.text.document().setModified(False)
        general = known.general.get(place.part, LocalName()) if known is not None else LocalName()
        self.text.setPlaceholderText("" if place.delegation is None else text_in(general, place.language))
        self.text.setEnabled(known is not None)

    def _keep(self) -> None:
        """Keep what was written since it was shown."""
        place, known = self._place, self._known
        if place is None or known is None or not self.text.document().isModified():
            return
        self.text.document().setModified(False)
        written = clean_lines(self.text.toPlainText())
        if written == text_in(known.own.get(place.part, LocalName()), place.language):
            return

        def said(_: Translator) -> str:
            return _("“{part}” of the handbook is written.", part=_(HANDBOOK_WORDS[place.part]))

        self.acts.do(
            lambda session: write_text_in(
                session, place.event, place.part, place.language, written, place.delegation
            ),
            said,
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turn()
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keep()
        self._live.sleep()


def _said(text: str) -> Say:
    return lambda _: _(text)


def _named(language: Language) -> Say:
    return lambda _: language.own_name
