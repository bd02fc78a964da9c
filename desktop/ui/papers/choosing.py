"""What is to be on a paper: which day, hall, item, department, category; in which languages, on what."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.paper_kinds import OF_ITEMS, OF_PROGRAMME, PaperFormat, PaperKind
from desktop.domain.programme import Department
from desktop.domain.programme_words import DEPARTMENT_WORDS
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.paper_choices import FORM_WORDS
from desktop.services.papers import Choice as PaperChoice
from desktop.services.programme import ItemRow
from desktop.services.stage_plans import PlanRow
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.papers.choosing_visits import VisitChoosing
from desktop.ui.papers.state import Offered
from desktop.ui.precedence.words import plan_name
from desktop.ui.settings.section import Check
from desktop.ui.stage_words import clock, short_day
from desktop.ui.widgets import Field

_K = PaperKind
_SHOWN: dict[str, frozenset[PaperKind]] = {
    "day": OF_ITEMS,
    "hall": OF_ITEMS | {_K.SEATING_PLAN},
    "item": OF_ITEMS | {_K.TABLE_CARDS},
    "plan": frozenset({_K.STAGE_PLAN}),
    "department": frozenset({_K.RUN_SHEET, _K.CUE_CARDS}),
    "category": frozenset({_K.TABLE_CARDS, _K.PLACE_LIST}),
    "posts": frozenset({_K.AGENDA, _K.MC_TEXT}),
    "languages": frozenset(_K),
    "form": frozenset(kind for kind in _K if len(kind.formats) > 1),
}
"""Which paper can be of what."""
_LANGUAGES = (
    *((one,) for one in Language),
    (Language.ZH_HANT, Language.EN),
    (Language.ZH_HANS, Language.EN),
    (Language.EN, Language.ZH_HANT),
)


class Choosing(QWidget):
    """``changed`` comes when anything else is chosen; ``choice`` is what is."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self.kind, self._offered = PaperKind.AGENDA, Offered()
        self.day: Choice[Any] = Choice(look)
        self.hall: Choice[UUID | None] = Choice(look)
        self.item: Choice[UUID | None] = Choice(look)
        self.plan: Choice[UUID | None] = Choice(look)
        self.department: Choice[Department | None] = Choice(
            look, [(None, _all_departments), *((one, partial(_department, one)) for one in Department)]
        )
        self.category: Choice[UUID | None] = Choice(look)
        self.posts: Choice[int] = Choice(look, [(1, _one_post), (2, _two_posts), (9, _all_posts), (0, _no_post)])
        self.languages: Choice[tuple[Language, ...]] = Choice(
            look, [(one, partial(_languages, one)) for one in _LANGUAGES], (look.words.language,)
        )
        self.form: Choice[PaperFormat] = Choice(look)
        self.per_item = Check(look, N_("A card for each item instead of each cue"))
        self.by_name = Check(look, N_("In the order of names"))
        self.fields = {
            "day": Field(look, N_("Day"), edit=self.day),
            "hall": Field(look, N_("Hall"), edit=self.hall),
            "item": Field(look, N_("Item"), edit=self.item),
            "plan": Field(look, N_("Plan"), edit=self.plan),
            "department": Field(look, N_("Department"), edit=self.department),
            "category": Field(look, N_("Category"), edit=self.category),
            "posts": Field(look, N_("People are named with"), edit=self.posts),
            "languages": Field(look, N_("Language"), edit=self.languages),
            "form": Field(look, N_("Format"), edit=self.form),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 10)
        self.visits = VisitChoosing(context)
        column.addWidget(self.visits)
        for part in (*self.fields.values(), self.per_item, self.by_name):
            column.addWidget(part)
        for one in (self.day, self.hall, self.item):
            one.activated.connect(self._on_part)
        for one in (self.plan, self.department, self.category, self.posts, self.languages, self.form):
            one.activated.connect(self.changed)
        for box in (self.per_item, self.by_name):
            box.toggled.connect(self.changed)
        self.visits.changed.connect(self.changed)

    @property
    def choice(self) -> PaperChoice:
        """What is chosen, of what the paper that is open can be of."""
        given: dict[str, Any] = {
            "day": self.day, "hall_id": self.hall, "item_id": self.item, "plan_id": self.plan,
            "department": self.department, "category_id": self.category, "posts": self.posts,
            "languages": self.languages,
        }  # fmt: skip
        kept = {
            name: edit.value
            for name, edit in given.items()
            if self.kind in _SHOWN[name.removesuffix("_id")] and edit.count()
        }
        form = self.form.value if self.form.count() else self.kind.formats[0]
        return PaperChoice(
            **kept,
            form=form if form is not self.kind.formats[0] else None,
            per_item=self.kind is PaperKind.CUE_CARDS and self.per_item.isChecked(),
            by_name=self.kind is PaperKind.PLACE_LIST and self.by_name.isChecked(),
            **self.visits.given,
        )

    def show_kind(self, kind: PaperKind, choice: PaperChoice | None = None) -> None:
        """Offer what a paper of that ``kind`` can be of, as far as it goes as before, or as in ``choice``."""
        self.kind = kind
        self.form.offer([(form, partial(_form, form)) for form in kind.formats], self._form_now())
        self.visits.show_kind(kind, choice)
        self._offer()
        if choice is not None:
            self._choose(choice)
        self._show()

    def show_offered(self, found: Offered) -> None:
        """Offer these days, halls, items and categories; what is chosen stays where it is still there."""
        before = self.choice
        self._offered = found
        self.visits.show_offered(found)
        self._offer()
        self._show()
        if self.choice != before:
            self.changed.emit()

    def say(self) -> None:
        """Say it in the language that is on."""
        self.visits.say()
        self._offer()

    def _form_now(self) -> PaperFormat | None:
        return self.form.value if self.form.count() else None

    def _choose(self, choice: PaperChoice) -> None:
        self.day.choose(choice.day)
        self.hall.choose(choice.hall_id)
        self._offer_items()
        self.item.choose(choice.item_id)
        self._offer_plans()
        self.plan.choose(choice.plan_id)
        self.department.choose(choice.department)
        self.category.choose(choice.category_id)
        self.posts.choose(choice.posts)
        self.languages.choose(choice.languages)
        self.form.choose(choice.form or self.kind.formats[0])
        for box, wanted in ((self.per_item, choice.per_item), (self.by_name, choice.by_name)):
            blocked = box.blockSignals(True)
            box.setChecked(wanted)
            box.blockSignals(blocked)

    def _show(self) -> None:
        several = {
            "day": self.day.count() > 2, "hall": self.hall.count() > 2, "item": self.item.count() > 1,
            "plan": self.plan.count() > 1,
            "category": self.category.count() > 1,
        }  # fmt: skip
        for name, field in self.fields.items():
            field.setVisible(self.kind in _SHOWN[name] and several.get(name, True))
        self.visits.setVisible(self.kind not in OF_PROGRAMME)
        self.per_item.setVisible(self.kind is PaperKind.CUE_CARDS)
        self.by_name.setVisible(self.kind is PaperKind.PLACE_LIST)

    def _offer(self) -> None:
        found = self._offered
        days = list(dict.fromkeys(row.day for row in found.items))
        day, hall, category = (_value(edit) for edit in (self.day, self.hall, self.category))
        self.day.offer([(None, _every_day), *((one, partial(_day, one)) for one in days)], day)
        self.hall.offer([(None, _every_hall), *((one.id, partial(_name, one.name)) for one in found.halls)], hall)
        self.category.offer(
            [(None, _everyone), *((one.id, partial(_name, one.name)) for one in found.categories)], category
        )
        self._offer_items()

    def _offer_items(self) -> None:
        """Of the day and the hall that are chosen; of a signing sheet, where something is signed."""
        day, hall, zone = _value(self.day), _value(self.hall), self._context.here.zone
        rows = [
            row
            for row in self._offered.items
            if day in {None, row.day}
            and hall in {None, row.hall_id}
            and (self.kind is not PaperKind.SIGNING_SHEET or row.kind.ceremony)
        ]

        def named(row: ItemRow) -> Say:
            return lambda _: f"{clock(row.start, zone)} {row.title.said_in(_.language)}"

        self.item.offer([(None, _every_item), *((row.id, named(row)) for row in rows)], _value(self.item))
        self._offer_plans()

    def _offer_plans(self) -> None:
        """Of the item that is chosen."""
        item = _value(self.item)
        titles = {row.id: row.title for row in self._offered.items}
        rows = [row for row in self._offered.plans if item in {None, row.item_id}]

        def named(row: PlanRow) -> Say:
            title = titles.get(row.item_id, LocalName()) if item is None and row.item_id is not None else LocalName()
            return lambda _: " · ".join(filter(None, (title.said_in(_.language), plan_name(_, row))))

        self.plan.offer([(None, _every_plan), *((row.id, named(row)) for row in rows)], _value(self.plan))

    def _on_part(self) -> None:
        self._offer_items()
        self._show()
        self.changed.emit()


def _value(edit: Choice[Any]) -> Any:
    return edit.value if edit.count() else None


def _every_day(_: Translator) -> str:
    return _("Every day")


def _every_hall(_: Translator) -> str:
    return _("Every hall")


def _every_item(_: Translator) -> str:
    return _("All items")


def _every_plan(_: Translator) -> str:
    return _("All plans")


def _all_departments(_: Translator) -> str:
    return _("All departments")


def _everyone(_: Translator) -> str:
    return _("Everyone")


def _no_post(_: Translator) -> str:
    return _("their names alone")


def _one_post(_: Translator) -> str:
    return _("their first post")


def _two_posts(_: Translator) -> str:
    return _("two posts")


def _all_posts(_: Translator) -> str:
    return _("all their posts")


def _department(one: Department, _: Translator) -> str:
    return _(DEPARTMENT_WORDS[one])


def _day(one: Any, _: Translator) -> str:
    return short_day(_, one)


def _name(name: LocalName, _: Translator) -> str:
    return name.said_in(_.language)


def _form(form: PaperFormat, _: Translator) -> str:
    return _(FORM_WORDS[form])


def _languages(of: tuple[Language, ...], _: Translator) -> str:
    return " + ".join(language.own_name for language in of)
