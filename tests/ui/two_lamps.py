"""A lot small enough to count by hand: ten lamps, two bids, every figure in the docstring of :func:`two_lamps`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from html import unescape

from evaluation import Evaluation, evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence, Admission, Decisions
from evaluation.evaluation_model import Criterion, EvidenceLevel, ResourcePrice, RouteShare
from evaluation.factors import Factor, GridYear, Material
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of
from ui.comparison import Section

ASK, BIRK = "ask", "birk"
FACTORS = tuple(
    Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
    for key, value in (("made", 2.0), ("sorted", 0.1), ("burnt", 0.5), ("saved", -1.0))
)
STEEL = Material(
    key="steel", title_da="Stål", title_en="Steel", virgin="made", recycling="sorted", energy_recovery="burnt",
    credit_recycling="saved", recycling_yield=0.75,
)  # fmt: skip
CRITERIA = (
    Criterion(
        lot=LOT, id="cost", title_da="Pris", title_en="Cost", weight=Decimal(60), measure="life_cycle_cost",
        rule="linear_over_best", slope=50,
    ),
    Criterion(
        lot=LOT, id="gwp", title_da="Klima", title_en="Climate", weight=Decimal(40), measure="gwp_a_to_c",
        rule="fixed_interval", zero_at=1000, full_at=0,
    ),
)  # fmt: skip


def lamp(name: str, price: float, mass_kg: float, kwh: float, **product_data: object) -> Bid:
    """Return a bid on the lamp, in no packaging."""
    return bid_of(
        name,
        prices=[{"key": "lamp", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[
            {"key": "lamp", "packaging_kg": 0.0, "electricity_kwh_per_year": kwh, **product_data},
        ],
        materials=[
            {"key": "lamp/1", "item": "lamp", "material": "steel", "mass_kg": mass_kg, "recycled_share": 0.0}
        ],
    )


def two_lamps(model: Mapping[str, object] | None = None, **item: object) -> Evaluation:
    """Return ten lamps over 12 years of a reference life of 10, at 2 kr. and 0.5 kg a kWh, not discounted.

    Pieces: 20 bought, in years 0 and 10; 10 x 12 / 10 = 12 worn.

    ============================  ==================================  ==================================
    of                            ``ask``: 100 kr., 20 kg, 3 kWh      ``birk``: 80 kr., 10 kg, 5 kWh
    ============================  ==================================  ==================================
    purchase and replacement      1,000 + 1,000                       800 + 800
    energy, 120 lamp-years        360 kWh: 720 kr., 180 kg            600 kWh: 1,200 kr., 300 kg
    life-cycle cost               2,720                               2,800
    steel worn                    240 kg                              120 kg
    A1-A3 at 2                    480                                 240
    C at 0.4 x 0.1 + 0.6 x 0.5    81.6                                40.8
    A to C with the energy        741.6                               580.8
    D, 40 % at -1                 -96                                 -48
    recycled at a yield of 0.75   96 kg: 72 and 24 lost               48 kg: 36 and 12 lost
    burnt                         144 kg                              72 kg
    residual waste                168 kg                              84 kg
    life claimed, guaranteed      15, 5                               none, 6
    life accepted                 10 + 0.8 x (15 - 10) = 14           the guarantee, 6
    points for cost, of 6         6                                   6 x (1 - 80/2,720/0.5) = 5.6471
    points for climate, of 4      4 x 0.2584 = 1.0336                 4 x 0.4192 = 1.6768
    ============================  ==================================  ==================================

    Parameters
    ----------
    model, item : fields of the evaluation model and of the item that are other than here.
    """
    fields = {"quantity": (10.0,), "reference_life": 10, "reference": True, **item}
    tender = tender_of(
        [Item.model_validate({"key": "lamp", "lot": LOT, "title_da": "Lampe", "title_en": "Lamp", **fields})],
        CRITERIA,
        materials=(STEEL,),
        factors=FACTORS,
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.5),),
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
        evidence_levels=(EvidenceLevel(key="E4", title_da="Uvildig", credit=0.8),),
        routes=tuple(
            RouteShare(component=component, route=route, share=share)
            for component in ("product", "packaging")
            for route, share in (("recycling", 0.4), ("energy_recovery", 0.6))
        ),
        model={
            "study_years": 12,
            "discount_rate": 0.0,
            "electricity_carrier": "el",
            "reported_measures": ("residual_waste", "gwp_d", "life", "guarantee"),
            **(model or {}),
        },
    )
    bids = [
        lamp(ASK, 100.0, 20.0, 3.0, guarantee=5.0, claimed_life=15.0),
        lamp(BIRK, 80.0, 10.0, 5.0, guarantee=6.0),
    ]
    decided = {"lot": LOT, "reason": "r", "by": "b", "at": "2026-11-20"}
    decisions = Decisions(
        admissions=tuple(Admission(bid=bid, decision="admitted", **decided) for bid in (ASK, BIRK)),
        accepted_evidence=(
            AcceptedEvidence(lot=LOT, bid=ASK, item="lamp", claim="claimed_life", level="E4"),
        ),
    )
    return evaluate(tender, bids, decisions)


def shown(section: Section | None) -> Section:
    """Return a section that there is."""
    assert section is not None
    return section


def written(table: str) -> Mapping[str, Mapping[str, str]]:
    """Return what a table of a page says: by the heading of a row and that of a column, units included."""

    def cells(row: str) -> list[str]:
        found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in found]

    head, *rows = (cells(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table))
    assert len(set(head)) == len(head)
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
