import io
from pathlib import Path

import pytest
import xlsxwriter

from tests.office import Difference, OfficeWorkbooks, recalculate, register_workbook


def _sum_of_two(stored: float) -> bytes:
    """Write A1 = 2, A2 = 3 and A3 = A1 + A2 with `stored` beside the formula."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Sum")
        sheet.write_number("A1", 2)
        sheet.write_number("A2", 3)
        sheet.write_formula("A3", "=A1+A2", None, stored)
        sheet.write_formula("A4", "=A1/0", None, "#DIV/0!")
        sheet.write_formula("A5", '=IF(A1>A2,"x","")', None, "")
    return content.getvalue()


def _no_formula() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.add_worksheet().write_number("A1", 2)
    return content.getvalue()


def _breaks() -> bytes:
    raise ArithmeticError("this producer never returns")


register_workbook("office_right_value", lambda: _sum_of_two(stored=5))
register_workbook("office_wrong_value", lambda: _sum_of_two(stored=99))
register_workbook("office_no_formula", _no_formula)
register_workbook("office_broken_producer", _breaks)


def test_a_wrong_stored_value_is_recalculated(office: OfficeWorkbooks) -> None:
    """2 + 3 = 5."""
    assert office.stored("office_wrong_value")["Sum"]["A3"].value == 99
    assert office["office_wrong_value"]["Sum"]["A3"].value == 5


def test_an_error_keeps_its_sign(office: OfficeWorkbooks) -> None:
    assert office["office_right_value"]["Sum"]["A4"].value == "#DIV/0!"


def test_a_wrong_stored_value_is_named_with_its_cell(office: OfficeWorkbooks) -> None:
    assert office.differences("office_wrong_value") == [Difference("Sum", "A3", "=A1+A2", 99, 5)]


def test_right_stored_values_show_no_difference(office: OfficeWorkbooks) -> None:
    assert office.differences("office_right_value") == []


def test_a_workbook_without_formulas_proves_nothing(office: OfficeWorkbooks) -> None:
    with pytest.raises(AssertionError, match="no formula"):
        office.differences("office_no_formula")


def test_a_producer_that_breaks_fails_only_those_who_ask_for_its_workbook(office: OfficeWorkbooks) -> None:
    with pytest.raises(AssertionError, match="office_broken_producer") as caught:
        office.path("office_broken_producer")
    assert isinstance(caught.value.__cause__, ArithmeticError)


def test_a_workbook_nobody_registered_is_asked_for_in_vain(office: OfficeWorkbooks) -> None:
    with pytest.raises(KeyError, match="nobody_did"):
        office.path("nobody_did")


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="already registered"):
        register_workbook("office_right_value", _no_formula)


def test_a_missing_office_suite_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="soffice is missing: apt-get install"):
        recalculate([], tmp_path / "target", tmp_path / "profile")


def test_a_file_that_is_no_workbook_fails_by_name(tmp_path: Path) -> None:
    broken, target = tmp_path / "broken.xlsx", tmp_path / "target"
    broken.write_bytes(b"PK\x03\x04 and no workbook")
    target.mkdir()
    with pytest.raises(RuntimeError, match=r"did not recalculate broken\.xlsx"):
        recalculate([broken], target, tmp_path / "profile")
