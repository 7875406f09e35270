# make app     install the tool into .venv and open it at http://localhost:8501 (PORT=... for another)
# make test    everything that must hold before a change is done: lint, then the tests
# make lint    style, types, and who may import whom
# make format  rewrite the files as the style wants them
# make samples write the sample tenders again
# make bench   what it costs, side by side with what a user would pick instead
# make pins    write the two requirements files again from pyproject.toml

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := app

PORT ?= 8501
bin := .venv/bin
compile := $(bin)/uv pip compile --quiet --universal --python-version 3.11 --annotation-style line \
	--no-emit-index-url --no-emit-find-links --output-file

.PHONY: app test lint format samples bench pins setup-app setup-dev
# One step after another, also under make -j: the closing line of the tests is the last one.
.NOTPARALLEL:

app: setup-app
	$(bin)/python -m streamlit run app.py --server.port=$(PORT)

test: lint
	$(bin)/python -m pytest --numprocesses=2 --no-loadscope-reorder

lint: setup-dev
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports --no-logo

format: setup-dev
	$(bin)/ruff check --fix-only
	$(bin)/ruff format

samples: setup-app
	$(bin)/python -m sample_tenders.build

bench: setup-dev
	$(bin)/python -m benchmarks

pins: export UV_CUSTOM_COMPILE_COMMAND = make pins
pins: setup-dev
	$(bin)/python -m pip install --quiet uv
	$(compile) requirements.txt pyproject.toml >/dev/null
	$(compile) requirements-dev.txt --constraint requirements.txt --group dev pyproject.toml >/dev/null

setup-app:
	@tools/setup.sh app

setup-dev:
	@tools/setup.sh dev
