"""What the planner proposes for a visit: looked for beside all else, looked at, and taken or left."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.errors import N_, Cancelled, UserError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.visit_planner import SECONDS, Proposal, propose, take
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.jobs import Running
from desktop.ui.names import as_seen
from desktop.ui.widgets import Button, Label
from desktop.ui.widgets.parts import Panel, SectionTitle, scrolled

_ABOUT = N_(
    "Times at stops, legs, groups and seats are planned anew where they have to be. What is pinned stays as it is."
)


class PlannerPanel(Panel):
    """``closed`` comes when the plan was taken or left."""

    def __init__(self, context: Context, visit_id: UUID, seconds: float = SECONDS) -> None:
        super().__init__(context.look, N_("Propose a plan"))
        self._context, self._visit, self._seconds = context, visit_id, seconds
        self._acts = Acts(context)
        self._running: Running | None = None
        self._began = 0.0
        self.proposal: Proposal | None = None
        look = context.look
        self.about = Label(look, _ABOUT, "second", wraps=True)
        self.propose = Button(look, N_("Propose a plan"), "primary")
        self.take, self.leave = Button(look, N_("Take this plan"), "primary"), Button(look, N_("Leave it"))
        self.cancel = Button(look, N_("Cancel"))
        self.message = Label(look, role="strong", wraps=True)
        self.counts = Label(look, role="second", wraps=True)
        self.rated, self.unmet, self.changes = (Label(look, wraps=True) for _part in range(3))
        self._titles = [SectionTitle(look, N_("Could not be kept")), SectionTitle(look, N_("Would change"))]
        self._lay_out()
        self.setFocusProxy(self.propose)
        for button, act in (
            (self.propose, self.start), (self.cancel, self._cancel), (self.take, self._take),
            (self.leave, self.closed.emit),
        ):  # fmt: skip
            button.clicked.connect(lambda _on=False, act=act: act())
        self._ask()
        # A job may end after its panel has gone.
        self._gone: list[bool] = []
        self.destroyed.connect(partial(_let_go, self._gone))

    def start(self) -> None:
        """Look for a plan."""
        store, visit, seconds, gone = self._context.store, self._visit, self._seconds, self._gone

        def job(progress: Progress) -> Proposal:
            with store.read() as session:
                return propose(session, visit, progress, seconds=seconds, now=store.now())

        self._began = monotonic()
        self._running = self._context.data.work(job, _unless(gone, self._on_found), _unless(gone, self._on_failed))
        self._running.progressed.connect(self._on_progress)
        self.destroyed.connect(self._running.cancel)
        self._show(looking=True)
        self._line.setRange(0, 0)
        self.counts.put("")
        self.cancel.setFocus()

    def _lay_out(self) -> None:
        look = self._context.look
        self._line = QProgressBar()
        self._line.setTextVisible(False)
        self._busy, buttons, inner = QWidget(), QHBoxLayout(), QWidget()
        busy, found = QVBoxLayout(self._busy), QVBoxLayout(inner)
        for layout in (busy, found):
            layout.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(layout.setSpacing, 8)
        busy.addWidget(self._line)
        busy.addWidget(self.counts)
        found.addWidget(self.rated)
        for title, label in zip(self._titles, (self.unmet, self.changes), strict=True):
            found.addWidget(title)
            found.addWidget(label)
        found.addStretch(1)
        self._found = scrolled(inner, sideways=False)
        self._found.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.words.bind(self._found.setAccessibleName, N_("Would change"))
        look.theme.bind(buttons.setSpacing, 8)
        for button in (self.propose, self.take, self.cancel, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.box.addWidget(self.about)
        self.box.addWidget(self.message)
        self.box.addWidget(self._busy)
        self.box.addWidget(self._found, 1)
        self.box.addLayout(buttons)
        self.box.addStretch(0)

    def _show(self, *, looking: bool = False, found: bool = False, message: bool = False) -> None:
        takes = found and self.proposal is not None and bool(self.proposal.changes)
        for part, shown in (
            (self.about, not found), (self.message, message), (self._busy, looking), (self._found, found),
            (self.propose, not looking and not takes), (self.take, takes), (self.cancel, looking),
            (self.leave, not looking),
        ):  # fmt: skip
            part.setVisible(shown)

    def _ask(self) -> None:
        self._show()
        self.propose.setFocus()

    def _on_progress(self, done: int, total: int) -> None:
        self._line.setRange(0, max(total, 1))
        self._line.setValue(done)
        left = max(0, round(self._seconds - (monotonic() - self._began)))
        words, share = self._context.look.words._, 100 * done // max(total, 1)
        self.counts.put(words("{n} % of the time is over, at most {seconds} s are left.", n=share, seconds=left))

    def _on_found(self, proposal: Proposal) -> None:
        self._running, self.proposal = None, proposal
        words = self._context.look.words
        seen = partial(as_seen, self._context)
        changed = bool(proposal.changes)
        unmet = bool(proposal.unmet(words._))
        for label, lines in (
            (self.rated, proposal.rated),
            (self.unmet, lambda _: proposal.unmet(_, seen)),
            (self.changes, lambda _: [one.said(_, seen) for one in proposal.changes]),
        ):
            _follow(self._context, label, lines)
        for part, shown in zip((*self._titles, self.unmet, self.changes), (unmet, changed) * 2, strict=True):
            part.setVisible(shown)
        self.message.say(N_("Nothing has to change.") if not changed else N_("This is what the plan would do."))
        self._show(found=True, message=True)
        (self.take if changed else self.leave).setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._running = None
        refused = isinstance(error, UserError)
        self._show(message=refused and not isinstance(error, Cancelled))
        if isinstance(error, UserError):
            self._context.look.words.follow(self.message.setText, lambda _: _.error(error))
        elif not isinstance(error, Cancelled):
            self._context.reporter.report(error)
        self.propose.setFocus()

    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _take(self) -> None:
        proposal, visit = self.proposal, self._visit
        if proposal is None:
            return
        self.take.setEnabled(False)

        def act(session: Any) -> None:
            take(session, visit, proposal)

        def said(_: Translator) -> str:
            return _.ngettext(
                "The plan is taken: {n} change.", "The plan is taken: {n} changes.", len(proposal.changes)
            )

        def refused(error: UserError) -> None:
            self.take.setEnabled(True)
            self._on_failed(error)

        self._acts.do(act, said, _unless(self._gone, lambda _none: self.closed.emit()), _unless(self._gone, refused))


def _follow(context: Context, label: Label, lines: Callable[[Translator], list[str]]) -> None:
    context.look.words.follow(label.setText, lambda _: "\n".join(f"• {line}" for line in lines(_)))


def _unless(gone: list[bool], act: Callable[[Any], None]) -> Callable[[Any], None]:
    """``act``, but not once the panel has gone."""

    def called(value: Any) -> None:
        if not gone:
            act(value)

    return called


def _let_go(gone: list[bool], *_ignored: object) -> None:
    gone.append(True)
