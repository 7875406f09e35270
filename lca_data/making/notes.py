"""What stands beside a factor: the id of its data set at the source, and what to know before it is used."""

import re

from lca_data.making.tables import Figure

IDS: dict[str, re.Pattern[str]] = {
    "desnz": re.compile(r"DESNZ id [0-9_]+"),
    "tabel7": re.compile(r"Tabel 7 id #[A-Z0-9]+|https?://\S+?(?=;|$)"),
    "okobaudat": re.compile(r"uuid [0-9a-f-]+ v[0-9.]+|valid [0-9-]+"),
    "danish_credit": re.compile(r"uuid [0-9a-f-]+"),
}
"""Family -> what in a figure's note identifies its data set."""

KNOW: dict[tuple[str, str], str] = {
    ("desnz", "transport"): "Add the well-to-tank figure.",
    (
        "desnz",
        "waste_recycling",
    ): "Ends at the plant's gate: sorting and recycling fall to the user of the material.",
    ("desnz", "waste_incineration"): "Ends at the plant's gate: burning falls to the user of the energy.",
    ("epa_spend", "spend_based"): "By price: only where no mass is known; US economy, dollars of 2022.",
    ("ember", "energy_electricity"): "Year not stated in the package read.",
    (
        "danish_credit",
        "waste_incineration",
    ): "Exported energy by Danish factors; the plant's efficiency is German.",
    ("boavizta", "device"): "Holds use on the maker's grid: strip it before Danish use is added.",
}
"""Family and category -> what the user of the factor has to know."""


def note(figure: Figure, family: str) -> str:
    """The note of a figure's factor.

    Examples
    --------
    >>> from decimal import Decimal
    >>> van = Figure("x", "", "", "transport", "tkm", Decimal(1), "", "", "", "", "DESNZ id 27_1; old words.")
    >>> note(van, "desnz")
    'DESNZ id 27_1. Add the well-to-tank figure.'
    """
    ids = "; ".join(IDS[family].findall(figure.note)) if family in IDS else ""
    parts = [f"{ids}." if ids else ""]
    if figure.id.startswith("pcf_median_"):
        parts.append("Median of the makers' manufacturing figures, not a published factor.")
    elif figure.note.startswith("gwp = sum of published"):
        parts.append("Sum of the printed stages.")
    else:
        parts.append(KNOW.get((family, figure.category), ""))
    if figure.value < 0 and family in {"tabel7", "okobaudat"}:
        parts.append("Below zero: uptake of biogenic CO2, never without its release.")
    return " ".join(part for part in parts if part)
