"""What the EPD of an item says against what its bid claims elsewhere: how long it lasts, and what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.bid import Bid
from evaluation.epd import Epd
from evaluation.problems import Problem
from evaluation.sheets import substance_row_key
from evaluation.substances import Substance
from evaluation.tender import Item, Tender

SVHC = "svhc"


@dataclass(frozen=True)
class ItemDeclaration:
    """An EPD that belongs to an item of a bid on a lot, and the file that it was read in."""

    bid: Bid
    lot: str
    item: Item
    epd: Epd
    file: str

    def contradicted_claims(self, tender: Tender) -> Iterator[Problem]:
        """Yield a question for each claim of the bid on the item that the EPD speaks against.

        A life that is claimed beyond the reference service life of the EPD, and a substance that is said to be absent
        and stands in the content declaration, by its CAS number, or by the declaration of substances of very high
        concern. What an EPD does not say is no contradiction.
        """
        claimed = _cell(self, "product_data", self.item.key, "claimed_life")
        expected = self.epd.service_life_years
        if claimed is not None and expected is not None and self.item.life_unit == "years":
            years, place = claimed
            if isinstance(years, float) and years > expected:
                told: dict[str, object] = {"field": "product_data.claimed_life", "key": self.item.key}
                yield self._question("epd_life_shorter", place, **told, found=years, expected=expected)
        for substance in tender.substances_in(self.lot):
            key = substance_row_key(self.item, substance)
            answered = _cell(self, "substance_answers", key, "contained")
            named = declared_in(self.epd, substance)
            if answered is not None and answered[0] == "no" and named is not None:
                told = {"field": "substance_answers.contained", "key": key, "named": named}
                both = " / ".join(dict.fromkeys((substance.title_da, substance.title_en)))
                yield self._question("epd_holds_substance", answered[1], **told, substance=both)

    def _question(self, code: str, place: dict[str, str | None], **told: object) -> Problem:
        values = {**told, "title": self.item.title_da, "epd": self.file}
        return Problem("question", code, bid=self.bid.id, lot=self.lot, values=values, **place)


def declared_in(epd: Epd, substance: Substance) -> str | None:
    """Return what an EPD names of a substance; None where it names nothing of it."""
    if substance.group == SVHC and epd.has_svhc:
        return "SVHC"
    for line in epd.content:
        if line.cas_number and f"CAS {line.cas_number}," in f"{substance.definition},":
            return f"{line.name} (CAS {line.cas_number})"
    return None


def _cell(
    of: ItemDeclaration, table: str, key: str, name: str
) -> tuple[object, dict[str, str | None]] | None:
    """Return the value of a cell of the bid sheet and where it stands; None where there is no such cell."""
    frame = of.bid.tables.get(table)
    if frame is None or name not in frame:
        return None
    of_row = frame.loc[(frame["lot"] == of.lot).to_numpy() & (frame["key"] == key).to_numpy()]
    if not len(of_row):
        return None
    row = of_row.iloc[0]
    letter = of.bid.columns.get((row["source_file"], table, name))
    cell = f"{letter}{int(row['source_row'])}" if letter else None
    return row[name], {"file": row["source_file"], "sheet": row["source_sheet"], "cell": cell}
