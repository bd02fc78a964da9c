"""What a long piece of work and whoever watches it have in common."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from desktop.errors import Cancelled


def _unwatched(_done: int, _total: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Progress:
    """A job's one link to its watcher: it reports counts, and learns that it should stop."""

    say: Callable[[int, int], None] = _unwatched
    stop: Event = field(default_factory=Event)

    def step(self, done: int, total: int) -> None:
        """Report ``done`` of ``total`` pieces; raises ``Cancelled`` when the watcher has had enough."""
        if self.stop.is_set():
            raise Cancelled
        self.say(done, total)
