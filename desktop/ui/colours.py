"""Colour arithmetic: how far two colours stand apart, and a brand colour moved until it can be read."""

import colorsys

READABLE = 4.5
"""The contrast at which text can be read (WCAG 2.2, 1.4.3)."""

Rgb = tuple[float, float, float]


def rgb(colour: str) -> Rgb:
    """``#RRGGBB`` as three parts from 0 to 1; raises ``ValueError`` for anything else."""
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"not a colour: {colour}")
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((_luminance(rgb(one)), _luminance(rgb(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` (0 to 1) of ``colour`` laid over ``ground``."""
    above, below = rgb(colour), rgb(ground)
    return _hex(tuple(a * share + b * (1 - share) for a, b in zip(above, below, strict=True)))


def readable(colour: str, grounds: tuple[str, ...]) -> str:
    """``colour`` itself, or else the nearest lightness of its hue that can be read on every one of ``grounds``."""
    hue, light, saturation = colorsys.rgb_to_hls(*rgb(colour))
    down = sum(_luminance(rgb(ground)) for ground in grounds) / len(grounds) > 0.18
    for step in range(101):
        moved = light * (1 - step / 100) if down else light + (1 - light) * step / 100
        tried = colour if step == 0 else _hex(colorsys.hls_to_rgb(hue, moved, saturation))
        if all(contrast(tried, ground) >= READABLE for ground in grounds):
            return tried
    return "#000000" if down else "#FFFFFF"


def on(colour: str) -> str:
    """White or near black, whichever reads better on ``colour``."""
    return max("#FFFFFF", "#0B0E13", key=lambda ink: contrast(ink, colour))


def _luminance(parts: Rgb) -> float:
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
