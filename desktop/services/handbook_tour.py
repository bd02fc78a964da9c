"""What a handbook says of days, journeys, stops and vehicles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import Task, itinerary
from desktop.domain.naming import styled, unbroken
from desktop.domain.programme_words import PART_WORDS as ITEM_PARTS
from desktop.domain.spoken import languages_words
from desktop.domain.visits import Aboard, GroupRole, Way, Who
from desktop.domain.visits_words import FIELD_WORDS, MODE_WORDS, PART_WORDS, RULE_WORDS, STOP_ROLE_WORDS, WAY_WORDS
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.delegations_record import DelegationRow, JourneyRow
from desktop.services.handbook_book import Book, Said, Source
from desktop.services.itineraries_said import Planned, clock, end_clock, people_count
from desktop.services.paper_facts import by_part, person
from desktop.services.programme import ItemRow
from desktop.services.visits import GroupRow, StopRow, VehicleRow, VisitRow

_FEW = 8
"""So many members who do something without the others are named there."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """Something on a day, as title and lines below it in each language."""

    start: datetime
    end: datetime
    key: str
    said: tuple[tuple[str, str], ...]


def days(book: Book, planned: Planned) -> None:
    """All that happens, by day and time."""
    from desktop.documents.handbook import Entry, Heading

    zone = ZoneInfo(planned.zone)
    moments = sorted(_moments(book, planned), key=lambda one: (one.start, one.end, one.key))
    for day, held in groupby(moments, key=lambda one: one.start.astimezone(zone).date()):
        book.put(Heading(tuple(_.date(day, weekday=True) for _ in book.says), listed=True))
        for one in held:
            titles, under = tuple(zip(*one.said, strict=True))
            time = clock(one.start, planned.zone)
            if one.end > one.start:
                time = f"{time}–{end_clock(one.start, one.end, planned.zone)}"
            book.add(one.key, f"{time} {titles[0]}", Entry(time, titles, under))


def _moments(book: Book, planned: Planned) -> Iterator[_Moment]:
    source = book.source
    shown = {row.id for row in source.items}
    for row in source.items:
        yield _item(book, row)
    tasks: list[tuple[Task, tuple[UUID, ...]]]
    if source.crew:
        tasks = [(one, ()) for one in _all_tasks(planned)]
    else:
        tasks = [(one.task, one.people) for one in itinerary(source.whole.assignments, sorted(source.members))]
    for task, people in tasks:
        if task.ref in shown or task.doing is Doing.PROGRAMME:
            continue
        said = [planned.said(task, _) for _ in book.says]
        who = _some_of(book, task, people)
        texts = tuple(
            (one.title, "\n".join(filter(None, (*one.details, *one.asked, more))))
            for one, more in zip(said, who, strict=True)
        )
        journey = task.doing is Doing.JOURNEY
        at = planned.journeys[task.ref][1].at if journey else task.start
        yield _Moment(at, at if journey else task.end, f"{_kind(task)}:{task.ref.hex}/{task.uid.hex}", texts)


_KINDS = {Doing.VISIT: "stop", Doing.HOST: "stop", Doing.LEG: "leg", Doing.JOURNEY: "journey"}


def _kind(task: Task) -> str:
    return _KINDS.get(task.doing, "task")


def _all_tasks(planned: Planned) -> Iterator[Task]:
    """Each stop of a group, each leg and each journey once."""
    seen: set[tuple[UUID, datetime]] = set()
    riding = (task for tasks in planned.whole.legs.values() for task in tasks)
    for task in (*(one.task for one in planned.whole.assignments if one.task.doing is not Doing.HOST), *riding):
        if (task.ref, task.start) not in seen:
            seen.add((task.ref, task.start))
            yield task


def _item(book: Book, row: ItemRow) -> _Moment:
    """An item of the programme, with those of a delegation who have a part in it."""
    mine = [] if book.source.crew else [one for one in row.people if one.registration_id in book.source.members]

    def under(_: Translator) -> str:
        parts = (
            _("{part}: {names}", part=_(ITEM_PARTS[part]), names=_.pgettext("between names", ", ").join(
                styled(person(one), _.language) for one in people
            ))
            for part, people in by_part(mine).items()
        )  # fmt: skip
        return "\n".join(filter(None, (row.hall.said_in(_.language), *parts)))

    said = tuple((row.title.said_in(_.language), under(_)) for _ in book.says)
    return _Moment(row.start, row.end, f"item:{row.id.hex}", said)


def _some_of(book: Book, task: Task, people: Iterable[UUID]) -> Said:
    """Who of a delegation does something without the others; for the crew, which groups come to a stop."""
    listed = list(people)
    if book.source.crew:
        groups = _groups_at(book.source, task)
        return book.each(
            lambda _: _.pgettext("between names", ", ").join(
                f"{one.name.said_in(_.language)} ({people_count(len(one.expected), _)})" for one in groups
            )
        )
    if len(listed) == len(book.source.members):
        return ("",) * len(book.says)
    if len(listed) > _FEW:
        return book.each(lambda _: people_count(len(listed), _))
    known = {one.who.registration_id: one.who for group in book.source.delegations for one in group.travelling}
    return book.each(lambda _: book.named([known[key] for key in listed if key in known], _))


def _groups_at(source: Source, task: Task) -> list[GroupRow]:
    if task.doing is not Doing.VISIT:
        return []
    return [
        group
        for tour in source.visits
        for stop in tour.stops
        if stop.id == task.ref
        for group in tour.groups
        if group.at(stop) == (task.start, task.end)
    ]


def journeys(book: Book, group: DelegationRow) -> None:
    """How a delegation comes and goes."""
    from desktop.documents.handbook import Columns, Heading, Row

    if not group.journeys:
        return
    book.put(Heading(book.say(N_("Arrival and departure"))))
    titles = (N_("When"), N_("Journey"), N_("Where"), N_("Who"))
    book.put(Columns(tuple(map(book.say, titles)), (30, 30, 42, 34)))
    for one in group.journeys:
        when = [_.date(one.at.astimezone(_zone(book)).date()) for _ in book.says]
        time = f"{one.at.astimezone(_zone(book)):%H:%M}"
        cells = (
            tuple(f"{each} {time}" for each in when), _number(book, one), _where(book, one), _whose(book, group, one)
        )  # fmt: skip
        book.add(f"journey:{one.id.hex}", " ".join((cells[0][0], cells[1][0])), Row(cells))


def _zone(book: Book) -> ZoneInfo:
    return ZoneInfo(book.zone)


def _number(book: Book, one: JourneyRow) -> Said:
    return book.each(
        lambda _: " ".join(filter(None, (_(WAY_WORDS[one.way]), "·", _(MODE_WORDS[one.mode]), one.number)))
    )


def _where(book: Book, one: JourneyRow) -> Said:
    def said(_: Translator) -> str:
        ends = [one.far_place, one.place.said_in(_.language)]
        return " → ".join(filter(None, ends if one.way is Way.ARRIVAL else ends[::-1]))

    return book.each(said)


def _whose(book: Book, group: DelegationRow, one: JourneyRow) -> Said:
    """Whose journey it is, where not all make it, and who meets them."""
    met = one.met_by
    mine = next((each.who for each in group.travelling if each.who.registration_id == one.registration_id), None)

    def said(_: Translator) -> str:
        who = book.named([mine], _) if mine is not None and one.registration_id is not None else one.subgroup
        if met is None:
            return who
        label = _("Met by") if one.way is Way.ARRIVAL else _("Seen off by")
        return "\n".join(filter(None, (who, _("{part}: {names}", part=label, names=book.named([met], _)))))

    return book.each(said)


def stops(book: Book, planned: Planned) -> None:
    """Each stop with who receives, what is on, its rules, and what happens if it can't be."""
    from desktop.documents.handbook import Heading

    for tour in book.source.visits:
        for stop in tour.stops:
            groups = [group for group in tour.groups if _goes(book.source, group, stop)]
            if tour.groups and not groups:
                continue
            names = zip(book.local(stop.site), book.local(stop.place), strict=True)
            book.put(Heading(tuple(" · ".join(filter(None, pair)) for pair in names), listed=True))
            _stop(book, planned, stop, groups)


def _goes(source: Source, group: GroupRow, stop: StopRow) -> bool:
    members = {one.who.registration_id for one in group.expected}
    return group.at(stop) is not None and (source.crew or not members.isdisjoint(source.members))


def _stop(book: Book, planned: Planned, stop: StopRow, groups: list[GroupRow]) -> None:
    of, alike = f"stop:{stop.id.hex}", len(book.says)
    site = planned.whole.sites.get(stop.site_id)

    def times(_: Translator) -> str:
        day = _.date(stop.start.astimezone(ZoneInfo(planned.zone)).date())
        if not groups:
            return f"{day} {_span(planned, stop.start, stop.end)}"
        spans = {group.id: group.at(stop) or (stop.start, stop.end) for group in groups}
        said = (f"{group.name.said_in(_.language)} {_span(planned, *spans[group.id])}".strip() for group in groups)
        return "\n".join((day, *said)) if len(groups) > 1 or book.source.crew else f"{day} {next(iter(said))}"

    def between(words: Iterable[str], _: Translator) -> str:
        return _.pgettext("between names", ", ").join(words)

    book.fact(f"{of}/time", N_("Time"), book.each(times))
    book.fact(f"{of}/address", N_("Address"), (site.address if site is not None else "",) * alike)
    book.fact(f"{of}/host", N_("Received by"), book.local(stop.host))
    for role, word in STOP_ROLE_WORDS.items():
        people = [one.who for one in stop.people if one.role is role]
        if people:
            book.fact(f"{of}/{role.value}", word, tuple(_people(book, people, _) for _ in book.says))
    book.fact(
        f"{of}/parts",
        N_("On site"),
        book.each(lambda _: between((_(w) for p, w in PART_WORDS.items() if p in stop.parts), _)),
    )
    book.fact(f"{of}/content", N_("Programme on site"), (stop.content,) * alike)
    book.fact(
        f"{of}/rules",
        N_("Rules"),
        book.each(lambda _: between((_(w) for r, w in RULE_WORDS.items() if r in stop.rules), _)),
    )
    book.fact(f"{of}/languages", N_("Languages"), (languages_words(stop.languages),) * alike)
    book.fact(f"{of}/fallback", N_("If it can’t be"), (stop.fallback,) * alike)
    if book.source.crew:
        _for_crew(book, planned, stop)


def _for_crew(book: Book, planned: Planned, stop: StopRow) -> None:
    of, zone = f"stop:{stop.id.hex}", ZoneInfo(planned.zone)
    if stop.group_limit is not None:
        limit = stop.group_limit
        book.fact(f"{of}/limit", N_("Largest group"), book.each(lambda _: people_count(limit, _)))
    if stop.list_fields:
        due = stop.list_due_at

        def wanted(_: Translator) -> str:
            fields = _.pgettext("between names", ", ").join(_(FIELD_WORDS[one]) for one in stop.list_fields)
            if due is None:
                return fields
            day = _("{day}, {time}", day=_.date(due.astimezone(zone).date()), time=_.time(due, planned.zone))
            return f"{fields} · {_('due {when}', when=day)}"

        book.fact(f"{of}/list", N_("List of visitors"), book.each(wanted))
    book.fact(f"{of}/note", N_("Note"), (stop.note,) * len(book.says))


def _span(planned: Planned, start: datetime, end: datetime) -> str:
    return f"{clock(start, planned.zone)}–{end_clock(start, end, planned.zone)}"


def _people(book: Book, people: Iterable[Who], _: Translator) -> str:
    """People a line each, with post and phone."""
    place = book.says.index(_)
    return "\n".join(
        " · ".join(filter(None, (book.name(who)[place], book.post(who)[place], unbroken(who.phone)))) for who in people
    )


def rides_in(source: Source, tour: VisitRow, vehicle_id: UUID) -> bool:
    """Whether a vehicle is for whom the handbook is for."""
    aboard = {one.who.registration_id for one in tour.aboard(vehicle_id)}
    return source.crew or not aboard.isdisjoint(source.members)


def vehicles(book: Book, planned: Planned) -> None:
    """Each vehicle with its plate, driver, escort and legs."""
    from desktop.documents.handbook import Heading

    for tour in book.source.visits:
        for vehicle in tour.vehicles:
            if not rides_in(book.source, tour, vehicle.id):
                continue
            name = [" · ".join(filter(None, (one, vehicle.plate))) for one in book.local(vehicle.name)]
            book.put(Heading(tuple(name), listed=True))
            _vehicle(book, tour, vehicle)
            _legs(book, planned, tour, vehicle.id)


def _legs(book: Book, planned: Planned, tour: VisitRow, vehicle_id: UUID) -> None:
    from desktop.documents.handbook import Entry

    for task in planned.whole.legs.get(vehicle_id, ()):
        of, leg, _vehicle_row = planned.legs[task.ref]
        if of.id == tour.id:
            titles = tuple(map(" → ".join, zip(book.local(leg.start), book.local(leg.end), strict=True)))
            details = tuple("\n".join(planned.said(task, _).details) for _ in book.says)
            entry = Entry(clock(task.start, planned.zone), titles, details)
            book.add(f"leg:{task.ref.hex}", f"{entry.time} {titles[0]}", entry)


def _vehicle(book: Book, tour: VisitRow, vehicle: VehicleRow) -> None:
    of, alike = f"vehicle:{vehicle.id.hex}", len(book.says)
    driver = " ".join(filter(None, (vehicle.driver, unbroken(vehicle.driver_phone))))
    book.fact(f"{of}/driver", N_("Driver"), (driver,) * alike)
    escorts = [one.who for one in tour.aboard(vehicle.id) if one.role is Aboard.ESCORT]
    if escorts:
        book.fact(f"{of}/escort", N_("Escort on board"), book.each(lambda _: _people(book, escorts, _)))
    guides = [one.who for group in tour.groups for one in group.expected if one.role is GroupRole.GUIDE]
    if book.source.crew and not escorts and guides:
        book.fact(f"{of}/guide", N_("Guide"), book.each(lambda _: _people(book, guides, _)))
    riding = len(tour.aboard(vehicle.id))
    if book.source.crew:
        book.fact(
            f"{of}/seats", N_("Seats"),
            book.each(lambda _: _("{n} of {total} taken", n=riding, total=vehicle.seats)),
        )  # fmt: skip
