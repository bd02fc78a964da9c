"""The camera at the desk: a badge held before it is a scan, and the keys stay where they are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QCameraDevice
from pytestqt.qtbot import QtBot

from desktop.domain.verdicts import Verdict
from desktop.ui.desk import DeskPage
from desktop.ui.desk.eyes import NONE_FOUND
from tests.devices.test_qt_camera import frame_of
from tests.ui.door import Door


@pytest.fixture
def watching(door: Door, desk: DeskPage, monkeypatch: pytest.MonkeyPatch) -> DeskPage:
    """The desk with a camera that is there; its pictures come from the test."""
    monkeypatch.setattr("desktop.ui.desk.eyes.Camera.start", lambda camera: camera._looker.start() or True)
    door.press(Qt.Key.Key_F8)
    return desk


def test_a_badge_before_the_camera_is_admitted_once(door: Door, watching: DeskPage, qtbot: QtBot) -> None:
    camera = watching.eyes.camera
    assert camera is not None
    with qtbot.waitSignal(watching.answered, timeout=5_000) as answered:
        for _ in range(3):
            with qtbot.waitSignal(camera.pictured, timeout=5_000):
                camera.sink.setVideoFrame(frame_of(door.badges[0].token))
    result = answered.args[0]

    assert result.verdict is Verdict.ADMITTED
    assert door.played == ["admitted"]
    assert door.focused() is watching.field
    assert door.arrived() == 1


def test_the_picture_stands_beside_the_verdict_and_goes_with_the_same_key(door: Door, watching: DeskPage) -> None:
    assert watching.eyes.isVisible()
    assert watching.panel.geometry().right() < watching.eyes.geometry().left()
    door.press(Qt.Key.Key_F8)
    assert not watching.eyes.isVisible()
    assert watching.eyes.camera is None


def test_nobody_is_filmed_while_another_page_is_open(door: Door, watching: DeskPage) -> None:
    assert door.window is not None
    door.window.go("other")
    assert watching.eyes.camera is None
    door.window.go("one")
    assert watching.eyes.camera is not None


def test_where_no_camera_is_connected_that_is_said(door: Door, desk: DeskPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtMultimedia.QMediaDevices.defaultVideoInput", QCameraDevice)
    door.press(Qt.Key.Key_F8)

    assert not desk.eyes.isVisible()
    assert [notice.say(door.look.words._) for notice in door.notices] == [NONE_FOUND]


def test_a_camera_that_fails_twice_says_so_once(door: Door, watching: DeskPage) -> None:
    camera = watching.eyes.camera
    assert camera is not None
    for _time in range(2):
        camera.failed.emit("the camera is in use")

    assert [notice.say(door.look.words._) for notice in door.notices] == ["the camera is in use"]
    assert not watching.eyes.isVisible()
