"""What hangs on an item, as a list says it and as it stands: what the list doesn't speak of stays.

Lists that are our own (``exact``) speak of everything.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from desktop.domain.programme import Part
from desktop.domain.programme_headers import Field
from desktop.domain.programme_rows import ListedItem
from desktop.domain.programme_words import word_key
from desktop.services.programme_edit import CueDraft, MaterialDraft, PersonDraft
from desktop.services.programme_register import Named


def merged_people(
    before: tuple[PersonDraft, ...], named: Sequence[Named], usual: Part, *, exact: bool
) -> tuple[PersonDraft, ...]:
    """Those who are named, and of those who stand there already whoever the list doesn't speak of.

    It speaks of the parts that it names, and of the ``usual`` one of this kind of item.
    """
    if not named and not exact:
        return before
    free = list(before)
    drafts: list[PersonDraft] = []
    for one in named:
        old = next((an for an in free if _same_person(an, one) and one.part in (None, an.part)), None)
        if old is None:
            name = "" if one.registration_id else one.text
            drafts.append(PersonDraft(one.part or usual, one.registration_id, name, one.note))
        else:
            free.remove(old)
            drafts.append(replace(old, note=one.note if exact else one.note or old.note))
    spoken_of = {usual, *(one.part for one in named if one.part)}
    kept = [] if exact else [one for one in free if one.part not in spoken_of]
    unchanged = set(drafts) | set(kept) == set(before)
    return before if unchanged and _in_order(before, drafts) else (*drafts, *kept)


def merged_cues(before: tuple[CueDraft, ...], item: ListedItem, *, exact: bool) -> tuple[CueDraft, ...]:
    """The cues of a row, and of those that stand whatever it doesn't speak of: at other times, of other departments."""
    if Field.CUES not in item.said or (not item.cues and not exact):
        return before
    free = list(before)
    drafts: list[CueDraft] = []
    for cue in item.cues:
        fresh = CueDraft(cue.department, cue.text, cue.seconds, cue.from_end)
        same = next((one for one in free if replace(one, id=None) == fresh), None)
        if same is not None:
            free.remove(same)
        drafts.append(same or fresh)
    departments = {cue.department for cue in item.cues}
    kept = [] if exact else [one for one in free if one.seconds or one.department not in departments]
    merged = (*drafts, *kept)
    return before if not exact and set(merged) == set(before) else merged


def merged_materials(before: tuple[MaterialDraft, ...], item: ListedItem, *, exact: bool) -> tuple[MaterialDraft, ...]:
    """The materials of a row, as far as they have come, and those that stand already."""
    if Field.MATERIALS not in item.said or (not item.materials and not exact):
        return before
    free = list(before)
    drafts: list[MaterialDraft] = []
    for one in item.materials:
        fresh = MaterialDraft(one.kind, one.state, one.name, one.note)
        like = [old for old in free if (old.kind, old.name) == (one.kind, one.name)]
        same = next((old for old in like if replace(old, id=None) == fresh), like[0] if like else None)
        if same is not None:
            free.remove(same)
            fresh = replace(fresh, id=same.id) if exact else same
        drafts.append(fresh)
    merged = (*drafts, *([] if exact else free))
    return before if set(merged) == set(before) else merged


def _same_person(old: PersonDraft, named: Named) -> bool:
    if named.registration_id is not None:
        return old.registration_id == named.registration_id
    return old.registration_id is None and word_key(old.name) == word_key(named.text)


def _in_order(before: Sequence[PersonDraft], named: Sequence[PersonDraft]) -> bool:
    places = [before.index(one) for one in named]
    return all(one < other for one, other in pairwise(places))
