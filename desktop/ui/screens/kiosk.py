"""The kiosk: what a guest sees there, from the first screen to the badge, and the way out."""

from collections.abc import Iterator, Mapping
from functools import partial
from secrets import token_bytes

from desktop.domain.pins import SALT_BYTES, sealed
from desktop.errors import N_
from desktop.ui.kiosk import Kiosk
from desktop.ui.kiosk.asking import Candidate, Proof
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import Step, each, typed
from desktop.ui.start import Program

_PIN = "2468"


def scenes(program: Program, tokens: Mapping[str, str], size: tuple[int, int]) -> Iterator[Scene]:
    """``tokens`` says what to read for each verdict. At the end the kiosk is left."""
    context = program.context
    if context is None:
        return
    context.keeper.change(kiosk_pin=sealed(_PIN, token_bytes(SALT_BYTES)))
    kiosk = Kiosk(context, program.window.window())
    kiosk.open()
    kiosk.showNormal()
    kiosk.resize(*size)
    stage, visit = kiosk.stage, kiosk.visit

    def scene(name: str, step: Step) -> Scene:
        # A screen that goes by itself would be gone before its last picture.
        return Scene(f"kiosk-{name}", each(step, lambda: stage.wait(0)), of=lambda: kiosk)

    yield scene("idle", stage.go_home)
    for name in ("already-in", "cancelled"):
        if name in tokens:
            yield scene(name, partial(visit.read, tokens[name]))
    yield scene("name", stage.idle.no_badge.click)
    yield scene("name-nobody", each(typed(stage.name.edit, "qqqq"), stage.name.go.click))
    found = [
        Candidate(context.here.desk.id, shown, beside, Proof.EITHER)
        for shown, beside in (
            ("陳○文", "維港光電研究院"),
            ("陳○文", "粵港創科聯盟"),
            ("陳○文", "The Hong Kong University of Science and Technology"),
            ("陳○明", ""),
            ("C. Tai M.", ""),
        )
    ]
    yield scene("pick", each(lambda: stage.pick.offer(found), lambda: stage.go(stage.pick)))
    yield scene("proof", stage.pick.lines[0].click)
    yield scene("proof-phone", partial(stage.pick.picked.emit, Candidate(context.here.desk.id, "", "", Proof.PHONE)))
    printing = N_("Your badge is being printed.")
    yield scene("welcome", lambda: stage.tell("admitted", N_("Welcome"), printing, name="歐陽卓軒"))
    yield scene("pin", stage.ask_pin)
    yield scene("pin-wrong", each(typed(stage.pin.edit, "1111"), stage.pin.go.click))
    kiosk.leave()
