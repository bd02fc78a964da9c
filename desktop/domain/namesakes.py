"""People who read alike where one of them is to be picked: what is said besides, so that they can be told apart."""

from collections import defaultdict
from collections.abc import Sequence

from desktop.domain.text import fold

_BETWEEN = " · "


def tell_apart(shown: Sequence[str], marks: Sequence[Sequence[str]]) -> list[str]:
    """What is added to each of the lines ``shown``: nothing where a line reads like no other.

    ``marks`` has for each line, always in the same order, what else is known. Where one of them is another for
    everybody who reads alike, it is enough; else one after the other is added until nothing more tells them apart.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for line, text in enumerate(shown):
        groups[fold(text)].append(line)
    added: list[list[str]] = [[] for _line in shown]
    for group in groups.values():
        _part(group, marks, added, 0)
    return [_BETWEEN.join(filter(None, each)) for each in added]


def _part(group: Sequence[int], marks: Sequence[Sequence[str]], added: Sequence[list[str]], first: int) -> None:
    if len(group) == 1:
        return
    kinds = {kind: [fold(marks[line][kind]) for line in group] for kind in range(first, len(marks[group[0]]))}
    telling = [kind for kind, said in kinds.items() if len(set(said)) > 1]
    if not telling:
        return
    kind = next((kind for kind in telling if len(set(kinds[kind])) == len(group)), telling[0])
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for line, said in zip(group, kinds[kind], strict=True):
        added[line].append(marks[line][kind])
        parts[said].append(line)
    for part in parts.values():
        _part(part, marks, added, kind + 1)
