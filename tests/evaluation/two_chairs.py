"""Two chairs whose ranking hangs on one document, counted by hand in :func:`two_chairs`."""

from collections.abc import Mapping

from evaluation import Evaluation, evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence, Admission, Decisions
from evaluation.evaluation_model import Criterion, EvidenceLevel
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, tender_of

NORD, SYD = "nordkontor", "sydkontor"
LEVELS = tuple(
    EvidenceLevel(key=key, title_da=key, credit=credit)
    for key, credit in (("E0", 0.0), ("E2", 0.4), ("E4", 0.8), ("E5", 1.0))
)
PRICE = Criterion(
    lot=LOT, id="price", title_da="Pris", weight="50", measure="life_cycle_cost", rule="linear_over_best",
    slope=50,
)  # fmt: skip
LIFE = Criterion(
    lot=LOT, id="life", title_da="Levetid", weight="50", measure="life", rule="fixed_interval", zero_at=5,
    full_at=15,
)  # fmt: skip
BY = {"lot": LOT, "reason": "r", "by": "Jonas Riis", "at": "2026-11-18"}


def chair_bid(name: str, price: float, **product_data: object) -> Bid:
    """Return a bid on the chair with five years' guarantee and a claim whose document is named."""
    of = {
        "guarantee": 5.0,
        "evidence_kind": "independent",
        "evidence_document": "Bilag 4, s. 12",
        **product_data,
    }
    return bid_of(
        name,
        prices=[{"key": "chair", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "chair", **of}],
    )


def chair_decisions(levels: Mapping[str, str | None], admitted: tuple[str, ...] = (NORD, SYD)) -> Decisions:
    """Return both bids decided on, the level of the life by bid; without one there is no row."""
    return Decisions(
        admissions=tuple(
            Admission(bid=bid, decision="admitted" if bid in admitted else "not_admitted", **BY)
            for bid in (NORD, SYD)
        ),
        accepted_evidence=tuple(
            AcceptedEvidence(bid=bid, item="chair", claim="claimed_life", level=level, **BY)
            for bid, level in levels.items()
        ),
    )


def chair_tender(criteria: tuple[Criterion, ...] = (PRICE, LIFE), **model: object) -> Tender:
    """Return a tender of one chair with a reference life of ten years, over twelve, not discounted."""
    chair = Item(
        key="chair", lot=LOT, title_da="Stol", title_en="Chair", quantity=(1.0,), reference_life=10,
        reference=True,
    )  # fmt: skip
    fields = {"study_years": 12, "discount_rate": 0.0, **model}
    return tender_of([chair], criteria, evidence_levels=LEVELS, model=fields)


def chairs(claim: float = 15.0) -> tuple[Bid, Bid]:
    """Return the two bids, the dearer with a claim of its own."""
    return chair_bid(NORD, 2100.0, claimed_life=claim), chair_bid(SYD, 2000.0, claimed_life=12.0)


def two_chairs(level: str | None = None, *, life_basis: str = "reference") -> Evaluation:
    """Return the evaluation of two chairs, of which one awaits a decision on its evidence, or has a level.

    Both are bought twice over twelve years, for the reference life of ten drives purchases. On a scale of ten:

    ========  =============================  ===========================  ===============================
    of        ``nordkontor``, none accepted  ``nordkontor`` at E5         ``sydkontor`` at E4
    ========  =============================  ===========================  ===============================
    cost      2 x 2,100 = 4,200              4,200                        4,000
    points    10 x (1 - 0.05 / 0.5) = 9      9                            10
    life      10                             10 + 1 x (15 - 10) = 15      10 + 0.8 x (12 - 10) = 11.6
    points    10 x (10 - 5) / 10 = 5         10                           6.6
    total     7.0, no. 2                     9.5, no. 1                   8.3
    ========  =============================  ===========================  ===============================
    """
    levels = {SYD: "E4", **({NORD: level} if level else {})}
    return evaluate(chair_tender(life_basis=life_basis), chairs(), chair_decisions(levels))
