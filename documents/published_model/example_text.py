"""The worked example in words: every formula filled in with the figures of the invented bids."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from documents.published_model.content import Block, Paragraph, paragraphs, table
from documents.published_model.example_formulas import (
    PARTS,
    SYMBOL,
    TOTALS,
    is_whole,
    measured,
    references,
    shown,
)
from documents.published_model.model_words import LotWords
from documents.published_model.worked_example import BIDS, WorkedExample, worked_example
from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.price_ratios import QualityPerPrice
from evaluation.scoring.rounding import NOT_ROUNDED
from evaluation.scoring.rule import PointsRule, best_value
from evaluation.scoring.rules import AMOUNT_RULES
from evaluation.scoring.thresholds import BELOW_TOTAL
from evaluation.scoring_steps import shares_of_full
from texts import t
from texts.numbers import MINUS, exact, listed
from texts.published_model import rule_text


def example_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return the worked example of a lot: a table a criterion, then the totals and the ranking."""
    done = worked_example(words.tender, words.lot, words.model)
    told = _Told(words, done)
    by_leaf = [block for n in range(len(words.model.leaves)) for block in told.of_leaf(n)]
    return (
        Paragraph(words.say("example.invented")),
        *by_leaf,
        *told.out(),
        Paragraph(words.say("example.totals")),
        told.totals(),
        *paragraphs(told.ranking()),
    )


@dataclass(frozen=True)
class _Told:
    """The tables of one worked example."""

    words: LotWords
    done: WorkedExample

    @property
    def lang(self) -> str:
        return self.words.lang

    def number(self, value: float) -> str:
        """Return a number inside a formula: a negative one in brackets."""
        text = shown(float(value), self.lang)
        return f"({text})" if text.startswith(MINUS) else text

    def equation(self, expression: str, value: float) -> str:
        sign = "=" if is_whole(value) else "≈"
        result = shown(float(value), self.lang)
        return result if expression == result else f"{expression} {sign} {result}"

    def of_leaf(self, n: int) -> tuple[Block, ...]:
        """Return what is told of one criterion: the values found among the bids, and a row a bid."""
        words, leaf = self.words, self.words.model.leaves[n]
        rule = words.model.rules[leaf.id]
        unit = words.unit(leaf)
        title = words.titles[leaf.id]
        if rule.key != "lowest_cost":
            title = words.say("example.criterion", criterion=title, rule=words.rule_title(leaf))
        value = words.say("example.value_unit", unit=unit) if unit else words.say("example.value")
        headings = [words.say("example.bid"), value]
        is_amount = rule.key in AMOUNT_RULES
        told = self._steps(n)
        if rule.key == "lowest_cost":
            return (Paragraph(title), table(title, headings, [row[:2] for row in told], 1, 4))
        result = "example.amount" if is_amount else "example.points"
        headings.append(words.say(result, currency=words.currency))
        if any(row[3] for row in told):
            headings.append(words.say(f"example.{self._part_name()}"))
        rows = [row[: len(headings)] for row in told]
        widths = (1, 2, 5, 4)[: len(headings)]
        found = self._references(n)
        references = words.say("example.references", references=found) if found else ""
        return (Paragraph(title), *paragraphs(references), table(title, headings, rows, *widths))

    def _part_name(self) -> str:
        """Return what the combination makes of points: weighted points, or a part, which may be in per cent."""
        combination = self.words.model.combination
        if isinstance(combination, PriceModel):
            return "part_percent" if combination.part_unit == "percent" else "part"
        return "weighted"

    def _steps(self, n: int) -> list[tuple[str, str, str, str]]:
        """Return bid, value, what the rule gives and what the combination makes of it, a row a bid."""
        leaf, scored = self.words.model.leaves[n], self.done.scored
        rows = []
        for bid, name in enumerate(BIDS):
            value = shown(float(self.done.values[n, bid]), self.lang)
            given = self._given(n, bid)
            if scored.points[n, bid] != scored.raw[n, bid] and not np.isnan(scored.raw[n, bid]):
                final = shown(float(scored.points[n, bid]), self.lang)
                given = self.words.say("example.becomes", result=given, value=final)
            rows.append((name, value, given, self._part(n, bid, leaf.id)))
        return rows

    def _given(self, n: int, bid: int) -> str:
        leaf, scored = self.words.model.leaves[n], self.done.scored
        rule, value = self.words.model.rules[leaf.id], self.done.values[n]
        raw = float(scored.raw[n, bid])
        if np.isnan(raw):
            return self.words.say("example.no_points")
        formula = rule_text(rule.explain(), self.lang, self.words.unit(leaf), self.words.currency).formula
        symbols = {
            **references(rule, value, scored.counted),
            "V": measured(rule, value, scored.counted)[bid],
        }
        filled = SYMBOL.sub(lambda found: self.number(symbols[found[0]]), formula.partition(" = ")[2])
        free = rule.unclipped(value, scored.counted)[bid] if isinstance(rule, PointsRule) else raw
        text = self.equation(filled, float(free))
        if free != raw:
            return self.words.say("example.held", result=text, value=shown(raw, self.lang))
        return text

    def _references(self, n: int) -> str:
        rule = self.words.model.rules[self.words.model.leaves[n].id]
        found = references(rule, self.done.values[n], self.done.scored.counted)
        lines = [f"{name} {'=' if is_whole(v) else '≈'} {shown(v, self.lang)}" for name, v in found.items()]
        return listed(lines, self.lang)

    def _part(self, n: int, bid: int, path: str) -> str:
        combination, scored = self.words.model.combination, self.done.scored
        if isinstance(combination, LowestTotal) or np.isnan(scored.points[n, bid]):
            return ""
        names = {"points": self.number(scored.points[n, bid])}
        if isinstance(combination, WeightedPoints):
            pattern, free = (
                "{weight} × {points} / 100",
                float(combination.effective[path]) * scored.points[n, bid] / 100,
            )
        elif combination.gives[path] == "amount":
            return ""
        else:
            names |= self._of_model(combination)
            unrounded = replace(combination, round_weighted=NOT_ROUNDED).weighted(scored.raw)
            pattern, free = PARTS[combination.key], unrounded[n, bid]
            names["percent"] = exact(combination.percents.get(path, 0.0), self.lang)
        if path in combination.effective:
            names["weight"] = exact(combination.effective[path], self.lang)
        text = self.equation(pattern.format(**names), float(free))
        final = float(scored.weighted[n, bid])
        if not math.isclose(final, float(free), rel_tol=1e-12, abs_tol=1e-12):
            return self.words.say("example.becomes", result=text, value=shown(final, self.lang))
        return text

    def _of_model(self, combination: PriceModel) -> Mapping[str, str]:
        """Return the numbers of a price model that are the same for all bids."""
        found = {"scale": exact(combination.scale, self.lang)}
        if combination.weighs == "all":
            found["of_price"] = exact(combination.weight_of(combination.price_leaves), self.lang)
            found["of_quality"] = exact(combination.weight_of(combination.quality_leaves), self.lang)
        if combination.has_percents:
            found["most"] = exact(sum(combination.percents.values()), self.lang)
        if isinstance(combination, QualityPerPrice):
            found["factor"] = exact(combination.ratio_factor, self.lang)
        return found

    def totals(self) -> Block:
        """Return the table of totals and ranks."""
        words, scored = self.words, self.done.scored
        combination = words.model.combination
        lines = isinstance(combination, PriceModel)
        headings = ["bid", "calculation", "rank"]
        if isinstance(combination, PriceModel):
            quality = "quality_percent" if combination.quality_unit == "percent" else "quality"
            headings = ["bid", "price", quality, "calculation", "rank"]
        rows = []
        for bid, name in enumerate(BIDS):
            rank = self.done.ranks[bid]
            place = exact(float(rank), self.lang)
            if scored.out[bid]:
                place = words.say("example.out")
            between = (
                [shown(float(scored.lines[line][bid]), self.lang) for line in ("price", "quality")]
                if lines
                else []
            )
            rows.append((name, *between, self._total(bid), place))
        widths = (1, 2, 2, 5, 1) if lines else (1, 8, 1)
        return table(
            words.say("example.totals"), [words.say(f"example.{h}") for h in headings], rows, *widths
        )

    def _total(self, bid: int) -> str:
        combination, scored = self.words.model.combination, self.done.scored
        total = float(scored.total[bid])
        if np.isnan(total):
            return self.words.say("example.no_points")
        if not isinstance(combination, PriceModel):
            expression = " + ".join(self.number(v) for v in scored.weighted[:, bid])
            free = float(scored.weighted[:, bid].sum())
        else:
            expression, free = self._of_price_model(combination, bid)
        text = self.equation(expression, free)
        if math.isclose(total, free, rel_tol=1e-12, abs_tol=1e-12):
            return text
        return self.words.say("example.becomes", result=text, value=shown(total, self.lang))

    def _of_price_model(self, combination: PriceModel, bid: int) -> tuple[str, float]:
        """Return a bid's total with its numbers filled in, and what it gives before it is rounded."""
        lines, counted = self.done.scored.lines, self.done.scored.counted
        unrounded = replace(combination, round_total=NOT_ROUNDED)
        free = float(unrounded.total(self.done.scored.raw, counted)[bid])
        if isinstance(combination, QualityPerPrice) and combination.band:
            return self._in_band(combination, bid), free
        names = {
            **self._of_model(combination),
            "price": self.number(lines["price"][bid]),
            "quality": self.number(lines["quality"][bid]),
            "least_price": self.number(best_value(lines["price"], counted, "lower")[0]),
            "most_quality": self.number(best_value(lines["quality"], counted, "higher")[0]),
        }
        expression = TOTALS[combination.key].format(**names)
        added = lines.get("added")
        return (expression if added is None else f"{expression} + {self.number(added[bid])}"), free

    def _in_band(self, combination: QualityPerPrice, bid: int) -> str:
        """Return the figure of a bid in the band below the best, or outside of it."""
        lines, counted = self.done.scored.lines, self.done.scored.counted
        inside = lines["in_band"]
        if np.isnan(inside[bid]):
            best = best_value(lines["ratio"], counted, "higher")[0]
            return f"{self.number(lines['ratio'][bid])} / {self.number(best)}"
        if combination.band_by == "price":
            return f"1 + {self.number(best_value(inside, counted, 'lower')[0])} / {self.number(inside[bid])}"
        return f"1 + {self.number(inside[bid])} / {self.number(best_value(inside, counted, 'higher')[0])}"

    def out(self) -> tuple[Paragraph, ...]:
        """Return which bids drop out, and by which limit."""
        found = []
        model, limits = self.words.model, self.words.model.thresholds
        shares = shares_of_full(model, self.done.values)
        for bid, name in enumerate(BIDS):
            code = str(self.done.scored.out[bid])
            if not code:
                continue
            numbers = {}
            if code == BELOW_TOTAL:
                share = float(limits.total_share(shares)[bid])
                numbers = {
                    "share": t("numbers.percent", self.lang, amount=shown(share, self.lang)),
                    "least": t("numbers.percent", self.lang, amount=exact(limits.least_total, self.lang)),
                }
            found.append(self.words.say(f"example.out_by.{code}", bid=name, **numbers))
        return paragraphs(*found)

    def ranking(self) -> str:
        """Return the order of the bids, or who ties for the best place."""
        ranks = self.done.ranks
        placed = sorted(
            (float(rank), name) for rank, name in zip(ranks, BIDS, strict=True) if not np.isnan(rank)
        )
        if not placed:
            return self.words.say("example.nobody")
        first = [name for rank, name in placed if rank == placed[0][0]]
        order = self.words.say("example.ranking", order=", ".join(name for _, name in placed))
        if len(first) > 1:
            return f"{order} {self.words.say('example.tie', bids=listed(first, self.lang))}"
        return f"{order} {self.words.say('example.single', bid=first[0])}"
