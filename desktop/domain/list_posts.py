"""The posts of one row of a list: from several columns of titles and organisations, in one language or two."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from desktop.domain.posts import ListedPost, ends_as_post, posts, with_english
from desktop.domain.text import has_han


class PostCells(NamedTuple):
    """The cells of a row that speak of posts, as they stand in the file, by what their columns mean."""

    titles: Sequence[str]
    places: Sequence[str]
    titles_en: Sequence[str] = ()
    places_en: Sequence[str] = ()


def posts_of(cells: PostCells, place: str) -> tuple[ListedPost, ...]:
    """The posts that ``cells`` tell; ``place`` is the organisation where no column says it.

    As many columns of titles as of organisations go together in pairs: Position 1, Organisation 1, Position 2 …
    """
    titles_en, places_en = "\n".join(cells.titles_en), "\n".join(cells.places_en)
    if len(cells.titles) == len(cells.places) > 1:
        pairs = zip(cells.titles, cells.places, strict=True)
        listed = tuple(chain.from_iterable(_in_two_languages(*pair) for pair in pairs))
        return with_english(listed, titles_en, places_en) if titles_en or places_en else listed
    titles, places = "\n".join(cells.titles), "\n".join(cells.places)
    if titles_en or places_en:
        return with_english(posts(titles, places or place), titles_en, places_en)
    if not cells.places and not place:
        titles, place = _with_place_before(titles)
    return _in_two_languages(titles, places or place)


def _in_two_languages(titles: str, places: str) -> tuple[ListedPost, ...]:
    """The posts of two cells in which each Chinese line may have its English below it."""
    if "\n" not in titles and "\n" not in places:
        return posts(titles, places)
    title, title_en = _languages(titles)
    place, place_en = _languages(places)
    if not title_en and not place_en:
        return posts(titles, places)
    return with_english(posts(title, place), title_en, place_en)


def _languages(cell: str) -> tuple[str, str]:
    """The Chinese and the English lines of ``cell``, where there are as many of both; else all of it and nothing."""
    lines = [line for line in cell.replace("\r", "\n").split("\n") if line.strip()]
    chinese = [line for line in lines if has_han(line)]
    if not chinese or len(chinese) * 2 != len(lines):
        return cell, ""
    return "\n".join(chinese), "\n".join(line for line in lines if not has_han(line))


def _with_place_before(cell: str) -> tuple[str, str]:
    """The title and the organisation of a cell that says both with a space between, as under 單位及職務."""
    pieces = cell.split()
    both = len(pieces) == 2 and has_han(cell) and "\n" not in cell
    if both and ends_as_post(pieces[1]) and not ends_as_post(pieces[0]):
        return pieces[1], pieces[0]
    return cell, ""
