"""Who receives, accompanies, guides or interprets at a stop, or is asked there, as lines of its form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from desktop.domain.spoken import languages_words, read_languages
from desktop.domain.visits import StopRole
from desktop.domain.visits_words import STOP_ROLE_WORDS
from desktop.errors import N_
from desktop.services.search import Hit
from desktop.services.visits_edit import HostDraft
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.programme.lines import Line, Lines, chosen_words
from desktop.ui.visits.fields import moment, put, said
from desktop.ui.widgets import Button, Data, Field


class _HostLine(Line):
    def __init__(self, context: Context, name: str, draft: HostDraft, day: date) -> None:
        look = context.look
        self._draft, self._day, self._zone = draft, day, context.here.zone
        offered = [(role, chosen_words(text)) for role, text in STOP_ROLE_WORDS.items()]
        self.role = Choice(look, offered, draft.role)
        look.words.bind(self.role.setAccessibleName, N_("Role"))
        self.until = Field(look, N_("Can stay until"), N_("empty: to the end"))
        self.phone = Field(look, N_("Phone"))
        self.languages = Field(look, N_("Languages spoken"), N_("中文, English …"))
        put(self.until, said(draft.until_at, self._zone))
        put(self.phone, draft.phone)
        put(self.languages, languages_words(draft.languages))
        super().__init__(look, self.role, wide=Data(look, as_seen(context, name), "strong"))
        if (column := self.layout()) is not None:
            for field in (self.until, self.phone, self.languages):
                column.addWidget(field)
        # The register knows the phone of who is in it.
        self.phone.setVisible(draft.registration_id is None)
        self._interprets()
        self.role.currentIndexChanged.connect(lambda _index: self._interprets())

    @property
    def draft(self) -> HostDraft:
        """What stands here. Raises ``BadMoment``."""
        return replace(
            self._draft,
            role=self.role.value,
            phone=self.phone.value if self._draft.registration_id is None else self._draft.phone,
            languages=read_languages(self.languages.value),
            until_at=moment(self.until, self._day, self._zone),
        )

    def _interprets(self) -> None:
        self.languages.setVisible(self.role.value is StopRole.INTERPRETER)


class HostLines(Lines[HostDraft]):
    """The people of a stop in order; found in the register, or written as a name alone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Who is there for the guests"))
        self._context = context
        self._day = date.min
        self.finder = Finder(context, N_("Add somebody"), N_("Add"))
        self.finder.picked.connect(self._on_picked)
        self.by_name = Button(context.look, N_("Add the name as it is written"), "quiet")
        self.by_name.clicked.connect(self._on_name)
        self.column.addWidget(self.finder)
        self.column.addWidget(self.by_name)
        self.by_name.hide()
        self.after = self.finder.field.edit
        if isinstance(edit := self.finder.field.edit, QLineEdit):
            edit.textChanged.connect(lambda text: self.by_name.setVisible(bool(text.strip())))

    def show_people(self, drafts: Sequence[HostDraft], names: Mapping[UUID, str], day: date) -> None:
        """Fill these in, ``names`` of those who are registered; times are of ``day``."""
        self._day = day
        self.finder.empty()
        named = [names.get(one.registration_id, "") if one.registration_id is not None else one.name for one in drafts]
        made = partial(_HostLine, self._context)
        self.show_drafts([made(name, draft, day) for name, draft in zip(named, drafts, strict=True)])

    @property
    def drafts(self) -> tuple[HostDraft, ...]:
        return tuple(line.draft for line in self.lines)

    def _on_picked(self, hit: Hit) -> None:
        self._add(hit.name, HostDraft(hit.registration, role=self._next_role()))

    def _on_name(self) -> None:
        name = self.finder.field.value
        if name:
            self._add(name, HostDraft(name=name, role=self._next_role()))

    def _next_role(self) -> StopRole:
        """Who comes first receives, the others accompany."""
        return StopRole.ACCOMPANIES if self.lines else StopRole.RECEIVES

    def _add(self, name: str, draft: HostDraft) -> None:
        line = _HostLine(self._context, name, draft, self._day)
        self.put(line)
        self.finder.empty()
        self.finder.field.edit.setFocus()
        self.grown.emit(line)
