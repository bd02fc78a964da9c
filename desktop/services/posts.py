"""The posts that a person holds, in their order: read, and written as a form gives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.domain.matching import place_key
from desktop.domain.text import LocalName, Posted, clean, has_han
from desktop.errors import N_, UserError
from desktop.models import Organisation, Post
from desktop.storage.journal import journal_of

LONGEST_POST = 300
"""How many characters a title or an organisation may have at most, where somebody types it."""


class PostTooLong(UserError):
    code = "post_too_long"
    text = N_("A title or an organisation has at most {most} characters; this one has {length}.")


@dataclass(frozen=True, slots=True)
class PostRow(Posted):
    """A title at an organisation, each in both languages; ``rank`` 1 is named first."""

    id: UUID
    rank: int
    title_zh: str = ""
    title_en: str = ""
    organisation_zh: str = ""
    organisation_en: str = ""

    @property
    def organisation_name(self) -> LocalName:  # type: ignore[override]
        """The organisation in both languages."""
        return LocalName(self.organisation_zh, self.organisation_zh, self.organisation_en)

    @property
    def title_name(self) -> LocalName:  # type: ignore[override]
        """The title in both languages."""
        return LocalName(self.title_zh, self.title_zh, self.title_en)


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post as a form gives it; ``id`` is the one it was, None for a new one."""

    id: UUID | None = None
    title_zh: str = ""
    title_en: str = ""
    organisation_zh: str = ""
    organisation_en: str = ""

    def __bool__(self) -> bool:
        return bool(self.title_zh or self.title_en or self.organisation_zh or self.organisation_en)


def as_written(title: str, organisation: str) -> PostDraft:
    """A post of which only one wording is known; its script says which language that is."""
    zh, place_zh = has_han(title), has_han(organisation)
    return PostDraft(
        title_zh=title if zh else "",
        title_en="" if zh else title,
        organisation_zh=organisation if place_zh else "",
        organisation_en="" if place_zh else organisation,
    )


def posts_of(session: Session, person_id: UUID) -> list[PostRow]:
    """A person's posts, in their order."""
    found = session.execute(
        select(Post.id, Post.rank, Post.title_zh, Post.title_en, Organisation.name_zh, Organisation.name_en)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.person_id == person_id, Post.deleted_at.is_(None))
        .order_by(Post.rank)
    )
    return [PostRow(key, rank, *(text or "" for text in texts)) for key, rank, *texts in found]


def set_posts(session: Session, person_id: UUID, wanted: Sequence[PostDraft]) -> None:
    """Let a person hold these posts in this order and no others; a post without any words is left out.

    Raises ``PostTooLong``.
    """
    journal = journal_of(session)
    query = select(Post).where(Post.person_id == person_id, Post.deleted_at.is_(None))
    gone = {post.id: post for post in session.scalars(query)}
    for rank, draft in enumerate(filter(None, map(_cleaned, wanted)), 1):
        post = gone.pop(draft.id, None) if draft.id is not None else None
        before = session.get(Organisation, post.organisation_id) if post and post.organisation_id else None
        place = _organisation(session, before, draft.organisation_zh, draft.organisation_en)
        if post is None:
            post = Post(id=journal.new_id(), person_id=person_id, rank=rank)
            session.add(post)
        post.rank, post.organisation_id = rank, place
        post.title_zh, post.title_en = draft.title_zh, draft.title_en
    for post in gone.values():
        post.deleted_at = journal.now
    session.flush()


def _cleaned(draft: PostDraft) -> PostDraft:
    texts = (draft.title_zh, draft.title_en, draft.organisation_zh, draft.organisation_en)
    cleaned = tuple(map(clean, texts))
    longest = max(map(len, cleaned))
    if longest > LONGEST_POST:
        raise PostTooLong(most=LONGEST_POST, length=longest)
    return PostDraft(draft.id, *cleaned)


def _organisation(session: Session, before: Organisation | None, name_zh: str, name_en: str) -> UUID | None:
    """The organisation with these names, made when there is none.

    One that keeps a name takes the other over, for everybody who is there; another one only what it lacked: the
    English name may still be that of the place before.
    """
    if not (name_zh or name_en):
        return None
    if before is not None and (name_zh == before.name_zh if before.name_zh else name_en == before.name_en):
        before.name_zh, before.name_en = name_zh, name_en
        return before.id
    same = Organisation.name_zh == name_zh if name_zh else Organisation.name_en == name_en
    key = place_key(name_zh or name_en)
    found = session.scalars(
        select(Organisation)
        .where(or_(Organisation.folded == key, same), Organisation.deleted_at.is_(None))
        .order_by(Organisation.id)
        .limit(1)
    ).first()
    if found is None:
        found = Organisation(id=journal_of(session).new_id(), folded=key)
        session.add(found)
    found.name_zh, found.name_en = found.name_zh or name_zh, found.name_en or name_en
    session.flush()
    return found.id
