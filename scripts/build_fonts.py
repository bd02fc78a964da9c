"""Build ``resources/fonts`` from Noto Sans HK, Noto Sans SC (npm) and HanaMinA (Debian's fonts-hanazono).

The same input gives the same bytes. Hinting, vertical metrics and layout that Latin and Chinese in a line do
not need are left out; of the two Noto no character is. The families get names of our own, as the Open Font
License asks of a changed font with reserved names ("Source", "HanaMinA").

    python scripts/build_fonts.py [--hk noto-sans-hk.tgz] [--sc noto-sans-sc.tgz] [--hana HanaMinA.ttf] [--latin]

Without the archives ``npm pack`` fetches them; ``--latin`` builds just the Latin one, out of what is there.
"""

import argparse
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from math import dist
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
LICENCES = ROOT / "resources" / "licences"
NPM_VERSION = "0.4.3"
HANA = Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf")
HANA_COPYRIGHT = Path("/usr/share/doc/fonts-hanazono/copyright")
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
KEPT_FEATURES = ["ccmp", "kern", "mark"]
DROPPED_TABLES = ["BASE", "FFTM", "STAT", "prop", "vhea", "vmtx"]
# Seconds from 1904: 2021-01-01, so that a build says nothing about when it was made.
BUILT = 3_692_217_600
LATIN = [*range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2028), 0x20AC, 0x2122]
NARROWED = "‘’“”…"
AROUND = 50
"""Of an em's 1,000 units, what is left free on either side of a curly mark."""
BOLDER = 22
"""By so many of an em's 1,024 units each side of a stroke is moved outward."""


def main() -> None:
    """Build the eight fonts and put their licences beside them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hk", type=Path, help="archive of @expo-google-fonts/noto-sans-hk")
    parser.add_argument("--sc", type=Path, help="archive of @expo-google-fonts/noto-sans-sc")
    parser.add_argument("--hana", type=Path, default=HANA, help="HanaMinA.ttf")
    parser.add_argument("--latin", action="store_true", help="only the Latin font")
    given = parser.parse_args()
    if given.latin:
        build_latin()
        return
    FONTS.mkdir(parents=True, exist_ok=True)
    LICENCES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        hk = given.hk or npm_pack("noto-sans-hk", Path(folder))
        sc = given.sc or npm_pack("noto-sans-sc", Path(folder))
        covered = build_noto(hk, "HK") | build_noto(sc, "SC")
    build_extra(given.hana, covered)
    build_latin()
    if HANA_COPYRIGHT.exists():
        (LICENCES / "Hanazono-OFL.txt").write_text(debian_licence(HANA_COPYRIGHT.read_text("utf-8")), "utf-8")


def npm_pack(name: str, folder: Path) -> Path:
    """Fetch the package ``@expo-google-fonts/name`` into ``folder``; returns its archive."""
    package = f"@expo-google-fonts/{name}@{NPM_VERSION}"
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / f"expo-google-fonts-{name}-{NPM_VERSION}.tgz"


def build_noto(archive: Path, region: str) -> set[int]:
    """Write both weights of Noto Sans ``region`` and its licence; returns the characters it covers."""
    covered: set[int] = set()
    with tarfile.open(archive) as package:
        for weight, folder in WEIGHTS.items():
            font = opened(member(package, f"{folder}/NotoSans{region}_{folder}.ttf"))
            covered = set(font.getBestCmap())
            prune(font, covered)
            origin = f"Noto Sans {region} {weight}, pruned"
            rename(font, f"Summit Desk Sans {region}", weight, str(font["name"].getDebugName(0)), origin)
            save(font, f"SummitDeskSans{region}-{weight}.ttf")
        (LICENCES / f"Noto-Sans-{region}-OFL.txt").write_bytes(member(package, "LICENSE_FONT"))
    return covered


def build_extra(hana: Path, covered: set[int]) -> None:
    """Write the font of the Chinese and Latin characters in HanaMinA that are not among ``covered``.

    Hanazono has one weight. On the screen a bold name has these characters in bold too, so theirs is made here.
    """
    font = opened(hana.read_bytes())
    prune(font, (code for code in font.getBestCmap() if code not in covered and wanted(code)))
    copyright_line = "Copyright (c) 2011, GlyphWiki Project (kamichi@fonts.jp)"
    rename(font, "Summit Desk Han Extra", "Regular", copyright_line, "characters from the Hanazono fonts")
    save(font, "SummitDeskHanExtra-Regular.ttf")
    embolden(font)
    rename(font, "Summit Desk Han Extra", "Bold", copyright_line, "characters from the Hanazono fonts, emboldened")
    save(font, "SummitDeskHanExtra-Bold.ttf")


def build_latin() -> None:
    """Write the Latin letters of our Noto Sans HK with curly marks as wide as their ink, and points on the line.

    In a Chinese font these marks are as wide as a character, which tears English sentences apart.
    """
    for weight in WEIGHTS:
        font = opened((FONTS / f"SummitDeskSansHK-{weight}.ttf").read_bytes())
        copyright_line = str(font["name"].getDebugName(0))
        prune(font, LATIN)
        glyphs, names = font["glyf"], font.getBestCmap()
        for mark in NARROWED:
            name = names[ord(mark)]
            glyph = glyphs[name]
            on_the_line = glyphs[names[ord(".")]].yMin - glyph.yMin if mark == "…" else 0
            glyph.coordinates.translate((AROUND - glyph.xMin, on_the_line))
            glyph.recalcBounds(glyphs)
            font["hmtx"][name] = (glyph.xMax + AROUND, glyph.xMin)
        rename(font, "Summit Desk Latin", weight, copyright_line, f"Noto Sans HK {weight}, its Latin letters")
        save(font, f"SummitDeskLatin-{weight}.ttf")


def embolden(font: TTFont) -> None:
    """Move all outlines outward; how wide the characters are stays."""
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.numberOfContours > 0:
            points, start = [(float(x), float(y)) for x, y in glyph.coordinates], 0
            grown: list[tuple[int, int]] = []
            for end in glyph.endPtsOfContours:
                grown += outward(points[start : end + 1])
                start = end + 1
            glyph.coordinates = GlyphCoordinates(grown)
            glyph.recalcBounds(glyphs)
    font["OS/2"].usWeightClass, font["head"].macStyle = 700, 1
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x40 | 0x20


def outward(contour: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """A contour of TrueType, which has the ink at its right, moved to its left by ``BOLDER``."""
    moved = []
    for number, (x, y) in enumerate(contour):
        before = next((each for each in (contour[number - n] for n in range(1, len(contour))) if each != (x, y)), None)
        following = (contour[(number + n) % len(contour)] for n in range(1, len(contour)))
        after = next((each for each in following if each != (x, y)), None)
        if before is None or after is None:
            moved.append((round(x), round(y)))
            continue
        come, go = dist(before, (x, y)), dist((x, y), after)
        in_x, in_y = (x - before[0]) / come, (y - before[1]) / come
        out_x, out_y = (after[0] - x) / go, (after[1] - y) / go
        straight = 1 + in_x * out_x + in_y * out_y
        # A corner moves along the middle between its two sides; a needle's tip not further than thrice as far.
        far = BOLDER / max(straight, 1 / 3)
        moved.append((round(x - (in_y + out_y) * far), round(y + (in_x + out_x) * far)))
    return moved


def wanted(code: int) -> bool:
    """Whether a name may hold ``code``: Latin letters, Chinese characters, radicals and their marks."""
    latin = 0xC0 <= code <= 0x24F or 0x1E00 <= code <= 0x1EFF
    chinese = 0x2E80 <= code <= 0x2FDF or 0x3005 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF
    return latin or chinese or code >= 0x20000


def opened(data: bytes) -> TTFont:
    """The font in ``data``, without its own clock."""
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def member(package: tarfile.TarFile, name: str) -> bytes:
    """The file ``name`` of an npm package."""
    file = package.extractfile(f"package/{name}")
    if file is None:
        raise FileNotFoundError(name)
    return file.read()


def prune(font: TTFont, characters: Iterable[int]) -> None:
    """Keep of ``font`` only what drawing ``characters`` in a line needs."""
    options = Options()
    options.hinting = False
    options.layout_features = KEPT_FEATURES
    options.drop_tables += DROPPED_TABLES
    options.name_IDs = []
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font: TTFont, family: str, weight: str, copyright_line: str, description: str) -> None:
    """Give ``font`` a name of our own; its copyright and licence stay."""
    compact = family.replace(" ", "")
    texts = {
        0: copyright_line,
        1: family,
        2: weight,
        3: f"{compact}-{weight}",
        4: f"{family} {weight}",
        5: f"Version {font['head'].fontRevision:.3f}",
        6: f"{compact}-{weight}",
        10: description,
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://scripts.sil.org/OFL",
    }
    font["name"].names = []
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def save(font: TTFont, name: str) -> None:
    """Write ``font`` and say its size."""
    font["head"].created = font["head"].modified = BUILT
    path = FONTS / name
    font.save(path)
    print(f"{name}  {len(font.getBestCmap()):,} characters  {path.stat().st_size / 1e6:.1f} MB")


def debian_licence(text: str) -> str:
    """The Open Font License of a Debian copyright file, its indentation undone."""
    start = text.index("License: Open-Font-License\n  Copyright")
    lines = text[start:].splitlines()[1:]
    own = []
    for line in lines:
        if line and not line.startswith(" "):
            break
        own.append("" if line.strip() == "." else line[2:])
    return "\n".join(own).strip() + "\n"


if __name__ == "__main__":
    main()
