"""How a badge template looks on this event's hardest names, before anything is printed."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.tokens import DIGITS
from desktop.i18n import Language
from desktop.models import Person, Registration
from desktop.progress import Progress
from desktop.services.badge_feed import Wanted, face, feed
from desktop.services.badge_templates import Template
from desktop.services.printing import Misprint
from desktop.storage.database import Database

if TYPE_CHECKING:
    from desktop.documents.badge_facts import Badge, Face, TextReport

_MOST = 6


@dataclass(frozen=True, slots=True)
class Sample:
    """The badges of an event that are hardest to print; ``invented`` ones where nobody is on the list yet."""

    badges: "tuple[Badge, ...]"
    face: "Face"
    invented: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Whose badge each is."""
        return tuple(badge.name_zh or badge.name_latin for badge in self.badges)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it will come out of the printer: three bytes a dot, red, green, blue, by rows from the top."""

    width: int
    height: int
    data: bytes


def sample(db: Database, event_id: UUID, language: Language, most: int = _MOST) -> Sample:
    """The ``most`` longest, rarest and most decorated badges of the event, and one with a photo where there is any."""
    from desktop.documents.hard_cases import hardest

    with db.read() as session:
        shared = face(session, event_id, language)
        fed = feed(session, event_id, Wanted(language=language), photos=False)
        if not fed:
            return Sample(_invented(), shared, invented=True)
        keys = {id(one.drawn): one.registration for one in fed}
        chosen = [keys[id(badge)] for badge in hardest([one.drawn for one in fed], most)]
        chosen = _with_photo(session, event_id, chosen, most)
        seen = feed(session, event_id, Wanted(registrations=chosen, order=chosen, language=language), photos=True)
    return Sample(tuple(one.drawn for one in seen), shared, invented=False)


def draw(shown: Sample, layout: Template, only: int | None = None) -> tuple[bytes, tuple[Misprint, ...]]:
    """A PDF of ``shown``, or of the one of that number ``only``, and what is not on it as it is written.

    Raises ``UnreadableLogo``.
    """
    from desktop.documents import badges as paper

    badges, out = shown.badges if only is None else (shown.badges[only],), io.BytesIO()
    printed = paper.print_badges(out, badges, shown.face, layout, Progress())
    return out.getvalue(), tuple(_misprint(badges, report) for report in printed.reports)


def alone(layout: Template) -> Template:
    """``layout`` with one badge to a page that is no larger than the badge, as it is shown to be changed."""
    return replace(layout, page=layout.size, columns=1, rows=1, gutter=0, bleed=0, fold=False)


def pictures(pdf: bytes, dpi: int, only: Iterable[int] | None = None) -> list[Picture]:
    """Each page, or ``only`` those of these numbers from 0, at ``dpi`` dots an inch."""
    from desktop.devices import raster

    drawn = [page.convert("RGB") for page in raster.pages(pdf, dpi, only=only)]
    return [Picture(page.width, page.height, page.tobytes()) for page in drawn]


def _with_photo(session: Session, event_id: UUID, chosen: list[UUID], most: int) -> list[UUID]:
    """``chosen`` with somebody among them, at the last place if need be, who has a photo."""
    having = (
        select(Registration.id)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None), Person.photo != "")
        .order_by(Registration.id.in_(chosen).desc(), Registration.list_order)
        .limit(1)
    )
    key = session.scalar(having)
    return chosen if key is None or key in chosen else [*chosen[: most - 1], key]


def _misprint(badges: "tuple[Badge, ...]", report: "TextReport") -> Misprint:
    said = report.field, report.text, report.problem.value
    if report.badge is None:
        return Misprint("", "", *said)
    badge = badges[report.badge]
    return Misprint(badge.serial, badge.name_zh or badge.name_latin, *said)


def _invented() -> "tuple[Badge, ...]":
    from desktop.documents.badge_facts import Badge

    plain = Badge(
        token="0" * DIGITS, serial="A-7K3PX", name_zh="何喆", name_latin="", honorific_zh="", honorific_en="", posts=(),
        category=LocalName("貴賓", "贵宾", "VIP"), colour="#B98A12", seat="A-07",
    )  # fmt: skip
    posts = (("京港創新科技研究院", "院長"), ("香港工程科學院", "院士"))
    return (
        replace(
            plain, name_zh="歐陽卓軒", name_latin="AU-YEUNG Cheuk Hin", honorific_zh="教授", honorific_en="Prof",
            posts=posts,
        ),
        replace(
            plain, name_zh="", name_latin="Alexandra Featherstonehaugh-Montgomery", honorific_en="Dr",
            posts=(("Harbour Photonics Institute", "Director of Research"),),
        ),
        plain,
    )  # fmt: skip
