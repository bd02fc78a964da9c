"""A backup brought back into the open window."""

from collections.abc import Callable
from pathlib import Path

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.backups import bring_back
from desktop.ui.context import Context
from desktop.ui.session import Whereabouts, look_around


def restore_backup(
    context: Context, source: Path, failed: Callable[[Exception], object], then: Callable[[], object] = lambda: None
) -> None:
    """Put the backup ``source`` in the place of the data, then show its people, or the first run where it has none."""
    store = context.store

    def job(_progress: Progress) -> tuple[Path | None, Whereabouts]:
        kept = bring_back(store, source)
        return kept, look_around(store, context.keeper.now.checkpoint)

    def done(found: tuple[Path | None, Whereabouts]) -> None:
        kept, place = found
        then()
        context.here.rehearsal = place.rehearsal
        context.here.move(event=place.event, checkpoint=place.checkpoint, desk=place.desk)
        context.go("people")
        context.reporter.say(lambda _: _said(_, source, kept))

    context.data.alone(job, done, failed, called=N_("Restoring the backup"))


def _said(_: Translator, source: Path, kept: Path | None) -> str:
    if kept is None:
        return _("{file} is restored.", file=source.name)
    return _("{file} is restored. The data it replaces is kept in {kept}.", file=source.name, kept=kept.name)
