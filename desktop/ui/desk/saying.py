"""A verdict in words: what the panel shows, in the reader's language and the event's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.domain.verdicts import Asking, Reason, Verdict
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.checkin import GuestCard
from desktop.services.questions import answer_words
from desktop.services.refusals import why
from desktop.services.search import Hit
from desktop.services.walk_ins import Listed
from desktop.ui.desk.answers import Answer
from desktop.ui.shortcuts import SHORTCUTS
from desktop.ui.widgets.marks import state_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A short fact on a ground of its own: ``text``, then ``strong`` in bold, in the colour of ``state``."""

    text: str
    strong: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the panel shows, finished words. Without a ``word`` there is no band, and all stands in the middle.

    ``mark`` is the shape on the band where it isn't that of ``state``.
    """

    state: str = ""
    word: str = ""
    pill: str = ""
    colour: str = ""
    vip: bool = False
    name: str = ""
    beside: str = ""
    other: str = ""
    posts: str = ""
    facts: tuple[Fact, ...] = ()
    advice: str = ""
    hints: tuple[str, ...] = ()
    mark: str = ""

    @property
    def spoken(self) -> str:
        """All of it in one line, for a screen reader."""
        facts = (f"{fact.text} {fact.strong}".strip() for fact in self.facts)
        parts = (self.word, self.pill, self.name, self.beside, self.other, self.posts, *facts, self.advice)
        return ". ".join(part for part in parts if part)


_WORDS = {
    Verdict.ADMITTED: N_("Admitted"),
    Verdict.ALREADY_IN: N_("Already in"),
    Verdict.ELSEWHERE: N_("Elsewhere"),
    Verdict.CANCELLED: N_("Cancelled"),
    Verdict.REPLACED: N_("Replaced badge"),
    Verdict.UNKNOWN: N_("Not ours"),
}
_ENTER = {Verdict.ADMITTED, Verdict.ALREADY_IN}
"""Whose seat, escort and diet are of use at the desk."""
_OTHER_WORDS = {
    Reason.DECLINED: N_("Declined"),
    Reason.BADGE_REVOKED: N_("Revoked"),
    Reason.NOT_YET_OPEN: N_("Not yet"),
    Reason.CLOSED: N_("Closed"),
    Reason.FULL: N_("Full"),
    Reason.LEFT: N_("Once only"),
    Reason.NOT_INSIDE: N_("Not inside"),
    Reason.REPEATED: N_("Read twice"),
}
_ADVICE = {
    Reason.CANCELLED: N_("To let this guest in, set the registration to confirmed on the people page."),
    Reason.DECLINED: N_("To let this guest in, set the registration to confirmed on the people page."),
    Reason.BADGE_REPLACED: N_("The guest may enter with the valid badge. Ask for it, or print it again."),
    Reason.BADGE_REVOKED: N_("This badge admits nobody. A new one needs a reason."),
}
_UNDONE = {
    Listed.BEFORE: N_("{name} counts as not arrived again."),
    Listed.TAKEN_OFF: N_("{name} was a walk-in and is taken off the list too."),
    Listed.STAYS: N_("{name} counts as not arrived again, and stays on the list as a walk-in."),
}
AGAIN = N_("The same badge was read a moment ago; it counts once.")
_MARKS = {Reason.BADGE_REPLACED: "replaced"}
_HINTS = {
    Reason.BADGE_REPLACED: ("badge",),
    Reason.BADGE_REVOKED: ("reprint",),
    Reason.NOT_OURS: ("walk_in",),
    Reason.OTHER_EVENT: ("walk_in",),
}


def verdict_shown(_: Translator, zone: ZoneInfo, checkpoint: str, answer: Answer) -> Shown:
    """What the panel says to ``answer``, given at ``checkpoint``."""
    result, guest = answer.result, answer.guest
    out = result.check_out is not None
    state = "" if answer.undone or out else state_of(result.verdict)
    word = _word(answer)
    hints = _hints(answer)
    if guest is None and result.category:
        told = (Fact(why(_, result, checkpoint, zone.key), state=state),) if not answer.undone else ()
        advice = _(AGAIN) if answer.again else ""
        name = result.category.said_in(_.language)
        return Shown(state=state, word=_(word), name=name, facts=told, advice=advice, hints=hints)
    if guest is None:
        return _nobody(_, state, word, result.reason)
    about = _about(_, guest) if answer.undone or (result.verdict in _ENTER and not out) else ()
    facts = (*_why(_, zone, checkpoint, answer), *_asked(_, answer), *about)
    return Shown(
        state=state,
        word=_(word),
        pill=" · ".join(dict.fromkeys(filter(None, (guest.category.said_in(_.language), guest.role)))),
        colour=guest.colour,
        vip=guest.vip,
        name=guest.name_zh or _latin(guest),
        beside=guest.honorific_zh if guest.name_zh else "",
        other=_latin(guest) if guest.name_zh and guest.name_latin else "",
        posts=" · ".join(post.post_in(_.language) for post in guest.posts),
        facts=facts,
        advice=_advice(_, guest, answer),
        hints=hints,
        mark="left" if out and not answer.undone else _MARKS.get(result.reason, "") if answer.refused else "",
    )


def _word(answer: Answer) -> str:
    """What stands on the band."""
    result = answer.result
    if answer.undone:
        return N_("Taken back")
    if result.check_out is not None:
        return N_("Checked out")
    if result.override is not None:
        return N_("Admitted anyway")
    if result.check_in is not None and result.earlier is not None:
        return N_("Came back")
    return _OTHER_WORDS.get(result.reason, _WORDS[result.verdict]) if answer.refused else _WORDS[result.verdict]


def _hints(answer: Answer) -> tuple[str, ...]:
    """The keys that help now."""
    if answer.undone:
        return ()
    asked = ("answer",) if answer.open else ()
    anyway = ("override",) if answer.refused and answer.known and not answer.result.repeated else ()
    here = ("move_aboard",) if answer.refused and answer.result.rides else ()
    return (*asked, *here, *(_HINTS.get(answer.result.reason, ()) if answer.refused else ()), *anyway)


def _advice(_: Translator, guest: GuestCard, answer: Answer) -> str:
    if answer.undone:
        return _(_UNDONE[answer.listed], name=guest.name)
    if answer.again:
        return _(AGAIN)
    if answer.instead_of:
        return _("Comes in the place of {name}, whose badge is void.", name=answer.instead_of)
    return _said(_, _ADVICE.get(answer.result.reason, "")) if answer.refused else ""


def _asked(_: Translator, answer: Answer) -> tuple[Fact, ...]:
    """What is to be handed over or asked, the open first."""
    if answer.undone:
        return ()
    still = (
        Fact(_("Hand over") if each.kind is Asking.HAND_OVER else _("Ask"), each.text.said_in(_.language), "vip")
        for each in answer.open
    )
    return (
        *still,
        *(Fact(each.text.said_in(_.language), answer_words(_, said), "admitted") for each, said in answer.kept),
    )


def idle_shown(_: Translator, place: str, arrived: int, expected: int) -> Shown:
    """What the panel says while nobody stands at the desk."""
    advice = _(
        "Scan a badge. Or type a name, pinyin, an organisation, a badge's serial"
        " or the last four digits of a phone: whoever fits is listed here."
    )
    if not expected and not arrived:
        return Shown(pill=place, advice=advice)
    return Shown(pill=place, name=str(arrived), beside=_("of {total} arrived", total=expected), advice=advice)


def on_the_list(_: Translator, namesakes: Sequence[Hit]) -> str:
    """That somebody, or several, are on the list under the name of a walk-in."""
    first, key = namesakes[0], SHORTCUTS["listed"].shown
    if len(namesakes) > 1:
        return _(
            "{n} guests named {name} are on the list. {key} shows them; Enter registers one more.",
            n=len(namesakes),
            name=first.name,
            key=key,
        )
    about = " · ".join(filter(None, (first.category.said_in(_.language), first.post_in(_.language))))
    return _(
        "{name} ({about}) is on the list. {key} lets in that guest; Enter registers another of this name.",
        name=first.name,
        about=about,
        key=key,
    )


def not_kept(_: Translator) -> Shown:
    """What the panel says where a scan could not be written: nobody is let in on it."""
    return Shown("refused", _("Not saved"), name=_("Scan again"), advice=_("The last scan could not be saved."))


def moment(_: Translator, zone: ZoneInfo, at: datetime, now: datetime, *, seconds: bool = False) -> str:
    """``at`` on the event's clock, with its day where that isn't the day of ``now``."""
    time, day = _.time(at, zone.key, seconds=seconds), at.astimezone(zone).date()
    return time if day == now.astimezone(zone).date() else f"{_.date(day)} {time}"


def _latin(guest: GuestCard) -> str:
    return " ".join(filter(None, (guest.honorific_en, guest.name_latin)))


def _nobody(_: Translator, state: str, word: str, reason: Reason) -> Shown:
    names = {
        Reason.OTHER_EVENT: _("Badge of another event"),
        Reason.NOT_RECEIVED: _("A genuine badge that this machine does not know"),
    }
    return Shown(
        state=state,
        word=_(word),
        name=names.get(reason, _("Not a badge of this event")),
        advice=_("Type the guest's name; whoever is on no list can be registered as a walk-in."),
        hints=_HINTS.get(reason, ()),
    )


def _said(_: Translator, text: str) -> str:
    return _(text) if text else ""


def _about(_: Translator, guest: GuestCard) -> tuple[Fact, ...]:
    facts = (
        Fact(_("Seat"), guest.seat),
        Fact(_("Escort"), guest.escort),
        Fact(_("Diet"), guest.diet),
        Fact(_("Note"), " · ".join(filter(None, guest.note.splitlines()))),
    )
    return tuple(fact for fact in facts if fact.strong)


def _why(_: Translator, zone: ZoneInfo, checkpoint: str, answer: Answer) -> tuple[Fact, ...]:
    """Why the verdict is not *admitted*; the first facts, in its colour."""
    result, state = answer.result, state_of(answer.result.verdict)
    if answer.undone:
        return ()
    if not answer.refused:
        return _of_admitted(_, zone, checkpoint, answer)
    if result.verdict is Verdict.ALREADY_IN and result.earlier is not None and result.reason is Reason.NONE:
        return (Fact(_earlier(_, zone, checkpoint, answer), state=state),)
    if result.reason is Reason.NOT_HERE:
        # At the door of a vehicle, only that of the guest's own one is of use.
        where = (result.rides,) if result.rides else answer.where
        places = _.pgettext("between names", ", ").join(name.said_in(_.language) for name in where)
        return (
            Fact(_("Please go to"), places, state)
            if places
            else Fact(_("No checkpoint is open to this category."), state=state),
        )
    if result.reason is Reason.NOT_YET_OPEN and result.opening.opens_at is not None:
        return (Fact(_("Opens at"), moment(_, zone, result.opening.opens_at, result.at), state),)
    if result.reason is Reason.CLOSED and result.opening.closes_at is not None:
        return (Fact(_("Closed at"), moment(_, zone, result.opening.closes_at, result.at), state),)
    if result.reason is Reason.BADGE_REPLACED:
        return (Fact(_("Valid now"), result.valid_serial, state),)
    if result.reason is Reason.BADGE_REVOKED:
        return (Fact(_("Badge revoked"), result.revoked_why, state),)
    if result.verdict is Verdict.CANCELLED:
        return (Fact(_changed(_, zone, answer), state=state),)
    told = why(_, result, checkpoint, zone.key)
    return (Fact(told, state=state),) if told else ()


def _of_admitted(_: Translator, zone: ZoneInfo, checkpoint: str, answer: Answer) -> tuple[Fact, ...]:
    result = answer.result
    if result.override is None and result.earlier is not None and result.earlier.left_at is not None:
        return (Fact(_("Had left at"), moment(_, zone, result.earlier.left_at, result.at), "admitted"),)
    told = why(_, result, checkpoint, zone.key)
    return (Fact(told, state="admitted"),) if told else ()


def _earlier(_: Translator, zone: ZoneInfo, checkpoint: str, answer: Answer) -> str:
    earlier = answer.result.earlier
    if earlier is None:
        return ""
    at = moment(_, zone, earlier.at, answer.result.at, seconds=True)
    if not earlier.who:
        return _("{time} at desk {desk} · {checkpoint}", time=at, desk=earlier.desk, checkpoint=checkpoint)
    return _(
        "{time} at desk {desk} · {checkpoint} by {who}",
        time=at,
        desk=earlier.desk,
        checkpoint=checkpoint,
        who=earlier.who,
    )


def _changed(_: Translator, zone: ZoneInfo, answer: Answer) -> str:
    declined = answer.result.reason is Reason.DECLINED
    if answer.changed_at is None:
        return _("Declined on the guest list") if declined else _("Cancelled on the guest list")
    said = moment(_, zone, answer.changed_at, answer.result.at)
    if declined:
        return _("Declined {time}, entered by {who}", time=said, who=answer.changed_by)
    return _("Cancelled {time} by {who}", time=said, who=answer.changed_by)
