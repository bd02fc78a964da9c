"""What a table lists where it is not guests."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from desktop.domain.delegations_list import delegation_columns
from desktop.domain.list_headers import find_header, header_score
from desktop.domain.programme_list import is_programme
from desktop.domain.visits_list import is_visits

Rows = Sequence[Sequence[str]]


class ListKind(StrEnum):
    """Lists that have an import of their own."""

    PROGRAMME = "programme"
    VISITS = "visits"
    DELEGATIONS = "delegations"


def kind_of(tables: Iterable[Rows]) -> ListKind | None:
    """What the tables of a file list; None where any of them lists guests, or nobody knows."""
    found: list[ListKind] = []
    for rows in tables:
        kind = _kind_of(rows)
        if kind is None and find_header(rows) is not None:
            return None
        found += [] if kind is None else [kind]
    return next(iter(found), None)


def _kind_of(rows: Rows) -> ListKind | None:
    header = find_header(rows)
    if delegation_columns(rows) > (0 if header is None else header_score(rows[header])):
        return ListKind.DELEGATIONS
    if header is not None:
        return None
    if is_visits(rows):
        return ListKind.VISITS
    return ListKind.PROGRAMME if is_programme(rows) else None
