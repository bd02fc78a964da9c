"""How often something may be tried: after some failures there is a pause, and each failure after it doubles that."""

from dataclasses import dataclass


@dataclass(slots=True)
class Patience:
    """``allowed`` failures cost nothing; the next tries wait ``pause`` seconds, doubled up to ``longest``.

    What failed is forgotten once nothing failed for ``longest`` seconds. Times are seconds of a clock that never
    goes back.
    """

    allowed: int
    pause: float
    longest: float
    failures: int = 0
    _until: float = 0.0

    def wait(self, now: float) -> float:
        """How many seconds to wait before the next try; 0 where there is no need to."""
        return max(0.0, self._until - now)

    def fail(self, now: float) -> None:
        """Something was tried in vain."""
        if now > self._until + self.longest:
            self.failures = 0
        self.failures += 1
        over = self.failures - self.allowed
        self._until = max(self._until, now)
        if over >= 0:
            self._until = now + min(self.longest, self.pause * 2.0 ** min(over, 32))

    def settle(self) -> None:
        """It went well: what failed before does not count."""
        self.failures, self._until = 0, 0.0
