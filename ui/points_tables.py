"""Where the points of a lot come from: what each criterion gave each ranked bid, and how."""

from evaluation import Evaluation, LotEvaluation
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.price_model import PriceModel
from texts import t
from texts.numbers import currency_sign, exact, listed, money, number
from texts.published_model import rule_text
from ui.figures import criterion_titles, figures_in_column, point_decimals, unit_of
from ui.ranking import other_total, total_in_words
from ui.tables import Column, Html, Row, html, said, table, two_lines

# Decimals of a part in per cent, and of one that is a share.
PER_CENT_DECIMALS, SHARE_DECIMALS = 2, 4


def most_points(done: Evaluation, lot: LotEvaluation) -> dict[str, float]:
    """Return the most weighted points that each criterion of the published model can give."""
    combination = lot.model.combination
    if not isinstance(combination, WeightedPoints):
        return {}
    scale = done.tender.model_of[lot.lot].scale
    return {path: float(weight) * scale / 100 for path, weight in combination.effective.items()}


def contributions_answer(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return who has the most points on which criteria, each bid in the order of the ranking."""
    titles = criterion_titles(done.tender, lot.lot, lang)
    ranked = lot.weighted.loc[list(lot.ranking)]
    best: dict[str, list[str]] = {}
    for path in ranked.columns:
        most = ranked.index[ranked[path] == ranked[path].max()]
        if len(most) == 1:
            best.setdefault(most[0], []).append(titles[path])
    sentences = [
        said("charts.points.answer.most_on", lang, name=lot.name_of(bid), criteria=listed(best[bid], lang))
        for bid in lot.ranking
        if bid in best
    ]
    return Html(" ".join(sentences))


def contributions_table(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return the weighted points by criterion of the ranked bids: the chart's numbers, with more digits."""
    decimals = point_decimals(done.tender.model_of[lot.lot].scale)
    titles, full = criterion_titles(done.tender, lot.lot, lang), most_points(done, lot)
    columns = [
        Column(t("ui.points.ranking.bid", lang)),
        Column(t("ui.points.ranking.rank", lang), is_number=True),
    ]
    for path in lot.weighted.columns:
        most = t("charts.words.at_most", lang, points=exact(full[path], lang))
        columns.append(Column(titles[path], most, is_number=True))
    columns.append(Column(t("ui.points.ranking.total", lang), is_number=True))
    rows = [
        Row(
            [
                lot.name_of(bid),
                str(lot.ranks.ranks[bid]),
                *(number(float(lot.weighted[path][bid]), lang, decimals) for path in lot.weighted.columns),
                number(float(lot.total.loc[bid]), lang, decimals),
            ]
        )
        for bid in lot.ranking
    ]
    return table(t("charts.points.caption", lang), columns, rows)


def working_table(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return how the points came to be: criterion by criterion the value, its points, its weighted points."""
    key, combination = "ui.points.working", lot.model.combination
    headings = {name: t(f"{key}.{name}", lang) for name in ("criterion", "value", "raw", "weighted")}
    if isinstance(combination, PriceModel):
        headings["raw"] = t(f"{key}.given", lang)
        headings["weighted"] = t(f"matrix.scores.parts.{combination.key}", lang)
    columns = [
        Column(heading, is_number=name != "criterion", width=width)
        for (name, heading), width in zip(headings.items(), (49, 17, 17, 17), strict=True)
    ]
    rows = [row for leaf in lot.model.leaves for row in _working_rows(done, lot, leaf.id, lang)]
    caption = "caption_price" if isinstance(combination, PriceModel) else "caption"
    return table(t(f"{key}.{caption}", lang), columns, rows)


def _working_rows(done: Evaluation, lot: LotEvaluation, path: str, lang: str) -> list[Row]:
    measure = next(str(leaf.measure) for leaf in lot.model.leaves if leaf.id == path)
    unit = unit_of(done.tender, measure, lang)
    rule = rule_text(
        lot.model.rules[path].explain(), lang, unit, currency_sign(done.tender.facts.currency, lang)
    )
    title = criterion_titles(done.tender, lot.lot, lang)[path]
    values = figures_in_column(measure, [float(lot.values[path][bid]) for bid in lot.ranking], lang)
    heading = Row([two_lines(title, rule.formula), unit, *_limits(done, lot, path, lang)], "group")
    return [
        heading,
        *(
            Row(
                [
                    Html(f'<span class="inset">{html(lot.name_of(bid))}</span>'),
                    value,
                    _given(done, lot, path, float(lot.points[path][bid]), lang),
                    _part(done, lot, path, float(lot.weighted[path][bid]), lang),
                ]
            )
            for bid, value in zip(lot.ranking, values, strict=True)
        ),
    ]


def _given(done: Evaluation, lot: LotEvaluation, path: str, given: float, lang: str) -> str:
    """Return the points or the amount of a bid on a criterion."""
    if lot.model.rules[path].scale is None:
        return money(given, lang, done.tender.facts.currency)
    return number(given, lang, point_decimals(done.tender.model_of[lot.lot].scale))


def _part(done: Evaluation, lot: LotEvaluation, path: str, part: float, lang: str) -> str:
    """Return what a criterion adds to a bid's total, or to the quality of a price model."""
    model = lot.model.combination
    if isinstance(model, PriceModel) and path in model.price_leaves:
        return ""
    if not isinstance(model, PriceModel) or model.part_unit == "points":
        return _given(done, lot, path, part, lang)
    if model.part_unit == "percent":
        return t("ui.points.working.percent", lang, number=number(part, lang, PER_CENT_DECIMALS))
    return number(part, lang, SHARE_DECIMALS)


def lines_table(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return the price and the quality of each ranked bid and the result that a price model makes of them."""
    model, sign = lot.model.combination, currency_sign(done.tender.facts.currency, lang)
    if not isinstance(model, PriceModel):
        raise TypeError(model.key)
    units = {"price": sign, "added": sign, "quality": "%" if model.quality_unit == "percent" else ""}
    columns = [Column(t("ui.points.ranking.bid", lang))]
    columns += [
        Column(t(f"matrix.scores.lines.{name}", lang), units.get(name, ""), is_number=True)
        for name in model.line_names
    ]
    columns.append(Column(*other_total(done, lot, lang), is_number=True))
    rows = [
        Row(
            [
                lot.name_of(bid),
                *(_line(name, float(lot.lines[name][bid]), lang) for name in model.line_names),
                total_in_words(done, lot, float(lot.total[bid]), lang),
            ]
        )
        for bid in lot.ranking
    ]
    return table(t(f"combination.{model.key}.formula", lang, **_numbers(model, lang)), columns, rows)


def _line(name: str, value: float, lang: str) -> str:
    return number(value, lang, 0 if name in ("price", "added") else SHARE_DECIMALS)


def _numbers(model: PriceModel, lang: str) -> dict[str, str]:
    return {name: exact(value, lang) for name, value in {"scale": model.scale, **model.parameters()}.items()}


def _limits(done: Evaluation, lot: LotEvaluation, path: str, lang: str) -> tuple[str, str]:
    """Return the most points before and after weighting, as headings of their columns."""
    if lot.model.rules[path].scale is None or not isinstance(lot.model.combination, WeightedPoints):
        return "", ""
    scale = exact(done.tender.model_of[lot.lot].scale, lang)
    most = exact(most_points(done, lot)[path], lang)
    return (
        t("charts.words.at_most", lang, points=scale),
        t("charts.words.at_most", lang, points=most),
    )
