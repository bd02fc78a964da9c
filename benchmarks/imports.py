"""A list of Excel goes in: read, understood, compared with who is known, written with journal and search index."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.harness import RUNS, Budget, Result, Timing, alone, compare
from benchmarks.summits import FOLDER, ROOT, environment, summit, working_folder

ROW, AGAIN, MEMORY = "import a list of Excel", "the same list again: nothing changes", "import: most memory"
BUDGETS_MS = {10_000: 3_000, 100_000: 35_000}
MOST_MB, MOST_MB_AT = 250, 10_000
KNOWN = 1_000
"""So many people are in the database already; a tenth of them stand on the list too."""
_FEW_RUNS, _LARGE = 3, 50_000
_MB = 1e6
_HEADERS = ("序號", "姓名", "英文姓名", "職銜", "單位", "類別", "手機", "電郵", "座位", "飲食要求", "備註")


def main(sizes: Sequence[int], runs: int = RUNS, known: int = KNOWN) -> list[Result]:
    """Every import is in a process of its own, which says how long it took and the most memory it held."""
    results: list[Result] = []
    for size in sizes:
        with working_folder() as folder:
            results += _at(size, runs, known, folder)
    return sorted(results, key=lambda result: (result.row, result.size))


def _at(size: int, runs: int, known: int, folder: Path) -> list[Result]:
    file = _list_of(size, known, summit(known, folder).path)
    taken: tuple[list[float], ...] = ([], [], [])
    most = 0.0
    for _ in range(min(runs, _FEW_RUNS) if size > _LARGE else runs):
        path = summit(known, folder).path
        for samples, again in ((taken[0], False), (taken[1], True)):
            found = _apart("ours", str(path), str(file))
            if found["new"] and again:
                raise RuntimeError("the same list again brought new people")
            samples.append(found["ms"])
            most = max(most, found["peak"] / _MB)
        taken[2].append(_apart("floor", str(folder / "floor.db"), str(file))["ms"])
        (folder / "floor.db").unlink()
    ours, again, floor = (Timing(tuple(sorted(samples))) for samples in taken)
    budget = Budget(median_ms=BUDGETS_MS.get(size))
    within = most <= MOST_MB or size > MOST_MB_AT
    return [
        *(
            replace(compare(row, size, timing, floor, budget), budget=str(budget) or "no budget at this size")
            for row, timing in ((ROW, ours), (AGAIN, again))
        ),
        Result(MEMORY, size, most, most, None, None, f"at {MOST_MB_AT:,} ≤ {MOST_MB} MB", ok=within, unit="MB"),
    ]


def _apart(*words: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", "--apart", *words],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _ours(path: str, file: str) -> None:
    from desktop.progress import Progress
    from desktop.services import events, imports
    from desktop.storage.opening import open_database

    with closing(open_database(Path(path), "bench")) as db:
        began = time.perf_counter_ns()
        listing = imports.read_list(Path(file))
        with db.write() as session:
            done = imports.import_people(session, listing, events.event_in_use(session).id, Progress())
        _say(began, done.new)


def _floor(path: str, file: str) -> None:
    """calamine's cells, put into three tables, an index of words and a journal of text by SQLite alone."""
    from python_calamine import CalamineWorkbook

    began = time.perf_counter_ns()
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[4:]
    with closing(sqlite3.connect(path)) as store:
        store.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE person (id, name, latin, phone, mail);"
            "CREATE TABLE post (id, title, place); CREATE TABLE registration (id, category, seat, diet, note);"
            "CREATE TABLE journal (id, entry); CREATE VIRTUAL TABLE words USING fts5(folded, content='');"
        )
        store.executemany("INSERT INTO person VALUES (?, ?, ?, ?, ?)", ((*row[:3], row[6], row[7]) for row in rows))
        store.executemany("INSERT INTO post VALUES (?, ?, ?)", ((row[0], row[3], row[4]) for row in rows))
        store.executemany(
            "INSERT INTO registration VALUES (?, ?, ?, ?, ?)", ((row[0], row[5], *row[8:11]) for row in rows)
        )
        entries = ((f"{row[0]}{table}", json.dumps(row, ensure_ascii=False)) for row in rows for table in range(3))
        store.executemany("INSERT INTO journal VALUES (?, ?)", entries)
        words = ((" ".join([*str(row[1]), str(row[2]), *str(row[4])]),) for row in rows)
        store.executemany("INSERT INTO words (folded) VALUES (?)", words)
        store.commit()
    _say(began, len(rows))


def _say(began: int, new: int) -> None:
    peak = 0
    with Path("/proc/self/status").open(encoding="ascii") as lines:
        peak = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    print(json.dumps({"ms": (time.perf_counter_ns() - began) / 1e6, "peak": peak, "new": new}))


def _list_of(size: int, known: int, where: Path) -> Path:
    """The list as an office would send it, always the same; made once and kept."""
    path = FOLDER / f"list-{size}-{known}.xlsx"
    if not path.exists():
        import xlsxwriter

        FOLDER.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        with xlsxwriter.Workbook(str(partial), {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet("嘉賓名單")
            sheet.write_row(0, 0, ["峰會 嘉賓名單"])
            for place, row in enumerate([_HEADERS, *_rows(size, where)], 3):
                sheet.write_row(place, 0, row)
        partial.replace(path)
    return path


def _rows(size: int, where: Path) -> Iterator[tuple[object, ...]]:
    from desktop.services.demo_names import HONG_KONG, MAINLAND, Dice, Names

    names, dice = Names(Dice("list")), random.Random(1)
    with closing(sqlite3.connect(where)) as store:
        known = store.execute("SELECT name_zh, name_latin FROM person ORDER BY id").fetchall()
    titles = ("主席", "副主席", "總監", "高級經理\n合規委員會委員", "教授", "Director", "秘書長")
    for number in range(1, size + 1):
        made = names.next(dice.choice((HONG_KONG, MAINLAND)))
        zh, latin = known[number // 10] if number % 10 == 0 and number // 10 < len(known) else (made.zh, made.latin)
        honorific = dice.choice(("", "", "先生", "女士", "博士"))
        yield (
            number, f"{zh}{honorific}" if zh else latin, latin, dice.choice(titles),
            f"第{dice.randrange(max(size // 8, 10))}科技有限公司", dice.choice(("代表", "貴賓", "媒體", "講者")),
            60000000 + number, f"guest{number}@example.org", f"{'ABCDEFG'[number % 7]}-{number // 7:03}",
            dice.choice(("", "", "素食")), dice.choice(("", "", "", "需輪椅通道")),
        )  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["--apart"]:
        {"ours": _ours, "floor": _floor}[sys.argv[2]](*sys.argv[3:])
    else:
        alone(main)
