"""How readiness looks and is put into words."""

from zoneinfo import ZoneInfo

from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_words import PLACE_WORDS, SIGNING_WORDS
from desktop.domain.programme import Part
from desktop.domain.programme_words import PART_WORDS
from desktop.domain.readiness import Level, Where
from desktop.i18n import Language, Translator
from desktop.services.readiness import Need
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.stage_words import clock

LEVEL_STATES = {Level.READY: "admitted", Level.WAIT: "", Level.CALL: "already_in", Level.ALARM: "refused"}
PLACE_STATES = {
    Where.ON_STAGE: "admitted",
    Where.HOLDING_ROOM: "admitted",
    Where.IN_BUILDING: "elsewhere",
    Where.LEFT: "stopped",
    Where.CANCELLED: "stopped",
    Where.DECLINED: "stopped",
}
"""The shape of each place; a ring stands for who is still expected."""


def part_words(part: Part | SigningPart) -> str:
    """What a part is called, as a message id."""
    return SIGNING_WORDS[part] if isinstance(part, SigningPart) else PART_WORDS[part]


def need_state(need: Need) -> str:
    """The colour and shape of somebody: red if an alarm rings for them, else by where they are."""
    return "refused" if need.level is Level.ALARM else PLACE_STATES.get(need.where, "")


def need_name(_: Translator, need: Need) -> str:
    """The name that a reader of this language looks for."""
    first, second = need.name_zh, need.name_latin
    return (second or first) if _.language is Language.EN else (first or second)


def need_styled(context: Context, need: Need) -> str:
    """The name as it is shown, with the honorific where its language has it: before a Latin name, after a Chinese."""
    _ = context.look.words._
    name = need_name(_, need)
    latin = name != need.name_zh
    said = (need.honorific_en, as_seen(context, name)) if latin else (as_seen(context, name), need.honorific_zh)
    return " ".join(filter(None, said))


def whereabouts(_: Translator, need: Need, zone: ZoneInfo, *, short: bool = False) -> str:
    """Where somebody is, and where and when they were read last; ``short`` where a shape says what place that is."""
    place = _(PLACE_WORDS[need.where])
    last = need.checkpoint.said_in(_.language)
    if need.at is None or not last:
        return place
    at = clock(need.at.replace(second=0, microsecond=0), zone)
    if need.where in {Where.IN_BUILDING, Where.NOT_ARRIVED} or (short and need.where.here):
        return _("{place}, {time}", place=last, time=at)
    return _("{state} · {place}, {time}", state=place, place=last, time=at)
