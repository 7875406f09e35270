"""The lots, their lines, options, services, requirements and questions."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from evaluation.tender import Item, Lot, Option, Question, Requirement, Service

LOT_1, LOT_2, LOT_3 = "LOT-0001", "LOT-0002", "LOT-0003"
REUPHOLSTERY = "reupholstery"
OPTION_OF = {"l1_16": REUPHOLSTERY}

LOTS = (
    Lot(id=LOT_1, title="Arbejdspladser", estimated_value=9_500_000, maximum_value=13_000_000),
    Lot(id=LOT_2, title="Møde og kantine", estimated_value=4_500_000, maximum_value=6_000_000),
    Lot(
        id=LOT_3,
        title="Bløde møbler og akustik",
        estimated_value=4_800_000,
        maximum_value=6_500_000,
        suppliers=2,
        award_form="cascade",
    ),
)

# Half of the chairs that could be reupholstered are expected to be: the option counts with that weight.
OPTIONS = (Option(key=REUPHOLSTERY, title="Ompolstring af ordregivers egne kontorstole", weight=0.5),)


def items() -> Iterator[Item]:
    """Yield the lines of all lots; one with a reference value is a reference item of up to five parts."""
    with (Path(__file__).parent / "lines.toml").open("rb") as file:
        content = tomllib.load(file)
    names = content.pop("columns")
    for lot, lines in zip((LOT_1, LOT_2, LOT_3), content.values(), strict=True):
        for key, cells in lines.items():
            line = dict(zip(names, cells, strict=False))
            value = line.pop("reference_value", None)
            yield Item(
                key=key,
                lot=lot,
                reference=value is not None,
                mean_weight=value,
                option=OPTION_OF.get(key),
                requirement=REQUIREMENT_OF.get(key),
                parts=5 if value is not None else 0,
                **line,
            )


REQUIREMENT_OF = {
    "l1_01": "l1_standard",
    "l1_03": "l1_lowest_height",
    "l2_01": "l2_standard",
    "l3_05": "l3_absorption",
}

REQUIREMENTS = (
    Requirement(
        key="l1_standard",
        lot=LOT_1,
        text_da="Kontorstolen opfylder EN 1335, klasse A.",
        text_en="The office chair meets EN 1335, class A.",
    ),
    Requirement(
        key="l1_lowest_height",
        lot=LOT_1,
        text_da="Hæve-sænkebordets laveste højde, højst 650 mm.",
        text_en="Lowest height of the sit-stand desk, at most 650 mm.",
        answer="value",
        maximum=650,
        unit="mm",
    ),
    Requirement(
        key="l2_standard",
        lot=LOT_2,
        text_da="Kantinestolen opfylder EN 16139, niveau L1.",
        text_en="The canteen chair meets EN 16139, level L1.",
    ),
    Requirement(
        key="l3_absorption",
        lot=LOT_3,
        text_da="Skærmvæggens lydabsorption, vægtet efter EN ISO 11654, mindst 0,80.",
        text_en="Sound absorption of the free-standing screen, weighted by EN ISO 11654, at least 0.80.",
        answer="value",
        minimum=0.8,
        unit="1",
    ),
)

QUESTIONS = (
    Question(
        key="l2_delivery_days",
        lot=LOT_2,
        text_da="Leveringstid for kantinestole, arbejdsdage fra ordren. Vises i rapporten, giver ikke point.",
        text_en="Delivery time of canteen chairs, working days from the order. Reported, not scored.",
        unit="arbejdsdage",
        minimum=0,
        maximum=120,
    ),
)


def services() -> Iterator[Service]:
    """Yield the delivery of each lot: so many deliveries in each of the four contract years."""
    for number, (lot, deliveries) in enumerate(((LOT_1, 60), (LOT_2, 30), (LOT_3, 20)), start=1):
        yield Service(
            key=f"l{number}_delivery",
            lot=lot,
            title_da="Indbæring, montage og bortkørsel af emballage, pr. leverance",
            title_en="Carrying in, assembly and removal of packaging, per delivery",
            unit="leverance",
            quantity=deliveries,
            category="delivery",
            first_year=0,
            every_years=1,
            times=4,
        )
