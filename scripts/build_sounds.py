"""Writes resources/sounds/*.wav: six short signs, made of sines, the same bytes every time.

Run: python scripts/build_sounds.py
"""

import wave
from array import array
from math import exp, pi, sin
from pathlib import Path

RATE = 22_050
FOLDER = Path(__file__).parents[1] / "resources" / "sounds"

Note = tuple[float, float, float]
"""When it begins, how long it lasts (seconds), and its pitch (hertz)."""

SOUNDS: dict[str, tuple[Note, ...]] = {
    "admitted": ((0.0, 0.16, 880.0), (0.08, 0.24, 1318.5)),
    "again": ((0.0, 0.15, 587.3), (0.18, 0.22, 587.3)),
    "alarm": ((0.0, 0.18, 740.0), (0.2, 0.18, 988.0), (0.44, 0.18, 740.0), (0.64, 0.3, 988.0)),
    "left": ((0.0, 0.14, 880.0), (0.1, 0.26, 659.3)),
    "refused": ((0.0, 0.2, 311.1), (0.2, 0.34, 207.7)),
    "vip": ((0.0, 0.3, 1046.5), (0.12, 0.4, 1318.5), (0.24, 0.7, 1568.0)),
}


def samples(notes: tuple[Note, ...]) -> bytes:
    """The notes as 16 bit samples, one channel, each struck and let ring, with a soft octave above it."""
    length = max(start + lasts for start, lasts, _ in notes)
    sound = [0.0] * int(length * RATE)
    for start, lasts, pitch in notes:
        for number in range(int(lasts * RATE)):
            at = number / RATE
            loud = min(1.0, at / 0.006) * exp(-3.2 * at / lasts) * min(1.0, (lasts - at) / 0.02)
            wave_at = sin(2 * pi * pitch * at) + 0.25 * sin(4 * pi * pitch * at)
            sound[int(start * RATE) + number] += 0.32 * loud * wave_at
    return array("h", (round(max(-1.0, min(1.0, value)) * 32_000) for value in sound)).tobytes()


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(notes))
        print(FOLDER / f"{name}.wav")


if __name__ == "__main__":
    main()
