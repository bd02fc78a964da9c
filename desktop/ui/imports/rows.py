"""The rows of a list as the preview shows them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from desktop.domain.list_headers import Meaning
from desktop.domain.list_values import ListedPerson, Problem
from desktop.domain.names import ListedName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.import_plan import ASKED, Planned, Standing
from desktop.services.imports import Preview


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    REJECTED = "rejected"
    DOUBTFUL = "doubtful"
    GONE = "gone"


FATES: Mapping[Fate, tuple[str, str]] = {
    Fate.NEW: (N_("new"), "admitted"),
    Fate.UPDATED: (N_("changed"), "elsewhere"),
    Fate.SAME: (N_("same"), ""),
    Fate.REJECTED: (N_("left out"), "refused"),
    Fate.DOUBTFUL: (N_("look at it"), "already_in"),
    Fate.GONE: (N_("no longer listed"), "stopped"),
}
"""The word and the state of each."""

MEANINGS: Mapping[Meaning, str] = {
    Meaning.OTHER: N_("Kept as a note"),
    Meaning.NUMBER: N_("Number"),
    Meaning.NAME: N_("Name"),
    Meaning.NAME_ZH: N_("Chinese name"),
    Meaning.NAME_LATIN: N_("Latin name"),
    Meaning.FAMILY_NAME: N_("Family name"),
    Meaning.GIVEN_NAME: N_("Given name"),
    Meaning.STYLE: N_("Honorific"),
    Meaning.STYLE_EN: N_("English honorific"),
    Meaning.HONOURS: N_("Honours"),
    Meaning.HONOURS_EN: N_("Honours (English)"),
    Meaning.TITLE: N_("Title"),
    Meaning.TITLE_EN: N_("Post (English)"),
    Meaning.ORGANISATION: N_("Organisation"),
    Meaning.ORGANISATION_EN: N_("Organisation (English)"),
    Meaning.CATEGORY: N_("Category"),
    Meaning.ROLE: N_("Role"),
    Meaning.ATTENDANCE: N_("Attendance"),
    Meaning.STATUS: N_("Status"),
    Meaning.SEAT: N_("Seat"),
    Meaning.ESCORT: N_("Escort"),
    Meaning.DELEGATION: N_("Delegation"),
    Meaning.PHONE: N_("Phone"),
    Meaning.EMAIL: N_("E-mail"),
    Meaning.DIET: N_("Diet"),
    Meaning.LANGUAGE: N_("Language"),
    Meaning.ACCESS: N_("Access needs"),
    Meaning.TAGS: N_("Tags"),
    Meaning.NOTE: N_("Note"),
    Meaning.SERIAL: N_("Serial"),
    Meaning.HOST: N_("Comes with"),
    Meaning.SKIP: N_("Left out"),
}

_FIELDS = {
    "name_zh": N_("Chinese name"),
    "name_latin": N_("Latin name"),
    "honorific_zh": N_("Chinese honorific"),
    "honorific_en": N_("English honorific"),
    "postnominal_zh": N_("Chinese honorific"),
    "postnominal_en": N_("English honorific"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "posts": N_("Title"),
    "role": N_("Role"),
    "attendance": N_("Attendance"),
    "seat": N_("Seat"),
    "diet": N_("Diet"),
    "note": N_("Note"),
    "language": N_("Language"),
    "access": N_("Access needs"),
    "tags": N_("Tags"),
    "escort": N_("Escort"),
    "delegation": N_("Delegation"),
    "status": N_("Status"),
    "category": N_("Category"),
    "host": N_("Comes with"),
    "photo": N_("Photo"),
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the list: what it says and what becomes of it."""

    id: UUID
    row: int
    name: str
    posts: str
    category: str
    fate: Fate
    planned: Planned | None = None
    problems: tuple[Problem, ...] = ()
    table: int = 0

    @property
    def same(self) -> bool | None:
        """Where it can be asked, whether this is taken for somebody known, or who stands above; else None."""
        if self.planned is not None and self.planned.listed.same is not None:
            return self.planned.listed.same
        return next((ASKED[one.code] for one in self.problems if one.code in ASKED), None)


def preview_rows(preview: Preview, _: Translator) -> list[PreviewRow]:
    """Every row of a list in its order, those that are left out among them; then who is no longer on it."""
    problems: dict[tuple[int, int], list[Problem]] = {}
    for problem in preview.problems:
        problems.setdefault((problem.table, problem.row), []).append(problem)
    rows: dict[tuple[int, int, int], PreviewRow] = {}
    seen: Counter[tuple[int, int]] = Counter()  # a row may name several people
    for one in preview.rows:
        place = (one.listed.table, one.listed.row)
        rows[*place, seen[place]] = _planned(one, seen[place], tuple(problems.get(place, ())))
        seen[place] += 1
    rows |= {(*place, 0): _left_out(place, tuple(told)) for place, told in problems.items() if place not in seen}
    gone = [
        PreviewRow(one.registration, 0, one.name, one.posts, one.category.said_in(_.language), Fate.GONE)
        for one in preview.missing
    ]
    return [*(rows[place] for place in sorted(rows)), *gone]


def name_words(name: ListedName) -> str:
    """A name as the list gives it, with what stands before and after it."""
    if name.name_zh:
        chinese = " ".join(filter(None, (name.name_zh, name.honorific_zh, name.postnominal_zh)))
        return f"{chinese} · {name.name_latin}" if name.name_latin else chinese
    return " ".join(filter(None, (name.honorific_en, name.name_latin, name.postnominal_en)))


def detail_words(_: Translator, row: PreviewRow) -> str:
    """What is wrong with a row, or what it changes."""
    said = [_("{column}: {problem}", column=one.column, problem=_(one.text)) if one.column else _(one.text)
            for one in row.problems]  # fmt: skip
    for change in row.planned.changes if row.planned is not None else ():
        if change.field == "photo":
            said.append(_(_FIELDS["photo"]))
            continue
        before, after = (" / ".join(text.splitlines()) or "—" for text in (change.before, change.after))
        said.append(_("{field}: {before} → {after}", field=_(_FIELDS[change.field]), before=before, after=after))
    return " · ".join(said)


def _key(place: tuple[int, int], which: int = 0) -> UUID:
    return UUID(int=(which << 64) + (place[0] << 32) + place[1])


def _left_out(place: tuple[int, int], told: tuple[Problem, ...]) -> PreviewRow:
    fate = Fate.REJECTED if any(one.rejected for one in told) else Fate.DOUBTFUL
    return PreviewRow(_key(place), place[1], told[0].name, _rest(told[0]), "", fate, problems=told, table=place[0])


def _planned(one: Planned, which: int, problems: tuple[Problem, ...]) -> PreviewRow:
    listed = one.listed
    fate = Fate.DOUBTFUL if problems else _FATE[one.standing]
    key, name = _key((listed.table, listed.row), which), name_words(listed.name)
    return PreviewRow(key, listed.row, name, _posts(listed), one.category, fate, one, problems, listed.table)


def _rest(problem: Problem) -> str:
    """What else stands in a row that is left out."""
    return problem.value if problem.value != problem.name else ""


def _posts(listed: ListedPerson) -> str:
    return " · ".join(f"{post.organisation} {post.title}".strip() for post in listed.posts)


_FATE = {Standing.NEW: Fate.NEW, Standing.UPDATED: Fate.UPDATED, Standing.SAME: Fate.SAME}
