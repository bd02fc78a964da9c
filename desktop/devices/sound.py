"""Short sounds at the desk, by the system's own player; silent where there is none."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from desktop.resources import resource

log = logging.getLogger(__name__)

SOUNDS = ("admitted", "again", "alarm", "left", "refused", "vip")
_PLAYERS = ("pw-play", "paplay", "aplay") if sys.platform != "darwin" else ("afplay",)
_TIMEOUT_S = 5


class Sounds:
    """Plays ``resources/sounds/NAME.wav`` without waiting for it. While one sounds, the next is left out."""

    def __init__(self) -> None:
        self._files = {name: resource(f"sounds/{name}.wav") for name in SOUNDS}
        self._player = next((found for each in _PLAYERS if (found := shutil.which(each))), None)
        self._sounding: Thread | None = None

    def play(self, name: str) -> None:
        """Play ``name``, one of ``SOUNDS``; raises ``KeyError`` for another name, and never anything else."""
        file = self._files[name]
        if self._sounding is None or not self._sounding.is_alive():
            self._sounding = Thread(target=self._play, args=(file,), name="sound", daemon=True)
            self._sounding.start()

    def close(self) -> None:
        """Wait until what sounds has ended."""
        if self._sounding is not None:
            self._sounding.join()

    def _play(self, file: Path) -> None:
        try:
            if sys.platform == "win32":
                import winsound

                winsound.PlaySound(str(file), winsound.SND_FILENAME)
            elif self._player is not None:
                subprocess.run(  # noqa: S603  a player found on the path, and our own file
                    [self._player, str(file)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=_TIMEOUT_S,
                    check=True,
                )
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            log.debug("no sound: %s", error)
