"""The camera's pictures, as QtMultimedia gives them, are looked through off the window's thread."""

import time
from collections.abc import Callable

import pytest
from PIL.ImageQt import ImageQt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat
from pytestqt.qtbot import QtBot

from desktop.devices.qt_camera import Camera
from tests.devices.test_codes import ANNA, BEN, symbol


def frame_of(*texts: str) -> QVideoFrame:
    from PIL import Image

    picture = Image.new("RGB", (1280, 720), (140, 150, 160))
    for place, text in enumerate(texts):
        picture.paste(symbol(text, 260), (500 - 400 * place, 200))
    return QVideoFrame(QImage(ImageQt(picture)).convertToFormat(QImage.Format.Format_ARGB32))


def as_nv12(image: QImage) -> QVideoFrame:
    picture = image.convertToFormat(QImage.Format.Format_Grayscale8)
    frame = QVideoFrame(QVideoFrameFormat(picture.size(), QVideoFrameFormat.PixelFormat.Format_NV12))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    step, lines, plane = frame.bytesPerLine(0), bytes(picture.constBits()), frame.bits(0)
    for y in range(picture.height()):
        start = y * picture.bytesPerLine()
        plane[y * step : y * step + picture.width()] = lines[start : start + picture.width()]
    frame.unmap()
    return frame


@pytest.fixture
def camera(qtbot: QtBot) -> Camera:
    made = Camera()
    made.start()
    return made


def show(camera: Camera, make: Callable[[], QVideoFrame], qtbot: QtBot, *, pictures: int = 4) -> list[str]:
    read: list[str] = []
    camera.read.connect(read.append)
    for _ in range(pictures):
        with qtbot.waitSignal(camera.pictured, timeout=5_000):
            camera.sink.setVideoFrame(make())
    camera.read.disconnect(read.append)
    return read


def test_a_badge_before_the_camera_is_read_once(camera: Camera, qtbot: QtBot) -> None:
    assert show(camera, lambda: frame_of(ANNA), qtbot) == [ANNA]
    assert show(camera, lambda: frame_of(ANNA), qtbot) == []
    assert show(camera, lambda: frame_of(BEN), qtbot) == [BEN]
    camera.stop()


def test_frames_as_cameras_make_them_are_read_from_their_first_plane(camera: Camera, qtbot: QtBot) -> None:
    assert show(camera, lambda: as_nv12(frame_of(ANNA).toImage()), qtbot) == [ANNA]
    camera.stop()


def test_a_flood_of_pictures_is_thinned_out_and_nothing_is_late(camera: Camera, qtbot: QtBot) -> None:
    seen: list[object] = []
    camera.pictured.connect(lambda image, _codes: seen.append(image.size()))
    frames, began = [frame_of(ANNA) for _ in range(30)], time.monotonic()
    for frame in frames:
        camera.sink.setVideoFrame(frame)
    qtbot.waitUntil(lambda: bool(seen))
    assert len(seen) < 30
    assert time.monotonic() - began < 5
    camera.stop()


def test_after_it_was_let_go_nothing_is_read(camera: Camera, qtbot: QtBot) -> None:
    camera.stop()
    with qtbot.assertNotEmitted(camera.read, wait=200):
        camera.sink.setVideoFrame(frame_of(ANNA))
