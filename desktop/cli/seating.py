"""seating: who sits or stands where by the rules of protocol."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run
from desktop.cli.tables import width
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.domain.seating import Rows, Standing

_LAYOUTS = ("rostrum", "photo", "interleaved", "signing-table", "chair", "batch", "car")
_CONVENTIONS = ("domestic", "international")
_COMMA = re.compile("[,，、]")


class NobodyToPlace(UserError):
    code = "nobody_to_place"
    text = N_("Name the people: {options}.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    seating = commands.add("seating", _("Who sits or stands where, by the rules of protocol."), seat)
    seating.add_argument("layout", choices=_LAYOUTS, help=_("The rule."))
    seating.add_argument(
        "--people", type=_names, default=[], metavar="A,B,C",
        help=_("The people in order of rank: names, ids of registrations or serials of badges. At a signing: those who"
               " officiate."),
    )  # fmt: skip
    seating.add_argument(
        "--hosts", type=_names, default=[], metavar="A,B",
        help=_("The hosts in order of rank. At a table: who signs first, then the witnesses. In a car: the escort."),
    )  # fmt: skip
    seating.add_argument("--guests", type=_names, default=[], metavar="C,D", help=_("The guests, likewise."))
    for side, said in (("host", _("Who assists the hosts at the table.")), ("guest", _("Who assists the guests."))):
        seating.add_argument(f"--{side}-assistants", type=_names, default=[], metavar="E,F", help=said)
    seating.add_argument(
        "--convention", choices=_CONVENTIONS, default="international",
        help=_("Whose hand is the second place: the first's left (domestic) or right (international)."),
    )  # fmt: skip
    seating.add_argument("--rows", type=a_count, default=1, metavar="N", help=_("Rows of a photo."))
    seating.add_argument(
        "--sizes", type=_sizes, default=[], metavar="N,N", help=_("How many stand in each row of a photo, front first.")
    )
    seating.add_argument(
        "--order", choices=("rank", "strokes", "latin"), default="rank",
        help=_("In which order parties come to the one chair."),
    )  # fmt: skip
    seating.add_argument(
        "--traffic", choices=("left", "right"), default="left", help=_("On which side of the road the car drives.")
    )
    seating.add_argument("--from-stage", action="store_true", help=_("As those on stage see it."))


def seat(run: Run, _: Translator) -> None:
    """Place people by a rule."""
    from desktop.domain import seating

    args = run.args
    layout = seating.Layout(args.layout)
    _check(layout.value, args.people, args.hosts, args.guests)
    setting = seating.Setting(
        layout=layout,
        convention=seating.Convention(args.convention),
        rows=args.rows,
        sizes=tuple(args.sizes),
        traffic=seating.Traffic(args.traffic),
    )
    rows = seating.arrange(_standing(run, layout.value), setting)
    if args.from_stage:
        rows = seating.from_stage(rows)
    run.give({"rows": seating.names(rows)}, _lines(rows))


def _check(layout: str, people: Sequence[str], hosts: Sequence[str], guests: Sequence[str]) -> None:
    both = "--hosts A,B --guests C,D"
    if layout in {"interleaved", "signing-table"} and not (hosts and guests):
        raise NobodyToPlace(options=both)
    if not (people or hosts or guests):
        raise NobodyToPlace(options="--people A,B,C" if layout != "batch" else both)


def _standing(run: Run, layout: str) -> "list[Standing[str]]":
    from desktop.domain.agreements import Side, SigningPart
    from desktop.domain.seating import Standing

    args = run.args
    lists = (args.people, args.hosts, args.guests, args.host_assistants, args.guest_assistants)
    named = _registered(run, [text for each in lists for text in each])
    people, hosts, guests, host_help, guest_help = ([named.get(text, text) for text in each] for each in lists)
    if layout == "chair":
        people = sorted(people, key=_ORDERS[args.order])
    if layout == "batch" and not (hosts or guests):
        people, hosts, guests = [], people[::2], people[1::2]
    return [
        *(Standing(name, Side.HOST) for name in hosts),
        *(Standing(name, Side.GUEST) for name in guests),
        *(Standing(name, Side.HOST, SigningPart.ASSISTANT) for name in host_help),
        *(Standing(name, Side.GUEST, SigningPart.ASSISTANT) for name in guest_help),
        *(Standing(name) for name in people),
    ]


def _registered(run: Run, texts: Sequence[str]) -> Mapping[str, str]:
    """The names of those who are named by a registration or a badge of the event in use."""
    from desktop.services import events, stage_people
    from desktop.services.upkeep import NoDatabase

    if stage_people.may_name_guests(texts):
        with suppress(NoDatabase, events.NoEvent), run.database() as db, db.read() as session:
            return stage_people.names_of(session, events.event_in_use(session).id, texts)
    return {}


def _lines(rows: "Rows[str]") -> list[str]:
    said = ["   ".join(one.person for one in row) for row in rows]
    widest = max(map(width, said))
    return [" " * ((widest - width(line)) // 2) + line for line in said]


def _names(text: str) -> list[str]:
    from desktop.domain.text import clean

    found = [name for part in _COMMA.split(text) if (name := clean(part))]
    if not found:
        raise ValueError(text)
    return found


def _sizes(text: str) -> list[int]:
    return [a_count(part) for part in text.split(",")]


def _by_strokes(name: str) -> str:
    from desktop.domain.name_order import strokes_key
    from desktop.domain.text import has_han

    return strokes_key(name, "") if has_han(name) else strokes_key("", name)


def _by_letters(name: str) -> str:
    from desktop.domain.name_order import latin_key
    from desktop.domain.text import has_han

    return latin_key(name, "") if has_han(name) else latin_key("", name)


_ORDERS: Mapping[str, Callable[[str], str]] = {"rank": lambda _name: "", "strokes": _by_strokes, "latin": _by_letters}
