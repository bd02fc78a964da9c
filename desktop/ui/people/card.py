"""One person with everything about them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.people import PersonDetail
from desktop.services.person_log import FieldChanged
from desktop.ui.context import Context
from desktop.ui.people.words import CHANGED, FIELDS, STATUS, moment_words, name_words, other_name
from desktop.ui.widgets import Button, Card, EmptyState, FlowLayout, Label, Tag, clear, rule, scrolled

_WRAPPED = Qt.TextInteractionFlag.TextSelectableByMouse


class PersonCard(Card):
    """Shows a person; ``edit`` is the button that asks for the form, ``printing`` the one for their badge."""

    edit_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, spacing=16)
        self._context, self._look = context, context.look
        self._shown: tuple[PersonDetail, list[FieldChanged]] | None = None
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._look.theme.bind(self._column.setSpacing, 16)
        self._look.theme.bind(self._column.setContentsMargins, 0, 0, 8, 0)
        self._area = scrolled(inner)
        self.box.addWidget(self._area, 1)
        self.edit = Button(self._look, N_("Edit"))
        self.edit.clicked.connect(self.edit_wanted)
        self.printing = Button(self._look, N_("Print this badge"), "quiet", icon="print")
        self.printing.clicked.connect(self.print_wanted)
        self.back = Button(self._look, N_("Back to the list"), "quiet")
        self.back.hide()
        buttons = FlowLayout()
        self._look.theme.bind(buttons.setGaps, 8, 8)
        for button in (self.edit, self.printing, self.back):
            buttons.addWidget(button)
        self.box.addLayout(buttons)
        self._look.words.changed.connect(self._show)
        self._show()

    @property
    def detail(self) -> PersonDetail | None:
        """Who is shown."""
        return self._shown[0] if self._shown is not None else None

    def show_person(self, detail: PersonDetail, changes: list[FieldChanged]) -> None:
        """Show this person."""
        other = self.detail is None or self.detail.row.id != detail.row.id
        self._shown = (detail, changes)
        self._show()
        if other:
            self._area.verticalScrollBar().setValue(0)

    def show_nobody(self) -> None:
        """Show that nobody is chosen."""
        self._shown = None
        self._show()

    def _show(self) -> None:
        clear(self._column)
        self.edit.setVisible(self._shown is not None)
        self.printing.setVisible(self._shown is not None)
        if self._shown is None:
            self._column.addWidget(
                EmptyState(
                    self._look, "people", N_("Nobody is chosen"), N_("Move in the list, and the person stands here.")
                )
            )
            return
        detail, changes = self._shown
        for part in (self._head(detail), self._tags(detail), self._posts(detail), self._facts(detail)):
            if part is not None:
                self._column.addWidget(part)
        self._section(N_("Badge"), self._badges(detail))
        self._section(N_("Record"), self._record(detail, changes))
        self._column.addStretch(1)

    def _head(self, detail: PersonDetail) -> QWidget:
        row = detail.row
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(line.setSpacing, 16)
        line.addWidget(_Initial(self._context, row.name[:1], vip=row.vip), 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        self._look.theme.bind(names.setSpacing, 2)
        names.addWidget(self._data(name_words(row), "title"))
        behind = detail.postnominal_zh if row.name_zh else detail.postnominal_en
        latin = [row.honorific_en, other_name(row), detail.postnominal_en] if other_name(row) else []
        other = " ".join(filter(None, latin))
        for text in (behind, other):
            if text:
                names.addWidget(self._data(text, "second"))
        line.addLayout(names, 1)
        return head

    def _tags(self, detail: PersonDetail) -> QWidget:
        row, words = detail.row, self._look.words
        tags = QWidget()
        flow = FlowLayout(tags)
        self._look.theme.bind(flow.setGaps, 8, 8)
        category = Tag(self._look)
        category.show_text(row.category.said_in(words.language), state="vip" if row.vip else "", mark=row.vip)
        flow.addWidget(category)
        text, state = self._now(words._, detail)
        now = Tag(self._look)
        now.show_text(text, state=state, mark=bool(state))
        flow.addWidget(now)
        if row.status is not Status.CONFIRMED and row.status.expected:
            status = Tag(self._look)
            status.show_text(words._(STATUS[row.status]))
            flow.addWidget(status)
        return tags

    def _now(self, _: Translator, detail: PersonDetail) -> tuple[str, str]:
        latest = next((one for one in detail.check_ins if one.undone_at is None), None)
        if latest is not None:
            place = latest.checkpoint.said_in(_.language)
            when = moment_words(_, latest.at, datetime.now(UTC), self._context.here.zone)
            return _("{place}, {time}", place=place, time=when), "admitted"
        if detail.row.status.expected:
            return _("not yet"), ""
        return _(STATUS[detail.row.status]), "stopped"

    def _posts(self, detail: PersonDetail) -> QWidget | None:
        if not detail.posts:
            return None
        posts = QWidget()
        column = QVBoxLayout(posts)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 4)
        for post in detail.posts:
            column.addWidget(self._data(" ".join(filter(None, (post.organisation, post.title)))))
        return posts

    def _facts(self, detail: PersonDetail) -> QWidget | None:
        said = [(FIELDS[name], getattr(detail, name)) for name in ("role", "seat", "escort", "diet", "phone", "email")]
        _ = self._look.words._
        delegation = detail.delegation.said_in(_.language) if detail.delegation else ""
        said += [(N_("Attendance"), detail.attendance), (N_("Delegation"), delegation), (FIELDS["note"], detail.note)]
        pairs = [(_(label), value) for label, value in said if value]
        return self._table(pairs) if pairs else None

    def _badges(self, detail: PersonDetail) -> list[tuple[str, str]]:
        _ = self._look.words._
        lines = []
        for badge in detail.badges:
            if badge.revoked_at is not None:
                said = _("void")
            elif badge.prints:
                said = _.ngettext("printed once", "printed {n} times", badge.prints)
            else:
                said = _("not printed")
            lines.append((badge.serial, said))
        return lines or [("—", _("no badge yet; it comes with printing"))]

    def _record(self, detail: PersonDetail, changes: list[FieldChanged]) -> list[tuple[str, str]]:
        _, zone, now = self._look.words._, self._context.here.zone, datetime.now(UTC)
        record: list[tuple[datetime, str]] = []
        for check_in in detail.check_ins:
            place, desk = check_in.checkpoint.said_in(_.language), check_in.desk
            record.append((check_in.at, _("Checked in · {place} · desk {desk}", place=place, desk=desk)))
            if check_in.undone_at is not None:
                record.append((check_in.undone_at, _("Check-in taken back · {place}", place=place)))
        record += [(change.at, self._change(_, change)) for change in changes]
        record.sort(key=lambda entry: entry[0], reverse=True)
        return [(moment_words(_, at, now, zone), said) for at, said in record]

    def _change(self, _: Translator, change: FieldChanged) -> str:
        def said(value: str | LocalName) -> str:
            if isinstance(value, LocalName):
                return value.said_in(_.language)
            if change.field == "status" and value:
                return _(STATUS[Status(value)])
            return value or "—"

        return _(
            "{field}: {before} → {after} · {who}",
            field=_(CHANGED[change.field]),
            before=said(change.before),
            after=said(change.after),
            who=change.who,
        )

    def _section(self, title: str, pairs: list[tuple[str, str]]) -> None:
        if pairs:
            self._column.addWidget(Label(self._look, title, "section"))
            self._column.addWidget(self._table(pairs))

    def _table(self, pairs: Iterable[tuple[str, str]]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(grid.setHorizontalSpacing, 16)
        self._look.theme.bind(grid.setVerticalSpacing, 7)
        grid.setColumnStretch(1, 1)
        for line, (label, value) in enumerate(pairs):
            if line:
                grid.addWidget(rule(), 2 * line - 1, 0, 1, 2)
            left = self._data(label, "second", wraps=False)
            self._look.theme.bind(left.setMinimumWidth, 88)
            grid.addWidget(left, 2 * line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._data(value), 2 * line, 1)
        return table

    def _data(self, text: str, role: str = "", *, wraps: bool = True) -> Label:
        label = Label(self._look, role=role, wraps=wraps)
        label.setTextInteractionFlags(_WRAPPED)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        label.put(text)
        return label


class _Initial(QFrame):
    """The first character of a name on a soft tile."""

    def __init__(self, context: Context, initial: str, *, vip: bool) -> None:
        super().__init__()
        state = "vip" if vip else "accent"
        self.setProperty("role", "fact")
        self.setProperty("soft", True)
        self.setProperty("state", state)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        letter = QLabel(initial)
        letter.setProperty("role", "title")
        letter.setProperty("state", state)
        letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(letter)
        context.look.theme.bind(self.setFixedSize, 72, 72)
