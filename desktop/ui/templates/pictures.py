"""Templates as they come out of the printer, drawn off the window's thread."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap

from desktop.errors import SummitDeskError
from desktop.i18n import Language
from desktop.progress import Progress
from desktop.services.badge_preview import Picture, Sample, draw, pictures, sample
from desktop.services.badge_templates import Template, write_template
from desktop.ui.context import Context
from desktop.ui.data import Changes

_MM = 25.4
_EDGE = "#AEB6C2"
_APART = 3
"""Between two icons of a list, each way, in pixels."""
_SHOWN = frozenset({"category", "event", "organisation", "person", "picture", "post", "registration"})
"""Where what stands on badges is kept."""


class Newest(QObject):
    """Does one job at a time; of those that are wanted meanwhile, only the newest."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._under_way = False
        self._next: tuple[Callable[[], Any], Callable[[Any], object], Callable[[Exception], object]] | None = None

    def want(
        self, job: Callable[[], Any], then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        """Do ``job`` on the quick worker and hand what it returns to ``then``, or to ``failed`` what it raises."""
        self._next = job, then, failed
        if not self._under_way:
            self._begin()

    def forget(self) -> None:
        """Nothing more is wanted."""
        self._next = None

    def _begin(self) -> None:
        if self._next is None:
            return
        (job, then, failed), self._next, self._under_way = self._next, None, True

        def done(result: Any) -> None:
            self._under_way = False
            if self._next is None:
                then(result)
            self._begin()

        def not_done(error: Exception) -> None:
            self._under_way = False
            failed(error)
            self._begin()

        self._context.data.ask(lambda _session: job(), done, not_done)


class Samples(QObject):
    """The hardest badges of the event in each language; ``changed`` comes where they may be others by now."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._turn = 0
        self._known: dict[Language, Sample] = {}
        self._waiting: dict[Language, list[Callable[[Sample], object]]] = {}
        context.data.changed.connect(self._on_changed)
        context.here.changed.connect(self._forget)

    def ask(self, language: Language, then: Callable[[Sample], object]) -> None:
        """Hand them to ``then``, at once where they are known; never where there is no event."""
        if language in self._known:
            then(self._known[language])
            return
        waiting = self._waiting.setdefault(language, [])
        waiting.append(then)
        if len(waiting) == 1:
            self._gather(language)

    def _gather(self, language: Language) -> None:
        event, store, turn = self._context.here.event, self._context.store, self._turn
        if event is None:
            return

        def job(_progress: Progress) -> Sample:
            return sample(store, event.id, language)

        def done(found: Sample) -> None:
            if turn == self._turn:
                self._known[language] = found
                for then in self._waiting.pop(language, []):
                    then(found)

        self._context.data.work(job, done)

    def _on_changed(self, changes: Changes) -> None:
        if any(table in _SHOWN for table, _row in changes):
            self._forget()

    def _forget(self) -> None:
        self._turn += 1
        self._known.clear()
        for language in self._waiting:
            self._gather(language)
        self.changed.emit()


class Thumbnails(QObject):
    """Small pictures of first pages. ``drawn`` carries a template's name and its picture."""

    drawn = Signal(str, object)

    def __init__(self, context: Context, samples: Samples) -> None:
        super().__init__()
        self._context, self._samples = context, samples
        self._known: dict[tuple[bytes, Language, int], QImage] = {}
        samples.changed.connect(self._known.clear)

    def want(self, layouts: Iterable[Template], language: Language, height: int) -> None:
        """Draw these, ``height`` device pixels high, one after another."""
        wanted = list(layouts)

        def draw_all(shown: Sample) -> None:
            for layout in wanted:
                self._draw(layout, shown, language, height)

        self._samples.ask(language, draw_all)

    def _draw(self, layout: Template, shown: Sample, language: Language, height: int) -> None:
        key = write_template(layout), language, height
        if key in self._known:
            self.drawn.emit(layout.name, self._known[key])
            return

        def job(_session: Any) -> QImage:
            return page_image(shown, layout, height)

        def done(image: QImage) -> None:
            self._known[key] = image
            self.drawn.emit(layout.name, image)

        def failed(error: Exception) -> None:
            # An unreadable logo is told where badges are looked over and changed, not once for every template.
            if not isinstance(error, SummitDeskError):
                self._context.reporter.report(error)

        self._context.data.ask(job, done, failed)


def page_image(shown: Sample, layout: Template, height: int) -> QImage:
    """The first page, ``height`` dots high; for a worker."""
    pdf, _wrong = draw(shown, layout)
    dpi = 2 * height * _MM / layout.page[1]
    image = as_image(pictures(pdf, max(20, round(dpi)))[0])
    image = image.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(image)
    painter.setPen(QColor(_EDGE))
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return image


def framed(image: QImage, room: QSize, ratio: float) -> QIcon:
    """``image`` in the middle of the ``room`` that all icons of a list have, whether chosen or not."""
    whole = QPixmap(room * ratio)
    whole.fill(Qt.GlobalColor.transparent)
    if not image.isNull():
        way = Qt.TransformationMode.SmoothTransformation
        inside = whole.size() - QSize(_APART, _APART) * 2 * ratio
        small = image.scaled(inside, Qt.AspectRatioMode.KeepAspectRatio, way)
        painter = QPainter(whole)
        painter.drawImage((whole.width() - small.width()) // 2, (whole.height() - small.height()) // 2, small)
        painter.end()
    whole.setDevicePixelRatio(ratio)
    icon = QIcon(whole)
    icon.addPixmap(whole, QIcon.Mode.Selected)
    return icon


def as_image(picture: Picture) -> QImage:
    """The picture as Qt shows it."""
    stride = 3 * picture.width
    # A copy, because the image would read the bytes when they are gone.
    return QImage(picture.data, picture.width, picture.height, stride, QImage.Format.Format_RGB888).copy()


def dots(room: tuple[float, float], size: tuple[float, float]) -> int:
    """How many dots an inch there are when ``size`` millimetres fill ``room`` device pixels."""
    return max(10, min(600, int(min(room[0] / size[0], room[1] / size[1]) * _MM)))
