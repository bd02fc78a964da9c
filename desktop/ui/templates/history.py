"""What was changed on a template, to be taken back and done again."""

from desktop.services.badge_templates import Template

_MOST = 500


class History:
    """``now`` is the template as it stands. Changes that are about the same thing, one after another, are one step."""

    def __init__(self, layout: Template) -> None:
        self.now = layout
        self._before: list[Template] = []
        self._after: list[Template] = []
        self._about = ""

    def change(self, layout: Template, about: str) -> None:
        """Take ``layout``; nothing happens where it is what stands there."""
        if layout == self.now:
            return
        if about != self._about or not self._before:
            self._before = [*self._before, self.now][-_MOST:]
        self._after.clear()
        self.now, self._about = layout, about

    def settle(self) -> None:
        """Whatever comes next is another step."""
        self._about = ""

    def undo(self) -> bool:
        """Take the latest step back; False where there is none."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """Do again what was taken back; False where nothing was."""
        return self._step(self._after, self._before)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def _step(self, source: list[Template], target: list[Template]) -> bool:
        self.settle()
        if not source:
            return False
        target.append(self.now)
        self.now = source.pop()
        return True
