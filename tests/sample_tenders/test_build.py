"""The files of the samples are those that their content gives, and no cell is filled that a sheet lacks."""

import io
import zipfile

import pytest

from documents import bid_sheet
from sample_tenders.build import SAMPLES
from sample_tenders.filling import BlankWorkbook, PlaceNotFoundError
from sample_tenders.packing import repacked
from tests.samples import FOLDER, sample


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook, which do not depend on how a zip packs them."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_files_on_disk_are_what_the_content_gives(name: str) -> None:
    files = SAMPLES[name]()
    on_disk = {str(path.relative_to(FOLDER / name)) for path in (FOLDER / name).rglob("*") if path.is_file()}
    assert on_disk == {*files, "README.md"}
    for path, content in files.items():
        written = (FOLDER / name / path).read_bytes()
        if path.endswith(".xlsx"):
            assert parts(written) == parts(content), path
        else:
            assert written == content, path


def test_a_sample_built_twice_is_the_same_to_the_byte() -> None:
    assert SAMPLES["kitchen_equipment"]() == SAMPLES["kitchen_equipment"]()


def test_packing_again_changes_nothing() -> None:
    content = (FOLDER / "kitchen_equipment" / "bids" / "quist_koekkenteknik.xlsx").read_bytes()
    assert repacked(content) == content


@pytest.mark.parametrize(
    "place",
    [
        ("prices", "item_99", "unit_price"),
        ("prices", "item_01", "condition"),
        ("materials", "item_01/1", "mass_kg"),
    ],
)
def test_a_cell_that_is_not_asked_for_cannot_be_filled(place: tuple[str, str, str]) -> None:
    """No such line; a column that this tender does not have; a whole sheet that it does not have."""
    blank = BlankWorkbook(bid_sheet(sample("kitchen_equipment").tender, "LOT-0001"), "bid")
    with pytest.raises(PlaceNotFoundError):
        blank.fill({place: 1})
