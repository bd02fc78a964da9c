"""Which item of the programme that stands a row of a list means."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from desktop.domain.programme_rows import ListedItem
from desktop.domain.programme_words import word_key
from desktop.services.programme import ItemRow


class Matching:
    """Finds each item once: by its key or another program's, by the organisers' code, by day, hall and title."""

    def __init__(self, rows: Sequence[ItemRow]) -> None:
        self._by_uid: defaultdict[str, list[ItemRow]] = defaultdict(list)
        self._by_code: defaultdict[str, list[ItemRow]] = defaultdict(list)
        self._by_title: defaultdict[Hashable, list[ItemRow]] = defaultdict(list)
        self._taken: set[UUID] = set()
        self.rows = rows
        for row in rows:
            for uid in filter(None, (str(row.id), row.source_uid.casefold())):
                self._by_uid[uid].append(row)
            if row.code:
                self._by_code[word_key(row.code)].append(row)
            for title in {word_key(name) for name in (row.title.hant, row.title.hans, row.title.en) if name}:
                self._by_title[row.day, row.hall_id, title].append(row)

    def sure(self, item: ListedItem) -> ItemRow | None:
        """The item that the ids of a row name."""
        uids = [item.uid.casefold(), item.code.casefold()]
        named = [*(row for uid in uids if uid for row in self._by_uid.get(uid, ()))]
        named += self._by_code.get(word_key(item.code), ()) if item.code else ()
        return self._take(named)

    def alike(self, item: ListedItem, hall: UUID | None, start: datetime | None) -> ItemRow | None:
        """The item of the row's day and this hall that has its title; where several have it, one that starts then.

        An item with another code, or of another program, is another item.
        """
        found = [row for title in _titles(item) for row in self._by_title.get((item.day, hall, title), ())]
        other = [row for row in found if not _differ(row.code, item.code) and not _differ(row.source_uid, item.uid)]
        return self._take(sorted(other, key=lambda row: row.starts_at != start))

    def left(self) -> Iterator[ItemRow]:
        """The items that no row meant."""
        return (row for row in self.rows if row.id not in self._taken)

    def _take(self, found: Sequence[ItemRow]) -> ItemRow | None:
        free = [row for row in found if row.id not in self._taken]
        if not free:
            return None
        self._taken.add(free[0].id)
        return free[0]


def _titles(item: ListedItem) -> list[str]:
    return list(dict.fromkeys(word_key(name) for name in (item.title.hant, item.title.hans, item.title.en) if name))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and word_key(one) != word_key(other)
