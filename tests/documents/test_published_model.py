"""The published text of the evaluation model: all of it, in both languages, and with an example that holds."""

import io
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from documents import published_markdown, published_model, published_word
from documents.published_model.content import Block, Heading, Points, TableBlock, texts_of
from documents.published_model.worked_example import BIDS, worked_example
from evaluation.assessment import ScaleAnchor, StopCriterion
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.combinations import COMBINATIONS
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.rules import RULES
from evaluation.scoring_model import ScoringModel, scoring_model
from evaluation.scoring_steps import Scored, score_values
from evaluation.seal import Seal, tender_sha256
from evaluation.tender import Tender
from tests.builders import LOT
from tests.documents.published_cases import CASES, COMBINATION_CASES, case, judged, leaf
from tests.samples import FOLDER, sample
from tests.texts.test_catalogue import ENGLISH_WORDS
from texts import LANGUAGES, t
from texts.numbers import LOCALES, exact

SAMPLES = ("kitchen_equipment", "laptops", "office_furniture", "surgical_gowns")
EACH_CASE = pytest.mark.parametrize("name", CASES)
EACH_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)
ARITHMETIC = str.maketrans({"−": "-", "×": "*"})
RESULT = re.compile(r" [=≈] (?=[^=≈]*$)")
SHOWN_TO = 5e-5
# What the method book says was read at its source.
LAW = {"160", "162", "166"}


def blocks(tender: Tender, lang: str) -> tuple[Block, ...]:
    return published_model(tender, lang)


def said(tender: Tender, lang: str) -> str:
    return "\n".join(texts_of(blocks(tender, lang)))


def stands_in(number: float, text: str, lang: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(exact(number, lang))}(?![\d]|[.,]\d)", text) is not None


def published_numbers(tender: Tender, model: ScoringModel) -> Iterator[float]:
    """Every number of the model that scores, and every weight and range."""
    for rule in model.rules.values():
        yield from rule.parameters().values()
    yield from model.thresholds.parameters().values()
    combination = model.combination
    if isinstance(combination, PriceModel):
        yield from combination.parameters().values()
        yield from combination.percents.values()
    if isinstance(combination, (PriceModel, WeightedPoints)):
        yield from map(float, combination.effective.values())
    for criterion in tender.criteria:
        if getattr(combination, "effective", None):
            ends = (criterion.weight, criterion.weight_low, criterion.weight_high)
            yield from (float(weight) for weight in ends if weight is not None)
    yield from (float(row.decimals) for row in tender.roundings if row.decimals)


def test_every_rule_and_combination_there_is_has_a_tender_here() -> None:
    assert set(RULES) - {"lowest_cost"} <= set(CASES)
    assert set(COMBINATIONS) == set(COMBINATION_CASES)


@EACH_LANGUAGE
@EACH_CASE
def test_every_published_number_of_a_model_stands_in_its_text(name: str, lang: str) -> None:
    tender = CASES[name]
    text = said(tender, lang)
    numbers = set(published_numbers(tender, scoring_model(tender, LOT)))
    assert numbers or name == "lowest_cost"
    assert {number for number in numbers if not stands_in(number, text, lang)} == set()


@EACH_LANGUAGE
@EACH_CASE
def test_nothing_is_left_open_in_the_text_of_a_model(name: str, lang: str) -> None:
    text = said(CASES[name], lang)
    assert not re.search(r"[{}]|  | [.,;]|\bnan\b|\bNone\b", text)
    if lang == "da":
        # What the tender itself is called is not ours to translate.
        assert ENGLISH_WORDS.findall(text.replace(f"Lot ({LOT})", "")) == []


@EACH_LANGUAGE
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_put_into_words(name: str, lang: str) -> None:
    tender = sample(name).tender
    text = said(tender, lang)
    assert not re.search(r"[{}]|\bnan\b|\bNone\b", text)
    assert all(lot.title in text for lot in tender.lots)
    for lot in tender.lots:
        for number in published_numbers(tender, scoring_model(tender, lot.id)):
            assert stands_in(number, text, lang), number


@EACH_LANGUAGE
@EACH_CASE
def test_only_law_that_was_read_is_cited(name: str, lang: str) -> None:
    cited = re.findall(r"(?:§|section) (\d+)", said(CASES[name], lang))
    assert set(cited) <= LAW
    assert cited


# ---------------------------------------------------------------------------------------- the worked example


def example(tender: Tender, lang: str = "en") -> list[TableBlock]:
    """The tables of the worked example: one a criterion, then the totals."""
    found = blocks(tender, lang)
    heading = t("published.headings.example", lang)
    first = next(n for n, b in enumerate(found) if isinstance(b, Heading) and b.text.endswith(heading))
    later = (n for n, b in enumerate(found) if n > first and isinstance(b, Heading))
    return [b for b in found[first : next(later, len(found))] if isinstance(b, TableBlock)]


def computed(text: str) -> float:
    """What an expression in figures gives by plain arithmetic."""
    code = text.translate(ARITHMETIC).replace(",", "")
    return float(eval(code, {"__builtins__": {}}, {"ln": math.log}))  # noqa: S307


def stated(cell: str) -> tuple[float | None, float]:
    """What the formula filled in with figures gives by plain arithmetic, and what the text says in the end.

    A formula that looks a value up in a table has nothing to compute.
    """
    parts = re.split(r", (?:rounded|limited to) ", cell)
    expression, _, result = parts[0].rpartition(" = ") if " = " in parts[0] else parts[0].rpartition(" ≈ ")
    final = computed(parts[-1] if len(parts) > 1 else result)
    if not expression or re.search(r"[a-z]{3}", expression):
        return None, final
    assert computed(expression) == pytest.approx(computed(result), rel=1e-3, abs=2e-3)
    return computed(expression), final


def rescored(tender: Tender) -> tuple[ScoringModel, np.ndarray[Any, Any], Scored]:
    """The values that stand in the example, scored again."""
    model = scoring_model(tender, LOT)
    tables = example(tender)
    values = np.array([[computed(row[1]) for row in table.rows] for table in tables[: len(model.leaves)]])
    return model, values, score_values(model, values, np.ones(len(BIDS), dtype=bool))


@EACH_CASE
def test_the_example_says_what_the_model_gives_the_values_that_stand_in_it(name: str) -> None:
    tender = CASES[name]
    model, values, scored = rescored(tender)
    *of_leaves, totals = example(tender)
    np.testing.assert_array_equal(values, worked_example(tender, LOT, model).values)
    for n, table in enumerate(of_leaves):
        if model.rules[model.leaves[n].id].key == "lowest_cost":
            continue
        given = [stated(row[2])[1] for row in table.rows]
        np.testing.assert_allclose(given, scored.points[n], rtol=SHOWN_TO, atol=SHOWN_TO)
        if len(table.headings) == 4:
            parts = [stated(row[3])[1] for row in table.rows]
            np.testing.assert_allclose(parts, scored.weighted[n], rtol=SHOWN_TO, atol=SHOWN_TO)
    told = [
        computed(row[-2]) if re.fullmatch(r"[\d,.−]+", row[-2]) else stated(row[-2])[1] for row in totals.rows
    ]
    np.testing.assert_allclose(told, scored.total, rtol=SHOWN_TO, atol=1e-12)


def by_hand(name: str, v: Sequence[Sequence[float]]) -> list[float]:
    """The totals of five models by plain sums, from the values of the criteria as the example states them.

    ==================  ====================================================================================
    weighted points     price: 13 − 13 × ((P − Pmin) / Pmin) / 0.57, weight 61.5, and x by its own rule, 38.5
    lowest cost         P
    fixed amounts       P + 91,500 × (7 − q) / 7
    surcharge           P × (1 + 37.5 / 62.5 × (13 − s) / 13), s = 13 q / 7
    quality, then price P
    ==================  ====================================================================================
    """
    price = v[0]
    lowest = min(price)
    linear = [13 - 13 * ((p - lowest) / lowest) / 0.57 for p in price]
    own = {
        "fixed_interval": lambda: [min(13.0, max(0.0, 13 * (x - 1.75) / 6.5)) for x in v[1]],
        "best_ratio": lambda: [13 * min(v[1]) / x for x in v[1]],
        "linear_over_best": lambda: [max(0.0, 13 - 13 * ((x - min(v[1])) / min(v[1])) / 0.435) for x in v[1]],
    }
    if name in own:
        return [0.615 * a + 0.385 * b for a, b in zip(linear, own[name](), strict=True)]
    if name == "fixed_amounts":
        return [p + 91_500 * (7 - q) / 7 for p, q in zip(price, v[1], strict=True)]
    if name == "percentage_surcharge":
        return [p * (1 + 0.6 * (13 - 13 * q / 7) / 13) for p, q in zip(price, v[1], strict=True)]
    return list(price)


@pytest.mark.parametrize(
    "name",
    [
        "fixed_interval", "best_ratio", "linear_over_best", "lowest_cost", "fixed_amounts", "percentage_surcharge",
        "quality_then_price",
    ],
)  # fmt: skip
def test_the_totals_of_the_example_are_those_of_a_plain_sum(name: str) -> None:
    tender = CASES[name]
    _, values, scored = rescored(tender)
    np.testing.assert_allclose(scored.total, by_hand(name, values.tolist()), rtol=1e-12)
    told = [row[-2] for row in example(tender)[-1].rows]
    for cell, total in zip(told, by_hand(name, values.tolist()), strict=True):
        assert computed(cell.rpartition("= ")[2].rpartition("≈ ")[2]) == pytest.approx(total, rel=SHOWN_TO)


def test_a_bid_below_the_threshold_of_the_example_drops_out_and_the_others_are_ranked() -> None:
    """C has 75 % of full points on x and 60 % on y: 0.345 × 75 + 0.655 × 60 = 65.175 %, below 71.5 %."""
    tables = example(CASES["quality_then_price"])
    places = {row[0]: row[-1] for row in tables[-1].rows}
    assert places == {"A": "1", "B": "2", "C": "drops out"}


def test_an_escalating_rule_is_seen_to_escalate_in_the_example() -> None:
    text = said(CASES["linear_escalating"], "en")
    assert "X = 48" in text  # 31 × 1.2 = 37.2 per cent over the lowest: one step of 17


def test_the_example_marks_itself_as_invented_in_both_languages() -> None:
    for lang, word in (("da", "opfundet"), ("en", "invented")):
        assert word in said(CASES["best_ratio"], lang)


# ---------------------------------------------------------------------------------------- the two writers


def word_texts(content: bytes) -> list[str]:
    """Every paragraph and cell of a document in order."""
    found = []
    for part in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            assert isinstance(part, WordParagraph)
            found.append(part.text)
    return found


def markdown_texts(text: str) -> list[str]:
    """Every text of a Markdown document in order, read as CommonMark with tables reads it."""
    found, is_code = [], False
    for line in text.splitlines():
        if line == "```":
            is_code = not is_code
        elif is_code:
            found.append(line)
        elif line.startswith("| "):
            cells = re.split(r"(?<!\\)\|", line.strip())[1:-1]
            if {cell.strip() for cell in cells} != {"---"}:
                found += [unescaped(cell.strip()) for cell in cells]
        elif line:
            found.append(unescaped(re.sub(r"^(#+|-|\d+\.) ", "", line)))
    return found


def unescaped(text: str) -> str:
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text)


@EACH_LANGUAGE
@pytest.mark.parametrize("name", ["weighted_points", "brackets", "utility_index", "limits"])
def test_markdown_and_the_word_document_say_the_same(name: str, lang: str) -> None:
    tender = CASES[name]
    expected = list(texts_of(blocks(tender, lang)))
    assert word_texts(published_word(tender, lang)) == expected
    assert markdown_texts(published_markdown(tender, lang).decode()) == expected


def test_what_the_tender_calls_itself_is_never_read_as_markup() -> None:
    """Neither a cell's end, nor a heading, a list, a link or a tag; a line break is a space."""
    hostile = "# 1. |a|\n- *b* [c](d) <e> `f` _g_"
    tender = case(judged("x", weight=100, title_da=hostile).model_copy(update={"title_da": hostile}))
    markdown = published_markdown(tender, "da").decode()
    assert hostile.replace("\n", " ") in " ".join(markdown_texts(markdown))
    assert not re.search(r"(?<!\\)[<`*_](?!``)", re.sub(r"```\n.*?\n```", "", markdown, flags=re.DOTALL))
    assert hostile.replace("\n", "") in "".join(word_texts(published_word(tender, "da"))).replace("\n", "")


def test_the_order_of_steps_is_a_numbered_list_that_begins_at_1_in_each_lot() -> None:
    tender = sample("office_furniture").tender
    lists = [b for b in published_model(tender, "da") if isinstance(b, Points) and b.is_numbered]
    assert len(lists) == len(tender.lots)
    document = Document(io.BytesIO(published_word(tender, "da")))
    numbered = [p for p in document.paragraphs if p.style is not None and p.style.name == "List Number"]
    ids = {each.get(qn("w:val")) for each in document.element.body.iter(qn("w:numId"))}
    assert len(ids) == len(tender.lots)
    assert len(numbered) == sum(len(each.lines) for each in lists)


def test_the_same_tender_gives_the_same_bytes() -> None:
    tender = CASES["weighted_points"]
    assert published_word(tender, "da") == published_word(tender, "da")
    assert (
        f"{LOCALES['da'].replace('_', '-')}"
        == Document(io.BytesIO(published_word(tender, "da"))).core_properties.language
    )


# ---------------------------------------------------------------------------------------- seal, award criterion, end


@EACH_LANGUAGE
def test_a_sealed_tender_shows_its_hash_and_any_other_is_a_draft(lang: str) -> None:
    tender = CASES["best_ratio"]
    seal = Seal(tender_sha256(tender), "Anne Krogh", "2026-10-01T09:00:00+02:00")
    sealed = "\n".join(texts_of(published_model(tender, lang, seal=seal)))
    other = "\n".join(texts_of(published_model(CASES["min_max"], lang, seal=seal)))
    assert seal.sha256 in sealed
    assert "Anne Krogh" in sealed
    assert seal.sha256 not in other
    assert t("published.facts.draft", lang) in other


@pytest.mark.parametrize(
    ("tender", "key"),
    [
        (case(leaf("p", "purchase_price"), combination="lowest_cost"), "price"),
        (CASES["lowest_cost"], "costs"),
        (CASES["fixed_amounts"], "best"),
    ],
)
def test_the_award_criterion_is_that_of_what_is_measured(tender: Tender, key: str) -> None:
    assert t(f"published.award.{key}", "da") in said(tender, "da")


def test_a_fixed_price_is_told_with_the_law_that_allows_it() -> None:
    tender = case(judged("x", weight=100), fixed_price=1_250_000)
    assert "1.250.000\u00a0kr." in said(tender, "da")
    assert "§ 162, stk. 4" in said(tender, "da")


def test_what_is_found_again_when_a_bid_drops_out_is_named_or_said_to_be_nothing() -> None:
    alone = said(case(judged("x", weight=100)), "da")
    assert t("published.excluded.own", "da") in alone
    moved = said(CASES["best_ratio"], "da")
    assert t("published.excluded.moved", "da", criteria="»Kprice« og »Kx«") in moved
    assert t("published.excluded.model", "da") in said(CASES["utility_index"], "da")


@EACH_LANGUAGE
def test_what_each_mark_means_and_how_assessors_become_one_stand_with_the_criterion(lang: str) -> None:
    anchors = [
        ScaleAnchor(lot=LOT, criterion="x", points=p, text_da=f"da {p}", text_en=f"en {p}") for p in (0.5, 7)
    ]
    stop = StopCriterion(key="barrier", lot=LOT, text_da="Tæt?", text_en="Tight?")
    plain = case(judged("x", weight=100, several_assessors="median", judged_by_item=True))
    tables = {name: getattr(plain, name) for name in type(plain).model_fields}
    tender = Tender(**{**tables, "scale_anchors": tuple(anchors), "stop_criteria": (stop,)})
    lines = list(texts_of(blocks(tender, lang)))
    first = lines.index(t("published.judged.anchors", lang))
    assert lines[first + 1 : first + 3] == [f"{exact(0.5, lang)}: {lang} 0.5", f"7: {lang} 7"]
    assert t("published.judged.median", lang) in lines
    assert t("published.judged.by_item", lang) in lines
    assert {"da": "Tæt?", "en": "Tight?"}[lang] in lines
    assert t("published.judged.anchors", lang) not in said(plain, lang)


def test_the_annex_on_cost_names_each_field_that_the_cost_reads_and_no_other() -> None:
    tender = sample("kitchen_equipment").tender
    (asked,) = (
        b for b in published_model(tender, "da")
        if isinstance(b, TableBlock) and b.caption == t("published.cost.asked", "da")
    )  # fmt: skip
    assert [row[1] for row in asked.rows] == [
        "Tilbydes", "Produkt og varenr.", "Pris pr. enhed", "El", "Vand", "Service",
    ]  # fmt: skip


def test_a_lot_alone_is_described_alone() -> None:
    tender = sample("office_furniture").tender
    text = "\n".join(texts_of(published_model(tender, "da", [tender.lots[1].id])))
    assert tender.lots[1].title in text
    assert f"({tender.lots[0].id})" not in text
    assert (FOLDER / "office_furniture").is_dir()
