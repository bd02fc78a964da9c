"""What is set on this machine alone, and the desk that it is."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLineEdit

from desktop.config import Palette
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.checkpoints import DeskRow, rename_desk
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.machine_look import PALETTES, show_language, show_palette, show_scale
from desktop.ui.settings.section import Check, Section
from desktop.ui.widgets import Field

_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class MachineSection(Section):
    """Language, colours, size, sounds, rows; who works here and what the desk is called."""

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(look, N_("This computer"))
        self._context, self._acts = context, acts
        self.language = Choice(look, [(language, partial(_own_name, language)) for language in Language])
        self.palette_choice = Choice(look, [(palette, partial(_said, text)) for palette, text in PALETTES.items()])
        self.scale = Choice(look, [(scale, partial(_percent, scale)) for scale in _SCALES])
        self.sound, self.compact = Check(look, N_("Sounds")), Check(look, N_("Compact rows in lists"))
        self.operator = Field(look, N_("Operator"))
        self.desk = Field(look, N_("Name of this desk"), N_("Desk 1, VIP room"))
        for part in (
            Field(look, N_("Language"), edit=self.language),
            Field(look, N_("Colours"), edit=self.palette_choice),
            Field(look, N_("Display size"), edit=self.scale),
            self.sound,
            self.compact,
            self.operator,
            self.desk,
        ):
            self.box.addWidget(part)
        self._connect()
        self._show()

    def _connect(self) -> None:
        context, keeper = self._context, self._context.keeper
        self.language.activated.connect(lambda _index: show_language(context, self.language.value))
        self.palette_choice.activated.connect(lambda _index: show_palette(context, self.palette_choice.value))
        self.scale.activated.connect(lambda _index: show_scale(context, self.scale.value))
        self.sound.clicked.connect(lambda ticked: keeper.change(sound=ticked))
        self.compact.clicked.connect(lambda ticked: keeper.change(compact=ticked))
        for field, act in ((self.operator, self._name_operator), (self.desk, self._name_desk)):
            if isinstance(field.edit, QLineEdit):
                field.edit.editingFinished.connect(act)
        keeper.changed.connect(self._show)
        context.here.changed.connect(self._show)
        context.look.words.changed.connect(self._show)
        context.look.theme.changed.connect(self._show)

    def _show(self) -> None:
        now, look = self._context.keeper.now, self._context.look
        self.language.choose(look.words.language)
        self.palette_choice.choose(Palette(look.theme.name.value))
        self.scale.choose(min(_SCALES, key=lambda scale: abs(scale - look.theme.scale)))
        self.sound.setChecked(now.sound)
        self.compact.setChecked(now.compact)
        for field, value in ((self.operator, now.operator), (self.desk, self._context.here.desk.name)):
            if isinstance(field.edit, QLineEdit) and not field.edit.isModified():
                field.edit.setText(value)

    def _name_operator(self) -> None:
        name = self.operator.value
        if not name:
            self.operator.refuse(N_("Enter the operator's name: the log records who did what."))
            return
        _settle(self.operator)
        if name != self._context.keeper.now.operator:
            self._context.keeper.change(operator=name)
            self._context.store.actor = replace(self._context.store.actor, who=name)

    def _name_desk(self) -> None:
        here, name = self._context.here, self.desk.value
        _settle(self.desk)
        if name == here.desk.name:
            return

        def named(desk: DeskRow) -> None:
            here.move(event=here.event, checkpoint=here.checkpoint, desk=desk)

        self._acts.do(
            lambda session: rename_desk(session, here.desk.id, name),
            lambda _: _("This desk is now called {name}.", name=name or here.desk.letter),
            named,
        )


def _settle(field: Field) -> None:
    if isinstance(field.edit, QLineEdit):
        field.edit.setModified(False)


def _own_name(language: Language, _: Translator) -> str:
    return language.own_name


def _said(text: str, _: Translator) -> str:
    return _(text)


def _percent(scale: float, _: Translator) -> str:
    return f"{scale:.0%}"
