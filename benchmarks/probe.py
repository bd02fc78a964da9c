"""A process that is looked at from outside: the program's window as a person starts it, or the least that floors need.

``window FILE``, ``scans FILE COUNT MS``, ``typing FILE COUNT`` and ``door FILE COUNT`` run the program itself;
``bare`` shows an empty Qt window, ``sqlalchemy`` has SQLAlchemy loaded after it. Each prints a line of JSON: moments of
the monotonic clock in ns, durations in ms, memory in bytes.

Nothing is imported here that the program would import later, or in another order.
"""

import os
import sys
import time
from typing import Any


def bare(*, sqlalchemy: bool) -> None:
    """An empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from benchmarks.painted import Painted

    def painted() -> None:
        if sqlalchemy:
            __import__("sqlalchemy.orm")
        end(painted=time.monotonic_ns(), memory=memory())

    app = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    Painted(window, lambda _: True, painted)
    window.show()
    app.exec()


class Program:
    """The program, started as ``summit-desk --db FILE`` starts it; what to do on its desk page comes in subclasses."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.painted = self.usable = 0
        self.desk: Any = None
        self._window: Any = None

    def run(self) -> None:
        from desktop import app

        open_window, make = app.run_window, app._program

        def watched(*given: Any) -> int:
            from PySide6.QtWidgets import QApplication, QMainWindow

            from benchmarks.painted import Painted

            Painted(QApplication([]), lambda target: isinstance(target, QMainWindow), self._on_painted)
            return open_window(*given)

        def made(*given: Any) -> Any:
            program = make(*given)
            self._window = program.window
            self._window.opened.connect(self._on_opened)
            return program

        vars(app).update(run_window=watched, _program=made)
        sys.exit(app.main(["--db", self.file]))

    def begin(self) -> None:
        """The desk page is painted, and the focus is in its field."""
        end(painted=self.painted, usable=self.usable)

    def _on_painted(self) -> None:
        self.painted = time.monotonic_ns()

    def _on_opened(self, page: str) -> None:
        from benchmarks.painted import Painted

        if page != "desk":
            raise RuntimeError(f"the window opened with “{page}”")
        self.desk = self._window.page("desk")
        Painted(self.desk, lambda _: True, self._on_usable)
        self.desk.update()

    def _on_usable(self) -> None:
        self.usable = time.monotonic_ns()
        self.begin()


class Scans(Program):
    """Reads badges at the desk page as a scanner does, each after the verdict before it, and weighs the process."""

    def __init__(self, file: str, count: str, settle_ms: str) -> None:
        super().__init__(file)
        self._count, self._settle_ms, self._done = int(count), int(settle_ms), 0
        self._weights: list[int] = []
        self._tokens: tuple[str, ...] = ()

    def begin(self) -> None:
        from pathlib import Path

        from PySide6.QtCore import QTimer

        from benchmarks.summits import described

        self._tokens = described(Path(self.file)).tokens
        self.desk.answered.connect(self._on_answered)
        QTimer.singleShot(self._settle_ms, self._first)

    def _first(self) -> None:
        self._weights.append(memory())
        self._read()

    def _read(self) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        field = self.desk.first_focus
        field.setText(self._tokens[self._done % len(self._tokens)])
        QApplication.sendEvent(
            field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        )

    def _on_answered(self, _result: object) -> None:
        self._done += 1
        if self._done == self._count // 2:
            self._weights.append(memory())
        if self._done < self._count:
            self._read()
        else:
            start, half = self._weights
            end(start=start, half=half, end=memory())


class Door(Program):
    """Reads badges as a scanner does and waits until each verdict is painted; then only paints the last one again."""

    def __init__(self, file: str, count: str) -> None:
        super().__init__(file)
        self._count = int(count)
        self._scans: list[float] = []
        self._paints: list[float] = []
        self._began = 0
        self._answered = False
        self._tokens: tuple[str, ...] = ()

    def begin(self) -> None:
        from pathlib import Path

        from PySide6.QtCore import QTimer

        from benchmarks.summits import described

        self._tokens = described(Path(self.file)).tokens
        self.desk.answered.connect(self._on_answered)
        QTimer.singleShot(1_000, self._read)

    def _read(self) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        from benchmarks.painted import Painted

        self._answered = False
        Painted(self.desk.panel, lambda _: self._answered, self._on_shown)
        field = self.desk.first_focus
        field.setText(self._tokens[len(self._scans) % len(self._tokens)])
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        self._began = time.monotonic_ns()
        QApplication.sendEvent(field, enter)

    def _on_answered(self, _result: object) -> None:
        self._answered = True

    def _on_shown(self) -> None:
        from PySide6.QtCore import QTimer

        self._scans.append((time.monotonic_ns() - self._began) / 1e6)
        # The next guest is not there at once; what the last one left to do is done before.
        QTimer.singleShot(15, self._read if len(self._scans) < self._count else self._paint)

    def _paint(self) -> None:
        from benchmarks.painted import Painted

        Painted(self.desk.panel, lambda _: True, self._on_repainted)
        self._began = time.monotonic_ns()
        self.desk.panel.update()

    def _on_repainted(self) -> None:
        self._paints.append((time.monotonic_ns() - self._began) / 1e6)
        if len(self._paints) < self._count:
            self._paint()
        else:
            end(scans=self._scans, paints=self._paints)


class Typing(Program):
    """Types names at the desk page, each key when the list for the one before is painted; then only paints the list."""

    NAMES = ("陳志明", "chan tai man", "liwei", "科技大學", "hsu chih mo", "kestrle", "wangjianguo", "李教授")

    def __init__(self, file: str, count: str) -> None:
        super().__init__(file)
        self._count = int(count)
        self._keys: list[float] = []
        self._paints: list[float] = []
        self._began = 0
        self._wanted = ""

    def begin(self) -> None:
        from PySide6.QtCore import QTimer

        texts = (name[:end] for name in self.NAMES * self._count for end in range(1, len(name) + 1))
        self._texts = (text for text in texts if not text.endswith(" "))
        QTimer.singleShot(1_000, self._press)

    def _press(self) -> None:
        from benchmarks.painted import Painted

        self._wanted = next(self._texts)
        Painted(self.desk.picks, lambda _: self.desk.suggestions.text == self._wanted, self._on_listed)
        self._began = time.monotonic_ns()
        self.desk.field.setText(self._wanted)
        self.desk.field.textEdited.emit(self._wanted)

    def _on_listed(self) -> None:
        self._keys.append((time.monotonic_ns() - self._began) / 1e6)
        if len(self._keys) < self._count:
            self._press()
        else:
            self._paint()

    def _paint(self) -> None:
        from benchmarks.painted import Painted

        Painted(self.desk.picks, lambda _: True, self._on_repainted)
        self._began = time.monotonic_ns()
        self.desk.picks.update()

    def _on_repainted(self) -> None:
        self._paints.append((time.monotonic_ns() - self._began) / 1e6)
        if len(self._paints) < self._count:
            self._paint()
        else:
            end(keys=self._keys, paints=self._paints)


def memory() -> int:
    """What this process holds of the machine's memory now, in bytes (Linux)."""
    with open("/proc/self/status", encoding="ascii") as lines:  # noqa: PTH123  pathlib is not loaded in every probe
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def end(**found: int | list[float]) -> None:
    """Say what was found and be gone at once: what goes on behind the window is not waited for."""
    import json

    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)


def look(what: str, *rest: str) -> None:
    programs = {"window": Program, "scans": Scans, "typing": Typing, "door": Door}
    if what in programs:
        programs[what](*rest).run()
    else:
        bare(sqlalchemy=what == "sqlalchemy")


if __name__ == "__main__":
    look(*sys.argv[1:])
