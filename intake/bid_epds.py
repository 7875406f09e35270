"""The files of a bid's EPDs -> what they declare a piece, by module and indicator, beside what the sheet says.

A file belongs to the item whose declaration number (or the EPD's own identifier) it carries. Values are converted by
the declared units a piece is: as the bidder states them, or one piece where the EPD declares pieces, or the mass of a
piece over the kilograms of the declared quantity. Where C and D have scenarios, the one that fits the item's routes
counts, or the default one; never a sum. A blank figure of the sheet is filled from the file, and says so; a figure that
differs from the file is a question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from evaluation.bid import Bid
from evaluation.epd import Epd
from evaluation.epd_scenario import chosen_scenario
from evaluation.evaluation_model import EvaluationModel
from evaluation.impact_sums import DECLARED_IMPACTS
from evaluation.lot_values import LotValues
from evaluation.measures import declared_field
from evaluation.problems import Problem, Severity
from evaluation.tender import Item, Tender
from evaluation.waste import ROUTES, route_shares
from intake.epd import read_epds
from intake.epd_claims import ItemDeclaration

TABLE = "declarations"
KINDS = (".xml", ".zip", ".json")
# A figure typed by hand has as many digits as its report prints.
SAME = 0.005
METHODS = {"a1": "en15804_a1", "a2_ef30": "en15804_a2", "a2_ef31": "en15804_a2"}
Attachments = Sequence[tuple[str, bytes]]


def with_epds(tender: Tender, bid: Bid, attachments: Attachments) -> Bid:
    """Return a bid with what the files of its EPDs declare, and with the problems of those files.

    Parameters
    ----------
    attachments : names and contents of the files that were handed in beside the bid sheets; those that can be no
        EPD by their name are left alone.
    """
    lots = [lot for lot in bid.lots if tender.model_of[lot].epd_files]
    if not lots:
        return bid
    problems: list[Problem] = []
    for name, content in attachments:
        if not name.lower().endswith(KINDS):
            continue
        for read in read_epds(name, content):
            problems += [_asked(problem, bid.id) for problem in read.problems]
            if read.epd is None:
                continue
            items = [found for lot in lots for found in _items_of(tender, bid, lot, read.epd)]
            if not items:
                told = {"number": read.epd.number or read.epd.uuid, "name": read.epd.name("da")}
                problems.append(Problem("question", "epd_of_no_item", bid=bid.id, file=name, values=told))
            for lot, item in items:
                done = _Matched(tender, bid, lot, item, read.epd, name).taken_in()
                bid, problems = done.bid, [*problems, *done.problems]
    return replace(bid, problems=(*bid.problems, *problems))


def _asked(problem: Problem, bid: str) -> Problem:
    """Return a problem of a file as one of the bid: what cannot be read is asked about, and stops no bid."""
    return replace(problem, bid=bid, severity="question" if problem.severity == "stop" else problem.severity)


def _plain(number: object) -> str:
    return "".join(sign for sign in str(number).casefold() if sign.isalnum())


def _items_of(tender: Tender, bid: Bid, lot: str, epd: Epd) -> Iterator[tuple[str, Item]]:
    """Yield the items whose declaration has the number of an EPD, or its identifier."""
    frame = bid.tables.get(TABLE)
    if frame is None or "number" not in frame:
        return
    known = {_plain(each) for each in (epd.number, epd.uuid) if each}
    of_lot = frame.loc[(frame["lot"] == lot).to_numpy() & frame["number"].notna().to_numpy()]
    items = {item.key: item for item in tender.in_lot(tender.items, lot)}
    for key, number in zip(of_lot["key"], of_lot["number"], strict=True):
        if _plain(number) in known:
            yield lot, items[key]


@dataclass
class _Matched:
    """An EPD that belongs to an item of a bid, being taken in."""

    tender: Tender
    bid: Bid
    lot: str
    item: Item
    epd: Epd
    file: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def model(self) -> EvaluationModel:
        return self.tender.model_of[self.lot]

    def taken_in(self) -> "_Matched":
        """Fill the sheet's blanks, ask about what differs, and keep every indicator by module."""
        values = LotValues(self.tender, self.lot, [self.bid])
        item_no = next(n for n, item in enumerate(values.items) if item.key == self.item.key)
        self._words(values)
        of_item = ItemDeclaration(self.bid, self.lot, self.item, self.epd, self.file)
        self.problems += of_item.contradicted_claims(self.tender)
        per_piece = self._quantities_per_piece(values, item_no)
        if per_piece is None:
            self._tell(
                "question", "epd_units_per_piece_unknown", "units_per_piece", unit=self.epd.declared_unit
            )
            return self
        shares, _ = route_shares(values, "product")
        routes = dict(zip(ROUTES, shares[0, item_no].tolist(), strict=True))
        known = {route: share for route, share in routes.items() if not np.isnan(share)}
        rows = list(self._figures(per_piece, known or None))
        climate = self.epd.climate_indicator
        for row in rows:
            if row["indicator"] == climate:
                self._compare(str(row["module"]), float(str(row["value"])))
        self._keep(rows)
        return self

    def _quantities_per_piece(self, values: LotValues, item_no: int) -> float | None:
        """Return how many declared quantities a piece is; None where nobody can tell."""
        quantity = self.epd.declared_quantity
        stated = values.take(TABLE, "units_per_piece").values[0, item_no]
        if not np.isnan(stated) and quantity:
            return float(stated / quantity)
        if self.epd.declared_unit == "piece" and quantity:
            return 1.0 / quantity
        mass = values.take("product_data", "mass_kg").values[0, item_no]
        if self.epd.kg_per_declared_quantity and not np.isnan(mass):
            return float(mass / self.epd.kg_per_declared_quantity)
        return None

    def _figures(self, per_piece: float, routes: Mapping[str, float] | None) -> Iterator[dict[str, object]]:
        indicators = sorted({value.indicator for value in self.epd.values})
        for module in self.model.declared_modules:
            chosen = chosen_scenario(self.epd, module, routes)
            if chosen.why == "open":
                self._tell("question", "epd_scenario_open", declared_field(module), module=module)
            if chosen.name is None:
                continue
            for indicator in indicators:
                value = self.epd.module_value(indicator, module, chosen.name)
                if value is not None:
                    yield {
                        "lot": self.lot,
                        "key": self.item.key,
                        "indicator": indicator,
                        "module": module,
                        "value": value * per_piece,
                        "source_file": self.file,
                        "source_sheet": self.epd.number or self.epd.uuid,
                        "source_cell": "/".join(filter(None, (indicator, module, chosen.name))),
                        "source_row": 0,
                    }

    def _row(self) -> tuple[pd.DataFrame, int]:
        frame = self.bid.tables[TABLE]
        at = (frame["lot"] == self.lot).to_numpy() & (frame["key"] == self.item.key).to_numpy()
        return frame, int(np.flatnonzero(at)[0])

    def _tell(self, severity: Severity, code: str, name: str, **values: object) -> None:
        frame, at = self._row()
        row = frame.iloc[at]
        letter = self.bid.columns.get((row["source_file"], TABLE, name))
        cell = f"{letter}{int(row['source_row'])}" if letter else None
        told = {
            "field": f"{TABLE}.{name}",
            "key": self.item.key,
            "title": self.item.title_da,
            "epd": self.file,
            **values,
        }
        place = {"file": row["source_file"], "sheet": row["source_sheet"], "cell": cell}
        self.problems.append(Problem(severity, code, bid=self.bid.id, lot=self.lot, values=told, **place))

    def _compare(self, module: str, value: float) -> None:
        """Fill a blank figure, and ask about one that is not the file's."""
        name = declared_field(module)
        frame, at = self._row()
        if name not in frame:
            return
        typed = float(frame[name].iloc[at])
        if np.isnan(typed):
            self._fill(name, value, f"{self.epd.climate_indicator}/{module}")
        elif abs(typed - value) > SAME * max(abs(value), abs(typed)):
            self._tell("question", "epd_differs", name, found=typed, expected=value)

    def _fill(self, name: str, value: object, place: str) -> None:
        frame, at = self._row()
        column = frame[name].tolist()
        column[at] = value
        filled = frame.assign(**{name: pd.Series(column, index=frame.index, dtype=frame[name].dtype)})
        key = (self.lot, TABLE, self.item.key, name)
        source = (self.file, self.epd.number or self.epd.uuid, place)
        self.bid = replace(
            self.bid,
            tables={**self.bid.tables, TABLE: filled},
            origins={**self.bid.origins, key: source},
            problems=tuple(p for p in self.bid.problems if not self._is_of_blank(p, name)),
        )
        self._tell("notice", "epd_fills_blank", name, read=value)

    def _is_of_blank(self, problem: Problem, name: str) -> bool:
        is_here = problem.lot == self.lot and problem.values.get("key") == self.item.key
        is_blank = problem.code in ("value_missing", "default_used")
        return is_here and is_blank and problem.values.get("field") == f"{TABLE}.{name}"

    def _words(self, values: LotValues) -> None:
        """Fill or compare what the declaration is: its standard and until when it holds."""
        stated = {"method": METHODS.get(self.epd.standard or ""), "valid_until": self.epd.valid_until}
        frame, at = self._row()
        for name, word in stated.items():
            if name not in frame or word is None:
                continue
            typed = frame[name].iloc[at]
            if typed is None or pd.isna(typed):
                self._fill(name, word, name)
            elif str(typed)[:10] != word:
                self._tell("question", "epd_differs", name, found=str(typed), expected=word)

    def _keep(self, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            before = self.bid.tables.get(DECLARED_IMPACTS)
            new = pd.DataFrame(list(rows))
            whole = new if before is None else pd.concat([before, new], ignore_index=True)
            self.bid = replace(self.bid, tables={**self.bid.tables, DECLARED_IMPACTS: whole})
