"""What is known of single families and data sets: boundary, modules, biogenic carbon, and printed errors."""

from lca_data.making.tables import Figure

CLOSED_MODULES: dict[str, frozenset[str]] = {
    "A1-A3": frozenset({"C3", "C4", "D"}),
    "A1-A4": frozenset(),
    "C3": frozenset({"D"}),
    "C4": frozenset({"D"}),
    "C3-C4": frozenset({"D"}),
}
"""Modules of the main figure -> the modules of the same data set that become factors of their own."""

MISPLACED_MODULES: dict[str, str] = dict.fromkeys(
    (
        "br18_G0147",
        "br18_G0392",
        "br18_G0546",
        "br18_G0625",
        "br18_G0644",
        "br18_G0679",
        "br18_G0757",
        "br18_G0768",
        "br18_G0785",
        "br18_G1071",
        "br18_G1075",
        "br18_G1292",
        "br18_G1294",
        "br18_G1295",
        "br18_G1296",
        "br18_G1297",
    ),
    "Tabel 7 prints these modules per kg in a row declared per m2 or m3; the per-kg rows they come from "
    "(#G0810, #G0765, #G1054 and others) are factors of their own.",
)

DOUBTFUL_ROWS: dict[str, str] = {
    **dict.fromkeys(
        ("br18_G0092", "br18_G0493", "br18_G1018", "br18_G1061"),
        "Tabel 7 has these paints shifted by one row against ÖKOBAUDAT.",
    ),
    **dict.fromkeys(
        ("br18_G0224", "br18_G0620", "br18_G0410", "br18_G0731"),
        "Tabel 7 and ÖKOBAUDAT have these rows swapped.",
    ),
    **dict.fromkeys(
        ("br18_G0951", "br18_G1051", "obd_cotton", "obd_cotton_org"),
        "Insulation of raw cotton with biogenic uptake, not cloth: a textile would get it for its own.",
    ),
    "obd_mdf_raw": "A1-A3 and C3 sum to less than zero: its biogenic carbon does not balance.",
    "pcf_median_total_printer": "Eleven machines of one maker, with prints and paper: no generic printer.",
}

NO_MASS: dict[str, str] = {
    "br18_G0008": "1.2 kg per m2 is printed for a tile with bitumen backing: not believed.",
}

TITLES_DA = {"br18_G0119": "Rør, afløbsrør, glasfiberarmeret plast (trykt som PVC)"}
"""Titles corrected: #G0119 is called PVC, but is upstream glass-fibre reinforced plastic."""

BOUNDARY: dict[tuple[str, str], str] = {
    ("desnz", "material_virgin"): "cradle to gate, with the fuels' well to tank",
    ("desnz", "material_recycled"): "cradle to gate from closed-loop scrap, with the fuels' well to tank",
    ("desnz", "material_reused"): "preparation for reuse, with the fuels' well to tank",
    ("desnz", "waste_recycling"): "collection and transport to the plant only",
    ("desnz", "waste_incineration"): "collection and transport to the plant only",
    ("desnz", "waste_biological"): "collection and transport",
    ("desnz", "waste_landfill"): "collection, transport and landfill",
    ("desnz", "transport"): "tank to wheel; add the well-to-tank figure",
    ("epa_waste", "waste_recycling"): "transport and sorting",
    ("epa_waste", "waste_incineration"): "transport and combustion, non-biogenic, no avoided emissions",
    ("epa_waste", "waste_landfill"): "transport, landfill, methane",
    ("epa_spend", ""): "cradle to purchaser, US economy",
    ("tabel7", ""): "EN 15804+A1",
    ("okobaudat", ""): "EN 15804+A1",
    ("danish_credit", ""): "exported energy of incineration, Danish factors",
    ("ademe", ""): "manufacture and distribution",
    ("ember", ""): "production, life-cycle fuel factors",
    ("electricity_maps", ""): "consumption, flow traced, life cycle",
    ("ipcc", ""): "life cycle",
    ("boavizta", ""): "product carbon footprint of the manufacturer",
}

BY_CATEGORY = {
    "transport": "A4",
    "energy_electricity": "B6",
    "energy_heat": "B6",
    "energy_fuel": "B6",
    "water": "B7",
    "direct_emission_gas": "B1",
    "material_virgin": "A1-A3",
    "material_recycled": "A1-A3",
    "material_reused": "A1-A3",
    "device": "A1-A3",
    "waste_recycling": "C2-C3",
    "waste_incineration": "C2-C4",
    "waste_landfill": "C2-C4",
    "waste_biological": "C2-C4",
}


def modules_of(figure: Figure, family: str) -> str:
    """The life-cycle modules that a row's main figure covers."""
    printed = figure.details.get("module") or figure.details.get("phase")
    if family in {"okobaudat", "tabel7", "danish_credit"} and isinstance(printed, str):
        return printed.replace("C3+C4", "C3-C4")
    if family == "desnz" and figure.category in {"waste_recycling", "waste_incineration"}:
        return "C2"
    if family in {"ademe", "epa_spend"}:
        return "A1-A4"
    if figure.id.startswith("pcf_") and not figure.id.startswith("pcf_median_"):
        return "A1-C4"
    return BY_CATEGORY.get(figure.category, "")


def biogenic(family: str, category: str) -> str:
    """Whether the uptake and release of biogenic CO2 are in the figure: included, excluded or not_stated."""
    if family in {"desnz", "epa_waste"} and category != "direct_emission_gas":
        return "excluded"
    if family in {"tabel7", "okobaudat"} and not category.startswith(("energy", "transport", "water")):
        return "included"
    return "not_stated"


def why_row_left_out(figure: Figure) -> str | None:
    """The reason why one row of a source is not handed on, or None."""
    return DOUBTFUL_ROWS.get(figure.id)
