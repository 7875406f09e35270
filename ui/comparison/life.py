"""How long it lasts: claimed, guaranteed, accepted and used, with what is bought beside what was asked for."""

from collections import Counter
from typing import Literal

import numpy as np
import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.indicators import mean_weights, weighted_mean
from evaluation.lifespan import accepted_credit
from texts import t
from texts.numbers import number
from ui.comparison.section import Section, answer_of, bids_table, chart_rows, figures
from ui.tables import Column

MEASURE = "life"
CLAIMS = ("product_data.claimed_life", "circulation.uses_per_piece")


def life_section(done: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on lives; None where no life is claimed, or items count in different units."""
    from ui.charts import Lives, lives, spoken  # noqa: PLC0415

    values = lot.taken
    weights = mean_weights(values, MEASURE)
    units = {item.life_unit for item, weight in zip(values.items, weights, strict=True) if weight > 0}
    if len(units) != 1 or not _is_claimed(lot):
        return None
    unit = units.pop()
    found = pd.DataFrame(
        {
            name: weighted_mean(of_items, weights)
            for name, of_items in (
                ("claimed", lot.lives.claimed),
                ("guarantee", lot.lives.guarantee),
                ("accepted", lot.lives.credited),
                ("used", lot.lives.purchase),
            )
        },
        index=list(lot.calculated),
    )
    reference = float(weighted_mean(lot.lives.reference[None, :], weights)[0])
    evidence = {bid: _evidence(lot, bid, lang) for bid in lot.calculated}
    rows = chart_rows(done, lot, lang)
    drawn = Lives(found, evidence, None if np.isnan(reference) else round(reference, 1), _unit(unit))
    chart = lives(drawn, rows, lang) if found["accepted"].notna().any() else None

    def in_full(value: float) -> str:
        return t(f"charts.words.life_{unit}", lang, life=number(value, lang, 1))

    words = t(f"codes.life_unit.{unit}", lang)
    columns = [
        (Column(t(f"ui.compare.life.{name}", lang), words, is_number=True), figures(found[name], lang, 1))
        for name in ("claimed", "guarantee", "accepted", "used")
    ]
    bought = pd.Series(lot.pieces_bought[:, weights > 0].sum(axis=1), index=list(lot.calculated))
    asked = number(float(lot.pieces_asked[weights > 0].sum()), lang)
    asked_for = "asked_uses" if unit == "uses" else "asked"
    columns.append((Column(t("ui.compare.life.bought", lang), is_number=True), figures(bought, lang)))
    columns.append(
        (
            Column(t(f"ui.compare.life.{asked_for}", lang), is_number=True),
            dict.fromkeys(lot.calculated, asked),
        )
    )
    return Section(
        "life",
        answer_of(lot, "life", found["accepted"], in_full, lang),
        _help(lot, unit, lang) if chart is not None else "",
        bids_table(done, lot, t("charts.life.caption", lang), columns, lang),
        chart,
        spoken(
            t("charts.spoken.lives", lang),
            [
                (
                    row.label,
                    t(
                        "charts.spoken.life",
                        lang,
                        **{
                            n: number(float(found[n][row.bid]), lang, 1)
                            for n in ("accepted", "claimed", "guarantee")
                        },
                    ),
                )
                for row in rows
                if row.bid in found.index
            ],
        ),
    )


def _is_claimed(lot: LotEvaluation) -> bool:
    """Say whether bidders are asked how long something lasts, scored or not."""
    return any(lot.taken.is_read(name).any() for name in CLAIMS)


def _help(lot: LotEvaluation, unit: str, lang: str) -> str:
    """Return what counts, and which life purchases follow."""
    basis = lot.taken.model.life_basis
    keys = ["help", *(f"help_{b}" for b in ("reference", "guaranteed") if b == basis)]
    keys += ["help_losses"] if unit == "uses" else []
    return " ".join(t(f"charts.life.{key}", lang) for key in keys)


def _unit(unit: str) -> Literal["years", "uses"]:
    return "uses" if unit == "uses" else "years"


def _evidence(lot: LotEvaluation, bid: str, lang: str) -> str:
    """Return the accepted levels of a bid's claims of life in words: how many of each."""
    at = lot.calculated.index(bid)
    is_stated = ~np.isnan(lot.lives.claimed[at])
    if not is_stated.any():
        return t("charts.life.not_stated", lang)
    accepted = accepted_credit(lot.taken, lot.decisions, "claimed_life")[1][at, is_stated]
    levels = Counter(level for level in accepted if level)
    if not levels:
        return t(f"charts.life.{'not_decided' if bid in lot.baselines else 'undecided'}", lang)
    return ", ".join(f"{count} × {level}" for level, count in sorted(levels.items()))
