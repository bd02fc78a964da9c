"""Whether the list of visitors of a stop was sent to its host: what is missing before, what changed since."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.visits_words import FIELD_WORDS
from desktop.errors import N_
from desktop.services.itineraries import ITINERARIES
from desktop.services.paper_revisions import LineChange
from desktop.services.papers import moment
from desktop.services.visitor_list import VisitorList, visitor_lists
from desktop.services.visitor_list_sent import changed_since_sent, mark_sent
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.paper_words import changes_words
from desktop.ui.widgets import Button, Data

_TABLES = ITINERARIES | {"organisation", "post", "paper"}
_MOST = 4


@dataclass(frozen=True, slots=True)
class _Found:
    stop: UUID | None
    listed: VisitorList | None = None
    changes: tuple[LineChange, ...] = ()


class ListSent(QWidget):
    """Tells of one list of visitors, which ``show_for`` names, and marks it as sent."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self._context, self._look, self.acts = context, look, Acts(context)
        self._stop: UUID | None = None
        self._found = _Found(None)
        self.missing, self.stand = Data(look, role="error"), Data(look, role="second")
        self.changed = Data(look, role="second")
        self.mark = Button(look, N_("Mark as sent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        for part in (self.missing, self.stand, self.changed):
            column.addWidget(part)
        column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignLeft)
        self.mark.clicked.connect(self._mark)
        look.words.changed.connect(self._show)
        context.keeper.changed.connect(self._show)
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._on_answer)
        self._show()

    def show_for(self, stop_id: UUID | None) -> None:
        """Tell of the list of this stop; with None of none."""
        if stop_id != self._stop:
            self._stop = stop_id
            self._found = _Found(stop_id)
            self._show()
            self._live.ask()

    def _question(self) -> Any:
        event, stop, language = self._context.here.event, self._stop, self._look.words.language
        if event is None:
            return None

        def asked(session: Any) -> _Found:
            listed = next(iter(visitor_lists(session, event.id, stop_id=stop)), None) if stop is not None else None
            if stop is None or listed is None:
                return _Found(stop)
            return _Found(stop, listed, changed_since_sent(session, event.id, stop, language))

        return asked

    def _on_answer(self, found: _Found) -> None:
        if found.stop != self._stop:
            self._live.ask()
            return
        self._found = found
        self._show()

    def _show(self) -> None:
        _, listed, changes = self._look.words._, self._found.listed, self._found.changes
        for part in (self.missing, self.stand, self.changed, self.mark):
            part.setVisible(listed is not None)
        event = self._context.here.event
        if listed is None or event is None:
            self.stand.setVisible(self._stop is None)
            self.stand.put(_("Choose one stop to mark its list as sent."))
            return
        seen = partial(as_seen, self._context)
        between = _.pgettext("between names", ", ")
        missing = [
            _("{field} is not known of {names}.", field=_(FIELD_WORDS[field]),
              names=between.join(seen(name.said_in(_.language)) for name in names))
            for field, names in listed.missing.items()
        ]  # fmt: skip
        self.missing.put("\n".join(missing))
        self.missing.setVisible(bool(missing))
        sent, due = listed.stop.list_sent_at, listed.stop.list_due_at
        said = [_("Not sent to the host yet.")]
        if sent is not None:
            said = [_("Sent to the host: {when}.", when=moment(sent, event.zone, _))]
        elif due is not None:
            said.append(_("Due: {when}.", when=moment(due, event.zone, _)))
        self.stand.put(" ".join(said))
        self.changed.put("\n".join(changes_words(_, changes, _MOST, seen)))
        self.changed.setVisible(bool(changes))
        self.mark.setVisible(sent is None or bool(changes))

    def _mark(self) -> None:
        event, listed = self._context.here.event, self._found.listed
        if event is None or listed is None:
            return
        stop = listed.stop
        self.acts.do(
            lambda session: mark_sent(session, event.id, stop.id),
            lambda _: _("The list of {stop} counts as sent.", stop=stop.name.said_in(_.language)),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()
