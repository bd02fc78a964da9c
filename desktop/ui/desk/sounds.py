"""What is heard with a verdict, by the name of the sound."""

from collections.abc import Sequence

from desktop.domain.verdicts import Verdict
from desktop.services.readings import ScanResult

_OF_VERDICT = {Verdict.ADMITTED: "admitted", Verdict.ALREADY_IN: "again"}


def sound(result: ScanResult) -> str:
    """The sound of one verdict; somebody who leaves is not heard as one who comes."""
    if result.check_out is not None:
        return "left"
    if result.check_in is not None and result.guest is not None and result.guest.vip:
        return "vip"
    return _OF_VERDICT.get(result.verdict, "refused")


def together_sound(results: Sequence[ScanResult]) -> str:
    """What is heard when a group was let in."""
    heard = {sound(each) for each in results if each.verdict is Verdict.ADMITTED}
    return next((name for name in ("vip", "admitted", "left") if name in heard), "refused")
