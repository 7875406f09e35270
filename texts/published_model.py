"""The published scoring in sentences: what ``explain()`` of a rule, a combination or a tie rule says.

Each function takes the code and values of one ``explain()`` and returns text as it can stand in tender
documents; no figure is computed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from texts.catalogue import has, t
from texts.numbers import NBSP, Number, exact, percent

Explained = tuple[str, Mapping[str, Any]]
ROUNDED = ("points", "weighted", "quality", "total")
FOLLOWS = "slope_step"
# Parts of a rule that are codes, and the list each is of.
CODED = {"center": "center", "basis": "curve_basis"}


@dataclass(frozen=True)
class RuleText:
    """A scoring rule in sentences: its name, the rule in words, its formula, its symbols and its limits."""

    title: str
    words: str
    formula: str
    symbols: str
    limits: str
    table: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything but the name, in reading order, without what the rule does not have."""
        return tuple(filter(None, (self.words, *self.table, self.formula, self.symbols, self.limits)))


def rule_text(explained: Explained, lang: str, unit: str = "", currency: str = "") -> RuleText:
    """Return a scoring rule in sentences.

    Parameters
    ----------
    explained : what ``explain()`` of the rule gives.
    unit : unit of the measure in words, as ``measures.KEY.unit`` has it; empty for a number without one.
    currency : the sign of amounts, as ``kr.``.

    >>> text = rule_text(("rule.best_ratio", {"scale": 10.0, "direction": "lower", "clip": "none"}), "en")
    >>> text.title, text.formula
    ('Ratio to the best bid', 'Points = 10 × (Vmin / V)')
    """
    code, given = explained
    way = str(given["direction"])
    numbers = {name: exact(v, lang) for name, v in given.items() if isinstance(v, (int, float, Decimal))}
    ends = {end: _with_unit(given.get(f"{end}_at"), unit, lang) for end in ("full", "zero")}
    named = {name: t(f"codes.{codes}.{given[name]}", lang) for name, codes in CODED.items() if name in given}
    each = unit or t("rule.unit", lang)
    told: dict[str, Any] = {**numbers, **ends, **named, "currency": currency, "unit": each}
    clip = t(f"rule.clip.{given['clip']}", lang, **numbers) if _may_leave_scale(code, given) else ""
    most = t(f"{code}.most", lang, **told) if "amount_most" in given else ""
    missing = t(f"rule.missing.{'points' if 'scale' in given else 'figure'}", lang)
    own, general = f"{code}.values.{way}", f"rule.values.{way}{'' if unit else '_plain'}"
    value = t(own if has(own, lang) else general, lang, **told)
    others = t(f"{code}.symbols.{way}", lang, **told) if has(f"{code}.symbols.{way}", lang) else ""
    kind = str(given.get("form", way))
    follows = f"{way}_follows"
    words = follows if given.get(FOLLOWS) == 0 and has(f"{code}.words.{follows}", lang) else kind
    return RuleText(
        title=t(f"{code}.title", lang),
        words=t(f"{code}.words.{words}", lang, **told),
        formula=t(f"{code}.formula.{kind}", lang, **told),
        symbols=f"{value} {others}".strip(),
        limits=" ".join(filter(None, (most, clip, missing))),
        table=_table_lines(code, given, lang, unit, currency),
    )


def _may_leave_scale(code: str, given: Mapping[str, Any]) -> bool:
    """Say whether points can fall outside 0 and the scale, or are held within it: marks and brackets may not need it."""
    if "clip" not in given or code == "rule.judged_points":
        return "clip" in given and given["clip"] != "none"
    if code == "rule.brackets" and given["clip"] == "none":
        return any(not 0 <= row.gives <= given["scale"] for row in given["rows"])
    return True


def _table_lines(code: str, given: Mapping[str, Any], lang: str, unit: str, currency: str) -> tuple[str, ...]:
    """Return a published table a line a bracket or anchor: from, to, which edges, and what it gives."""
    is_curve = code.endswith("curve")
    if is_curve and given.get("basis", "value") != "value":
        unit = "%"
    gives = "points" if "scale" in given else "amount"
    lines = []
    for row in given.get("rows", ()):
        low, high = (_with_unit(v, unit, lang) for v in (row.from_value, row.to_value))
        what = t(f"rule.table.{gives}", lang, gives=exact(row.gives, lang), currency=currency)
        if is_curve or (row.from_value is not None and row.from_value == row.to_value):
            kind = "at"
        elif row.from_value is None or row.to_value is None:
            is_low = row.to_value is None
            edge = row.includes in (("from", "both") if is_low else ("to", "both"))
            kind = (
                "all"
                if row.from_value is row.to_value is None
                else f"{'above' if is_low else 'below'}{'_or_at' * edge}"
            )
        else:
            kind = f"between_{row.includes}"
        lines.append(t(f"rule.table.{kind}", lang, low=low, high=high, what=what))
    return tuple(lines)


@dataclass(frozen=True)
class CombinationText:
    """A combination in sentences: its name, words, formula, weights and percentages, and roundings."""

    title: str
    words: tuple[str, ...]
    formula: str
    weights: tuple[str, ...]
    roundings: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything but the name, in reading order."""
        first, *rest = self.words
        return (first, self.formula, *rest, *self.weights, *self.roundings)


def combination_text(explained: Explained, titles: Mapping[str, str], lang: str) -> CombinationText:
    """Return how the points of the criteria become one total: words, formula, weights and roundings.

    Parameters
    ----------
    explained : what ``explain()`` of the combination gives.
    titles : title of each criterion by its path.
    """
    code, given = explained
    numbers = {name: exact(v, lang) for name, v in given.items() if isinstance(v, (int, float, Decimal))}
    words = [t(f"{code}.words", lang, **numbers)]
    if given.get("band"):
        words.append(t(f"{code}.band.{given['band_by']}", lang, **numbers))
    return CombinationText(
        title=t(f"{code}.title", lang),
        words=tuple(words),
        formula=t(f"{code}.formula", lang, **numbers),
        weights=_weights(given, titles, lang),
        roundings=(*_roundings(given, titles, lang), t("ranking.compare", lang)),
    )


def _weights(given: Mapping[str, Any], titles: Mapping[str, str], lang: str) -> tuple[str, ...]:
    """Return the weight or the percentage of each criterion."""
    lines = [
        t("combination.percent", lang, criterion=titles[path], percent=exact(most, lang))
        for path, most in given.get("percents", {}).items()
    ]
    effective = given.get("effective", {})
    for path, weight in given.get("weights", {}).items():
        values = {"criterion": titles[path], "weight": _per_cent(weight, lang)}
        if "/" in path and path in effective:
            within = _per_cent(effective[path], lang)
            lines.append(t("combination.weighted_points.weight_within", lang, effective=within, **values))
        else:
            lines.append(t("combination.weighted_points.weight", lang, **values))
    return tuple(lines)


def thresholds_text(
    explained: Explained, titles: Mapping[str, str], units: Mapping[str, str], lang: str
) -> tuple[str, ...]:
    """Return what takes a bid out before points are compared; nothing where nothing does.

    Parameters
    ----------
    titles, units : title of each criterion and unit of its measure, by its path.
    """
    _, given = explained
    lines = []
    for path, (low, high) in given["limits"].items():
        kind = "both" if None not in (low, high) else "low" if high is None else "high"
        ends = {"low": _with_unit(low, units[path], lang), "high": _with_unit(high, units[path], lang)}
        lines.append(t(f"thresholds.limits.{kind}", lang, criterion=titles[path], **ends))
    for path, least in given["least"].items():
        lines.append(t("thresholds.least", lang, criterion=titles[path], least=exact(least, lang)))
    if given["least_total"] is not None:
        lines.append(t("thresholds.least_total", lang, least=exact(given["least_total"], lang)))
    return (*lines, t("thresholds.then", lang)) if lines else ()


def rounding_text(explained: Explained, what: str, lang: str) -> str:
    """Return one published rounding; ``what`` is ``points``, ``weighted`` or ``total``.

    >>> rounding_text(("rounding.half_up", {"decimals": 2}), "total", "en")
    'The total: rounded to 2 decimals; a half is rounded up, away from 0, like ROUND in a spreadsheet.'
    """
    code, given = explained
    to = _to_decimals(given.get("decimals", 0), lang)
    return t(code, lang, what=t(f"rounding.what.{what}", lang), to=to)


def tie_text(explained: Explained, titles: Mapping[str, str], lang: str) -> tuple[str, ...]:
    """Return the published tie rule: a sentence a criterion in order, and what happens at last."""
    code, given = explained
    steps: Sequence[Mapping[str, str]] = given["criteria"]
    lines = [
        t(
            f"tie_rule.{'then.' if n else ''}{step['by']}.{step['better']}",
            lang,
            criterion=titles[step["criterion"]],
        )
        for n, step in enumerate(steps)
    ]
    return (*lines, t(code, lang, seed=given["seed"]))


def missing_lines_text(explained: Explained, lang: str) -> str:
    """Return the published rule for lines without a price.

    >>> missing_lines_text(("missing_lines.reject", {}), "en")
    'A bid without a price on a line is rejected.'
    """
    code, given = explained
    if not given:
        return t(code, lang)
    lines, share = given["max_lines"], given["max_share"]
    kind = "both" if lines is not None and share is not None else "share" if lines is None else "lines"
    limits = t(f"missing_lines.limits.{kind}", lang, count=lines, share=percent(share, lang))
    return t(code, lang, factor=exact(given["factor"], lang), limits=limits)


def measure_unit(measure: str, currency: str, lang: str, unit: str = "") -> str:
    """Return the unit of a measure in words; ``unit`` is that of the question behind an ``answer:``.

    >>> measure_unit("life_cycle_cost", "DKK", "da"), measure_unit("answer:seats", "DKK", "da", "stk.")
    ('kr.', 'stk.')
    """
    sign = t(f"units.{currency}", lang) if has(f"units.{currency}", lang) else currency
    return t(
        f"measures.{measure.removeprefix('minimum:').split(':', 1)[0]}.unit", lang, currency=sign, unit=unit
    )


def _roundings(given: Mapping[str, Any], titles: Mapping[str, str], lang: str) -> tuple[str, ...]:
    published = [(what, given[f"round_{what}"]) for what in ROUNDED if f"round_{what}" in given]
    done = [rounding_text(how, what, lang) for what, how in published if how[0] != "rounding.none"]
    for path, (code, values) in given.get("round_points_of", {}).items():
        what = t("rounding.what.points_of", lang, criterion=titles[path])
        done.append(t(code, lang, what=what, to=_to_decimals(values.get("decimals", 0), lang)))
    return tuple(done) if done else (t("rounding.nowhere", lang),)


def _to_decimals(decimals: int, lang: str) -> str:
    return t("rounding.to.decimals", lang, count=decimals) if decimals else t("rounding.to.whole", lang)


def _per_cent(weight: Decimal, lang: str) -> str:
    return percent(weight / 100, lang)


def _with_unit(value: Number | None, unit: str, lang: str) -> str:
    return f"{exact(value, lang)}{NBSP if unit else ''}{unit}"
