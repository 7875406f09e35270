"""Tenders by hand that between them use every term of the scoring matrix; what readers would have made of files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import pandas as pd

from evaluation import Bid, Decisions, Evaluation, Tender, evaluate
from evaluation.decisions import AcceptedEvidence, Admission, Judgement, ReplacedFigure, ReservationDecision
from evaluation.evaluation_model import (
    BuyBackClass,
    Criterion,
    DiscountStep,
    EvaluationModel,
    EvidenceLevel,
    GrowthClass,
    MaterialPrice,
    Place,
    PriceIndex,
    PublishedDefault,
    ResourcePrice,
    RouteShare,
    UseProfile,
)
from evaluation.external_prices import ExternalPrice
from evaluation.factors import Factor, FactorImpact, GridYear, Material, Source
from evaluation.impact_sums import needed_of
from evaluation.impact_weights import ImpactWeight
from evaluation.repair_index import CARD_WEIGHTS
from evaluation.substances import Substance
from evaluation.tender import Activity, Assortment, Item, Lot, Option, Question, Service, TenderFacts

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class MatrixCase:
    """A tender, its bids and what was decided."""

    tender: Tender
    bids: tuple[Bid, ...]
    decisions: Decisions

    def evaluated(self) -> Evaluation:
        """Return the evaluation."""
        return evaluate(self.tender, self.bids, self.decisions)


def bid_of(name: str, tables: Mapping[str, Mapping[str, Rows]]) -> Bid:
    """Return a bid; tables are given by lot, then by name, as rows that begin in row 7 of a sheet each."""
    frames: dict[str, list[pd.DataFrame]] = {}
    columns: dict[tuple[str, str, str], str] = {}
    for lot, of_lot in tables.items():
        file = f"{name}-{lot}.xlsx"
        for table, rows in of_lot.items():
            frame = pd.DataFrame([dict(row) for row in rows])
            columns |= {(file, table, of): chr(65 + n) for n, of in enumerate(frame.columns)}
            source = {"lot": lot, "source_file": file, "source_sheet": table}
            frames.setdefault(table, []).append(frame.assign(**source, source_row=range(7, 7 + len(frame))))
    whole = {table: pd.concat(parts, ignore_index=True) for table, parts in frames.items()}
    return Bid(name, f"={name}+1 & Co <b>", tuple(tables), (), whole, columns)


def _admitted(lots: Mapping[str, Mapping[str, str]]) -> tuple[Admission, ...]:
    return tuple(
        Admission(lot=lot, bid=bid, decision=decision, by="N. N.", at="2026-11-20", reason="x")
        for lot, decisions in lots.items()
        for bid, decision in decisions.items()
    )


@cache
def every_term() -> MatrixCase:
    """Three lots: credited lives and every kind of line; lowest cost with filled lines; a cascade with ties."""
    return MatrixCase(_tender(), tuple(bid_of(name, lots) for name, lots in _offers().items()), _decisions())


def baseline_of(bid: Bid, level: float, missing: int) -> Bid:
    """Return a baseline that is a bid at another level of prices, kilograms and guarantees.

    Parameters
    ----------
    missing : how many of its lines, from the first, have no price.
    """
    tables = {}
    for name, frame in bid.tables.items():
        scaled = frame.copy()
        for column in {"unit_price", "price", "mass_kg", "guarantee", "value"} & {*frame.columns}:
            scaled[column] = frame[column].astype(float) * level
        if name == "prices":
            scaled.loc[scaled.groupby("lot").cumcount() < missing, "unit_price"] = float("nan")
        tables[name] = scaled
    name = f"Status quo ({bid.name})"
    return replace(bid, id=f"baseline_{bid.id}", name=name, tables=tables, is_baseline=True)


def with_baseline() -> MatrixCase:
    """Return every term with a baseline in all lots that would be the best bid, and lacks a line."""
    case = every_term()
    return replace(case, bids=(*case.bids, baseline_of(case.bids[0], 0.25, 1)))


def _tender() -> Tender:
    return Tender(
        facts=TenderFacts(
            id="every_term", title="=1+1 Every term", authority="A", regime="eu_open", deadline="2026-11-02",
            approver="B",
        ),
        lots=(
            Lot(id="LOT-0001", title="Goods"),
            Lot(id="LOT-0002", title="Lines"),
            Lot(id="LOT-0003", title="Cascade", suppliers=2, award_form="cascade"),
        ),
        models=_models(),
        items=_items(),
        criteria=_criteria(),
        options=(Option(key="more", title="More", weight=0.4),),
        questions=(
            Question(key="seats", lot="LOT-0001", text_da="Pladser", unit="stk."),
            Question(key="nox", lot="LOT-0001", text_da="NOx pr. år", unit="kg"),
        ),
        services=(
            Service(key="setup", lot="LOT-0001", title_da="Opstilling", quantity=3, category="installation"),
            Service(
                key="check", lot="LOT-0001", title_da="Eftersyn", quantity=2, category="service", first_year=1,
                every_years=3, times=3, growth_class="wages", quantity_growth="wear",
            ),
            Service(key="haul", lot="LOT-0001", title_da="Kørsel", quantity=5, category="delivery", payer="bidder"),
        ),
        activities=(
            Activity(key="screws", lot="LOT-0001", item="chair", module="A5", title_da="Skruer", factor="steel_v",
                     per="piece", amount=0.15),
            Activity(key="soap", lot="LOT-0001", item="desk", module="B2", title_da="Sæbe", title_en="Soap",
                     factor="card_v"),
            Activity(key="foil", lot="LOT-0001", item="gown", module="B4", title_da="Folie", factor="steel_u", per="use",
                     amount=0.01),
            Activity(key="saw", lot="LOT-0001", item="lamp", module="C1", title_da="Sav", unit="hour", factor="screen_u",
                     per="piece"),
        ),
        substances=(
            Substance(key="pvc", title_da="PVC", title_en="PVC", group="pvc", definition="CAS 9002-86-2"),
            Substance(key="pfas", lot="LOT-0001", title_da="PFAS", title_en="PFAS", group="pfas", definition="C-F"),
            Substance(key="dehp", lot="LOT-0001", title_da="DEHP", title_en="DEHP", group="phthalate", definition="0.1 %",
                      must_be_absent=True),
        ),
        assortments=(
            Assortment(key="rest", lot="LOT-0001", title_da="Øvrige møbler", base_list="Katalog", base_date="2026-11-02",
                       turnover=9000, first_year=1, times=4, growth_class="metal"),
            Assortment(key="spare", lot="LOT-0003", title_da="Dele", base_list="Katalog", base_date="2026-11-02",
                       turnover=60, first_year=0, times=1),
        ),
        resource_prices=(
            ResourcePrice(key="electricity", price=1.6, unit="kWh", growth_class="energy", quantity_growth="wear"),
            ResourcePrice(key="heat", price=0.7, unit="kWh", growth_class="energy"),
            ResourcePrice(key="water", price=70, unit="m3"),
            ResourcePrice(key="downtime", price=40, unit="h", growth_class="wages", quantity_growth="wear"),
            ResourcePrice(key="disposal", price=2.5, unit="kg", growth_class="wages"),
        ),
        use_profiles=(
            UseProfile(profile="office", mode="off", hours=5000),
            UseProfile(profile="office", mode="sleep", hours=0),
            UseProfile(profile="office", mode="active", hours=2100.5),
        ),
        growth_classes=(
            GrowthClass(key="energy", rate=0.02), GrowthClass(key="wages", rate=0.011), GrowthClass(key="metal"),
            GrowthClass(key="wear", rate=0.03, basis="quantity"),
        ),
        price_indices=tuple(
            PriceIndex(growth_class="metal", year=2027 + t, index=1.0 + 0.02 * t - 0.001 * t * t) for t in range(12)
        ),
        discount_steps=(
            DiscountStep(schedule="falling", from_year=0, rate=0.04),
            DiscountStep(schedule="falling", from_year=5, rate=0.025),
        ),
        external_prices=(
            ExternalPrice(price_set="rising", pollutant="co2e", year=2025, price=900.0, source="A source"),
            ExternalPrice(price_set="rising", pollutant="co2e", year=2031, price=1500.0),
            ExternalPrice(price_set="rising", pollutant="co2e", year=2033, price=1600.0),
            ExternalPrice(price_set="rising", pollutant="nox", price=33_000.0, question="nox"),
            ExternalPrice(price_set="flat", pollutant="co2e", price=750.0),
        ),
        material_prices=(
            MaterialPrice(material="steel", price=1.9, date="2026-10-01", source="Scrap list"),
            MaterialPrice(material="card", price=0.6, date="2026-10-01", growth_class="metal"),
        ),
        routes=(
            RouteShare(component="product", route="reuse", share=0.05),
            RouteShare(component="product", route="recycling", share=0.35),
            RouteShare(component="product", route="energy_recovery", share=0.5),
            RouteShare(component="product", route="landfill", share=0.1),
            RouteShare(component="packaging", route="recycling", share=0.7),
            RouteShare(component="packaging", route="energy_recovery", share=0.3),
            RouteShare(component="consumable", route="recycling", share=0.25),
            RouteShare(component="consumable", route="energy_recovery", share=0.75),
        ),
        buy_back_classes=(
            BuyBackClass(key="a", title_da="Som ny", share=0.3),
            BuyBackClass(key="b", title_da="Ridset", share=0.5),
            BuyBackClass(key="c", title_da="Defekt", share=0.1),
            BuyBackClass(key="d", title_da="Som ny", share=0.1, after_years=3),
        ),
        places=(
            Place(key="dk", title_da="Danmark", electricity_carrier="el_dk", heat_carrier="heat_dk"),
            Place(key="pl", title_da="Polen", electricity_carrier="el_pl", heat_carrier="heat_pl"),
        ),
        evidence_levels=(
            EvidenceLevel(key="E2", title_da="Egen", credit=0.2),
            EvidenceLevel(key="E4", title_da="Uvildig", credit=0.8),
        ),
        defaults=(
            PublishedDefault(field="product_data.packaging_kg", value=4.5, basis="P90"),
            PublishedDefault(field="product_data.packaging_kg", item="chair", value=1.5, basis="P90"),
            *(PublishedDefault(field=f"product_data.buy_back_{c}", value=0.0, basis="none") for c in "abcd"),
        ),
        materials=_materials(),
        factors=_factors(),
        factor_impacts=_factor_impacts(),
        impact_weights=_impact_weights(),
        grids=(
            GridYear(carrier="el_dk", year=2025, gwp_kg_co2e=0.135, source="s1"),
            GridYear(carrier="el_dk", year=2030, gwp_kg_co2e=0.047, source="s1"),
            GridYear(carrier="el_dk", year=2033, gwp_kg_co2e=0.02, source="s1"),
            GridYear(carrier="el_pl", year=2028, gwp_kg_co2e=0.7, source="s1"),
            GridYear(carrier="el_pl", year=2032, gwp_kg_co2e=0.5, source="s1"),
            GridYear(carrier="heat_pl", year=2028, gwp_kg_co2e=0.1, source="s1"),
            GridYear(carrier="heat_dk", year=2028, gwp_kg_co2e=0.06, source="s1"),
        ),
        sources=(Source(key="s1", title="A source", publisher="P", year=2025, url="https://example.org/?a=1"),),
    )  # fmt: skip


def _models() -> tuple[EvaluationModel, ...]:
    return (
        EvaluationModel(
            lot="LOT-0001", first_year=2027, study_years=8, discount_rate=0.035, use_years=6, contract_years=3,
            residual_value="straight_line", life_basis="credited", electricity_carrier="el_dk",
            heat_carrier="heat_dk", yearly_service=True, service_free_years=True,
            yearly_consumables=True, repairs="buyer_rate", repairs_after_guarantee=True, prices_per_pack=True, epd_routes=True,
            transport_factor="lorry", transport_km=450, disposal_km=60,
            declared_modules=("A1-A3", "A4", "B3", "D"), water_factor="water", packaging_material="card",
            scale=100, tie_break=("economy", "quality/judged"),
            tie_last="drawn_lot", tie_seed="77",
            external_price_set="rising",
            reported_measures=(
                "price_and_use_cost", "external_cost", "cost_with_external",
                "purchase_price", "equivalent_annual_cost", "gwp_d", "life_ratio", "spare_parts_score", "packaging",
                "substance_free_share", "guarantee_above_floor", "repair_score", "second_life_score", "hazardous_waste", "mci",
                "minimum:life", "minimum:repair_score", "minimum:mci",
                "waste_hierarchy_score", "non_virgin_share", "a2_ap", "pert",
            ),
            # Energy in use has no figures of its own.
            least_coverage=0.02, life_ratio_floor=0.67, life_ratio_cap=1.45, feedstock_yield=0.8, consumables_waste=True,
        ),
        EvaluationModel(
            lot="LOT-0002", first_year=2028, study_years=5, discount_rate=0.02, combination="lowest_cost",
            life_basis="guaranteed", residual_value="percentage", residual_share=0.15,
            growth_base="year_one_today", missing_lines="fill", missing_max_lines=1, missing_factor=1.2,
            repairs="bidder_rate",
        ),
        EvaluationModel(
            lot="LOT-0003", first_year=2027, study_years=12, discount_steps="falling", timing="mid_year",
            residual_value="buy_back", buy_back_cap=0.25, missing_lines="leave_out",
            tie_break=("guarantee",),
            repairs="from_life",
            reused_parts="burden_free", returned_share=0.8, external_price_set="flat", external_discounted=False,
            reported_measures=("purchase_price", "gwp_a_to_c", "a2_pm", "single_score", "environmental_price"),
            single_score_set="points", environmental_price_set="prices",
        ),
    )  # fmt: skip


def _items() -> tuple[Item, ...]:
    first: dict[str, object] = {"lot": "LOT-0001"}
    rows: tuple[dict[str, object], ...] = (
        {"key": "chair", "title_da": "Stol", "quantity": (100, 40, 60), "reference_life": 4, "reference": True,
         "guarantee_floor": 2.5, "mean_weight": 2, "repair_scheme": "card", "in_use_factor": 0.9, "maintenance_factor": 1.1,
         "price_growth": "metal", "service_growth": "wages", "failures_per_year": 0.25},
        {"key": "desk", "title_da": "Bord", "quantity": (20, 0, 5), "reference_life": 12, "reference": True,
         "option": "more", "mean_weight": 3, "repair_scheme": "fr_repairability", "life_shape": 2.2,
         "failures_per_year": 0, "disposal_payer": "bidder"},
        {"key": "lamp", "title_da": "Lampe", "demand": 30, "reference_life": 2.5, "reference": True,
         "factor_basis": "declared", "stores_carbon": True, "mean_weight": 1, "use_payer": "bidder"},
        {"key": "screen", "title_da": "Skærm", "quantity": (10,), "reference_life": 5, "reference": True,
         "factor_basis": "product_class", "product_class": "screen_class", "use_profile": "office"},
        {"key": "gown", "title_da": "Kittel", "demand": 900, "reference_life": 30, "reference": True,
         "basis": "use", "life_unit": "uses", "longest_years": 2.5},
        {"key": "shelf", "title_da": "Hylde", "quantity": (7,), "reference_life": 3},
    )  # fmt: skip
    lines = tuple(
        Item(key=f"line{n}", lot="LOT-0002", title_da=f"Linje {n}", quantity=(10.0 * n,), reference_life=2.0,
             reference=n == 1, price_growth="metal" if n < 3 else "wages")
        for n in range(1, 5)
    )  # fmt: skip
    last = tuple(
        Item(key=f"part{n}", lot="LOT-0003", title_da=f"Del {n}", quantity=(5.0 * n, 5.0), reference_life=6,
             reference=n < 3, life_shape=1.8 if n == 1 else None)
        for n in range(1, 4)
    )  # fmt: skip
    return (*(Item.model_validate({**first, **row}) for row in rows), *lines, *last)


def _criteria() -> tuple[Criterion, ...]:
    one, two, three = "LOT-0001", "LOT-0002", "LOT-0003"
    return (
        Criterion(lot=one, id="economy", title_da="Økonomi", weight=Decimal("45.5"), measure="life_cycle_cost",
                  rule="linear_over_best", slope=60),
        Criterion(lot=one, id="climate", title_da="Klima", weight=Decimal("24.5"), measure="gwp_a_to_c",
                  rule="fixed_interval", full_at=1000, zero_at=60000, clip="both"),
        Criterion(lot=one, id="quality", title_da="Kvalitet", weight=Decimal(30)),
        Criterion(lot=one, id="quality/judged", title_da="Test", weight=Decimal(40), measure="judged:test",
                  rule="judged_points", assessor_scale=8),
        Criterion(lot=one, id="quality/life", title_da="Levetid", weight=Decimal(20), measure="life",
                  rule="best_ratio"),
        Criterion(lot=one, id="quality/guarantee", title_da="Garanti", weight=Decimal(10), measure="guarantee",
                  rule="fixed_interval", full_at=8, zero_at=1),
        Criterion(lot=one, id="quality/waste", title_da="Affald", weight=Decimal(10), measure="residual_waste",
                  rule="best_ratio"),
        Criterion(lot=one, id="quality/seats", title_da="Pladser", weight=Decimal(20), measure="answer:seats",
                  rule="linear_over_best", slope=80, direction="higher"),
        Criterion(lot=two, id="cost", title_da="Pris", weight=Decimal(100), measure="life_cycle_cost"),
        Criterion(lot=three, id="price", title_da="Pris", weight=Decimal(70), measure="life_cycle_cost",
                  rule="best_ratio"),
        Criterion(lot=three, id="guarantee", title_da="Garanti", weight=Decimal(30), measure="guarantee",
                  rule="fixed_interval", full_at=5, zero_at=0),
    )  # fmt: skip


def _materials() -> tuple[Material, ...]:
    return (
        Material(key="steel", title_da="Stål", title_en="Steel", virgin="steel_v", recycled="steel_r",
                 reused="steel_u", energy_recovery="burn_0", recycling="sort", landfill="bury",
                 credit_recycling="steel_d", recycling_yield=0.9),
        Material(key="wood", title_da="Træ", title_en="Wood", virgin="wood_v", energy_recovery="burn_wood",
                 recycling="sort", landfill="bury", credit_energy="heat_d", biogenic_kg_co2_per_kg=1.6),
        Material(key="card", title_da="Pap", title_en="Card", virgin="card_v", energy_recovery="burn_wood",
                 recycling="sort", landfill="bury", biogenic_kg_co2_per_kg=1.4, recycling_yield=0.75),
        Material(key="screen_class", title_da="Skærm", title_en="Screen", kind="product_class",
                 declared_unit="piece", virgin="screen_v", reused="screen_u"),
    )  # fmt: skip


def _factors() -> tuple[Factor, ...]:
    values = {
        "steel_v": 2.3, "steel_r": 0.7, "steel_u": 0.15, "burn_0": 0.02, "sort": 0.03, "bury": 0.01, "steel_d": -1.1,
        "wood_v": -1.2, "burn_wood": 1.7, "heat_d": -0.4, "card_v": -0.6, "screen_v": 250.0, "screen_u": 60.0,
        "water": 0.35,
    }  # fmt: skip
    modules = {"sort": "C3", "burn_wood": "C3", "bury": "C4"}
    plain = tuple(
        Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value, source="s1",
               printed_value=value, printed_unit="kg CO2e/kg", year=2024, geography="DK", modules=modules.get(key))
        for key, value in values.items()
    )  # fmt: skip
    lorry = Factor(key="lorry", title_da="Lastbil", title_en="Lorry", declared_unit="tkm", gwp_kg_co2e=0.08,
                   gwp_wtt_kg_co2e=0.02, source="s1")  # fmt: skip
    return (*plain, lorry)


def _factor_impacts() -> tuple[FactorImpact, ...]:
    """Return figures of many sizes; some sources lack one."""
    indicators = (*needed_of({"a2_ap": 1.0}), "pert")
    return tuple(
        FactorImpact(factor=row.key, indicator=key, value=(n + 2) * (m + 3) * 10.0 ** (m % 12 - 8))
        for n, row in enumerate(_factors())
        for m, key in enumerate(indicators)
        if (row.key, key) not in {("screen_v", "a2_ap"), ("water", "pert")}
    )


def _impact_weights() -> tuple[ImpactWeight, ...]:
    return tuple(
        ImpactWeight(weight_set=name, indicator=key, normalisation=norm, weight=0.03 * (n + 1))
        for name, norm in (("points", 8.0), ("prices", None))
        for n, key in enumerate(needed_of({"a2_ap": 1.0}))
    )


def _offers() -> Mapping[str, Mapping[str, Mapping[str, Rows]]]:
    return {
        "alfa": {"LOT-0001": _goods(1.0, claim=9.0, back=True), "LOT-0002": _lines(9.0), "LOT-0003": _parts(10.0, 4)},
        "beta": {
            "LOT-0001": _goods(1.21, claim=4.7, back=False),
            "LOT-0002": _lines(8.0, without=3),
            "LOT-0003": _parts(10.0, 4),
        },
        "delta": {
            "LOT-0001": _goods(0.83, claim=6.3, back=True),
            "LOT-0002": _lines(11.0),
            "LOT-0003": _parts(12.0, 5, without=3),
        },
        # In every respect as alfa: the tie rule and at last the drawn lot part them.
        "epsilon": {"LOT-0001": _goods(1.0, claim=9.0, back=True), "LOT-0003": _parts(9.0, 4)},
        "gamma": {"LOT-0001": _goods(1.4, claim=5.0, back=False, without="kWh"), "LOT-0002": _lines(1.0, without=1)},
    }  # fmt: skip


def _goods(level: float, *, claim: float, back: bool, without: str = "") -> Mapping[str, Rows]:
    """Return a bid on the first lot; ``level`` scales its prices and its use."""
    price = {"offered": "yes", "product": "=HYPERLINK(1)", "condition": "new"}
    taken = {"taken_back": "yes", "taken_back_reuse_share": 0.0, "taken_back_recycling_share": 0.6} if back else {
        "taken_back": "no"
    }  # fmt: skip
    shares = {"recycled_share": 0.0 if back else 0.3, "reused_share": 0.1 if back else None}
    life = {
        "guarantee": 2.0 + level,
        "claimed_life": claim,
        "evidence_kind": "own",
        "evidence_document": "B1 p. 2",
    }
    kwh = None if without == "kWh" else 40.0 * level
    use = {"electricity_kwh_per_year": kwh, "heat_kwh_per_year": 12.0, "water_m3_per_year": 0.0,
           "service_price_per_year": 15.0 * level,
           "service_free_years": {1.0: 2.5, 0.83: 6.0, 1.21: 0.0}.get(level),
           "repair_price": 220.0 * level, "downtime_hours_per_year": 3.0 * level,
           "consumables_price_per_year": 6.5 * level if without == "" else None,
           }  # fmt: skip
    # One EPD leaves 0.6 kg to be deposited, the other bids have none.
    flows = {"epd_reuse_kg": 0.3, "epd_recycling_kg": 1.5, "epd_energy_recovery_kg": 0.6} if back else {}
    card = {f"card_{name}": 1.0 + (n + level) % 4.0 for n, name in enumerate(CARD_WEIGHTS)}
    # One answer is missing with the bid that leaves much blank.
    offers = {"upgrade_offered": "yes" if back else "no", "refurbishment_offered": None if without else "yes",
              "buy_back_offered": "no", "hazardous_kg": 0.05 * level, "consumables_kg_per_year": 0.2 * level}  # fmt: skip
    spare = {"spare_parts_years": 7.0, "spare_parts_days": 9.0 if back else 5.0}
    return {
        "prices": (
            {"key": "chair", **price, "unit_price": 900.0 * level, "pieces_per_pack": None},
            {"key": "desk", **price, "unit_price": 5200.0 * level, "pieces_per_pack": 2.0},
            {"key": "lamp", **price, "unit_price": 310.0 * level},
            {"key": "screen", **price, "unit_price": 1700.0 * level, "condition": "used" if back else "new"},
            {"key": "gown", **price, "unit_price": 14.0 * level, "fee_basis": "use" if back else "unit",
             "fee_minimum_uses": 1000.0 if level == 0.83 else None},
            {"key": "shelf", **price, "unit_price": 260.0 * level},
        ),
        "product_data": (
            {"key": "chair", **life, **spare, **use, **shares, **taken, **card, **offers, "packaging_kg": None},
            {"key": "desk", **life, **spare, **use, **shares, **taken, **offers, "packaging_kg": 6.0, "repair_index": 7.4 / level,
             "claimed_life_statistic": "b10" if back else "median"},
            {"key": "lamp", **life, **spare, **use, **offers, "mass_kg": 3.0, "packaging_kg": 0.4, **flows},
            {"key": "screen", **life, **spare, **use, **offers, "power_off_w": 0.4 * level,
             "power_active_w": None if without == "kWh" else 31.0 * level, "mass_kg": 8.0, "packaging_kg": 1.0, **taken},
            {"key": "gown", "guarantee": 20.0, **spare, **offers, "evidence_kind": "none", "mass_kg": 0.4,
             "packaging_kg": 0.02},
        ),
        "declarations": (
            {"key": "lamp", "gwp_a1_a3": 22.0 * level, "gwp_a4": 0.8, "gwp_b3": 0.0, "gwp_d": -3.0 / level,
             "biogenic_kg_co2": 1.1 if back else 0.0},
        ),
        "declared_impacts": (
            {"key": "lamp", "indicator": "a2_ap", "module": "A1-A3", "value": 0.11 * level},
            {"key": "lamp", "indicator": "pert", "module": "B3", "value": 0.0},
            {"key": "lamp", "indicator": "a2_ap", "module": "D", "value": -0.02},
        ),
        "activity_amounts": (
            {"key": "soap", "amount": 0.3 * level}, {"key": "saw", "amount": None if without else 0.02},
        ),
        "substance_answers": tuple(
            {"key": f"{item}/{key}", "item": item, "contained": said}
            for item in ("chair", "desk", "lamp", "screen", "gown")
            for key, said in (
                ("pvc", "yes" if back and item == "chair" else "no"),
                ("pfas", "yes" if level > 1.0 else None if without and item == "desk" else "no"),
                ("dehp", "no"),
            )
        ),
        "materials": (
            {"key": "chair/1", "item": "chair", "material": "steel", "mass_kg": 9.0 * level, "recycled_share": 0.25},
            {"key": "chair/2", "item": "chair", "material": "wood", "mass_kg": 4.0, "recycled_share": None},
            {"key": "desk/1", "item": "desk", "material": "steel", "mass_kg": 14.0, "recycled_share": 0.0},
            {"key": "desk/2", "item": "desk", "material": "card", "mass_kg": 2.0 * level, "recycled_share": 0.9},
            {"key": "gown/1", "item": "gown", "material": "card", "mass_kg": 0.4, "recycled_share": None},
        ),
        "circulation": (
            # One bid goes round, a little more slowly than its age allows, or is used once.
            {"key": "gown", "uses_per_piece": 60.0 if level < 1.3 else 1.0, "loss_per_use": 0.02 if back else 0.0,
             "pieces_in_pool": 70.0 if level < 1.3 else None, "electricity_kwh_per_cycle": 0.25,
             "heat_kwh_per_cycle": 0.9 * level, "water_litres_per_cycle": 11.0 * level,
             "place": {1.0: "dk", 0.83: "pl"}.get(level), "transport_km_per_cycle": 80.0 * level,
             "price_if_lost": 150.0},
        ),
        "service_prices": (
            {"key": "setup", "price": 400.0}, {"key": "check", "price": 700.0 * level}, {"key": "haul", "price": 90.0},
        ),
        "assortment_discounts": ({"key": "rest", "discount": 0.1 / level if without == "" else None},),
        "question_answers": (
            {"key": "seats", "value": 40.0 / level}, {"key": "nox", "value": None if without else 6.0 * level},
        ),
    }  # fmt: skip


def _lines(level: float, *, without: int = 0) -> Mapping[str, Rows]:
    data = {"guarantee": 1.0 + level / 8, "claimed_life": 3.0, "mass_kg": 2.0, "packaging_kg": 0.2,
            "heat_kwh_per_year": 1.0, "water_m3_per_year": 0.5, "repair_price": 3.0,
            "failures_per_year": 0.4 if level < 11 else None, "downtime_hours_per_year": level / 10}  # fmt: skip
    return {
        "prices": tuple(
            {"key": f"line{n}", "offered": "yes", "unit_price": level * n if n != without else None}
            for n in range(1, 5)
        ),
        "product_data": ({"key": "line1", **data, "electricity_kwh_per_year": 10.0},),
    }


def _parts(level: float, guarantee: float, *, without: int = 0) -> Mapping[str, Rows]:
    return {
        "prices": tuple(
            {"key": f"part{n}", "offered": "yes", "unit_price": level * n if n != without else None}
            for n in range(1, 4)
        ),
        "product_data": tuple(
            {
                "key": f"part{n}",
                "guarantee": guarantee,
                "claimed_life": 1.5 * guarantee,
                "claimed_life_statistic": "median",
                "repair_price": 0.7 * level,
                "reused_share": 0.2,
                # One price is above the cap; others are left to the default.
                "buy_back_a": 3.0,
                "buy_back_d": 4.0 - guarantee / 2,
                "buy_back_b": 1.5 if guarantee > 4 else None,
                "packaging_kg": 0.1,
                "electricity_kwh_per_year": 3.0,
                "heat_kwh_per_year": 0.0,
                "downtime_hours_per_year": 0.0,
                "water_m3_per_year": 0.1,
            }
            for n in (1, 2)
        ),
        "assortment_discounts": ({"key": "spare", "discount": 0.0 if guarantee > 4 else 0.2},),
        "materials": tuple(
            {
                "key": f"part{n}/1",
                "item": f"part{n}",
                "material": "wood",
                "mass_kg": 2.0,
                "recycled_share": 0.1,
            }
            for n in (1, 2)
        ),
    }


def _decisions() -> Decisions:
    inside = "admitted"
    names = ("alfa", "beta", "delta", "epsilon", "gamma")
    by: dict[str, str] = {"by": "N. N.", "at": "2026-11-21", "reason": "x"}
    levels = {"alfa": "E4", "epsilon": "E4", "delta": "E2"}
    points = {"alfa": 6.0, "beta": 7.0, "delta": 8.0, "epsilon": 6.0, "gamma": 5.0}
    return Decisions(
        admissions=_admitted(
            {
                "LOT-0001": {name: inside if name != "delta" else "not_admitted" for name in names},
                "LOT-0002": dict.fromkeys(("alfa", "beta", "delta", "gamma"), inside),
                "LOT-0003": dict.fromkeys(("alfa", "beta", "delta", "epsilon"), inside),
            }
        ),
        accepted_evidence=tuple(
            AcceptedEvidence(lot="LOT-0001", bid=bid, item=item, claim="claimed_life", level=level, **by)
            for bid, level in levels.items()
            for item in ("chair", "desk", "lamp")
        ),
        judgements=tuple(
            Judgement(lot="LOT-0001", criterion="quality/judged", bid=bid, points=value, **by)
            for bid, value in points.items()
        ),
        reservations=(
            ReservationDecision(lot="LOT-0001", bid="beta", decision="priced", amount=2500.0, place="p. 4", **by),
            ReservationDecision(lot="LOT-0001", bid="beta", decision="priced", amount=1200.0, place="p. 5", **by),
            ReservationDecision(lot="LOT-0001", bid="alfa", decision="none", **by),
        ),
        # The second is the highest price of its line, from which a missing one is filled.
        replaced_figures=tuple(
            ReplacedFigure(
                lot=lot, bid=bid, field="prices.unit_price", key=key, stated=used, used=used, kind="answer", **by
            )
            for lot, bid, key, used in (("LOT-0001", "alfa", "chair", 900.0), ("LOT-0002", "delta", "line3", 33.0))
        ),
    )  # fmt: skip
