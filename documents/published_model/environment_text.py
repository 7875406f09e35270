"""The annex on emissions, lifespan and waste: the method in short, and where the factors come from."""

from collections.abc import Iterator

from documents.factor_library import citations
from documents.published_model.content import Block, Heading, Paragraph, points, table
from documents.published_model.model_words import LotWords
from evaluation.external_prices import CO2E, prices_of
from evaluation.measures import (
    OF_EMISSIONS,
    OF_EXTERNAL_COST,
    OF_LIVES,
    OF_MASS,
    family_of,
    measures_used,
)
from texts import has, t
from texts.numbers import exact, listed, percent

OF_WASTE = (OF_MASS - {"packaging", "non_virgin_share"}) | {"mci", "hazardous_waste"}
# What counts only as far as its evidence carries it.
BY_EVIDENCE = frozenset(
    {"life", "life_ratio", "spare_parts_score", "repair_score", "second_life_score", "mci"}
)
OF_FACTORS = frozenset({"factors", "materials", "grids", "factor_impacts", "impact_weights"})


def counts_environment(words: LotWords) -> bool:
    """Say whether the lot measures emissions, lives or waste, scored or reported."""
    return _emissions(words) or _lives(words) or _waste(words)


def environment_blocks(words: LotWords, level: int) -> Iterator[Block]:
    """Yield the annex on emissions, lifespan and waste, as far as the lot measures them."""
    say = words.say
    yield Paragraph(say("environment.lead"))
    scored = {leaf.measure for leaf in words.model.leaves}
    shown = [words.measure_title(key) for key in measures_used(words.tender, words.lot) if key not in scored]
    if shown:
        yield Paragraph(say("environment.shown", measures=listed(map(words.quoted, shown), words.lang)))
    if _emissions(words):
        yield Heading(say("environment.emissions"), level)
        yield from points(tuple(_counted(words)))
        yield from _bases(words)
        yield from _carriers(words)
    if _lives(words):
        yield Heading(say("environment.lifespan"), level)
        yield from points(tuple(_life_rules(words)))
        yield from _levels(words)
    if _waste(words):
        yield Heading(say("environment.waste"), level)
        yield from points(tuple(_waste_rules(words)))
        yield from _routes(words)
    yield from _sources(words, level)


def _used(words: LotWords) -> set[str]:
    return {family_of(key) for key in measures_used(words.tender, words.lot)}


def _emissions(words: LotWords) -> bool:
    used = _used(words)
    prices = prices_of(words.tender.external_prices, words.terms.external_price_set)
    return bool(used & (OF_EMISSIONS - OF_EXTERNAL_COST)) or (
        bool(used & OF_EXTERNAL_COST) and CO2E in prices
    )


def _lives(words: LotWords) -> bool:
    return bool(_used(words) & (OF_LIVES | BY_EVIDENCE)) or words.terms.life_basis == "credited"


def _waste(words: LotWords) -> bool:
    return bool(_used(words) & OF_WASTE)


def _counted(words: LotWords) -> Iterator[str]:
    say, terms = words.say, words.terms
    kind = "circular" if terms.end_of_life == "circular_footprint" else "modules"
    yield say(f"environment.{kind}", years=terms.study_years)
    none = say("environment.no_carrier")
    yield say(
        "environment.carrier",
        electricity=_carrier(terms.electricity_carrier, words.lang) or none,
        heat=_carrier(terms.heat_carrier, words.lang) or none,
    )
    for key, km in (("transport", terms.transport_km), ("disposal_transport", terms.disposal_km)):
        if terms.transport_factor is not None and km is not None:
            yield say(f"environment.{key}", km=exact(km, words.lang))
    items = words.tender.in_lot(words.tender.items, words.lot)
    if any(i.reference and i.factor_basis == "declared" for i in items):
        rule = t(f"codes.undeclared_modules.{terms.undeclared_modules}", words.lang)
        yield say("environment.declared", modules=listed(terms.declared_modules, words.lang), rule=rule)
    if any(i.reference and i.factor_basis == "generic_mass" for i in items):
        yield say("environment.reused", rule=t(f"codes.reused_parts.{terms.reused_parts}", words.lang))


def _carrier(key: str | None, lang: str) -> str:
    """Return what an energy carrier is called; one of the tender's own by its key."""
    title = f"factors.carrier.{key}"
    return t(title, lang) if has(title, lang) else key or ""


def _bases(words: LotWords) -> Iterator[Block]:
    """Yield the basis of emissions with the items that it is of."""
    say, of = words.say, dict[str, list[str]]()
    for item in words.tender.in_lot(words.tender.items, words.lot):
        if item.reference:
            of.setdefault(item.factor_basis, []).append(words.of(item.title_da, item.title_en))
    rows = [
        (t(f"codes.factor_basis.{b}", words.lang), listed(titles, words.lang)) for b, titles in of.items()
    ]
    if rows:
        headings = [say("environment.basis"), say("environment.items")]
        yield table(say("environment.basis"), headings, rows, 2, 5)


def _carriers(words: LotWords) -> Iterator[Block]:
    say, tender = words.say, words.tender
    named = {words.terms.electricity_carrier, words.terms.heat_carrier}
    named |= {c for place in tender.places for c in (place.electricity_carrier, place.heat_carrier)}
    titles = {source.key: source.title for source in tender.sources}
    rows = [
        (
            _carrier(g.carrier, words.lang),
            str(g.year),
            exact(g.gwp_kg_co2e, words.lang),
            titles.get(g.source or "", g.source or ""),
        )
        for g in tender.grids
        if g.carrier in named
    ]
    if rows:
        headings = [say(f"environment.{name}") for name in ("carrier_heading", "year", "factor", "source")]
        yield table(say("environment.carriers"), headings, rows, 3, 1, 2, 5)


def _life_rules(words: LotWords) -> Iterator[str]:
    say, terms, lang = words.say, words.terms, words.lang
    if _used(words) & {"life", "life_ratio", "spare_parts_score", "mci"} or terms.life_basis == "credited":
        yield say("environment.life_scored")
    if terms.life_ratio_floor is not None:
        yield say("environment.life_floor", floor=exact(terms.life_ratio_floor, lang))
    if terms.life_ratio_cap is not None:
        yield say("environment.life_cap", cap=exact(terms.life_ratio_cap, lang))
    for key in sorted(_used(words) & (OF_LIVES | BY_EVIDENCE)):
        yield f"{t(f'measures.{key}.title', lang)}: {t(f'measures.{key}.help', lang)}"


def _levels(words: LotWords) -> Iterator[Block]:
    say = words.say
    if not _used(words) & BY_EVIDENCE and words.terms.life_basis != "credited":
        return
    rows = [
        (level.key, words.of(level.title_da, level.title_en), percent(level.credit, words.lang))
        for level in words.tender.evidence_levels
    ]
    if rows:
        headings = [say(f"environment.{name}") for name in ("level", "evidence", "credit")]
        yield table(say("environment.levels"), headings, rows, 1, 7, 2)


def _waste_rules(words: LotWords) -> Iterator[str]:
    say, terms, lang = words.say, words.terms, words.lang
    yield say("environment.residual", years=terms.study_years)
    if terms.consumables_waste:
        yield say("environment.consumables")
    if "waste_hierarchy_score" in _used(words):
        yield say(
            "environment.hierarchy",
            reuse=exact(terms.hierarchy_reuse, lang),
            recycling=exact(terms.hierarchy_recycling, lang),
            energy=exact(terms.hierarchy_energy_recovery, lang),
            landfill=exact(terms.hierarchy_landfill, lang),
        )


def _routes(words: LotWords) -> Iterator[Block]:
    say, lang = words.say, words.lang
    rows = [
        (
            t(f"codes.component.{route.component}", lang),
            t(f"codes.route.{route.route}", lang),
            percent(route.share, lang),
            t(f"codes.measured_by.{route.measured_by}", lang),
            route.source or "",
        )
        for route in words.tender.routes
    ]
    if rows:
        headings = [
            say(f"environment.{name}") for name in ("component", "route", "share", "measured", "source")
        ]
        yield table(say("environment.routes"), headings, rows, 2, 2, 1, 3, 3)


def _sources(words: LotWords, level: int) -> Iterator[Block]:
    """Yield the publications that factors are from, each once."""
    say = words.say
    rows = [
        (cited.title or cited.citation, cited.publisher, cited.year, cited.url)
        for cited in citations(words.tender)
        if OF_FACTORS & set(cited.used_by)
    ]
    if rows:
        yield Heading(say("environment.sources"), level)
        headings = [say(f"environment.{name}") for name in ("source", "publisher", "year", "address")]
        yield table(say("environment.sources"), headings, rows, 5, 3, 1, 4)
