"""A group in words: its list, and what became of it."""

from collections.abc import Sequence

from desktop.domain.verdicts import Verdict
from desktop.i18n import Translator
from desktop.services.groups import Group, Member, here_words
from desktop.services.last_scans import TakenBack
from desktop.services.readings import ScanResult
from desktop.services.refusals import why
from desktop.ui.desk.offers import STATUS
from desktop.ui.desk.pick_list import Pick
from desktop.ui.desk.saying import Fact, Shown
from desktop.ui.shortcuts import SHORTCUTS
from desktop.ui.widgets.marks import state_of

_MOST = 4
"""How many refusals are told one by one."""


def head(_: Translator, group: Group, ticked: int, count: int, people: Sequence[Member] = ()) -> str:
    """What stands over the list of a group, of which there are ``count``; where somebody leads it, who is here, too."""
    name, key = group.name.said_in(_.language), SHORTCUTS["group"].shown
    if group.leader is not None:
        name = _("{group} ({here})", group=name, here=here_words(_, group, people))
    if not ticked and count == 1:
        return _("{group}: nobody is ticked", group=name)
    if not ticked:
        return _("{group}: nobody is ticked; {key} shows the next group", group=name, key=key)
    if count == 1:
        return _("{group}: Enter lets in {n}; Space unticks who is absent", group=name, n=ticked)
    return _(
        "{group}: Enter lets in {n}; Space unticks who is absent; {key} shows the next group",
        group=name,
        n=ticked,
        key=key,
    )


def line(_: Translator, member: Member, *, ticked: bool | None) -> Pick:
    """One of a group; who is in already, or does not come, can't be ticked."""
    if member.came:
        state, right = "already_in", _("Already in")
    elif member.status.expected:
        state, right = "", member.category.said_in(_.language)
    else:
        state, right = "stopped", _(STATUS[member.status])
    beside = member.name_latin if member.name_zh else ""
    return Pick(member.registration, member.name, beside, "", right, state, member.colour, ticked=ticked)


def admitted(_: Translator, zone: str, place: str, group: Group, results: Sequence[ScanResult]) -> Shown:
    """What the panel says of a group that was let in."""
    let_in = [each for each in results if each.verdict is Verdict.ADMITTED]
    rest = [each for each in results if each.verdict is not Verdict.ADMITTED]
    facts = [
        Fact(each.guest.name if each.guest is not None else "", why(_, each, place, zone), state_of(each.verdict))
        for each in rest[:_MOST]
    ]
    if len(rest) > _MOST:
        facts.append(Fact(_("{n} more were not let in.", n=len(rest) - _MOST), state=state_of(rest[-1].verdict)))
    return Shown(
        state="admitted" if let_in else state_of(rest[0].verdict),
        word=_("Admitted") if let_in else _("Nobody"),
        vip=any(each.guest is not None and each.guest.vip for each in let_in),
        name=_.ngettext("{n} person", "{n} people", len(let_in)),
        other=group.name.said_in(_.language),
        facts=tuple(facts),
        hints=("undo",) if let_in else (),
    )


def taken_back(_: Translator, taken: TakenBack) -> Shown:
    """What the panel says when a group's check-ins were taken back."""
    n = 1 + len(taken.others)
    return Shown(
        word=_("Taken back"),
        name=_.ngettext("{n} person", "{n} people", n),
        advice=_("All of the group count as not arrived again."),
    )
