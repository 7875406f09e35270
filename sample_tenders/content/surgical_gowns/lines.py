"""The lot, its two lines counted in uses, what is required and what is asked."""

from collections.abc import Iterator

from evaluation.tender import Item, Lot, Question, Requirement

LOT = "LOT-0001"
STANDARD, HIGH_PERFORMANCE = "gown_standard", "gown_high"
# Functional unit: one gown used once in an operation. Uses a year, invented.
USES_A_YEAR = {STANDARD: 84_000.0, HIGH_PERFORMANCE: 36_000.0}
# 30 and 75 uses both stand in life-cycle assessments of gowns: the lower one is the reference.
REFERENCE_USES = 30.0
LONGEST_YEARS = 5.0

LOTS = (Lot(id=LOT, title="Sterile operationskitler", estimated_value=8_500_000, maximum_value=12_000_000),)


def items() -> Iterator[Item]:
    """Yield the two lines; energy, water and transport between two uses are in the bidder's price."""
    for key, title_da, title_en in (
        (STANDARD, "Operationskittel, standard, steril", "Surgical gown, standard performance, sterile"),
        (
            HIGH_PERFORMANCE,
            "Operationskittel, høj ydeevne, steril",
            "Surgical gown, high performance, sterile",
        ),
    ):
        yield Item(
            key=key,
            lot=LOT,
            title_da=title_da,
            title_en=title_en,
            unit="brug",
            reference_life=REFERENCE_USES,
            reference=True,
            requirement="en_13795",
            basis="use",
            demand=USES_A_YEAR[key],
            life_unit="uses",
            longest_years=LONGEST_YEARS,
            use_standard="Vaskeriets egne målere, gennemsnit af 12 måneder, pr. behandlet kittel",
            use_payer="bidder",
            parts=3,
        )


REQUIREMENTS = (
    Requirement(
        key="en_13795",
        lot=LOT,
        text_da="Kitlen opfylder EN 13795-1 for sin ydeevne, også ved den sidste garanterede brug.",
        text_en="The gown meets EN 13795-1 at its level of performance, at the last guaranteed use too.",
    ),
    Requirement(
        key="sterile",
        lot=LOT,
        text_da="Kitlen leveres steril efter EN 556-1, enkeltvis pakket og klar til brug.",
        text_en="The gown is delivered sterile to EN 556-1, packed singly and ready for use.",
    ),
    Requirement(
        key="ce_marked",
        lot=LOT,
        text_da="Kitlen er CE-mærket som medicinsk udstyr efter forordning (EU) 2017/745.",
        text_en="The gown is CE marked as a medical device under Regulation (EU) 2017/745.",
    ),
    Requirement(
        key="delivery_days",
        lot=LOT,
        text_da="Leveringstid fra ordren, højst 2 arbejdsdage.",
        text_en="Delivery time from the order, at most 2 working days.",
        answer="value",
        maximum=2,
        unit="arbejdsdage",
    ),
)

QUESTIONS = (
    Question(
        key="uses_measured",
        lot=LOT,
        text_da="Målte anvendelser pr. kittel, gennemsnit af de seneste 24 måneder (engangskittel: 1)",
        text_en="Measured uses of a gown, mean of the last 24 months (single-use: 1)",
        unit="anvendelser",
        minimum=1,
        maximum=300,
    ),
    Question(
        key="origin_china",
        lot=LOT,
        text_da="Andel af værdien med oprindelse i Kina (forordning (EU) 2025/1197)",
        text_en="Share of the value that originates in China (Regulation (EU) 2025/1197)",
        unit="%",
        minimum=0,
        maximum=100,
    ),
)
