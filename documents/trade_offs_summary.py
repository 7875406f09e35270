"""What the weights of a lot imply, in words and as JSON: what a point costs, and the published prices of CO2e beside."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.external_prices import CO2E, ExternalPrice
from evaluation.tender import Tender
from evaluation.weighting import PriceBeside, TradeOff, TradeOffs, prices_beside
from lca_data.external import external_prices, published_prices
from texts import t
from texts.columns import in_columns
from texts.numbers import MISSING, exact, money, significant
from texts.published_model import measure_unit

KILOGRAMS_OF_CO2E, KILOGRAMS_IN_A_TONNE = "kg CO2e", 1000.0
ZERO = "zero"  # the set of no price, which nothing is a multiple of
WHOLE_FROM = 100.0  # amounts under it are written with decimals
DIGITS = 4


@dataclass(frozen=True)
class CO2Price:
    """What a model pays for a tonne of CO2e by one criterion, and one published price beside it.

    ``source`` is the citation, blank where the tender gives none.
    """

    criterion: str
    money_per_tonne: float
    beside: PriceBeside
    source: str


def co2_prices(tender: Tender, found: TradeOffs) -> tuple[CO2Price, ...]:
    """Return the published prices of CO2e beside what a lot's model pays for a tonne, in the first study year.

    They are those that the tender publishes, and where it has none the sets of the library that are in its currency.
    """
    prices = [row for row in tender.external_prices if row.pollutant == CO2E] or _at_hand(
        tender.facts.currency
    )
    sources = {row.price_set: row.source or "" for row in reversed(prices)}
    year = tender.model_of[found.lot].first_year
    return tuple(
        CO2Price(row.criterion, per_tonne, beside, sources[beside.price_set])
        for row in found.rows
        if row.unit == KILOGRAMS_OF_CO2E and not math.isnan(row.money)
        for per_tonne in (row.money * KILOGRAMS_IN_A_TONNE,)
        for beside in prices_beside(per_tonne, prices, year)
    )


def _at_hand(currency: str) -> list[ExternalPrice]:
    """Return the rows of the library's sets that are in a currency as they were published."""
    return [
        row
        for name, published in published_prices().items()
        if name != ZERO and {each.currency for each in published} == {currency}
        for row in external_prices(name, currency)
    ]


def unit_text(tender: Tender, row: TradeOff, lang: str) -> str:
    """Return what a criterion is counted in here: emissions by the tonne, a judgement by its point."""
    if row.unit == KILOGRAMS_OF_CO2E:
        return t("weights.units.tonne", lang)
    if row.measure.startswith("judged:"):
        return t("weights.units.judged", lang)
    key = row.measure.partition(":")[2]
    asked = next(
        (question.unit for question in tender.questions if question.key == key and question.unit), ""
    )
    return measure_unit(row.measure, tender.facts.currency, lang, asked) or t("weights.units.whole", lang)


def units_in(unit: str) -> float:
    """Return how many of a measure's units are one as :func:`unit_text` names it."""
    return KILOGRAMS_IN_A_TONNE if unit == KILOGRAMS_OF_CO2E else 1.0


def of_one_unit(row: TradeOff) -> tuple[float, float]:
    """Return points and money of one unit as :func:`unit_text` names it; NaN where there is a reason."""
    many = units_in(row.unit)
    return (math.nan if row.reason else row.points * many), row.money * many


def cost_sentence(found: TradeOffs) -> tuple[str, dict[str, object]]:
    """Return key and amounts of the sentence on what one point of the total costs."""
    amounts: dict[str, object] = {"worth": found.worth_of_a_point, "cost": found.expected_cost}
    if found.cost.reason is not None:
        return "weights.trade.cost_flat", amounts
    if not math.isnan(found.worth_of_a_point):
        return "weights.trade.point", amounts
    # A criterion of cost by itself is the sum; beside others it is a price that a model compares.
    return ("weights.trade.price_model" if found.rows else "weights.trade.lowest"), amounts


def in_money(amounts: Mapping[str, object], tender: Tender, lang: str) -> dict[str, str]:
    """Return amounts as they are written in the tender's currency; unknown ones as a dash."""
    currency = tender.facts.currency
    return {name: money(value, lang, currency) for name, value in amounts.items() if isinstance(value, float)}


def trade_offs_text(tender: Tender, found: TradeOffs, lang: str) -> str:
    """Return what the weights of a lot imply: what a point costs, what each unit is worth, published prices beside."""
    titles = {
        c.id: (c.title_en or c.title_da) if lang == "en" else c.title_da
        for c in tender.in_lot(tender.criteria, found.lot)
    }
    key, amounts = cost_sentence(found)
    lot = next(row for row in tender.lots if row.id == found.lot)
    basis = "estimated" if found.is_estimated_value else "given"
    written = in_money(amounts, tender, lang)
    lines = [
        t("cli.lot", lang, lot=lot.id, title=lot.title),
        t(f"weights.trade.basis_{basis}", lang, **written),
        t(key, lang, **written),
        "",
        *in_columns(_table(tender, found, titles, lang), words=(0, 2)),
    ]
    lines += [reason_text(row, titles, lang) for row in found.rows if row.reason is not None]
    beside = co2_prices(tender, found)
    if beside:
        lines += ["", *(beside_text(tender, each, titles, lang) for each in beside)]
    return "\n".join(lines)


def _table(tender: Tender, found: TradeOffs, titles: Mapping[str, str], lang: str) -> Sequence[Sequence[str]]:
    header = [
        t(f"weights.columns.{name}", lang) for name in ("criterion", "weight", "unit", "units", "money")
    ]
    return [header, *(trade_off_cells(tender, row, titles, lang) for row in found.rows)]


def trade_off_cells(tender: Tender, row: TradeOff, titles: Mapping[str, str], lang: str) -> list[str]:
    """Return a criterion, its weight, what one unit is, how many of them are a point of the total, and their worth."""
    points, worth = of_one_unit(row)
    decimals = 0 if abs(worth) >= WHOLE_FROM else 2
    return [
        titles[row.criterion],
        MISSING if row.weight is None else exact(row.weight, lang),
        unit_text(tender, row, lang),
        MISSING if math.isnan(points) else significant(1.0 / points, lang, DIGITS),
        MISSING if math.isnan(worth) else money(worth, lang, tender.facts.currency, decimals),
    ]


def reason_text(row: TradeOff, titles: Mapping[str, str], lang: str) -> str:
    """Return why a criterion has no figure."""
    return t(f"weights.reasons.{row.reason}", lang, criterion=titles[row.criterion])


def beside_text(tender: Tender, each: CO2Price, titles: Mapping[str, str], lang: str) -> str:
    """Return what the model pays for a tonne of CO2e, with one published price and its source."""
    amounts = {"paid": each.money_per_tonne, "price": each.beside.price}
    written = in_money(amounts, tender, lang)
    times = each.beside.times
    key = "weights.trade.beside" if times is not None else "weights.trade.beside_nothing"
    said = t(
        key,
        lang,
        criterion=titles[each.criterion],
        price_set=each.beside.price_set,
        times=MISSING if times is None else significant(times, lang, 2),
        **written,
    )
    return f"{said} {each.source}".rstrip()


def trade_offs_as_json(tender: Tender, found: TradeOffs) -> dict[str, object]:
    """Return what the weights of a lot imply as JSON holds it; null for what is not known, with the reason."""
    return {
        "lot": found.lot,
        "currency": tender.facts.currency,
        "expected_cost": found.expected_cost,
        "expected_cost_is_estimated_value": found.is_estimated_value,
        "worth_of_a_point": _known(found.worth_of_a_point),
        "criteria": [
            {
                "criterion": row.criterion,
                "measure": row.measure,
                "unit": row.unit,
                "weight": row.weight,
                "expected_best": row.at,
                "points_per_unit": _known(row.points),
                "money_per_unit": _known(row.money),
                "reason": row.reason,
            }
            for row in (found.cost, *found.rows)
        ],
        "co2e_prices": [
            {
                "criterion": each.criterion,
                "money_per_tonne": each.money_per_tonne,
                "price_set": each.beside.price_set,
                "price": each.beside.price,
                "times": each.beside.times,
                "source": each.source,
            }
            for each in co2_prices(tender, found)
        ],
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
