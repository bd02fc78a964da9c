"""What a handbook says: of one delegation just what its members need, for the crew everything."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.naming import unbroken
from desktop.domain.programme import Audience
from desktop.domain.spoken import languages_words
from desktop.domain.text import LocalName
from desktop.domain.visits import Aboard, DelegationRole, HandbookPart, StopRole, Who
from desktop.domain.visits_words import HANDBOOK_WORDS, ROLE_WORDS, STOP_ROLE_WORDS
from desktop.errors import N_
from desktop.services import handbook_tour
from desktop.services.delegations_record import DelegationRow, MemberRow
from desktop.services.events import EventRow, event_by_id
from desktop.services.handbook_book import Book, Said, Source
from desktop.services.handbook_texts import Texts, texts
from desktop.services.itineraries import everything
from desktop.services.itineraries_said import Planned
from desktop.services.paper_facts import Gathered, NothingOnPaper, Told, line
from desktop.services.photos import logo
from desktop.services.programme import programme
from desktop.services.stage_names import guest_names
from desktop.services.visits import VisitRow

if TYPE_CHECKING:
    from desktop.documents.handbook_cover import Cover

_ROOMS_BESIDE = 2


def handbook(session: Session, about: Told) -> Gathered:
    """The handbook of one delegation, or the crew's. Raises ``NothingOnPaper`` where nothing would stand in it."""
    from desktop.documents.handbook import Handbook

    source = _source(session, about)
    book = Book(about.says, source, about.zone)
    said = texts(session, about.event_id, about.choice.delegation_id)
    event = event_by_id(session, about.event_id)
    _texts(book, said, HandbookPart.WELCOME)
    book.close(HANDBOOK_WORDS[HandbookPart.WELCOME])
    _contacts(book)
    book.close(N_("Contacts"), fresh=False)
    for group in source.delegations:
        _delegation(book, group)
    book.close(N_("The delegations") if source.crew else N_("The delegation"))
    planned = Planned(source.whole, about.zone)
    handbook_tour.days(book, planned)
    book.close(N_("Day by day"))
    handbook_tour.stops(book, planned)
    book.close(N_("Sites"))
    handbook_tour.vehicles(book, planned)
    book.close(N_("Vehicles"))
    _hotels(book)
    book.close(N_("Hotel and rooms"), fresh=False)
    _weather(book, said)
    book.close(N_("Weather and dress"), fresh=False)
    _texts(book, said, HandbookPart.NOTES)
    book.close(HANDBOOK_WORDS[HandbookPart.NOTES], fresh=False)
    if not book.chapters:
        raise NothingOnPaper
    cover = _cover(session, book, event)
    whose = cover.whose[:1] if any(cover.whose) else cover.title[:1]
    lines = (line("cover", about.event_id, " ".join((cover.event[0], *whose)), _worded(cover)), *book.lines)
    return Gathered(Handbook(cover, book.say(N_("Contents")), tuple(book.chapters)), lines)


def _source(session: Session, about: Told) -> Source:
    whole, wanted = everything(session, about.event_id), about.choice.delegation_id
    groups = tuple(one for one in whole.delegations if wanted in {None, one.id})
    if wanted is not None and not groups:
        raise NothingOnPaper
    members = frozenset(key for group in groups for key in _registered(one.who for one in group.travelling))
    tours, items = whole.visits, programme(session, about.event_id)
    if wanted is not None:
        tours = tuple(tour for tour in tours if _takes_part(tour, members))
        mine = {one.task.ref for one in whole.assignments if one.person in members}
        items = [row for row in items if row.audience is Audience.PUBLIC or row.id in mine]
    kept = tuple(row for row in items if not row.spare)
    names = guest_names(session, _everybody(groups, tours))
    return Source(wanted is None, whole, groups, tours, kept, members, names)


def _registered(people: Iterable[Who]) -> Iterator[UUID]:
    yield from (who.registration_id for who in people if who.registration_id is not None)


def _takes_part(tour: VisitRow, members: frozenset[UUID]) -> bool:
    grouped = (one.who.registration_id for group in tour.groups for one in group.expected)
    riding = (one.who.registration_id for one in tour.passengers if one.expected)
    return not members.isdisjoint({*grouped, *riding})


def _everybody(groups: Iterable[DelegationRow], tours: Iterable[VisitRow]) -> set[UUID]:
    """Those who are named with what stands around their names."""
    found: set[UUID] = set()
    for group in groups:
        found.update(_registered(one.who for one in group.people))
        found.update(_registered(one.counterpart for one in group.people if one.counterpart is not None))
        found.update(_registered(one.met_by for one in group.journeys if one.met_by is not None))
    for tour in tours:
        found.update(_registered(one.who for stop in tour.stops for one in stop.people))
        found.update(_registered(one.who for one in tour.passengers if one.role is Aboard.ESCORT))
        found.update(_registered(one.who for group in tour.groups for one in group.expected))
    return found


def _cover(session: Session, book: Book, event: EventRow) -> "Cover":
    from desktop.documents.handbook_cover import Cover

    source = book.source
    whose = LocalName() if source.crew else source.delegations[0].name
    first, last = event.starts_on, event.ends_on
    return Cover(
        title=book.say(N_("Handbook") if source.crew else N_("Delegation handbook")),
        event=book.local(event.name),
        whose=book.local(whose),
        when=book.each(lambda _: _.date(first) if first == last else f"{_.date(first)} – {_.date(last)}"),
        where=book.each(
            lambda _: _.pgettext("between names", ", ").join(one.name.said_in(_.language) for one in event.venues)
        ),
        hosts=(book.says[0].pgettext("between names", ", ").join(event.hosts),),
        colour=event.colour,
        logo=logo(session, event.id),
    )


def _worded(cover: "Cover") -> tuple[object, ...]:
    return cover.title, cover.event, cover.whose, cover.when, cover.where, cover.hosts, cover.colour, len(cover.logo)


def _texts(book: Book, said: Texts, part: HandbookPart) -> None:
    from desktop.documents.handbook import Prose

    if part in said:
        book.add(f"text:{part.value}", book.say(HANDBOOK_WORDS[part])[0], Prose(book.local(said[part])))


def _weather(book: Book, said: Texts) -> None:
    from desktop.documents.handbook import Heading

    for part in (HandbookPart.WEATHER, HandbookPart.DRESS):
        if part in said:
            book.put(Heading(book.say(HANDBOOK_WORDS[part])))
            _texts(book, said, part)


_Contact = tuple[str, Said, Who, str]
"""What somebody is (a message id), for what, who, and which languages they speak where that matters."""


def _contacts(book: Book) -> None:
    """Whom to call: who looks after the delegations, who waits at the stops, drivers, and what else is written."""
    from desktop.documents.handbook import Columns, Row

    found = [*_lookers_after(book), *(one for tour in book.source.visits for one in _on_tour(book, tour))]
    if found:
        titles = tuple(map(book.say, (N_("Name"), N_("Phone"), N_("Role"), N_("For"))))
        book.put(Columns(titles, (34, 26, 19, 32)))
    for word, of, who, speaks in found:
        name = book.name(who)
        cell = tuple(filter(None, (*name, *book.post(who)[:1], speaks)))
        book.add(f"{_key(who)}/contact", name[0], Row((cell, (unbroken(who.phone),), book.say(word), of)))
    for group in book.source.delegations:
        if group.contacts:
            label = book.local(group.name) if book.source.crew else book.say(N_("Contacts of the delegation"))
            _named_fact(book, f"delegation:{group.id.hex}/contacts", label, group.contacts)


def _lookers_after(book: Book) -> Iterator[_Contact]:
    for group in book.source.delegations:
        for role in (DelegationRole.LIAISON, DelegationRole.INTERPRETER):
            for one in group.of(role):
                speaks = languages_words(one.languages or one.who.languages)
                yield ROLE_WORDS[role], book.local(group.name), one.who, speaks


def _on_tour(book: Book, tour: VisitRow) -> Iterator[_Contact]:
    for stop in tour.stops:
        for host in stop.people:
            if host.role is StopRole.CONTACT or (host.role is StopRole.RECEIVES and host.who.phone):
                yield STOP_ROLE_WORDS[host.role], book.local(stop.site), host.who, ""
    for vehicle in tour.vehicles:
        if vehicle.driver and handbook_tour.rides_in(book.source, tour, vehicle.id):
            yield N_("Driver"), book.local(vehicle.name), Who(None, vehicle.driver, "", vehicle.driver_phone), ""


def _named_fact(book: Book, key: str, label: Said, text: str) -> None:
    from desktop.documents.handbook import Fact

    book.add(key, " ".join((label[0], text)), Fact(label, (text,) * len(book.says)))


def _delegation(book: Book, group: DelegationRow) -> None:
    from desktop.documents.handbook import Columns, Heading, Row

    of = f"delegation:{group.id.hex}"
    book.put(Heading(book.local(group.name), listed=book.source.crew))
    alike = (
        ("origin", N_("Origin"), group.origin), ("purpose", N_("Purpose"), group.purpose),
        ("host", N_("Received by"), group.host_line), ("languages", N_("Languages"), languages_words(group.languages)),
    )  # fmt: skip
    for key, label, text in alike:
        book.fact(f"{of}/{key}", label, (text,) * len(book.says))
    if book.source.crew:
        for key, label, counts in (("diet", N_("Diet"), group.diets), ("access", N_("Access needs"), group.needs)):
            text = " · ".join(f"{what} × {n}" for what, n in counts.items())
            book.fact(f"{of}/{key}", label, (text,) * len(book.says))
        book.fact(f"{of}/note", N_("Note"), (group.note,) * len(book.says))
    if group.travelling:
        opposite = any(one.counterpart is not None for one in group.travelling)
        titles = [N_("No."), N_("Name"), N_("Post"), N_("Role")] + ([N_("Counterpart")] if opposite else [])
        shares = (7, 34, 44, 20, 28) if opposite else (7, 38, 54, 24)
        book.put(Columns(tuple(map(book.say, titles)), shares))
    for number, one in enumerate(group.travelling, 1):
        cells = [(str(number),), book.name(one.who), book.post(one.who), _role(book, one)]
        if opposite:
            cells.append(book.name(one.counterpart) if one.counterpart is not None else ())
        book.add(f"{_key(one.who)}/member", book.name(one.who)[0], Row(tuple(cells)))
    handbook_tour.journeys(book, group)
    if book.source.crew:
        _gifts(book, group)


def _role(book: Book, one: MemberRow) -> Said:
    if one.role is DelegationRole.MEMBER and one.subgroup:
        return (one.subgroup,)
    said = book.say(ROLE_WORDS[one.role])
    return (*said, one.subgroup) if one.subgroup else said


def _key(who: Who) -> str:
    return f"registration:{who.registration_id.hex if who.registration_id is not None else who.name}"


def _gifts(book: Book, group: DelegationRow) -> None:
    known = {one.who.registration_id: one.who for one in group.people}
    for gift in group.gifts:
        hands = [known[gift.who]] if gift.who in known else []
        names = [book.named(hands, _) for _ in book.says]
        said = tuple(" · ".join(filter(None, (gift.text, name))) for name in names)
        book.fact(f"gift:{gift.id.hex}", N_("Gift received") if gift.received else N_("Gift given"), said)


def _hotels(book: Book) -> None:
    """Where each delegation stays, and its rooms in their order."""
    from desktop.documents.handbook import Columns, Heading, Row

    for group in book.source.delegations:
        rooms = [one for one in group.travelling if one.room]
        if not group.hotel and not rooms:
            continue
        if book.source.crew:
            book.put(Heading(book.local(group.name)))
        book.fact(f"delegation:{group.id.hex}/hotel", N_("Hotel"), (group.hotel,) * len(book.says))
        if rooms:
            titles = (book.say(N_("Room")), book.say(N_("Name")))
            book.put(Columns(titles * _ROOMS_BESIDE, (14, 50) * _ROOMS_BESIDE))
        for start in range(0, len(rooms), _ROOMS_BESIDE):
            beside = rooms[start : start + _ROOMS_BESIDE]
            cells = [cell for one in beside for cell in ((one.room,), book.name(one.who))]
            cells += [()] * (2 * _ROOMS_BESIDE - len(cells))
            said = " · ".join(f"{one.room} {book.name(one.who)[0]}" for one in beside)
            book.add(f"{_key(beside[0].who)}/room", said, Row(tuple(cells)))
