"""(being written)"""

INDEXED: frozenset[str] = frozenset()


def refresh(session, touched) -> None: ...
