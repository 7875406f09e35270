"""What a bid leaves out: a stop where it cannot be calculated without, a notice where silence has a meaning."""

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.evaluation_model import Criterion, ResourcePrice, UseProfile
from evaluation.sheets import bid_sheets
from evaluation.tender import Assortment, Item
from intake import Reading
from tests.intake.bids import (
    COMPLETE,
    LOT,
    Typed,
    cell_of,
    furniture,
    grave,
    notices,
    read,
    with_default,
    with_model,
)

OFFERED, PRICE = ("prices", "offered", "desk"), ("prices", "unit_price", "desk")


def told(reading: Reading) -> list[tuple[str, str, str | None]]:
    """Return severity, code and cell of every problem but the one that the test's way of saving gives."""
    return [(p.severity, p.code, p.cell) for p in (*grave(reading), *notices(reading))]


def cell(table: str, field: str, key: str) -> str:
    return cell_of(furniture(), table, field, key)[1]


def price_of_the_desk(reading: Reading) -> float:
    return float(reading.bids[0].tables["prices"]["unit_price"][1])


@pytest.mark.parametrize(
    ("offered", "price", "severity", "code"),
    [
        ("ja", None, "stop", "price_missing"),
        (None, None, "stop", "price_missing"),
        ("nej", None, "stop", "line_not_offered"),
        ("nej", 2940, "stop", "not_offered_but_priced"),
        ("ja", 0, "stop", "zero_needs_confirmation"),
        (None, 0, "stop", "zero_needs_confirmation"),
        ("ja, 0 kr.", 5, "stop", "free_but_priced"),
        (None, 2940, "notice", "offered_assumed"),
    ],
)
def test_a_line_whose_two_cells_do_not_agree_is_one_problem(
    offered: str | None, price: float | None, severity: str, code: str
) -> None:
    reading = read(furniture(), {**COMPLETE, OFFERED: offered, PRICE: price})
    expected = cell(*OFFERED) if code in ("line_not_offered", "offered_assumed") else cell(*PRICE)
    assert told(reading) == [(severity, code, expected)]
    assert (
        price_of_the_desk(reading) == 2940 if severity == "notice" else np.isnan(price_of_the_desk(reading))
    )


@pytest.mark.parametrize("price", [None, 0])
def test_free_of_charge_is_a_price_of_nought_once_the_bidder_says_so(price: float | None) -> None:
    reading = read(furniture(), {**COMPLETE, OFFERED: "ja, 0 kr.", PRICE: price})
    assert told(reading) == []
    assert price_of_the_desk(reading) == 0.0


@pytest.mark.parametrize("rule", ["fill", "leave_out"])
def test_a_missing_line_is_a_notice_where_the_published_rule_deals_with_it(rule: str) -> None:
    tender = with_model(furniture(), missing_lines=rule, missing_max_lines=1)
    reading = read(tender, {**COMPLETE, PRICE: None})
    assert told(reading) == [("notice", "price_missing", cell(*PRICE))]
    assert np.isnan(price_of_the_desk(reading))


def test_more_missing_lines_than_the_rule_fills_stop_the_bid() -> None:
    tender = with_model(furniture(), missing_lines="fill", missing_max_lines=1)
    typed = {**COMPLETE, PRICE: None, ("prices", "unit_price", "tray"): None}
    problem = grave(read(tender, typed))
    assert [(p.code, p.values["count"], p.values["most"]) for p in problem] == [
        ("too_many_missing_lines", 2, 1)
    ]


def test_nothing_more_is_asked_of_an_item_that_is_not_offered() -> None:
    tender = with_model(furniture(), missing_lines="leave_out")
    typed = {at: value for at, value in COMPLETE.items() if not at[2].startswith("desk")}
    reading = read(tender, {**typed, OFFERED: "nej"})
    assert told(reading) == [("notice", "line_not_offered", cell(*OFFERED))]


@pytest.mark.parametrize(
    ("blank", "severity"),
    [
        (("product_data", "packaging_kg", "chair"), "stop"),
        (("product_data", "electricity_kwh_per_year", "desk"), "stop"),
        (("materials", "mass_kg", "chair/1"), "stop"),
        (("materials", "material", "chair/1"), "stop"),
        (("service_prices", "price", "delivery"), "stop"),
        (("question_answers", "value", "seats"), "stop"),
        (("requirement_answers", "met", "mk_1"), "question"),
        (("prices", "product", "tray"), "question"),
        (("prices", "condition", "tray"), "question"),
        (("bidder", "name", ""), "question"),
        (("bidder", "has_reservations", ""), "question"),
    ],
)
def test_a_blank_cell_stops_the_bid_only_where_points_depend_on_it(
    blank: tuple[str, str, str], severity: str
) -> None:
    assert told(read(furniture(), {**COMPLETE, blank: None})) == [(severity, "value_missing", cell(*blank))]


def test_what_only_the_report_reads_is_a_question() -> None:
    """Electricity gives no points where only packaging does: its cost is reported without points."""
    criterion = Criterion.model_validate({**dict(furniture().criteria[0]), "measure": "packaging"})
    tender = with_model(furniture(), reported_measures=("life_cycle_cost",))
    tender = tender.model_copy(update={"criteria": (criterion,)})
    blank = {("product_data", "electricity_kwh_per_year", "chair"), ("product_data", "packaging_kg", "desk")}
    asked = {
        at: v
        for at, v in COMPLETE.items()
        if at[0] in ("bidder", "prices", "question_answers", "requirement_answers", "service_prices")
    }
    kept = {
        ("product_data", name, key): 1
        for name in ("electricity_kwh_per_year", "packaging_kg")
        for key in ("chair", "desk")
    }
    found = grave(read(tender, {**asked, **kept, **dict.fromkeys(blank)}))
    assert sorted((p.severity, p.values["field"]) for p in found) == [
        ("question", "product_data.electricity_kwh_per_year"),
        ("stop", "product_data.packaging_kg"),
    ]


def test_a_published_default_takes_the_place_of_a_blank_and_is_told() -> None:
    blank = ("product_data", "packaging_kg", "chair")
    reading = read(with_default("product_data.packaging_kg", 3.0), {**COMPLETE, blank: None})
    assert told(reading) == [("notice", "default_used", cell(*blank))]
    assert notices(reading)[0].values["read"] == 3.0
    assert np.isnan(reading.bids[0].tables["product_data"]["packaging_kg"][0])


@pytest.mark.parametrize(
    ("blank", "severity", "code"),
    [
        (("product_data", "claimed_life", "chair"), "notice", "life_falls_back"),
        (("product_data", "guarantee", "chair"), "notice", "guarantee_not_stated"),
        (("product_data", "reused_share", "chair"), "notice", "share_counts_as_none"),
        (("materials", "recycled_share", "chair/1"), "notice", "share_counts_as_none"),
        (("product_data", "taken_back", "chair"), "notice", "take_back_not_stated"),
        (("product_data", "evidence_kind", "chair"), "notice", "evidence_not_stated"),
    ],
)
def test_silence_that_has_a_published_meaning_is_a_notice(
    blank: tuple[str, str, str], severity: str, code: str
) -> None:
    assert told(read(furniture(), {**COMPLETE, blank: None})) == [(severity, code, cell(*blank))]


def test_without_guarantee_and_claim_the_life_is_unknown() -> None:
    life = {("product_data", name, "chair"): None for name in ("guarantee", "claimed_life")}
    assert told(read(furniture(), {**COMPLETE, **life})) == [
        ("stop", "value_missing", cell("product_data", "guarantee", "chair"))
    ]


def _taken_back(answer: str | None, reuse: float | None, recycling: float | None) -> Typed:
    return {
        **COMPLETE,
        ("product_data", "taken_back", "chair"): answer,
        ("product_data", "taken_back_reuse_share", "chair"): reuse,
        ("product_data", "taken_back_recycling_share", "chair"): recycling,
    }


@pytest.mark.parametrize(
    ("answer", "reuse", "recycling", "expected"),
    [
        ("ja", 40, 60, []),
        ("nej", None, None, []),
        ("nej", 0, 0, []),
        ("nej", 40, None, [("question", "take_back_contradicts", "taken_back")]),
        (None, 40, None, [("question", "take_back_contradicts", "taken_back")]),
        ("ja", None, None, [("question", "take_back_without_shares", "taken_back_reuse_share")]),
        ("ja", 40, None, [("notice", "share_counts_as_none", "taken_back_recycling_share")]),
        ("ja", 60, 60, [("stop", "shares_over_whole", "taken_back_reuse_share")]),
    ],
)
def test_take_back_and_its_shares_have_to_agree(
    answer: str | None, reuse: float | None, recycling: float | None, expected: list[tuple[str, str, str]]
) -> None:
    found = told(read(furniture(), _taken_back(answer, reuse, recycling)))
    assert found == [(s, code, cell("product_data", field, "chair")) for s, code, field in expected]


def test_an_item_without_a_single_part_stops_the_bid() -> None:
    typed = {at: value for at, value in COMPLETE.items() if at[2] != "desk/1"}
    found = grave(read(furniture(), typed))
    assert [(p.severity, p.code, p.cell, p.values["key"]) for p in found] == [
        ("stop", "materials_missing", cell("materials", "material", "desk/1"), "desk")
    ]


def test_a_part_that_is_begun_needs_its_material_and_its_mass() -> None:
    found = told(read(furniture(), {**COMPLETE, ("materials", "part", "chair/2"): "Sæde"}))
    assert found == [
        ("stop", "value_missing", cell("materials", "material", "chair/2")),
        ("stop", "value_missing", cell("materials", "mass_kg", "chair/2")),
        ("notice", "share_counts_as_none", cell("materials", "recycled_share", "chair/2")),
    ]


def test_a_product_that_weighs_nothing_stops_the_bid() -> None:
    found = told(read(furniture(), {**COMPLETE, ("materials", "mass_kg", "desk/1"): 0}))
    assert found == [("stop", "mass_zero", cell("materials", "mass_kg", "desk/1"))]


def test_a_service_free_of_charge_is_told() -> None:
    found = told(read(furniture(), {**COMPLETE, ("service_prices", "price", "delivery"): 0}))
    assert found == [("notice", "zero_stated", cell("service_prices", "price", "delivery"))]


ASSORTMENT = Assortment(
    key="rest",
    lot=LOT,
    title_da="Øvrige møbler",
    base_list="Katalog",
    base_date="2026-09-01",
    turnover=1e5,
    times=4,
)


@pytest.mark.parametrize(
    ("discount", "expected"),
    [
        (12.5, []),
        (None, [("stop", "value_missing")]),
        (0, [("notice", "discount_of_nought")]),
        (101, [("stop", "above_maximum")]),
    ],
)
def test_a_blank_discount_is_missing_and_one_of_nought_is_told(
    discount: float | None, expected: list[tuple[str, str]]
) -> None:
    tender, place = furniture(assortments=(ASSORTMENT,)), ("assortment_discounts", "discount", "rest")
    at = cell_of(tender, *place)[1]
    found = read(tender, {**COMPLETE, place: discount})
    assert told(found) == [(severity, code, at) for severity, code in expected]
    if not expected:
        assert found.bids[0].tables["assortment_discounts"]["discount"].tolist() == [0.125]


@pytest.mark.parametrize(
    "blank",
    [
        *("service_price_per_year", "service_free_years", "consumables_price_per_year"),
        *("failures_per_year", "repair_price", "downtime_hours_per_year", "power_off_w"),
    ],
)
def test_what_keeps_a_product_going_is_missing_where_it_is_blank_and_nought_where_it_is_stated(
    blank: str,
) -> None:
    """The chair is asked for its power when it is off, and for no electricity a year."""
    plain = furniture(
        use_profiles=(UseProfile(profile="office", mode="off", hours=8000),),
        resource_prices=tuple(
            ResourcePrice(key=key, price=1.0, unit="x") for key in ("electricity", "downtime")
        ),
    )
    items = tuple(
        item.model_copy(update={"use_profile": "office"}) if item.key == "chair" else item
        for item in plain.items
    )
    counted = {"yearly_service": True, "service_free_years": True, "yearly_consumables": True}
    tender = with_model(plain.model_copy(update={"items": items}), repairs="bidder_rate", **counted)
    names = (
        *("service_price_per_year", "service_free_years", "consumables_price_per_year"),
        *("failures_per_year", "repair_price", "downtime_hours_per_year"),
    )
    typed = {**COMPLETE, **{("product_data", n, key): 0 for n in names for key in ("chair", "desk")}}
    typed[("product_data", "power_off_w", "chair")] = 0
    typed.pop(("product_data", "electricity_kwh_per_year", "chair"))
    assert told(read(tender, typed)) == []
    found = told(read(tender, {**typed, ("product_data", blank, "chair"): None}))
    assert found == [("stop", "value_missing", cell_of(tender, "product_data", blank, "chair")[1])]


def test_a_fee_without_a_minimum_has_none_and_nothing_is_said() -> None:
    gown = Item(
        key="gown", lot=LOT, title_da="Kittel", basis="use", life_unit="uses", demand=100.0, reference_life=50
    )
    plain = furniture()
    tender = plain.model_copy(update={"items": (*plain.items[:2], gown)})
    typed = {(*at[:2], "gown" if at[2] == "tray" else at[2]): value for at, value in COMPLETE.items()}
    fee = {("prices", "fee_basis", "gown"): "pr. anvendelse / per use"}
    assert told(read(tender, {**typed, **fee})) == []
    stated = read(tender, {**typed, **fee, ("prices", "fee_minimum_uses", "gown"): 90})
    assert stated.bids[0].tables["prices"]["fee_minimum_uses"].tolist()[2] == 90.0


@pytest.mark.parametrize(
    ("answer", "text", "severity", "code"),
    [
        ("ja", "Følgebrev, side 2", "notice", "reservation_stated"),
        ("ja", None, "question", "reservation_without_text"),
        ("nej", "Priser gælder i 30 dage", "question", "reservation_contradicts"),
    ],
)
def test_reservations_are_told_and_have_to_agree(
    answer: str, text: str | None, severity: str, code: str
) -> None:
    typed = {("bidder", "has_reservations", ""): answer, ("bidder", "reservations", ""): text}
    found = told(read(furniture(), {**COMPLETE, **typed}))
    assert found == [(severity, code, cell("bidder", "reservations", ""))]


def test_a_no_repeated_in_words_is_no_reservation() -> None:
    assert told(read(furniture(), {**COMPLETE, ("bidder", "reservations", ""): "Ingen."})) == []


def test_a_bid_with_a_stop_is_out_of_that_lot() -> None:
    bid = read(furniture(), {**COMPLETE, PRICE: None}).bids[0]
    assert bid.is_stopped(LOT)
    assert not read(furniture(), COMPLETE).bids[0].is_stopped(LOT)


def test_a_life_that_is_shorter_than_the_guarantee_is_a_question() -> None:
    found = told(read(furniture(), {**COMPLETE, ("product_data", "claimed_life", "desk"): 4}))
    assert found == [("question", "life_below_guarantee", cell("product_data", "claimed_life", "desk"))]


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ((2, 4, 3), []),
        ((None, None, None), [("notice", "epd_flows_not_stated", "epd_reuse_kg")]),
        ((2, None, 3), [("notice", "epd_flow_counts_as_none", "epd_recycling_kg")]),
        ((6, 6, 3), [("stop", "epd_flows_over_mass", "epd_reuse_kg")]),
    ],
)
def test_the_flows_of_an_epd_are_parts_of_the_mass(
    flows: tuple[float | None, ...], expected: list[tuple[str, str, str]]
) -> None:
    """Of a desk of 10 kg."""
    names = ("epd_reuse_kg", "epd_recycling_kg", "epd_energy_recovery_kg")
    waste = Criterion(
        lot=LOT, id="waste", title_da="Affald", weight="100", measure="residual_waste", rule="fixed_interval",
        full_at=0, zero_at=1000,
    )  # fmt: skip
    plain = furniture(criteria=(waste,), questions=())
    items = tuple(
        item.model_copy(update={"factor_basis": "declared"}) if item.key == "desk" else item
        for item in plain.items
    )
    tender = with_model(plain.model_copy(update={"items": items}), epd_routes=True)
    asked = {
        (sheet.table, column.field, key)
        for sheet in bid_sheets(tender, LOT)
        for column in sheet.columns
        for key in sheet.keys or ("",)
        if column.is_asked_of(key)
    }
    typed = {place: value for place, value in COMPLETE.items() if place in asked}
    typed[("product_data", "mass_kg", "desk")] = 10
    typed |= {("product_data", name, "desk"): value for name, value in zip(names, flows, strict=True)}
    found = told(read(tender, typed))
    at = {name: cell_of(tender, "product_data", name, "desk")[1] for name in names}
    assert found == [(severity, code, at[field]) for severity, code, field in expected]


@pytest.mark.parametrize(("stated", "expected"), [(40, "value_missing"), (None, "default_used")])
def test_the_number_of_a_declaration_is_missing_only_where_a_footprint_is_stated(
    stated: float | None, expected: str
) -> None:
    """A blank footprint takes its published default, and there is no declaration to name: one problem.

    A stated one is asked for its standard, its number and how long it holds.
    """
    plain = with_default("declarations.gwp_a1_a3", 90.0)
    items = tuple(
        item.model_copy(update={"factor_basis": "declared"}) if item.key == "desk" else item
        for item in plain.items
    )
    tender = plain.model_copy(update={"items": items})
    asked = {
        (sheet.table, column.field, key)
        for sheet in bid_sheets(tender, LOT)
        for column in sheet.columns
        for key in sheet.keys or ("",)
        if column.is_asked_of(key)
    }
    typed = {place: value for place, value in COMPLETE.items() if place in asked}
    footprint = ("declarations", "gwp_a1_a3", "desk")
    lacking = [("declarations", n, "desk") for n in ("method", "number", "valid_until")]
    found = told(read(tender, {**typed, footprint: stated}))
    at = [cell_of(tender, *place)[1] for place in (lacking if stated is not None else [footprint])]
    assert [(code, cell) for _, code, cell in found] == [(expected, cell) for cell in at]


def test_a_price_per_pack_is_asked_where_the_model_allows_it_and_a_blank_counts_as_one() -> None:
    tender = with_model(furniture(), prices_per_pack=True)
    pack = {("prices", "pieces_per_pack", key): n for key, n in (("chair", 4), ("desk", 1))}
    found = read(tender, {**COMPLETE, **pack})
    at = cell_of(tender, "prices", "pieces_per_pack", "tray")[1]
    assert told(found) == [("notice", "pack_of_one", at)]
    assert found.bids[0].tables["prices"]["pieces_per_pack"].tolist()[:2] == [4.0, 1.0]
    lot = evaluate(tender, found.bids).lots[LOT]
    # 100 chairs at 1,450.50 for four, 20 desks at 2,940, 40 trays at 85.
    assert lot.indicators["life_cycle_cost"].notna().all()
    price = (
        lot.streams.loc[lot.streams["category"] == "purchase"].groupby("item", observed=True)["amount"].sum()
    )
    assert price.to_dict() == {"chair": 100 * 1450.5 / 4, "desk": 58_800.0, "tray": 3_400.0}
