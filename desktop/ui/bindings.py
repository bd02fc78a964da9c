"""Calls that are made now, and again whenever what they show changes; they never keep a widget alive."""

from collections.abc import Callable
from weakref import ref

from PySide6.QtCore import QObject
from shiboken6 import isValid

_Arguments = Callable[[], tuple[object, ...]]


class Bindings:
    """Setters of Qt objects with what to hand them. Binding a setter again replaces what it was bound to."""

    def __init__(self) -> None:
        self._bound: dict[tuple[int, str], tuple[ref[QObject], _Arguments]] = {}
        self._tidy_at = 512

    def bind(self, setter: Callable[..., object], arguments: _Arguments) -> None:
        """Call ``setter``, a method of a ``QObject``, with ``arguments()`` now and on each ``refresh``."""
        owner: object = getattr(setter, "__self__", None)
        if not isinstance(owner, QObject):
            raise TypeError("only a method of a Qt object can be bound")
        key = (id(owner), setter.__name__)
        self._bound[key] = (ref(owner), arguments)
        setter(*arguments())
        if len(self._bound) > self._tidy_at:
            self._tidy()

    def forget(self, setter: Callable[..., object]) -> None:
        """Undo ``bind``; nothing happens where there was none."""
        self._bound.pop((id(getattr(setter, "__self__", None)), setter.__name__), None)

    def refresh(self) -> None:
        """Make every call again whose object still lives."""
        self._tidy()
        for (_, name), (owner, arguments) in list(self._bound.items()):
            if (living := owner()) is not None and isValid(living):
                getattr(living, name)(*arguments())

    def __len__(self) -> int:
        return len(self._bound)

    def _tidy(self) -> None:
        for key, (owner, _) in list(self._bound.items()):
            living = owner()
            if living is None or not isValid(living):
                del self._bound[key]
        self._tidy_at = max(512, 2 * len(self._bound))
