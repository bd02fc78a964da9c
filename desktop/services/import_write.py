"""What an import planned is written, in bulk."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.contacts import region_of, tidy_tags
from desktop.domain.list_values import ListedPerson
from desktop.domain.matching import person_key, place_key
from desktop.domain.posts import ListedPost
from desktop.domain.text import has_han
from desktop.domain.verdicts import Status
from desktop.errors import N_, UserError
from desktop.models import Delegation, Event, Organisation, Person, Post, Registration
from desktop.progress import Progress
from desktop.services.categories import ensure_category
from desktop.services.import_changes import FieldChange, Planned, delegations, person_values, registration_values
from desktop.services.import_known import chunks
from desktop.services.import_match import dialled
from desktop.services.import_plan import Missing
from desktop.services.organisations import new_organisation
from desktop.services.people import last_order
from desktop.services.photos import keep_picture
from desktop.services.ties import tie
from desktop.storage.database import make_room, settle
from desktop.storage.journal import insert_rows, journal_of

_DEFAULT_CATEGORY = "delegate"
_SETTLED = 5_000


class NobodyListed(UserError):
    """Every row of a list is rejected: an event made for it would have nobody."""

    code = "nobody_listed"
    text = N_("Every row of this list is left out, so there is nobody to import. Look at it before you import it.")


def apply_plan(
    session: Session,
    rows: Sequence[Planned],
    event_id: UUID,
    batch_id: UUID,
    default_category: str,
    progress: Progress,
) -> None:
    """Write what was planned. Raises ``NobodyListed``, and ``Cancelled`` between rows: the caller's transaction then
    leaves nothing."""
    if not rows:
        raise NobodyListed
    make_room(session, len(rows))
    _Writer(session, event_id, batch_id, default_category or _DEFAULT_CATEGORY).write(rows, progress)


def cancel_missing(session: Session, gone: Iterable[Missing]) -> int:
    """Cancel the registrations of those who are no longer on the list and have not arrived; returns how many."""
    registrations = [one.registration for one in gone if not one.arrived]
    for registration in registrations:
        session.get_one(Registration, registration).status = Status.CANCELLED
    session.flush()
    return len(registrations)


class _Writer:
    """Collects the rows of an import and inserts each table's in one statement."""

    def __init__(self, session: Session, event_id: UUID, batch_id: UUID, default_category: str) -> None:
        self._session, self._event, self._batch = session, event_id, batch_id
        self._default = default_category
        self._order = last_order(session, event_id)
        self._region = region_of(session.get_one(Event, event_id).zone)
        self._journal = journal_of(session)
        self._categories: dict[str, UUID] = {}
        self._organisations: dict[str, UUID] = {}
        known = delegations(session, event_id)
        self._delegations = {name: key for key, names in known.items() for name in names if name}
        self._registered: list[UUID] = []
        self._new: dict[type[Any], list[dict[str, Any]]] = {Organisation: [], Person: [], Post: [], Registration: []}

    def write(self, rows: Sequence[Planned], progress: Progress) -> None:
        self._learn_organisations(rows)
        for done, row in enumerate(rows):
            progress.step(done, len(rows))
            person = row.person or self._add_person(row)
            if row.changes:
                self._change_person(row, person)
            registered = row.registration or self._add_registration(row, person, self._order + done + 1)
            self._registered.append(registered)
            if done % _SETTLED == _SETTLED - 1:
                self._insert()
                settle(self._session)
        self._insert()
        for done, row in enumerate(rows):
            if row.host is not None:
                host = self._registered[row.host] if isinstance(row.host, int) else row.host
                tie(self._session, self._registered[done], host)
        settle(self._session)
        progress.step(len(rows), len(rows))

    def _insert(self) -> None:
        for model, values in self._new.items():
            insert_rows(self._session, model, values)
            self._new[model] = []

    def _learn_organisations(self, rows: Sequence[Planned]) -> None:
        names = {post.organisation for row in rows for post in row.listed.posts if post.organisation}
        for chunk in chunks(sorted(set(map(place_key, names)))):
            query = select(Organisation.folded, Organisation.id).where(
                Organisation.folded.in_(chunk), Organisation.deleted_at.is_(None)
            )
            self._organisations.update(dict(self._session.execute(query).all()))

    def _add_person(self, row: Planned) -> UUID:
        key = self._journal.new_id()
        values = person_values(row.listed)
        values["tags"] = tidy_tags(values["tags"]) if values["tags"] else ""
        if row.listed.photo:
            values["photo"] = self._keep_photo(row.listed)
        self._new[Person].append({"id": key, "folded": row.key, "phone_e164": self._dialled(values["phone"]), **values})
        self._add_posts(key, row.listed)
        return key

    def _keep_photo(self, listed: ListedPerson) -> str:
        return keep_picture(self._session, "image/jpeg", listed.photo)

    def _dialled(self, phone: str) -> str:
        return dialled(phone, self._region) if phone else ""

    def _add_posts(self, person_id: UUID, listed: ListedPerson) -> None:
        for rank, post in enumerate(listed.posts, 1):
            chinese = has_han(post.title) or (post.title_en and post.title != post.title_en)
            self._new[Post].append(
                {
                    "id": self._journal.new_id(),
                    "person_id": person_id,
                    "organisation_id": self._organisation(post),
                    "rank": rank,
                    "title_zh": post.title if chinese else "",
                    "title_en": post.title_en if chinese else post.title or post.title_en,
                }
            )

    def _organisation(self, post: ListedPost) -> UUID | None:
        name = post.organisation or post.organisation_en
        key = place_key(name)
        if not key:
            return None
        if key not in self._organisations:
            values = new_organisation(self._journal.new_id(), name)
            if post.organisation_en and post.organisation_en != name:
                values |= {"name_zh": post.organisation, "name_en": post.organisation_en}
            self._new[Organisation].append(values)
            self._organisations[key] = values["id"]
        return self._organisations[key]

    def _add_registration(self, row: Planned, person_id: UUID, order: int) -> UUID:
        key = self._journal.new_id()
        values = {
            "id": key,
            "event_id": self._event,
            "person_id": person_id,
            "category_id": self._category(row.category),
            "import_id": self._batch,
            "list_order": order,
            **registration_values(row.listed),
        }
        if row.listed.status is not None:
            values["status"] = row.listed.status
        if row.listed.delegation:
            values["delegation_id"] = self._delegation(row.listed.delegation)
        self._new[Registration].append(values)
        return key

    def _category(self, name: str) -> UUID:
        wanted = name or self._default
        if wanted not in self._categories:
            self._categories[wanted] = ensure_category(self._session, self._event, wanted).id
        return self._categories[wanted]

    def _delegation(self, name: str) -> UUID:
        """The delegation that a list calls ``name``, made when the event has none of that name."""
        if name not in self._delegations:
            key = self._journal.new_id()
            chinese = has_han(name)
            row = Delegation(
                id=key, event_id=self._event, name_hant=name if chinese else "", name_en="" if chinese else name
            )
            self._session.add(row)
            self._session.flush()
            self._delegations[name] = key
        return self._delegations[name]

    def _change_person(self, row: Planned, person_id: UUID) -> None:
        person = self._session.get_one(Person, person_id)
        registration = self._session.get(Registration, row.registration) if row.registration else None
        for change in row.changes:
            if change.field == "posts":
                self._replace_posts(person_id, row.listed)
            elif change.field == "photo":
                person.photo = self._keep_photo(row.listed)
            elif hasattr(person, change.field):
                setattr(person, change.field, change.after)
            elif registration is not None:
                self._change_registration(registration, change)
        if any(change.field == "phone" for change in row.changes):
            person.phone_e164 = self._dialled(person.phone)
        if any(change.field in ("name_zh", "name_latin") for change in row.changes):
            person.folded = person_key(person.name_zh, person.name_latin)
        self._session.flush()

    def _change_registration(self, registration: Registration, change: FieldChange) -> None:
        if change.field == "category":
            registration.category_id = self._category(change.after)
        elif change.field == "delegation":
            registration.delegation_id = self._delegation(change.after)
        elif change.field == "status":
            registration.status = Status(change.after)
        elif change.field != "host":  # whom they come with may be further down
            setattr(registration, change.field, change.after)

    def _replace_posts(self, person_id: UUID, listed: ListedPerson) -> None:
        query = select(Post).where(Post.person_id == person_id, Post.deleted_at.is_(None))
        for post in self._session.scalars(query):
            post.deleted_at = self._journal.now
        self._add_posts(person_id, listed)
