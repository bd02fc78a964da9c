"""export · backup · restore · verify: files out, and the database kept safe."""

from pathlib import Path

from desktop.cli import conflicts, handbooks, programme, travel
from desktop.cli.parser import Commands
from desktop.cli.run import Run, now
from desktop.errors import N_, UserError
from desktop.i18n import Translator


class SearchIsStale(UserError):
    code = "search_stale"
    text = N_("What people are found by is not up to date. “doctor --rebuild-search” makes it anew; no data is lost.")


class NotWhole(UserError):
    code = "not_whole"
    text = N_("{file} is not as it should be. The last good backup can be brought back with “restore”.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("export", _("Write lists as files; the file's ending says which kind."))
    for name, help_, action in (
        ("people", _("Everyone at the event in use."), export_people),
        ("check-ins", _("All check-ins of the event in use, those taken back included."), export_check_ins),
    ):
        made = group.add(name, help_, action)
        made.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("The file to write."))
    programme.add_export(group, _)
    conflicts.add_export(group, _)
    handbooks.add_export(group, _)
    travel.add_export(group, _)
    backup = commands.add("backup", _("Write a consistent copy of the database, while desks work."), back_up)
    backup.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("The file to write."))
    backup.add_argument(
        "--with-keys", action="store_true", help=_("With the keys that badges are made with: keep the file as safe.")
    )
    bring_back = commands.add("restore", _("Bring a backup back; what is there now is put aside."), restore)
    bring_back.add_argument(
        "file", type=Path, nargs="?", metavar=_("FILE"), help=_("The backup; else the last good automatic one.")
    )
    commands.add("verify", _("Check the database and its log, entry by entry."), verify)


def export_people(run: Run, _: Translator) -> None:
    """Write everyone at the event to a file."""
    from desktop.services import events, exports

    with run.database() as db, db.read() as session:
        rows = exports.export_people(session, events.event_in_use(session).id, run.args.out, _)
    _tell(run, _, rows)


def export_check_ins(run: Run, _: Translator) -> None:
    """Write all check-ins of the event to a file."""
    from desktop.services import events, exports

    with run.database() as db, db.read() as session:
        rows = exports.export_check_ins(session, events.event_in_use(session).id, run.args.out, _)
    _tell(run, _, rows)


def _tell(run: Run, _: Translator, rows: int) -> None:
    out = run.args.out
    run.give(
        {"file": str(out), "rows": rows},
        [_.ngettext("{n} row is in {file}.", "{n} rows are in {file}.", rows, file=out)],
    )


def back_up(run: Run, _: Translator) -> None:
    """Write a copy of the database."""
    from desktop.services import upkeep

    upkeep.require(run.path)
    with run.database() as db:
        file = upkeep.back_up(db, run.args.out, with_keys=run.args.with_keys)
    run.give(
        {"file": str(file), "bytes": file.stat().st_size, "with_keys": run.args.with_keys},
        [_("The backup is in {file}.", file=file)],
    )


def restore(run: Run, _: Translator) -> None:
    """Bring a backup back."""
    from desktop.services import upkeep

    source, kept = upkeep.restore(run.path, run.args.file, now())
    lines = [_("{backup} is now the database {file}.", backup=source, file=run.path)]
    if kept is not None:
        lines.append(_("The file that was there is now {file}.", file=kept))
    run.give({"file": str(run.path), "from": str(source), "kept": None if kept is None else str(kept)}, lines)


def verify(run: Run, _: Translator) -> None:
    """Check the database; what is wrong is listed, and makes the command fail."""
    from desktop.services import upkeep

    upkeep.require(run.path)
    with run.database() as db, db.read() as session:
        found = upkeep.verify(session)
    faults = [{"code": fault.code, "problem": _(fault.text, **fault.values)} for fault in found.faults]
    run.give(
        {"ok": not faults, "entries": found.entries, "rows": found.rows, "faults": faults},
        [
            _("{entries} entries of the log and {rows} rows were checked.", entries=found.entries, rows=found.rows),
            *(fault["problem"] for fault in faults),
            *([] if faults else [_("Everything is as it should be.")]),
        ],
    )
    if any(fault.code != "search" for fault in found.faults):
        raise NotWhole(file=run.path)
    if faults:
        raise SearchIsStale
