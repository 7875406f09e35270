"""A rehearsal in words and figures: the same for the page, the command line and the JSON."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from evaluation.measures import measure_of
from evaluation.robustness.finding import Example, ModelFinding
from evaluation.robustness.rehearsal import Rehearsal
from evaluation.robustness.sweeps import Sweep
from evaluation.scoring.combination import WeightedPoints
from evaluation.tender import Tender
from texts.catalogue import has, t
from texts.numbers import MISSING, currency_sign, listed, money, number, percent, significant
from texts.problems import field_title
from texts.published_model import measure_unit

WHOLE_FROM = 1000.0
RARE = 0.01
KG_CO2E, TONNE = "kg CO2e", 1000.0
FIGURES = frozenset(
    {
        "figure",
        "best",
        "worse",
        "limit",
        "top",
        "bottom",
        "value",
        "reference",
        "edge",
        "low",
        "high",
        "cheap",
    }
    | {"middle", "dear", "zero_at", "full_at"}
)
POINTS = frozenset({"points", "points_worse", "under", "scale", "before", "after"})
PER_CENT = frozenset({"spread", "slope", "other", "total", "stated", "effective"})
SHARES = frozenset({"share", "error", "kinds"})
Table = tuple[list[str], list[list[str]]]
"""A heading of each column, and rows of cells."""


@dataclass(frozen=True)
class RehearsalWords:
    """The words of one rehearsal.

    Parameters
    ----------
    tender : that the rehearsal is of.
    """

    done: Rehearsal
    tender: Tender
    lang: str

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Title of every criterion by its path."""
        rows = self.tender.in_lot(self.tender.criteria, self.done.lot)
        return {c.id: (c.title_en or c.title_da) if self.lang == "en" else c.title_da for c in rows}

    @property
    def is_minimal(self) -> bool:
        """Whether the tender is of the minimal depth, which has one short page."""
        return self.tender.facts.depth == "minimal"

    @property
    def findings(self) -> tuple[ModelFinding, ...]:
        """The findings that are told: at the minimal depth no remarks."""
        told = self.done.findings
        return tuple(f for f in told if f.severity != "note") if self.is_minimal else told

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the rehearsal."""
        return t(f"rehearsal.{key}", self.lang, **values)

    def unit(self, path: str) -> str:
        """Return the unit of a criterion's measure in words, empty for a bare number."""
        measure = self._measure(path)
        key = measure.partition(":")[2]
        asked = next((q.unit for q in self.tender.questions if q.key == key), None) or ""
        shown = measure_unit(measure, self.tender.facts.currency, self.lang, asked)
        return "" if measure_of(measure).unit == "1" else shown

    def whole_unit(self, path: str) -> str:
        """Return the unit of a criterion in words, of a bare number the scale that it is on."""
        measure = self._measure(path)
        return self.unit(path) or measure_unit(measure, self.tender.facts.currency, self.lang)

    def figure(self, path: str, value: float | None) -> str:
        """Return a figure of a criterion with its unit."""
        if value is None or math.isnan(value):
            return MISSING
        large = abs(value) >= WHOLE_FROM
        shown = number(value, self.lang) if large else significant(value, self.lang)
        unit = self.unit(path)
        return f"{shown}\u00a0{unit}" if unit else shown

    def amount(self, value: float) -> str:
        """Return an amount of money, with decimals only where it is small."""
        decimals = 0 if abs(value) >= WHOLE_FROM else 2
        return money(value, self.lang, self.tender.facts.currency, decimals)

    def points(self, value: float) -> str:
        """Return points, or a total in what the model ranks by."""
        return number(value, self.lang, 2)

    def total(self, value: float) -> str:
        """Return a total: points, an amount in whole units or a ratio."""
        if math.isnan(value):
            return MISSING
        if abs(value) >= WHOLE_FROM:
            return number(value, self.lang)
        return significant(value, self.lang) if abs(value) < 1 else self.points(value)

    def values_of(self, finding: ModelFinding) -> dict[str, object]:
        """Return the values that a finding's sentence names, as they are read."""
        path = finding.criterion or ""
        shown = {name: self._value(path, name, value) for name, value in finding.values.items()}
        rare = isinstance(share := finding.values.get("share"), float) and share < RARE
        for name in SHARES & set(finding.values):
            shown[name] = percent(float(str(finding.values[name])), self.lang, 2 if rare else 1)
        return {**shown, **({"criterion": self.titles[path]} if finding.criterion else {})}

    def sentence(self, finding: ModelFinding) -> str:
        """Return a finding in plain words."""
        return t(f"findings.{finding.code}", self.lang, **self.values_of(finding)).replace("**", "")

    def hook(self, finding: ModelFinding) -> str | None:
        """Return the rule of law or the ruling that a finding hangs on; None where there is none."""
        return None if finding.hook is None else t(f"hooks.{finding.hook}", self.lang)

    def way_out(self, finding: ModelFinding) -> str:
        """Return what can be done about a finding."""
        return t(f"ways_out.{finding.way_out}", self.lang)

    def bids(self, example: Example) -> Table:
        """Return the bids of an example: their values, and their totals in each case; who is first is marked."""
        head = [self.say("criterion"), *example.bids]
        rows = [
            [self.titles[p], *(self.figure(p, v) for v in values)] for p, values in example.values.items()
        ]
        third = example.bids[-1]
        for case in example.cases:
            name = f"{self.say('bids.total')}, {self.say(f'cases.{case.code}', third=third)}"
            cells = [self.total(each) for each in case.totals]
            rows.append([name, *(f"▸ {c}" if n in case.first else c for n, c in enumerate(cells))])
        return head, rows

    def trial_bids(self) -> Table:
        """Return the bids that are followed through the rehearsal, with their totals."""
        trial = self.done.trial
        return self.bids(Example(trial.names, trial.scored.values, trial.scored.cases))

    def decisive(self) -> str | None:
        """Return which bids, though none of them is first, decide who is; None where there are none."""
        found = self.done.trial.decisive
        return self.say("bids.decisive", bids=listed(found, self.lang)) if found else None

    def worth(self) -> Table:
        """Return what the model pays for a unit of each criterion; a tonne in place of a kilogram of CO2e."""
        say = self.say
        head = [say("criterion"), say("worth.unit"), say("worth.money")]
        is_points = isinstance(self.done.model.combination, WeightedPoints)
        head += [say("worth.total")] if is_points else []
        rows = []
        for each in self.done.worths:
            if each.criterion == self.done.price:
                continue
            times = TONNE if each.unit == KG_CO2E else 1.0
            unit = say("worth.tonne") if times == TONNE else self._unit_in_words(each.criterion)
            value = say("worth.flat") if math.isnan(each.money) else self.amount(each.money * times)
            cells = [self.titles[each.criterion], unit, value]
            rows.append([*cells, *([significant(each.total * times, self.lang, 3)] if is_points else [])])
        return head, rows

    def point_amount(self) -> str | None:
        """Return what one weighted point costs; None where there are no points or the cost does not count."""
        cost = self.done.point_costs
        return None if math.isnan(cost) else self.amount(cost)

    def point_costs(self) -> str:
        """Return what one weighted point costs, in a plain sentence."""
        cost = self.point_amount()
        said = self.say("worth.no_point") if cost is None else self.say("worth.point", money=cost)
        return said.replace("**", "")

    def reckoned_at(self) -> str:
        """Return at which lowest price the worth was reckoned."""
        at = next((each.at for each in self.done.worths if each.criterion == self.done.price), None)
        return self.say("worth.help_plain") if at is None else self.say("worth.help", cost=self.amount(at))

    def weights(self) -> Table:
        """Return stated and effective weight of each criterion."""
        say, lang = self.say, self.lang
        head = [say("criterion"), say("weights.stated"), say("weights.effective"), say("weights.difference")]
        rows = []
        for each in self.done.weights:
            stated = MISSING if each.stated is None else percent(each.stated / 100, lang, 1)
            differs = (
                MISSING if each.stated is None else number(each.effective - each.stated, lang, 1, sign=True)
            )
            rows.append(
                [self.titles[each.criterion], stated, percent(each.effective / 100, lang, 1), differs]
            )
        return head, rows

    def furthest(self) -> dict[str, str]:
        """Return the criterion that is furthest from its weight, with both weights."""
        stated = [w for w in self.done.weights if w.stated is not None]
        found = max(stated, key=lambda w: abs(w.effective - (w.stated or 0.0)))
        shown = {"stated": found.stated or 0.0, "effective": found.effective}
        told = {name: percent(value / 100, self.lang, 1) for name, value in shown.items()}
        return {"criterion": self.titles[found.criterion], **told}

    def method(self, key: str) -> str:
        """Return the name of another method of decision."""
        return t(f"second_opinion.methods.{key}", self.lang)

    def spreads(self) -> Table:
        """Return the points of each criterion at distances from the best."""
        say, lang = self.say, self.lang
        spreads = self.done.spreads[0].spreads
        head = [say("criterion"), say("spreads.best"), *(f"+{percent(s / 100, lang)}" for s in spreads)]
        head += [say("spreads.zero"), say("spreads.stops")]
        rows = []
        for each in self.done.spreads:
            ends = [
                MISSING if s is None else f"+{percent(s / 100, lang, 0)}"
                for s in (each.zero_at, each.stops_at)
            ]
            points = [number(p, lang, 0 if abs(p) >= WHOLE_FROM else 1) for p in each.points]
            rows.append([self.titles[each.criterion], self.figure(each.criterion, each.best), *points, *ends])
        return head, rows

    def slopes(self, number_of: int) -> Table:
        """Return a slope against the spread of prices: points, and in brackets the effective weight."""
        found = self.done.slope_tables[number_of]
        lang = self.lang
        published = next(s.published for s in self.done.slopes if s.criterion == found.criterion)
        head = [self.say("slopes.slope"), *(f"+{percent(s / 100, lang)}" for s in found.spreads)]
        rows = []
        for slope, points, weights in zip(found.slopes, found.points, found.weights, strict=True):
            name = percent(slope / 100, lang)
            name = self.say("slopes.published", slope=name) if slope == published else name
            cells = [
                f"{number(p, lang, 1)} ({percent(w / 100, lang, 0)})"
                for p, w in zip(points, weights, strict=True)
            ]
            rows.append([name, *cells])
        return head, rows

    def sweep_title(self, sweep: Sweep) -> str:
        """Return what a sweep moves."""
        return self.say(f"sweeps.{sweep.parameter}", criterion=self.titles[sweep.criterion])

    def named(self, bids: Sequence[int]) -> str:
        """Return the names of bids that are followed; a dash for none."""
        return listed([self.done.trial.names[n] for n in bids], self.lang) or MISSING

    def first_at(self, sweep: Sweep, value: float) -> str:
        """Return who is first at a value of a sweep's parameter."""
        reign = next((r for r in sweep.reigns if value <= r.high), sweep.reigns[-1])
        return self.named(reign.bids)

    def changes(self, sweep: Sweep) -> str:
        """Return the values at which another bid becomes first."""
        return listed([percent(each / 100, self.lang, 1) for each in sweep.changes], self.lang)

    def sweep_line(self, sweep: Sweep) -> str:
        """Return a sweep as one line: who is first from where to where."""
        ends = [
            self.say(
                "sweeps.reign",
                name=self.named(reign.bids),
                low=percent(reign.low / 100, self.lang, 1),
                high=percent(reign.high / 100, self.lang, 1),
            )
            for reign in sweep.reigns
        ]
        published = percent(sweep.published / 100, self.lang)
        return self.say(
            "sweeps.line", parameter=self.sweep_title(sweep), published=published, reigns="; ".join(ends)
        )

    def drawn(self) -> str:
        """Return how many tenders were invented, and from which seed."""
        done = self.done
        return self.say("drawn", sets=number(done.sets, self.lang), bids=done.bids, seed=done.seed)

    def counted(self) -> str:
        """Return how many findings there are of each severity."""
        counts = {s: sum(f.severity == s for f in self.findings) for s in ("stop", "warning", "note")}
        what = [self.say(f"found.{s}s", count=n) for s, n in counts.items() if n]
        return self.say("found.answer", what=listed(what, self.lang)) if what else self.say("no_findings")

    def _measure(self, path: str) -> str:
        return next(str(leaf.measure) for leaf in self.done.model.leaves if leaf.id == path)

    def _unit_in_words(self, path: str) -> str:
        """Return the unit of a criterion's measure as a word of its own: of a share it is its whole scale."""
        unit = measure_of(self._measure(path)).unit
        if unit.startswith("{currency}"):
            return currency_sign(self.tender.facts.currency, self.lang)
        return self.whole_unit(path)

    def _value(self, path: str, name: str, value: object) -> object:
        match value:
            case None:
                return MISSING
            case str():
                return self._word(name, value)
            case tuple():
                word = self._claim if name == "claims" else self.titles.__getitem__
                return listed([word(str(each)) for each in value], self.lang)
            case Decimal():
                return percent(value / 100, self.lang)
            case float():
                return self._number(path, name, value)
        # A count chooses the sentence, and is no text yet.
        return value if name == "count" else number(int(str(value)), self.lang)

    def _number(self, path: str, name: str, value: float) -> str:
        if name in FIGURES and path:
            return self.figure(path, value)
        if name == "assumed":
            return self.amount(value)
        if name in PER_CENT:
            return percent(round(value, 1) / 100, self.lang)
        return number(value, self.lang, 1 if name == "times" else 2)

    def _word(self, name: str, value: str) -> str:
        if name in ("top", "bottom"):
            return t(f"product_kinds.{value}", self.lang)
        if name == "center":
            return self.say(f"center.{value}")
        if name == "other":
            for key in (f"codes.combination.{value}", f"codes.rule.{value}"):
                if has(key, self.lang):
                    return f"»{t(key, self.lang)}«" if self.lang == "da" else f"“{t(key, self.lang)}”"
            return self.titles.get(value, value)
        return value

    def _claim(self, claim: str) -> str:
        return (
            claim.partition(":")[2] if claim.startswith("answer:") else field_title(claim, self.lang).lower()
        )
