"""Score sheets of assessors: what they hold, whom they do not name, and what is read of them when they come back."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

import openpyxl
import pytest

from documents import score_sheet
from evaluation.bid import Bid
from evaluation.decisions import Decisions, Judgement, StopAnswer
from evaluation.evaluation_model import Criterion
from evaluation.problems import Problem
from evaluation.score_sheets import ScoreKey, bids_to_judge, score_key, score_key_from, with_scores
from evaluation.tender import Item, Tender
from intake import ScoreReading, read_score_key, read_scores
from sample_tenders.content.answers import Place
from sample_tenders.filling import Typed
from tests.builders import LOT, bid_of, tender_of
from tests.documents.typed_workbooks import typed_into
from tests.documents.workbooks import (
    assert_described,
    assert_lists_visible,
    assert_sound,
    checks,
    is_open,
    opened,
    place,
    schema,
)
from tests.office import OfficeWorkbooks, register_workbook

ASSESSOR, WHEN = "Åse O'Øst", "2026-11-20"
IDS = ("51627384", "52738495", "53849506")
NAMES = ("Nordkap Textil A/S", "Væveriet Syd ApS", "Hospitalstøj & Co.")
PRICE, PRODUCT = 1234.5, "SuperGown 3000"
HARD_TO_GUESS = "blå hest 17"


def tender(**tables: object) -> Tender:
    criteria = [
        Criterion(
            lot=LOT, id=key, title_da=title, title_en=english, weight="50", measure=f"judged:{key}",
            rule="judged_points", assessor_scale=8.0, judged_by_item=key == "fit",
        )
        for key, title, english in (("ease", "Let at tage på", "Easy to put on"), ("fit", "Pasform", "Fit"))
    ]  # fmt: skip
    items = [
        Item(
            key=key, lot=LOT, title_da=title, quantity=(1.0,), reference_life=1, reference=True, mean_weight=1
        )
        for key, title in (("gown", "=Kittel"), ("hood", "Hætte"))
    ]
    anchors = [
        {"lot": LOT, "criterion": "ease", "points": points, "text_da": text}
        for points, text in ((0, "Kan ikke tages på alene"), (8, "På 20 sekunder uden hjælp"))
    ]
    stops = [{"key": "barrier", "lot": LOT, "criterion": "fit", "text_da": "Er kitlen tæt?"}]
    return tender_of(items, criteria, **{"scale_anchors": anchors, "stop_criteria": stops, **tables})


def bids() -> tuple[Bid, ...]:
    rows = [{"key": k, "offered": "yes", "product": PRODUCT, "unit_price": PRICE} for k in ("gown", "hood")]
    return tuple(replace(bid_of(id_, prices=rows), name=name) for id_, name in zip(IDS, NAMES, strict=True))


def key() -> ScoreKey:
    return score_key(tender(), LOT, IDS, HARD_TO_GUESS)


def sheet(*, anonymous: bool = True, by: str = ASSESSOR) -> bytes:
    return score_sheet(tender(), LOT, bids(), by, "da", key() if anonymous else None)


def cells(products: tuple[str, ...]) -> dict[Place, Typed]:
    """Return what an assessor types: of each product 7.25 for ease, 3 and 4 for the fit of gown and hood, all passed."""
    typed: dict[Place, Typed] = {("assessor", "", "at"): dt.date.fromisoformat(WHEN)}
    for code in products:
        for row, points in (("ease", 7.25), ("fit/gown", 3), ("fit/hood", 4)):
            typed["scores", f"{code}/{row}", "points"] = points
            typed["scores", f"{code}/{row}", "reason"] = f"=1+1 {code}"
        for item in ("gown", "hood"):
            typed["stop_tests", f"{code}/barrier/{item}", "met"] = "ja / yes"
    return typed


def filled(
    other: Mapping[Place, Typed] | None = None, *, anonymous: bool = True, by: str = ASSESSOR
) -> bytes:
    products = tuple(key().bids) if anonymous else IDS
    return typed_into(sheet(anonymous=anonymous, by=by), "scores", cells(products) | dict(other or {}))


def read(
    *contents: bytes, keys: tuple[ScoreKey, ...] | None = None, of: Tender | None = None
) -> ScoreReading:
    files = [(f"scores_{n}.xlsx", content) for n, content in enumerate(contents)]
    return read_scores(of or tender(), files, IDS, (key(),) if keys is None else keys)


def said(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(p.severity, p.code) for p in problems]


register_workbook("score_sheet", filled)


def test_a_score_sheet_is_sound_and_says_where_everything_stands() -> None:
    content = sheet()
    assert_sound(content)
    assert_described(content)
    assert_lists_visible(content)
    assert content == sheet()
    assert schema(opened(content), "template") == [["scores", "1"]]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_anonymous_sheet_names_no_bidder_no_product_and_no_price(lang: str) -> None:
    content = score_sheet(tender(), LOT, bids(), ASSESSOR, lang, key())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        whole = "".join(f"{name} {parts.read(name).decode()}" for name in parts.namelist())
    hidden = {*IDS, *NAMES, *(name.split()[0] for name in NAMES), PRODUCT, "1234.5", HARD_TO_GUESS}
    hidden |= {name.replace("&", "&amp;") for name in NAMES}
    assert {word for word in hidden if word in whole} == set()


def test_no_sheet_holds_a_price_whether_it_names_bidders_or_not() -> None:
    """Quality of large works is judged without knowledge of the price, section 159(8) of the Public Procurement Act."""
    with zipfile.ZipFile(io.BytesIO(sheet(anonymous=False))) as parts:
        whole = "".join(parts.read(name).decode() for name in parts.namelist())
    assert NAMES[0] in whole
    assert "1234.5" not in whole


def test_each_row_stands_with_what_its_points_mean_and_takes_no_others() -> None:
    book = opened(sheet())
    assert [place(book, "scores", name).value for name in ("key", "product", "criterion_title")] == [
        "A/ease", "A", "Let at tage på",
    ]  # fmt: skip
    meaning = "8: På 20 sekunder uden hjælp\n0: Kan ikke tages på alene"
    assert place(book, "scores", "points_meaning").value == meaning
    assert (place(book, "scores", "item_name", 1).value, place(book, "scores", "points_meaning", 1).value) == (
        "=Kittel", "0–8",
    )  # fmt: skip
    (rule,) = checks(book, "scores", "points", 0)
    assert (float(rule.formula1 or "nan"), float(rule.formula2 or "nan")) == (0.0, 8.0)
    assert all(is_open(place(book, "scores", name)) for name in ("points", "reason"))
    assert not any(is_open(place(book, "scores", name)) for name in ("key", "product", "criterion_title"))


def test_what_the_sheet_counts_as_missing_is_what_the_office_suite_counts(office: OfficeWorkbooks) -> None:
    assert office.differences("score_sheet") == []


def expected() -> list[Mapping[str, object]]:
    """Return what was typed, of the bids that the letters stand for."""
    letters = {bid: code for code, bid in key().bids.items()}
    who = {"lot": LOT, "by": ASSESSOR, "at": WHEN}
    given = [
        Judgement(**who, criterion=path, bid=bid, item=item, points=points, reason=f"=1+1 {letters[bid]}")
        for bid in key().bids.values()
        for path, item, points in (("ease", None, 7.25), ("fit", "gown", 3.0), ("fit", "hood", 4.0))
    ]
    stops = [
        StopAnswer(**who, bid=bid, key="barrier", item=item, met="yes")
        for bid in key().bids.values()
        for item in ("gown", "hood")
    ]
    return [row.model_dump() for row in (*given, *stops)]


def test_a_filled_sheet_is_read_as_it_was_typed_before_and_after_libreoffice(office: OfficeWorkbooks) -> None:
    for content in (filled(), office.path("score_sheet").read_bytes()):
        found = read(content)
        assert found.problems == ()
        assert [row.model_dump() for row in (*found.judgements, *found.stop_answers)] == expected()


def test_a_sheet_that_names_its_bidders_is_read_without_a_key() -> None:
    found = read(filled(anonymous=False), keys=())
    assert found.problems == ()
    assert {row.bid for row in found.judgements} == set(IDS)


Change = tuple[Mapping[Place, Typed], list[tuple[str, str]], str | None]
IN_CELLS: Mapping[str, Change] = {
    "above the scale": ({("scores", "A/ease", "points"): 8.5}, [("question", "above_maximum")], "points"),
    "below nought": ({("scores", "A/ease", "points"): -1}, [("question", "below_minimum")], "points"),
    "words": ({("scores", "A/ease", "points"): "god"}, [("question", "not_a_number")], "points"),
    "no points": ({("scores", "A/ease", "points"): None}, [("question", "value_missing")], "points"),
    "no reason": ({("scores", "A/ease", "reason"): None}, [("question", "value_missing")], "reason"),
    "a date": (
        {("scores", "A/ease", "points"): dt.date(2026, 8, 7)},
        [("question", "date_in_number")],
        "points",
    ),
}


@pytest.mark.parametrize("name", IN_CELLS)
def test_what_is_wrong_with_a_cell_is_told_with_its_place_and_takes_no_points_from_it(name: str) -> None:
    other, problems, column = IN_CELLS[name]
    content = filled(other)
    found = read(content)
    assert said(found.problems) == problems
    (told,) = found.problems
    cell = place(opened(content), "scores", str(column))
    assert (told.file, told.sheet, told.cell) == ("scores_0.xlsx", cell.parent.title, cell.coordinate)
    taken = [row.points for row in found.judgements if (row.bid, row.criterion) == (key().bids["A"], "ease")]
    assert taken == ([7.25] if name == "no reason" else [])
    assert len(found.judgements) == 9 - (not taken)


def test_a_no_needs_a_reason_and_an_answer_that_is_missing_is_told() -> None:
    rows = [("stop_tests", f"{code}/barrier/gown", "met") for code in ("A", "B")]
    found = read(filled({rows[0]: "nej / no", rows[1]: None}))
    assert said(found.problems) == [("question", "value_missing")] * 2
    assert [p.values["field"] for p in found.problems] == ["stop_tests.reason", "stop_tests.met"]
    assert [row.met for row in found.stop_answers] == ["no", "yes", "yes", "yes", "yes"]


def changed(change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Return a filled sheet in which someone has changed locked cells."""
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    book.calculation.fullCalcOnLoad = False
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def type_over(field: str, row: int, value: str | None) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        place(book, "scores", field, row).value = value

    return change


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (type_over("product", 0, "B"), ["score_row_changed"]),
        (type_over("criterion_title", 0, "Pasform"), ["score_row_changed"]),
        (type_over("item_name", 1, "Hætte"), ["score_row_changed"]),
        (type_over("key", 0, "Q/ease"), ["score_row_unknown", "score_row_missing"]),
        (type_over("key", 0, None), ["score_row_unknown", "score_row_missing"]),
    ],
)
def test_a_score_whose_product_is_not_certain_is_not_taken(
    change: Callable[[openpyxl.Workbook], None], problems: list[str]
) -> None:
    found = read(changed(change))
    assert [p.code for p in found.problems] == problems
    assert len(found.judgements) == 8


def test_a_row_that_stands_twice_is_read_in_neither_place() -> None:
    found = read(changed(type_over("key", 1, "A/ease")))
    assert [p.code for p in found.problems] == ["score_row_twice", "score_row_missing"]
    assert len(found.judgements) == 7


def test_a_sheet_of_another_version_of_the_tender_or_without_its_key_is_refused() -> None:
    """Another anchor is another published scale; another seed gives the letters to other bids."""
    other = tender(scale_anchors=[])
    assert said(read(filled(), of=other).problems) == [("stop", "scores_of_other_version")]
    assert said(read(filled(), keys=()).problems) == [("stop", "score_key_missing")]
    wrong = score_key(tender(), LOT, IDS, "another")
    assert said(read(filled(), keys=(wrong,)).problems) == [("stop", "score_key_missing")]
    assert read(filled(), keys=(wrong,)).judgements == ()


def test_two_sheets_of_one_assessor_are_not_both_read() -> None:
    found = read(filled(), filled(by=f" {ASSESSOR.upper()} "), filled(by="Bo"))
    assert [(p.code, p.file) for p in found.problems] == [("assessor_twice", "scores_1.xlsx")]
    assert [row.by for row in found.judgements] == [ASSESSOR] * 9 + ["Bo"] * 9
    twice = read_scores(tender(), [("scores.xlsx", filled())] * 2, IDS, (key(),))
    assert [p.code for p in twice.problems] == ["assessor_twice"]


def test_a_sheet_without_a_date_or_a_name_says_so() -> None:
    assert said(read(filled({("assessor", "", "at"): None})).problems) == [("question", "value_missing")]

    def nameless(book: openpyxl.Workbook) -> None:
        sheet_name, row = next((r[1], r[3]) for r in _assessor(book))
        book[sheet_name][f"D{row}"].value = None

    assert said(read(changed(nameless)).problems) == [("stop", "value_missing")]


def _assessor(book: openpyxl.Workbook) -> list[tuple[str, str, str, int]]:
    name = next(str(row[1]) for row in schema(book, "sheet") if row[0] == "assessor")
    return [
        ("assessor", name, str(row[1]), int(str(row[2])))
        for row in schema(book, "column")
        if row[0] == "assessor" and row[1] == "by"
    ]


def test_what_is_no_score_sheet_is_refused() -> None:
    assert said(read(b"PK nothing").problems)[0][0] == "stop"
    book = openpyxl.Workbook()
    saved = io.BytesIO()
    book.save(saved)
    assert ("stop", "wrong_template") in said(read(saved.getvalue()).problems)


def test_letters_follow_from_tender_bids_and_seed_and_from_nothing_else() -> None:
    assert score_key(tender(), LOT, IDS[::-1], HARD_TO_GUESS) == key()
    seeds = {tuple(score_key(tender(), LOT, IDS, str(n)).bids.values()) for n in range(60)}
    assert len(seeds) == 6
    assert score_key(tender(scale_anchors=[]), LOT, IDS, HARD_TO_GUESS).id != key().id


def test_a_key_is_read_as_it_was_written_and_refused_where_its_letters_were_changed() -> None:
    written = json.dumps(key().as_json()).encode()
    assert read_score_key("key.json", written) == (key(), ())
    swapped = {
        **key().as_json(),
        "bids": dict(zip(("A", "B", "C"), [*key().bids.values()][::-1], strict=True)),
    }
    for content in (json.dumps(swapped).encode(), b"[]", b"\xff", written[:-3]):
        found, problems = read_score_key("key.json", content)
        assert (found, said(problems)) == (None, [("stop", "score_key_unreadable")])
    with pytest.raises(ValueError, match="not those of the seed"):
        score_key_from(swapped)


def test_scores_are_added_to_what_was_decided_and_overwrite_nothing() -> None:
    found = read(filled())
    before = found.judgements[0].model_copy(update={"points": 1.0})
    agreed = found.judgements[1].model_copy(update={"role": "consensus", "by": "Alle"})
    blank = Judgement(lot=LOT, criterion="ease", bid=found.judgements[3].bid)
    decided = Decisions(judgements=(before, agreed, blank))
    merged, problems = with_scores(decided, found.judgements, found.stop_answers)
    assert merged.judgements == (before, agreed, *found.judgements[1:])
    assert merged.stop_answers == found.stop_answers
    assert said(problems) == [("question", "score_given_before")]
    assert with_scores(merged, found.judgements[1:], found.stop_answers) == (merged, ())


def test_a_bid_that_is_out_is_not_given_to_assessors() -> None:
    stopped = replace(bids()[0], problems=(Problem("stop", "file_unreadable", lot=LOT),))
    found = bids_to_judge(tender(), LOT, (stopped, *bids()[1:]), Decisions())
    assert [bid.id for bid in found] == list(IDS[1:])
