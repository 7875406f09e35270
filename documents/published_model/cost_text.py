"""The annex on cost: which data bidders supply, and by which method the buyer calculates with them.

Directive 2014/24/EU article 68(2) asks for both where an award rests on life-cycle costing.
"""

from collections.abc import Iterator
from decimal import Decimal

from documents.published_model.content import Block, Formula, Heading, Paragraph, paragraphs, points, table
from documents.published_model.model_words import LotWords
from evaluation.conventions import growth_classes_of
from evaluation.evaluation_model import GrowthClass
from evaluation.external_prices import prices_of
from evaluation.measures import OF_EXTERNAL_COST, OF_LIFE_CYCLE_COST, family_of
from evaluation.sheets import Sheet, bid_sheets
from evaluation.tender import Item, Service
from texts import has, t
from texts.numbers import exact, money, percent
from texts.problems import field_title

OF_COST = OF_LIFE_CYCLE_COST | OF_EXTERNAL_COST | {"price_and_use_cost"}
CENTS = 2


def counts_cost(words: LotWords) -> bool:
    """Say whether the lot's criteria read a cost beyond the price itself."""
    return any(family_of(str(leaf.measure)) in OF_COST for leaf in words.model.leaves)


def cost_blocks(words: LotWords, level: int) -> Iterator[Block]:
    """Yield the annex on cost, its own headings one level below ``level``."""
    say = words.say
    yield Paragraph(say("cost.law"))
    yield Heading(say("cost.asked"), level)
    yield _asked(words)
    yield Heading(say("cost.method"), level)
    yield Formula(say("cost.formula"))
    yield from points(tuple(_method(words)))
    yield from _items(words)
    yield from _prices(words)
    yield from _growths(words)
    yield from _services(words)
    yield from _external(words, level)


def _asked(words: LotWords) -> Block:
    """Return each field of the bid sheet that cost is calculated from, and which rows answer it."""
    say = words.say
    scored = {str(leaf.measure) for leaf in words.model.leaves}
    costs = {f"measure:{key}" for key in scored if family_of(key) in OF_COST}
    if scored & OF_LIFE_CYCLE_COST:
        # Services and assortments stand under this name whichever of the costs is scored.
        costs.add("measure:life_cycle_cost")
    rows = [
        (
            t(f"sheets.{sheet.table}.title", words.lang),
            field_title(f"{sheet.table}.{column.field}", words.lang),
            say("cost.of_all") if column.rows is None else ", ".join(_row_titles(words, sheet, column.rows)),
        )
        for sheet in bid_sheets(words.tender, words.lot)
        for column in sheet.columns
        if costs & set(column.readers)
    ]
    headings = [say(f"cost.{name}") for name in ("sheet", "column", "of")]
    return table(say("cost.asked"), headings, rows, 3, 5, 5)


def _row_titles(words: LotWords, sheet: Sheet, keys: frozenset[str]) -> list[str]:
    titles = {i.key: words.of(i.title_da, i.title_en) for i in words.tender.items}
    return list(dict.fromkeys(titles.get(key.split("/")[0], key) for key in sheet.keys if key in keys))


def _method(words: LotWords) -> Iterator[str]:
    """Yield every convention of time, money, life and value that the cost is counted by."""
    say, terms, lang = words.say, words.terms, words.lang
    yield say("cost.period", years=terms.study_years, first=terms.first_year)
    yield say("cost.contract_years", count=terms.contract_years)
    if terms.use_years is not None:
        yield say("cost.use_years", years=terms.use_years)
    yield _rate(words)
    yield say(f"cost.price_basis.{terms.price_basis}")
    if terms.inflation is not None:
        yield say("cost.inflation", rate=percent(terms.inflation, lang))
    yield say(f"cost.timing.{terms.timing}")
    yield say(f"cost.growth_base.{terms.growth_base}")
    yield say(f"cost.horizon.{terms.horizon}")
    yield say(f"cost.life_basis.{terms.life_basis}")
    yield say(f"cost.residual_value.{terms.residual_value}")
    if terms.residual_value == "percentage" and terms.residual_share is not None:
        yield say("cost.residual_share", share=percent(terms.residual_share, lang))
    if terms.residual_value == "buy_back":
        yield say("cost.returned_share", share=percent(terms.returned_share, lang))
        if terms.buy_back_cap is not None:
            yield say("cost.buy_back_cap", share=percent(terms.buy_back_cap, lang))
        for row in words.tender.buy_back_classes:
            yield f"{words.of(row.title_da, row.title_en)}: {percent(row.share, lang)}"
    yield from _keeping(words)


def _rate(words: LotWords) -> str:
    terms = words.terms
    if terms.discount_steps is None:
        return words.say("cost.rate", rate=percent(terms.discount_rate or 0.0, words.lang))
    steps = sorted(
        (s.from_year, s.rate) for s in words.tender.discount_steps if s.schedule == terms.discount_steps
    )
    told = [words.say("cost.rate_step", rate=percent(rate, words.lang), year=year) for year, rate in steps]
    return words.say("cost.rate_steps", schedule=terms.discount_steps, steps=", ".join(told))


def _keeping(words: LotWords) -> Iterator[str]:
    terms, say = words.terms, words.say
    if terms.yearly_service:
        yield say("cost.service")
        if terms.service_free_years:
            yield say("cost.service_free")
    if terms.yearly_consumables:
        yield say("cost.consumables")
    yield say(f"cost.repairs.{terms.repairs}")
    if terms.repairs != "none" and terms.repairs_after_guarantee:
        yield say("cost.after_guarantee")
    if terms.prices_per_pack:
        yield say("cost.packs")


def _items(words: LotWords) -> Iterator[Block]:
    """Yield the items with quantity and reference life, which drive how often each is bought."""
    say = words.say
    rows = [
        (words.of(i.title_da, i.title_en), exact(words.tender.asked(i), words.lang), _life(words, i))
        for i in words.tender.in_lot(words.tender.items, words.lot)
    ]
    headings = [say(f"cost.{name}") for name in ("item", "amount", "life")]
    yield table(say("cost.lives"), headings, rows, 6, 2, 3)


def _life(words: LotWords, item: Item) -> str:
    if item.reference_life is None:
        return exact(None, words.lang)
    return f"{exact(item.reference_life, words.lang)} {t(f'units.{item.life_unit}', words.lang)}"


def _prices(words: LotWords) -> Iterator[Block]:
    say, lang, tender = words.say, words.lang, words.tender
    rows = [
        (
            _resource(price.key, lang),
            _amount(words, price.price),
            _unit(price.unit, lang),
            price.growth_class or say("cost.constant"),
            price.source or say("cost.own_price"),
        )
        for price in tender.resource_prices
    ]
    rows += [
        (words.of(material.title_da, material.title_en), _amount(words, -price.price), t("units.kg", lang),
         price.growth_class or say("cost.constant"), ", ".join(filter(None, (price.source, price.date))))
        for price in tender.material_prices
        for material in tender.materials
        if material.key == price.material
    ]  # fmt: skip
    if rows:
        headings = [say(f"cost.{name}") for name in ("resource", "price", "per", "growth", "source")]
        yield table(say("cost.prices"), headings, rows, 3, 2, 2, 3, 5)


def _resource(key: str, lang: str) -> str:
    """Return what a priced resource is called; one of the tender's own by its key."""
    return t(f"published.resources.{key}", lang) if has(f"published.resources.{key}", lang) else key


def _unit(unit: str, lang: str) -> str:
    return t(f"units.{unit}", lang) if has(f"units.{unit}", lang) else unit


def _amount(words: LotWords, value: float) -> str:
    """Return a price with the decimals it has, at least those of the currency where it has any."""
    finest = -int(Decimal(str(value)).normalize().as_tuple().exponent)
    decimals = 0 if finest <= 0 else max(CENTS, finest)
    return money(value, words.lang, words.tender.facts.currency, decimals)


def _growths(words: LotWords) -> Iterator[Block]:
    """Yield the growth of each class that a line of the lot names, and the clauses of the contract on prices."""
    say, tender = words.say, words.tender
    rows = [
        (c.key, _path(words, c), t(f"codes.growth_basis.{c.basis}", words.lang),
         ", ".join(filter(None, (c.index, c.source))))
        for c in growth_classes_of(tender, words.lot)
    ]  # fmt: skip
    if rows:
        headings = [say(f"cost.{name}") for name in ("class", "rate_heading", "basis", "source")]
        yield table(say("cost.growths"), headings, rows, 3, 3, 3, 4)


def _path(words: LotWords, row: GrowthClass) -> str:
    if row.rate is not None:
        return percent(row.rate, words.lang)
    path = [p for p in words.tender.price_indices if p.growth_class == row.key]
    years = [words.say("cost.index_year", year=p.year, index=exact(p.index, words.lang)) for p in path]
    return words.say("cost.index_path", years=", ".join(years))


def _services(words: LotWords) -> Iterator[Block]:
    say = words.say
    rows = [
        (words.of(s.title_da, s.title_en), f"{exact(s.quantity, words.lang)} {s.unit}", _when(words, s))
        for s in words.tender.in_lot(words.tender.services, words.lot)
    ]
    if rows:
        headings = [say(f"cost.{name}") for name in ("service_title", "quantity", "when")]
        yield table(say("cost.services"), headings, rows, 5, 3, 4)


def _when(words: LotWords, service: Service) -> str:
    if service.times == 1:
        return words.say("cost.once", year=service.first_year)
    return words.say(
        "cost.repeated", count=service.every_years, first=service.first_year, times=service.times
    )


def _external(words: LotWords, level: int) -> Iterator[Block]:
    """Yield the prices of emissions with their sources, where a criterion counts them."""
    say, name = words.say, words.terms.external_price_set
    scored = {family_of(str(leaf.measure)) for leaf in words.model.leaves}
    prices = prices_of(words.tender.external_prices, name)
    if not scored & OF_EXTERNAL_COST or not prices:
        return
    discounted = "external_discounted" if words.terms.external_discounted else "external_not_discounted"
    yield Heading(say("cost.external"), level)
    yield from paragraphs(f"{say('cost.external_law', name=name)} {say(f'cost.{discounted}')}")
    rows = [
        (
            t(f"codes.pollutant.{pollutant}", words.lang),
            say("cost.every_year") if row.year is None else str(row.year),
            _amount(words, row.price),
            row.source or "",
        )
        for pollutant, of in prices.items()
        for row in of
    ]
    headings = [say(f"cost.{name}") for name in ("pollutant", "year", "per_tonne", "source")]
    yield table(say("cost.external"), headings, rows, 3, 1, 2, 6)
