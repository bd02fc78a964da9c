"""A camera that reads badges: QtMultimedia brings the pictures, a thread of its own looks for codes in them.

QtMultimedia comes with the extra ``camera``; ``codes.can_see`` tells whether it is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from desktop.devices.codes import Code, Watch, codes_in

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

_HEIGHT = 720


@dataclass(frozen=True, slots=True)
class Luma:
    """A grey picture, one byte a pixel; its lines are ``stride`` bytes apart."""

    data: bytes
    width: int
    height: int
    stride: int

    def image(self) -> QImage:
        """The picture to show; it owns its pixels."""
        return QImage(self.data, self.width, self.height, self.stride, QImage.Format.Format_Grayscale8).copy()


class Camera(QObject):
    """``read`` carries what a badge or other code says, once; ``pictured`` a picture and the codes that are in it.

    ``failed`` carries what the system says where the camera can't be used. Pictures that come while one is looked
    through are left out, so that what is read is never late.
    """

    read = Signal(str)
    pictured = Signal(QImage, object)
    several = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QMediaCaptureSession, QVideoSink

        self.sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self._watch, self._looker = Watch(), _Looker()
        self._looker.looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self.sink.videoFrameChanged.connect(self._on_frame)

    def start(self) -> bool:
        """Begin to look through the system's usual camera; False where none is connected."""
        from PySide6.QtMultimedia import QCamera, QMediaDevices

        device = QMediaDevices.defaultVideoInput()
        self._looker.start()
        if device.isNull():
            return False
        camera = QCamera(device, self)
        small = [each for each in device.videoFormats() if each.resolution().height() <= _HEIGHT]
        if small:
            camera.setCameraFormat(max(small, key=lambda each: (each.resolution().height(), each.maxFrameRate())))
        camera.errorOccurred.connect(lambda _error, text: self.failed.emit(text))
        self._session.setCamera(camera)
        camera.start()
        return True

    def stop(self) -> None:
        """Let go of the camera; nothing is read any more when this returns."""
        camera = self._session.camera()
        if camera is not None:
            camera.stop()
            self._session.setCamera(None)  # type: ignore[arg-type]
            camera.deleteLater()
        self._looker.stop()

    def _on_frame(self, frame: "QVideoFrame") -> None:
        if not self._looker.busy:
            luma = _luma(frame)
            if luma is not None:
                self._looker.look(luma)

    @Slot(object, object)
    def _on_looked(self, luma: Luma, codes: Sequence[Code]) -> None:
        if not self._looker.running:
            return
        text = self._watch.look(codes, monotonic())
        self.pictured.emit(luma.image(), codes)
        self.several.emit(self._watch.several)
        if text:
            self.read.emit(text)


class _Looker(QObject):
    """Looks for codes on a thread of its own, one picture at a time."""

    looked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._turn = Condition()
        self._next: Luma | None = None
        self._thread: Thread | None = None
        self.busy = self.running = False

    def start(self) -> None:
        if self._thread is None:
            self.busy, self.running = False, True
            self._thread = Thread(target=self._run, name="camera", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        with self._turn:
            self.running, self._next = False, None
            self._turn.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def look(self, luma: Luma) -> None:
        with self._turn:
            self._next, self.busy = luma, True
            self._turn.notify()

    def _run(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._next is not None or not self.running)
                luma, self._next = self._next, None
            if luma is None:
                return
            codes = codes_in(luma.data, luma.width, luma.height, luma.stride)
            self.busy = False
            self.looked.emit(luma, codes)


def _luma(frame: "QVideoFrame") -> Luma | None:
    """What a frame shows in grey: its first plane where that is brightness already, which costs the least."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

    kinds = QVideoFrameFormat.PixelFormat
    plain = {kinds.Format_NV12, kinds.Format_NV21, kinds.Format_YUV420P, kinds.Format_YUV422P, kinds.Format_Y8}
    if frame.pixelFormat() in plain and frame.map(QVideoFrame.MapMode.ReadOnly):
        try:
            return Luma(bytes(frame.bits(0)), frame.width(), frame.height(), frame.bytesPerLine(0))
        finally:
            frame.unmap()
    image = frame.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    if image.isNull():
        return None
    return Luma(bytes(image.constBits()), image.width(), image.height(), image.bytesPerLine())
