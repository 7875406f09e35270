"""What parts two bids: criterion by criterion in the picture, with value, points and weight in the table."""

from collections.abc import Mapping, Sequence

from evaluation import Evaluation, LotEvaluation
from texts import t
from texts.numbers import exact, number
from texts.published_model import measure_unit
from ui.comparison.section import Section
from ui.figures import criterion_titles, figures_in_column, point_decimals
from ui.tables import Column, Html, Row, said, table, two_lines


def difference_section(done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], lang: str) -> Section:
    """Return what parts two ranked bids; ``chosen`` are the two, steps to the right are the second one's."""
    from ui.charts import Step, shortened, spoken, waterfall  # noqa: PLC0415

    first, second = chosen
    titles = criterion_titles(done.tender, lot.lot, lang)
    decimals = point_decimals(done.tender.model_of[lot.lot].scale)
    weighted = lot.weighted
    steps = {
        str(path): float(weighted.loc[second, path]) - float(weighted.loc[first, path])  # type: ignore[arg-type]
        for path in weighted.columns
    }
    total = float(lot.total[second] - lot.total[first])
    weights = _weights(lot)
    drawn = [
        Step(
            t("charts.difference.step", lang, criterion=titles[path], weight=exact(weights[path], lang)),
            step,
        )
        for path, step in steps.items()
    ]
    names = [lot.name_of(bid) for bid in chosen]
    sides = [t("charts.difference.ahead", lang, name=shortened(name)) for name in names]
    heard = [(titles[path], number(step, lang, decimals, sign=True)) for path, step in steps.items()]
    whole = (t("charts.difference.sum", lang), number(total, lang, decimals, sign=True))
    return Section(
        "difference",
        _answer(done, lot, chosen, steps, lang),
        t("charts.difference.help", lang),
        _table(done, lot, chosen, lang),
        waterfall(drawn, total, sides[0], sides[1], lang),
        spoken(t("charts.spoken.waterfall", lang), [*heard, whole]),
    )


def _weights(lot: LotEvaluation) -> dict[str, float]:
    effective = getattr(lot.model.combination, "effective", {})
    return {path: float(weight) for path, weight in effective.items()}


def _answer(
    done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], steps: Mapping[str, float], lang: str
) -> Html:
    """Return who is ahead by how much, and the criterion with the largest difference."""
    decimals = point_decimals(done.tender.model_of[lot.lot].scale)
    first, second = (lot.name_of(bid) for bid in chosen)
    total = float(lot.total[chosen[1]] - lot.total[chosen[0]])
    largest = max(steps, key=lambda path: abs(steps[path]))
    if steps[largest] == 0:
        return said("charts.difference.answer.same", lang, first=first, second=second)
    most = {
        "criterion": criterion_titles(done.tender, lot.lot, lang)[largest],
        "points": number(abs(steps[largest]), lang, decimals),
        "to": second if steps[largest] > 0 else first,
    }
    if round(total, decimals) == 0:
        return said("charts.difference.answer.level", lang, first=first, second=second, **most)
    ahead, behind = (second, first) if total > 0 else (first, second)
    gap = number(abs(total), lang, decimals)
    return said("charts.difference.answer.ahead", lang, ahead=ahead, behind=behind, gap=gap, **most)


def _table(done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], lang: str) -> Html:
    """Return value and weighted points of both bids on each criterion, and the difference."""
    decimals = point_decimals(done.tender.model_of[lot.lot].scale)
    titles = criterion_titles(done.tender, lot.lot, lang)
    columns = [Column(t("ui.two_bids.criterion", lang), width=30)]
    for bid in chosen:
        columns.append(Column(lot.name_of(bid), t("ui.two_bids.value", lang), is_number=True))
        columns.append(Column(lot.name_of(bid), t("ui.two_bids.points", lang), is_number=True))
    columns.append(Column(t("ui.two_bids.difference", lang), t("ui.two_bids.points", lang), is_number=True))
    rows = []
    for leaf in lot.model.leaves:
        measure = str(leaf.measure)
        unit = (
            ""
            if measure.startswith("judged:")
            else measure_unit(measure, done.tender.facts.currency, lang, "")
        )
        values = figures_in_column(measure, [float(lot.values[leaf.id][bid]) for bid in chosen], lang)
        points = [float(lot.weighted[leaf.id][bid]) for bid in chosen]
        cells = [
            cell
            for value, point in zip(values, points, strict=True)
            for cell in (value, number(point, lang, decimals))
        ]
        gap = number(points[1] - points[0], lang, decimals, sign=True)
        rows.append(Row([two_lines(titles[leaf.id], unit), *cells, gap]))
    totals = [number(float(lot.total[bid]), lang, decimals) for bid in chosen]
    gap = number(float(lot.total[chosen[1]] - lot.total[chosen[0]]), lang, decimals, sign=True)
    rows.append(Row([t("charts.difference.sum", lang), "", totals[0], "", totals[1], gap], "group"))
    return table(t("charts.difference.caption", lang), columns, rows)
