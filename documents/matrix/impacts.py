"""The emissions: a line an activity, from the stated amount x share x pieces x factor to kg CO2e."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from documents.matrix.case import MatrixCase
from documents.matrix.external_worth import ExternalWorth
from documents.matrix.impact_terms import ImpactTerms
from documents.matrix.line_pages import Layout, LinePages
from documents.matrix.lines import Column, Formulas, NumberColumn, Span, WordColumn, with_places
from documents.matrix.looks import FACTOR, KILOGRAMS, MONEY, PLAIN, SHARE, WHOLE
from documents.matrix.summed_lines import summed_words
from evaluation.external_prices import CO2E
from evaluation.impact_sums import BIOGENIC, DECLARED, TURNED
from evaluation.result import LotEvaluation

LAYOUT = Layout(
    "impacts",
    (
        "key", "lot", "bid", "item", "module", "activity", "material", "stated", "share", "pieces", "factor", "gwp",
        "missing", "factor_key", "source",
    ),
    (15, 11, 24, 30, 9, 26, 22, 12, 10, 13, 13, 14, 9, 24, 34),
)  # fmt: skip
EXTERNAL = ("external_worth", "external_cost")
OF_SUMS = ("sum_key", "mass_key", "sum_amount", "emitted")
FURTHER_WIDTHS = {
    "external_worth": 13,
    "external_cost": 14,
    "sum_key": 20,
    "mass_key": 20,
    "sum_amount": 14,
    "emitted": 14,
}
Cell = tuple[str, str, str, str]


class ImpactLine(NamedTuple):
    """A line as the formulas need it; the names are those of the evaluation's table."""

    bid_no: int
    item_no: int
    module: str
    activity: str
    listed: str
    component: str
    route: str
    material: str
    input: int
    share_input: int
    factor: str
    first_year: int
    last_year: int
    profile: int


@dataclass
class Impacts:
    """The lines of impacts; ``spans`` says where those of each lot and bid stand.

    ``external`` is the sheet of what a kilogram costs; None where no lot has a price of emissions. ``has_sums`` says
    that the lines carry what the sums of other indicators are made of. ``declared`` has the pieces and the emissions
    without sign of each line of a declared product, by lot, bid, item and module.
    """

    case: MatrixCase
    pages: LinePages
    external: ExternalWorth | None = None
    has_sums: bool = False
    spans: dict[tuple[str, str], Span] = field(default_factory=dict)
    declared: dict[Cell, tuple[str, str]] = field(default_factory=dict)

    def write(self, lot: LotEvaluation, terms: ImpactTerms) -> None:
        """Write the impacts of a lot, bid by bid."""
        table = _impact_lines(lot)
        for bid_no, bid in enumerate(lot.calculated):
            of_bid = table.loc[(table["bid_no"] == bid_no).to_numpy()]
            first = self.pages.next_row(self.layout, bid)
            span = self.pages.write(self.layout, bid, self._columns(lot, bid, of_bid, terms, first))
            self.spans[lot.lot, bid] = span
            if self.has_sums:
                self._note_declared(lot, bid, of_bid, span)

    def _note_declared(self, lot: LotEvaluation, bid: str, of_bid: pd.DataFrame, span: Span) -> None:
        lines = zip(of_bid["activity"], of_bid["factor"], of_bid["item"], of_bid["module"], strict=True)
        for row, (activity, factor, item, module) in enumerate(lines, start=span.first + 1):
            if activity == "declared_product" and factor == DECLARED:
                cells = (f"'{span.sheet}'!${span.letters[name]}${row}" for name in ("pieces", "emitted"))
                pieces, emitted = cells
                self.declared[lot.lot, bid, str(item), str(module)] = pieces, emitted

    @property
    def layout(self) -> Layout:
        """The columns, with those of external cost and of the sums of indicators where there are any."""
        further = (*(EXTERNAL if self.external is not None else ()), *(OF_SUMS if self.has_sums else ()))
        widths = tuple(FURTHER_WIDTHS[name] for name in further)
        return Layout("impacts", (*LAYOUT.columns, *further), (*LAYOUT.widths, *widths))

    def _letters(self) -> dict[str, str]:
        return {name: xl_col_to_name(n) for n, name in enumerate(self.layout.columns)}

    def _columns(
        self, lot: LotEvaluation, bid: str, table: pd.DataFrame, terms: ImpactTerms, first: int
    ) -> list[Column]:
        lines = [
            ImpactLine(*row) for row in zip(*(table[n].tolist() for n in ImpactLine._fields), strict=True)
        ]
        number = {
            n: table[n].to_numpy(dtype=float)
            for n in (
                "stated",
                "share",
                "multiplier",
                "factor_value",
                "gwp",
                "sum_amount",
                "emitted",
                *EXTERNAL,
            )
        }
        made = _Formulas() if not self.case.is_live else self._formulas(lines, terms, first)
        n = len(lines)
        sources = terms.sources
        external: list[Column] = [
            NumberColumn("external_worth", number["external_worth"], made.external_worth, FACTOR),
            NumberColumn("external_cost", number["external_cost"], made.external_cost, MONEY),
        ]
        of_sums: list[Column] = [
            WordColumn(
                "sum_key",
                [self.case.group(lot, bid, w) if w else "" for w in table["sum_word"]],
                "helper_text",
            ),
            WordColumn(
                "mass_key",
                [self.case.group(lot, bid, w) if w else "" for w in table["mass_word"]],
                "helper_text",
            ),
            NumberColumn("sum_amount", number["sum_amount"], made.sum_amount, PLAIN, "helper"),
            NumberColumn("emitted", number["emitted"], made.emitted, PLAIN, "helper"),
        ]
        return [
            WordColumn("key", [self.case.group(lot, bid, line.module) for line in lines], "helper_text"),
            WordColumn("lot", [lot.lot] * n),
            WordColumn("bid", [self.case.bid_name(lot, bid)] * n),
            WordColumn("item", [self.case.item_title(terms.items[line.item_no]) for line in lines]),
            WordColumn("module", [line.module for line in lines]),
            WordColumn("activity", [terms.activity_title(line) for line in lines]),
            WordColumn("material", [terms.material_title(line.material) for line in lines]),
            NumberColumn("stated", number["stated"], made.stated, PLAIN),
            NumberColumn("share", number["share"], made.share, SHARE),
            NumberColumn("pieces", number["multiplier"], made.pieces, PLAIN),
            NumberColumn("factor", number["factor_value"], made.factor, FACTOR),
            NumberColumn("gwp", number["gwp"], made.gwp, KILOGRAMS),
            NumberColumn("missing", np.isnan(number["gwp"]).astype(float), made.missing, WHOLE, "helper"),
            WordColumn("factor_key", [line.factor for line in lines]),
            WordColumn("source", [sources[line.input] if line.input >= 0 else "" for line in lines]),
            *(external if self.external is not None else []),
            *(of_sums if self.has_sums else []),
        ]

    def _formulas(self, lines: Sequence[ImpactLine], terms: ImpactTerms, first: int) -> "_Formulas":
        made, at = _Formulas(), self._letters()
        for r, line in enumerate(lines, start=first + 1):
            stated, share, pieces, factor = (f"{at[n]}{r}" for n in ("stated", "share", "pieces", "factor"))
            gwp = f"{at['gwp']}{r}"
            known = ",".join(f"ISNUMBER({cell})" for cell in (stated, pieces, factor))
            made.stated.append(terms.stated(line))
            made.share.append(terms.part_share(line))
            made.pieces.append(terms.pieces_of(line))
            made.factor.append(terms.factor(line))
            made.gwp.append(f'IF(AND({known}),{stated}*{share}*{pieces}*{factor},"")')
            made.missing.append(f"IF(ISNUMBER({gwp}),0,1)")
            priced = self.external is not None and line.profile >= 0
            worth = f"{at.get('external_worth')}{r}"
            made.external_worth.append(
                self.external.of_profile(terms.lot.lot, line.profile) if self.external and priced else None
            )
            made.external_cost.append(f'IF(ISNUMBER({gwp}),{gwp}*{worth},"")' if priced else None)
            amount = f"{stated}*{share}*{pieces}"
            if line.factor == BIOGENIC:
                amount, parts = gwp, f"ISNUMBER({gwp})"
            else:
                amount = f"-{amount}" if line.activity in TURNED else amount
                parts = f"AND(ISNUMBER({stated}),ISNUMBER({pieces}))"
            made.sum_amount.append(f'IF({parts},{amount},"")')
            made.emitted.append(f'IF(ISNUMBER({gwp}),MAX({gwp},-{gwp}),"")')
        return made


@dataclass(frozen=True)
class _Formulas:
    """The formulas of each column, one a line; none where lines are values."""

    stated: Formulas = field(default_factory=list)
    share: Formulas = field(default_factory=list)
    pieces: Formulas = field(default_factory=list)
    factor: Formulas = field(default_factory=list)
    gwp: Formulas = field(default_factory=list)
    missing: Formulas = field(default_factory=list)
    external_worth: Formulas = field(default_factory=list)
    external_cost: Formulas = field(default_factory=list)
    sum_amount: Formulas = field(default_factory=list)
    emitted: Formulas = field(default_factory=list)


def _impact_lines(lot: LotEvaluation) -> pd.DataFrame:
    """Return the impacts by bid, item and module, with their profile and cost where emissions have a price."""
    places = ["bid_no", "item_no", "module", "input"]
    profile, worth = np.full(len(lot.impacts), -1), np.full(len(lot.impacts), np.nan)
    if lot.external is not None and CO2E in lot.external.weights:
        profile = lot.external.profile
        worth = np.where(profile >= 0, lot.external.worth, np.nan)
    cost = worth * lot.impacts["gwp"].to_numpy(dtype=float)
    priced = lot.impacts.assign(
        profile=profile, external_worth=worth, external_cost=cost, **summed_words(lot.impacts)
    )
    return with_places(priced).sort_values(places, kind="stable", ignore_index=True)
