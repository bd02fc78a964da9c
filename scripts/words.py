"""The catalogue: bring it in step with the sources, or with ``--check`` say what is wrong with it.

Extracts every text marked ``_``, ``N_``, ``ngettext`` or ``pgettext`` below ``desktop/`` into the template,
carries the translations over and compiles them. The same sources give the same bytes: no dates, no places.
"""

import argparse
import io
import string
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "summit-desk"
NAMES = {"zh_Hant": "Traditional Chinese", "zh_Hans": "Simplified Chinese"}
KEYWORDS = parse_keywords(["_", "N_", "ngettext:1,2", "pgettext:1c,2"])

# Written the same in English and in Chinese.
SAME = frozenset(
    {"English", "Asia/Shanghai", "PDF", "QR", "Excel", "CSV", "JSON", "PNG", "{n} KB", "{n} MB", "A-7K2M 9:05"}
)
# OpenCC would convert these, yet they are at home here too: 簽到台, 公里, 皇后, 占, 峰會; 乾隆, 著作.
AT_HOME = {"zh_Hant": frozenset("台里后占峰准"), "zh_Hans": frozenset("乾著")}


class Words(Catalog):
    """A catalogue whose header holds nothing but what gettext needs."""

    def __init__(self, locale: str | None = None) -> None:
        title = f"Summit Desk in {NAMES[locale]}." if locale else "Summit Desk: every text, untranslated."
        super().__init__(locale=locale, domain=DOMAIN, header_comment=f"# {title}", fuzzy=False)

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
        if self.locale:
            headers += [("Language", str(self.locale_identifier)), ("Plural-Forms", self.plural_forms)]
        return headers

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)  # noqa: SLF001  Babel offers no other way


def extracted(root: Path) -> Words:
    """The template: every text that the sources mark, with the comments for translators."""
    words = Words()
    sources = [("**.py", "python")]
    found = extract_from_dir(root / "desktop", sources, keywords=KEYWORDS, comment_tags=["Translators:"])
    for _file, _line, text, comments, context in found:
        words.add(text, None, auto_comments=comments, context=context)
    return words


def translated(template: Words, known: Catalog | None, locale: str) -> Words:
    """The template's texts in ``locale`` with what ``known`` says of them, and no others."""
    words = Words(locale)
    for message in texts(template):
        old = known.get(message.id, message.context) if known else None
        fits = old is not None and isinstance(old.string, tuple) == message.pluralizable
        words.add(
            message.id,
            old.string if old and fits else None,
            flags=[flag for flag in old.flags if flag == "fuzzy"] if old else (),
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            context=message.context,
        )
    return words


def texts(catalogue: Catalog) -> Iterator[Message]:
    """All messages but the header."""
    return (message for message in catalogue if message.id)


def po_bytes(words: Words) -> bytes:
    """The catalogue as text for translators, sorted, without places in the sources."""
    out = io.BytesIO()
    write_po(out, words, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return out.getvalue()


def mo_bytes(words: Words, locale: str) -> bytes:
    """The catalogue as the program reads it, without what isn't translated yet."""
    finished = Words(locale)
    for message in texts(words):
        if is_translated(message) and not message.fuzzy:
            finished.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, finished)
    return out.getvalue()


def is_translated(message: Message) -> bool:
    """Whether every form of it says something."""
    return all(strings(message.string))


def strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of an id or a translation."""
    return (value or "",) if isinstance(value, str | None) else tuple(value)


def folder(root: Path) -> Path:
    """Where the catalogues are."""
    return root / "resources" / "translations"


def wanted(root: Path) -> dict[Path, bytes]:
    """Every file of the catalogue as it should be, from the sources and the translations that are there."""
    template = extracted(root)
    files = {folder(root) / f"{DOMAIN}.pot": po_bytes(template)}
    for locale in NAMES:
        path = po_path(root, locale)
        known = read_po(io.BytesIO(path.read_bytes()), abort_invalid=True) if path.exists() else None
        words = translated(template, known, locale)
        files[path] = po_bytes(words)
        files[path.with_suffix(".mo")] = mo_bytes(words, locale)
    return files


def po_path(root: Path, locale: str) -> Path:
    """The translator's file of one language."""
    return folder(root) / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


def problems(root: Path) -> list[str]:
    """What is wrong with the catalogue, a line each: files out of step, then texts unfinished or wrong."""
    found = [
        f"{path.relative_to(root).as_posix()}: not in step with the sources; run make words"
        for path, content in wanted(root).items()
        if not path.exists() or path.read_bytes() != content
    ]
    for locale in NAMES:
        path = po_path(root, locale)
        if path.exists():
            script = script_check(locale)
            for message in texts(read_po(io.BytesIO(path.read_bytes()), locale=locale)):
                text = strings(message.id)[0]
                found += [f"{locale}: {what}: {text!r}" for what in faults(message, script)]
    return found


def faults(message: Message, wrong_script: Callable[[str], str]) -> Iterator[str]:
    """What is wrong with one translation."""
    if message.fuzzy:
        yield "marked fuzzy"
    if not is_translated(message):
        yield "not translated"
        return
    ids, said = strings(message.id), "".join(strings(message.string))
    if any(placeholders(form) != placeholders(ids[-1]) for form in strings(message.string)):
        yield "placeholders differ"
    if strange := wrong_script(said):
        yield f"in the wrong script: {strange}"
    if not has_han(said) and ids[0] not in SAME and has_words(ids[0]):
        yield "left in English"


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def has_words(text: str) -> bool:
    """Whether anything but placeholders is there to translate."""
    literal = "".join(part for part, *_rest in string.Formatter().parse(text))
    return any(letter.isalpha() for letter in literal)


def has_han(text: str) -> bool:
    """Whether a Chinese character is in it."""
    return any("\u3400" <= letter <= "\u9fff" for letter in text)


def script_check(locale: str) -> Callable[[str], str]:
    """A function that names the characters of the other script in a text."""
    converters = [opencc.OpenCC(name) for name in (("s2t",) if locale == "zh_Hant" else ("t2s", "hk2s"))]

    def strange(text: str) -> str:
        letters = sorted({letter for letter in text if has_han(letter)} - AT_HOME[locale])
        return "".join(one for one in letters if any(each.convert(one) != one for each in converters))

    return strange


def main() -> int:
    """Write the catalogue, or check it; 1 when the check found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    if parser.parse_args().check:
        found = problems(ROOT)
        print("\n".join(found) or "The catalogue is complete.")
        return 1 if found else 0
    for path, content in wanted(ROOT).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{sum('not translated' in line for line in problems(ROOT))} translations are missing.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
