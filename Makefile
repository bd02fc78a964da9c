# Each target sets up what it needs, once: system packages, .venv, the locked dependencies.
PYTHON := .venv/bin/python
DEMO := $(PYTHON) -m desktop --db out/demo.db

.DEFAULT_GOAL := help
.PHONY: help run test lint bench screens setup lock words ready-to-run ready-to-work

help:
	@echo "make run      open the window; with no display, do the day from the command line"
	@echo "make test     check the sources and run every test"
	@echo "make lint     check the sources only"
	@echo "make bench    measure what has a budget and print one table"
	@echo "make screens  a picture of every screen, in out/screens"
	@echo "make setup    only set up what the others need"
	@echo "make words    bring the catalogue of texts in step with the sources"
	@echo "make lock     choose the newest dependencies that are allowed"

ready-to-run:
	@scripts/system-packages run
	@scripts/set-up run

ready-to-work:
	@scripts/system-packages dev
	@scripts/set-up dev

setup: ready-to-work

run: ready-to-run
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		exec $(PYTHON) scripts/run_without_display.py; \
	else \
		exec $(PYTHON) -m desktop; \
	fi

lint: ready-to-work
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo
	$(PYTHON) scripts/words.py --check

# The stories run twice: offscreen with all the rest, then in a real window on an X server of their own.
# Hundreds of tests start the program; it is compiled once, also where Python is told to write no bytecode.
test: lint
	$(PYTHON) -m compileall -q desktop
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n 2 --dist worksteal
	@command -v xvfb-run >/dev/null || { echo "The stories also need a real window: install xvfb-run." >&2; exit 1; }
	QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1600x1000x24" \
		sh -c 'openbox & exec "$$@"' sh $(PYTHON) -m pytest -m xvfb tests/stories

bench: ready-to-work
	$(PYTHON) -m benchmarks.run

screens: ready-to-run
	@mkdir -p out
	rm -rf out/demo.db out/demo.db-wal out/demo.db-shm out/demo.backups
	$(DEMO) demo
	$(DEMO) screens --out out/screens

words: ready-to-work
	$(PYTHON) scripts/words.py

lock: ready-to-work
	scripts/lock
