"""What a start must not wait for, and what a machine without Qt must not need."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"reportlab", "xlsxwriter", "python_calamine", "opencc", "pypinyin", "ToJyutping", "qrcode", "PIL"}
ENTRANCES = {
    "desktop.__main__": HEAVY | {"PySide6"},
    "desktop.app": HEAVY,
    "desktop.cli": HEAVY | {"PySide6"},
}


def loaded_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ENTRANCES)
def test_an_entrance_loads_nothing_before_it_is_needed(module: str) -> None:
    assert loaded_by(module) & ENTRANCES[module] == set()
