"""The people of a list as its rows come: those who stand on it twice with other posts are one."""

from dataclasses import dataclass, field, replace

from desktop.domain.list_values import ListedPerson
from desktop.domain.text import fold

_MOST_SHARE = 20


@dataclass(slots=True)
class Gathered:
    """``people`` in their order; ``last`` is the row that ended the last of them."""

    people: list[ListedPerson] = field(default_factory=list)
    last: int = 0
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def add(self, person: ListedPerson) -> bool:
        """Add a person; or the posts alone, and True, where a number says that it is somebody who stands above."""
        contacts = [said.casefold() for said in (person.phone, person.email) if said]
        places = (place for said in contacts for place in self._seen.get(said, ()))
        above = next((place for place in places if _named_alike(self.people[place], person)), None)
        if above is None and person.number and self.people and self.last == person.row - 1:
            before = self.people[-1]
            same = before.number == person.number and before.name == person.name
            above = len(self.people) - 1 if same else None
        self.last = person.row
        if above is None:
            for said in contacts:
                self._seen[said] = (*self._seen.get(said, ())[:_MOST_SHARE], len(self.people))
            self.people.append(person)
            return False
        before = self.people[above]
        more = tuple(post for post in person.posts if post not in before.posts)
        if not more:
            self.people.append(person)  # the same row twice, which the import tells
            return False
        self.people[above] = replace(before, posts=before.posts + more)
        return True

    def take_as_it_is(self, person: ListedPerson) -> None:
        """Add a person of a list in which nobody stands twice."""
        self.people.append(person)
        self.last = person.row


def _named_alike(one: ListedPerson, other: ListedPerson) -> bool:
    names = (person.name.name_zh or person.name.name_latin for person in (one, other))
    return len(set(map(fold, names))) == 1
