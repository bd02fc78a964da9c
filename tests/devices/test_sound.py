import wave

import pytest

from desktop.devices.sound import SOUNDS, Sounds
from desktop.resources import resource
from scripts import build_sounds


def test_a_sound_is_played_or_silently_not() -> None:
    sounds = Sounds()

    sounds.play("admitted")
    sounds.close()


def test_an_unknown_sound_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Sounds().play("trumpets")


@pytest.mark.parametrize("name", SOUNDS)
def test_the_sounds_that_ship_are_what_the_script_builds(name: str) -> None:
    with wave.open(str(resource(f"sounds/{name}.wav"))) as file:
        shipped = file.readframes(file.getnframes())
        seconds = file.getnframes() / file.getframerate()

    assert shipped == build_sounds.samples(build_sounds.SOUNDS[name])
    assert seconds < 1
