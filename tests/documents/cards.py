"""A badge to print, and what can be read off the paper again."""

from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw
from pypdf import PdfReader

from desktop.documents.badge_facts import Badge, Face, Printed
from desktop.documents.badges import print_badges
from desktop.documents.template_files import template
from desktop.documents.templates import NO_OFFSET, Offset, Template
from desktop.domain.text import LocalName
from desktop.domain.tokens import make_token
from desktop.i18n import Language
from desktop.progress import Progress

RARE = "燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢"
DELEGATE = LocalName("代表", "代表", "Delegate")
FACE = Face(
    LocalName("京港青年科創人才發展峰會", "京港青年科创人才发展峰会", "Beijing–Hong Kong Young Talent Summit"),
    "#12305B",
    None,
    Language.ZH_HANT,
)
BADGE = Badge(
    token=make_token(bytes(32), 1, 1),
    serial="A-7K3PX",
    name_zh="歐陽卓軒",
    name_latin="AU YEUNG Cheuk-hin",
    honorific_zh="教授",
    honorific_en="Prof.",
    posts=(("維港光電研究院", "院長"),),
    category=DELEGATE,
    colour="#0B7F48",
    seat="A-07",
)


def logo(kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", (40, 20), "#c81e2d").save(out, kind)
    return out.getvalue()


def photo(kind: str = "JPEG") -> bytes:
    """A blue portrait of three to four with a yellow middle."""
    image, out = Image.new("RGB", (360, 480), "#0000ff"), BytesIO()
    ImageDraw.Draw(image).ellipse((100, 160, 260, 320), fill="#ffff00")
    image.save(out, kind)
    return out.getvalue()


def printed(
    badges: list[Badge], layout: str | Template = "a6", face: Face = FACE, offset: Offset = NO_OFFSET
) -> tuple[bytes, Printed]:
    out = BytesIO()
    layout = template(layout) if isinstance(layout, str) else layout
    result = print_badges(out, badges, face, layout, Progress(), offset)
    return out.getvalue(), result


def seen(pdf: bytes, dpi: float = 150) -> list[Image.Image]:
    """The pages as a printer would show them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil() for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """What one reader copies out of it."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def words_on(pdf: bytes) -> str:
    """What the reader inside of browsers copies out of it, without line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return "".join(text.split("\r\n"))


def sizes_on(pdf: bytes) -> dict[str, float]:
    """How large each line of the first page is, by what it says."""
    sizes: dict[str, float] = {}

    def visit(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        sizes.setdefault(text.strip(), size)

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return sizes
