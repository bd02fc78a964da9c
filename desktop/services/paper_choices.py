"""What a paper is to be of, found by what people call it, and said in their words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.paper_kinds import PaperFormat, PaperKind, Whose
from desktop.domain.programme_words import DEPARTMENT_WORDS
from desktop.domain.text import LocalName, fold
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.models import Category, Delegation, Hall, ProgrammeItem, Site, StagePlan, Stop, Vehicle, Visit
from desktop.services.paper_facts import TITLES, Choice
from desktop.services.programme import halls, programme
from desktop.services.visits_people import whos


class UnknownItem(UserError):
    code = "unknown_item"
    text = N_("No item of the programme is called “{item}”. Name it by its number, its id or its whole title.")


class SeveralItems(UserError):
    code = "several_items"
    text = N_("{n} items of the programme are called “{item}”. Name the one by its number or id.")


class UnknownHall(UserError):
    code = "unknown_hall"
    text = N_("No hall of the event is called “{hall}”.")


def find_item(session: Session, event_id: UUID, text: str) -> UUID:
    """The item of this number, id or whole title. Raises ``UnknownItem`` or ``SeveralItems``."""
    wanted, rows = fold(text), programme(session, event_id)
    by_key = [row.id for row in rows if wanted in _folded((row.code, str(row.id), row.id.hex))]
    found = by_key or [row.id for row in rows if wanted in _folded(_names(row.title))]
    if not found:
        raise UnknownItem(item=text)
    if len(found) > 1:
        raise SeveralItems(item=text, n=len(found))
    return found[0]


def find_hall(session: Session, event_id: UUID, text: str) -> UUID:
    """The hall of this name in any language. Raises ``UnknownHall``."""
    wanted = fold(text)
    for row in halls(session, event_id):
        if wanted in _folded((*_names(row.name), row.id.hex, str(row.id))):
            return row.id
    raise UnknownHall(hall=text)


def _names(name: LocalName) -> tuple[str, ...]:
    return name.hant, name.hans, name.en


def _folded(names: Iterable[str]) -> set[str]:
    return set(map(fold, names)) - {""}


_Named = TypeVar("_Named", Hall, Category, Delegation, Visit, Vehicle)
WHOSE_WORDS: Final[Mapping[Whose, str]] = {
    Whose.PEOPLE: N_("for each person"),
    Whose.DELEGATIONS: N_("for whole delegations"),
    Whose.HOSTS: N_("for each host"),
    Whose.INTERPRETERS: N_("for each interpreter"),
    Whose.VEHICLES: N_("for each vehicle"),
}
"""For whom itineraries are; message ids."""
FORM_WORDS: Final[Mapping[PaperFormat, str]] = {
    PaperFormat.A4: "A4",
    PaperFormat.A5: "A5",
    PaperFormat.A6: "A6",
    PaperFormat.A6_ON_A4: N_("A6, four on an A4 to be cut"),
    PaperFormat.A5_FOLDED: N_("A5 booklet, folded from A4"),
    PaperFormat.POSTER: N_("A3 poster"),
    PaperFormat.POSTER_A2: N_("A2 poster"),
    PaperFormat.POCKET: N_("A4, folded twice for the pocket"),
}
"""What papers are printed on; message ids."""


def described(
    session: Session, kind: PaperKind, choice: Choice, _: Translator, seen: Callable[[str], str] = str
) -> str:
    """Which paper it is, in words: kind, what it is a part of, languages, and what it is on where that is not usual.

    Names of people stand there as they may be ``seen``.
    """
    usual = kind.formats[0]
    form = choice.form if choice.form in kind.formats else usual
    parts = [
        _(TITLES[kind]),
        _.date(choice.day) if choice.day is not None else "",
        _named(session, Hall, choice.hall_id, _),
        _title(session, choice.item_id, _),
        _(DEPARTMENT_WORDS[choice.department]) if choice.department is not None else "",
        _named(session, Category, choice.category_id, _),
        _plan(session, choice.plan_id),
        *_visited(session, kind, choice, _, seen),
        _("a card for each item") if choice.per_item else "",
        _("by name") if choice.by_name else "",
        _("each in their own language")
        if choice.own_language
        else _.pgettext("between names", ", ").join(language.own_name for language in choice.languages),
        _(FORM_WORDS[form]) if form is not usual else "",
    ]
    return " · ".join(filter(None, parts))


def _visited(
    session: Session, kind: PaperKind, choice: Choice, _: Translator, seen: Callable[[str], str]
) -> Iterator[str]:
    """Of which delegation, visit, vehicle, stop and people it is, and for whom."""
    if kind is PaperKind.ITINERARY and not choice.person_ids:
        yield _(WHOSE_WORDS[choice.whose])
    yield _named(session, Delegation, choice.delegation_id, _)
    yield _named(session, Visit, choice.visit_id, _)
    yield _named(session, Vehicle, choice.vehicle_id, _)
    stop = session.get(Stop, choice.stop_id) if choice.stop_id is not None else None
    if stop is not None:
        site = session.get_one(Site, stop.site_id)
        names = (site.name_hant, stop.place_hant), (site.name_hans, stop.place_hans), (site.name_en, stop.place_en)
        yield LocalName(*(" ".join(filter(None, pair)) for pair in names)).said_in(_.language)
    known = whos(session, choice.person_ids)
    names_of = [seen(known[key].said_in(_.language)) for key in choice.person_ids if key in known]
    yield _.pgettext("between names", ", ").join(names_of)


def _named(session: Session, model: type[_Named], key: UUID | None, _: Translator) -> str:
    row = session.get(model, key) if key is not None else None
    return LocalName(row.name_hant, row.name_hans, row.name_en).said_in(_.language) if row is not None else ""


def _title(session: Session, item_id: UUID | None, _: Translator) -> str:
    row = session.get(ProgrammeItem, item_id) if item_id is not None else None
    return LocalName(row.title_hant, row.title_hans, row.title_en).said_in(_.language) if row is not None else ""


def _plan(session: Session, plan_id: UUID | None) -> str:
    row = session.get(StagePlan, plan_id) if plan_id is not None else None
    return row.name if row is not None else ""
