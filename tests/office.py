"""Workbooks recalculated by LibreOffice, all of a test module in one call.

Starting the office suite costs a second, a workbook more a tenth of one. A test module therefore registers,
when it is imported, what builds its workbooks; the fixture `office` builds those of a module when one of them
is first asked for, has them recalculated together, and hands out both versions by name::

    register_workbook("matrix_two_bids", lambda: scoring_matrix(two_bids()))


    def test_the_matrix_recalculates_to_what_it_stores(office):
        assert office.differences("matrix_two_bids") == []
"""

import math
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.workbook.workbook import Workbook

Producer = Callable[[], bytes]
CellValue = object

# LibreOffice trusts the values stored beside formulas unless its profile tells it never to (0: always
# recalculate), and a workbook with a wrong stored value would then pass every test.
RECALCULATING_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
SECONDS_ALLOWED = 280

# What builds each workbook; its module is that of the tests it is for.
_PRODUCERS: dict[str, Producer] = {}


def register_workbook(name: str, producer: Producer) -> None:
    """Have the bytes that `producer` returns recalculated under `name`; call it when the module is imported.

    Raises
    ------
    ValueError
        The name is taken, or would not do as the stem of a file.
    """
    if name in _PRODUCERS:
        raise ValueError(f"A workbook is already registered as {name!r}. Choose another name.")
    if not name or name != Path(name).name:
        raise ValueError(f"{name!r} cannot be the stem of a file. Use letters, digits and _.")
    _PRODUCERS[name] = producer


@dataclass(frozen=True)
class Difference:
    """A formula cell whose stored value is not what LibreOffice calculates."""

    sheet: str
    cell: str
    formula: str
    stored: CellValue
    recalculated: CellValue


@dataclass(frozen=True)
class OfficeWorkbooks:
    """The registered workbooks, as they were written and as LibreOffice recalculated them."""

    folder: Path
    failures: dict[str, Exception] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set, repr=False)
    _opened: dict[Path, Workbook] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Workbook:
        """Return the recalculated values of a workbook; an error reads as its sign, such as `#DIV/0!`."""
        return self._open(self.path(name))

    def path(self, name: str) -> Path:
        """Return the recalculated file of a workbook, and make those of its module where that is not done.

        Raises
        ------
        AssertionError
            The producer of that workbook raised; its exception is the cause of this one.
        KeyError
            No workbook of that name was registered.
        RuntimeError
            LibreOffice is missing, or did not recalculate every workbook of the module.
        """
        if name not in _PRODUCERS:
            raise KeyError(f"No workbook was registered as {name!r}.")
        self._make(_PRODUCERS[name].__module__)
        if name in self.failures:
            raise AssertionError(f"The workbook {name!r} could not be built.") from self.failures[name]
        return self.recalculated / f"{name}.xlsx"

    @property
    def written(self) -> Path:
        """The folder of the workbooks as they were written."""
        return self.folder / "written"

    @property
    def recalculated(self) -> Path:
        """The folder of the workbooks as they were recalculated."""
        return self.folder / "recalculated"

    def _make(self, module: str) -> None:
        """Build every workbook of a test module and recalculate them in one call of LibreOffice."""
        if module in self._made:
            return
        for folder in (self.written, self.recalculated):
            folder.mkdir(exist_ok=True)
        files = []
        for name, producer in _PRODUCERS.items():
            if producer.__module__ != module:
                continue
            try:
                content = producer()
            except Exception as error:  # noqa: BLE001 - raised again by `path` for each test that asks for it
                self.failures[name] = error
            else:
                files.append(self.written / f"{name}.xlsx")
                files[-1].write_bytes(content)
        recalculate(files, self.recalculated, self.folder / f"profile_{module}")
        self._made.add(module)

    def stored(self, name: str) -> Workbook:
        """Return the values that were written beside the formulas of a workbook."""
        self.path(name)
        return self._open(self.written / f"{name}.xlsx")

    def differences(self, name: str, *, relative: float = 1e-9, absolute: float = 1e-9) -> list[Difference]:
        """List the formula cells whose stored value is not the recalculated one, sheet by sheet.

        Parameters
        ----------
        name : str
            Name under which the workbook was registered.
        relative, absolute : float
            Numbers closer than one of these are the same, as in `math.isclose`. [1] and [unit of the cell]

        Raises
        ------
        AssertionError
            The workbook holds no formula: a comparison of nothing would always agree.
        """
        stored, recalculated = self.stored(name), self[name]
        formulas = list(_formulas(self.written / f"{name}.xlsx"))
        if not formulas:
            raise AssertionError(f"The workbook {name!r} holds no formula.")
        found = []
        for sheet, cell, formula in formulas:
            before, after = stored[sheet][cell].value, recalculated[sheet][cell].value
            if not _same(before, after, relative, absolute):
                found.append(Difference(sheet, cell, formula, before, after))
        return found

    def _open(self, path: Path) -> Workbook:
        if path not in self._opened:
            self._opened[path] = openpyxl.load_workbook(path, data_only=True)
        return self._opened[path]


def recalculate(files: list[Path], target: Path, profile: Path) -> None:
    """Have LibreOffice recalculate `files` into the folder `target`, with a fresh profile in `profile`.

    Raises
    ------
    RuntimeError
        LibreOffice is missing, or did not recalculate every workbook.
    subprocess.TimeoutExpired
        It did not end in the time allowed.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise RuntimeError("soffice is missing: apt-get install --no-install-recommends libreoffice-calc")
    if not files:
        return
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECALCULATING_PROFILE, encoding="utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(target),
        *map(str, files),
    ]
    # A display or a language of the machine would change what is read; the headless backend needs neither.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    said = subprocess.run(
        command, capture_output=True, check=False, env=environment, text=True, timeout=SECONDS_ALLOWED
    )
    missing = [file.name for file in files if not (target / file.name).exists()]
    if missing:
        raise RuntimeError(
            f"LibreOffice (exit status {said.returncode}) did not recalculate {', '.join(missing)}:\n"
            f"{said.stdout}{said.stderr}"
        )


def _formulas(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield sheet, cell and text of every formula in a workbook."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(getattr(cell.value, "text", cell.value))


def _same(before: CellValue, after: CellValue, relative: float, absolute: float) -> bool:
    numbers = (int, float)
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, numbers) and isinstance(after, numbers):
        return math.isclose(before, after, rel_tol=relative, abs_tol=absolute)
    # A formula that gives an empty text is stored as one, and read back as nothing.
    return (before or None) == (after or None)
