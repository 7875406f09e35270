"""What the officer types into the blank tender of a small purchase: twelve inputs, and four a line."""

from sample_tenders.content.answers import Place

PRESET = "small_purchase_1"
LOT = "LOT-0001"
# Title, quantity, reference life [years], product data asked. The keys stand printed in the blank tender.
LINES = (
    ("Stationær komprimator", 4, 12, True),
    ("Mobil rullekomprimator", 1, 12, True),
    ("Kombiovn, 10 stik", 3, 10, True),
    ("Hætteopvaskemaskine", 2, 10, True),
    ("Blæstkøler", 1, 10, True),
    ("Rustfrit arbejdsbord 160 cm", 2, 15, False),
)
TENDER_ANSWERS: dict[Place, object] = {
    ("tender", "", "id"): "kitchen_equipment_2026",
    ("tender", "", "title"): "Maskiner til køkkener og genbrugsplads",
    ("tender", "", "authority"): "Eksempel Kommune",
    ("tender", "", "regime"): "national_191",
    ("tender", "", "deadline"): "2026-11-02",
    ("tender", "", "approver"): "Karen Vang, indkøber",
    ("models", LOT, "first_year"): 2027,
    ("models", LOT, "study_years"): 10,
    ("criteria", "cost", "weight"): 85,
    ("criteria", "cost", "slope"): 50,
    ("criteria", "guarantee", "weight"): 15,
    ("criteria", "guarantee", "full_at"): 5,
    ("criteria", "guarantee", "zero_at"): 2,
    ("resource_prices", "electricity", "price"): 1.6,
    ("resource_prices", "water", "price"): 70,
    **{
        ("items", f"item_{number:02d}", name): value
        for number, line in enumerate(LINES, start=1)
        for name, value in zip(("title_da", "quantity.1", "reference_life", "reference"), line, strict=True)
    },
}
