"""The pages of a paper one under the other, as they come out of the printer; only those that are seen are drawn."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.progress import Progress
from desktop.services.papers import pictures
from desktop.ui.context import Context
from desktop.ui.templates.pictures import as_image
from desktop.ui.theme import Theme

_MM, _GAP, _EDGE = 25.4, 12, 1
_LEAST = (240, 300)
_SOON_MS, _KEPT = 40, 12
"""How long scrolling has to rest before pages are drawn; how many pictures are kept."""
_DPI = 400


class Sheets(QScrollArea):
    """Shows ``pages`` of a PDF at the width of its place, or ``whole``. ``turned`` carries the first page seen, from 0.

    It has the focus for the keys that scroll.
    """

    turned = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self.pdf, self.pages, self.whole = b"", 0, False
        self._size = (210.0, 297.0)
        self._turn = 0
        self.images: dict[int, QImage] = {}
        self._stale: set[int] = set()
        self._drawing = False
        self._paper = _Paper(self, context.look.theme)
        self.setWidget(self._paper)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._look.theme.bind(self.setMinimumSize, *_LEAST)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self._on_moved)
        self._look.theme.changed.connect(self._lay_out)

    def show_pdf(self, pdf: bytes, pages: int, size: tuple[float, float], *, anew: bool) -> None:
        """Show this, each page ``size`` millimetres; from its beginning if it is another paper (``anew``)."""
        if pdf == self.pdf:
            return
        before = self.verticalScrollBar().value()
        self.pdf, self.pages, self._size = pdf, pages, size
        self._turn += 1
        if anew:
            self.images = {}
        self._lay_out()
        self.verticalScrollBar().setValue(0 if anew else before)
        self._begin_again()

    def show_whole(self, *, whole: bool) -> None:
        """Show a whole page at a time, or the width of one."""
        at = self.page
        self.whole = whole
        self._lay_out()
        self.go(at)

    @property
    def page(self) -> int:
        """The page at the top of what is seen, from 0."""
        step = self._step()
        return min(max(0, self.pages - 1), int((self.verticalScrollBar().value() + step / 3) // step))

    def go(self, page: int) -> None:
        """Scroll to this page."""
        self.verticalScrollBar().setValue(round(min(max(0, page), max(0, self.pages - 1)) * self._step()))

    def area(self, page: int) -> QRectF:
        """Where a page lies on the scrolled paper."""
        wide, high = self._page_size()
        return QRectF((self._paper.width() - wide) / 2, page * self._step(), wide, high)

    def sizeHint(self) -> QSize:
        return QSize(*map(self._look.theme.px, _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        at = self.verticalScrollBar().value() / max(1.0, self._step())
        super().resizeEvent(event)
        self._lay_out()
        self.verticalScrollBar().setValue(round(at * self._step()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def _page_size(self) -> tuple[float, float]:
        wide, high = self._size
        room = self.viewport().width() - 2 * _EDGE - self._look.theme.px(4)
        scale = room / wide
        if self.whole:
            scale = min(scale, (self.viewport().height() - 2 * _EDGE) / high)
        scale = max(scale, 0.1)
        return wide * scale, high * scale

    def _step(self) -> float:
        return self._page_size()[1] + self._look.theme.px(_GAP)

    def _lay_out(self) -> None:
        step, gap = self._step(), self._look.theme.px(_GAP)
        height = max(1, round(self.pages * step - gap + 2 * _EDGE))
        self._paper.resize(self.viewport().width(), height)
        self.verticalScrollBar().setSingleStep(self._look.theme.px(40))
        self._paper.update()
        self._soon.start()

    def _on_moved(self) -> None:
        self.turned.emit(self.page)
        self._soon.start()

    def _begin_again(self) -> None:
        """What is on the screen stays until the new pages are drawn over it."""
        self._stale = set(self.images)
        self._soon.start()

    def _dpi(self) -> int:
        dots = self._page_size()[0] * self.devicePixelRatioF()
        return max(20, min(_DPI, round(dots / self._size[0] * _MM)))

    def _wanted(self) -> list[int]:
        top, step = self.verticalScrollBar().value(), self._step()
        first, last = int(top // step), int((top + self.viewport().height()) // step)
        wide = self._page_size()[0] * self.devicePixelRatioF()
        return [
            page
            for page in range(max(0, first), min(self.pages, last + 2))
            if page not in self.images or page in self._stale or abs(self.images[page].width() - wide) > 2
        ]

    def _draw(self) -> None:
        wanted = self._wanted() if self.pdf and self.isVisible() else []
        if not wanted or self._drawing:
            return
        self._drawing = True
        pdf, dpi, turn = self.pdf, self._dpi(), self._turn

        def job(_progress: Progress) -> list[QImage]:
            return [as_image(picture) for picture in pictures(pdf, dpi, wanted)]

        self._context.data.work(job, partial(self._on_drawn, turn, wanted), self._on_failed)

    def _on_drawn(self, turn: int, wanted: list[int], found: list[QImage]) -> None:
        self._drawing = False
        if turn == self._turn:
            self.images.update(zip(wanted, found, strict=True))
            self._stale = self._stale.difference(wanted)
            self._forget_far(wanted)
            self._paper.update()
        self._soon.start()

    def _on_failed(self, error: Exception) -> None:
        self._drawing = False
        self._context.reporter.report(error)

    def _forget_far(self, near: list[int]) -> None:
        for page in sorted(self.images, key=lambda page: -abs(page - near[0])):
            if len(self.images) <= _KEPT:
                return
            del self.images[page]


class _Paper(QWidget):
    def __init__(self, sheets: Sheets, theme: Theme) -> None:
        super().__init__()
        self._sheets, self._theme = sheets, theme

    def paintEvent(self, event: QPaintEvent) -> None:
        sheets, theme = self._sheets, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in range(sheets.pages):
            area = sheets.area(page)
            if not area.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(area, Qt.GlobalColor.white)
            image = sheets.images.get(page)
            if image is not None:
                painter.drawImage(area, image)
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
