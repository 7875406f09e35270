"""A tender that asks every field of a bid, and what two bidders type into its sheet: values that could break."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluation.bid import BID_TABLES
from evaluation.codes import CODES as CODE_LISTS
from evaluation.measures import MEASURES, OF_WEIGHTED_IMPACTS
from evaluation.schema import NUMERIC, Spec, specs
from evaluation.sheets import bid_sheets
from evaluation.tender import Tender
from sample_tenders.content.answers import Place
from sample_tenders.filling import Typed
from tests.documents.workbooks import LOT, kitchen, kitchen_draft

# What is typed in a table: the fields of each row by its key; what is left blank is not there.
Rows = Mapping[str, Mapping[str, Typed]]

# The words that stand for a code: as the drop-down offers them, as one types them, or the cell's own yes.
CODES: Mapping[Typed, str] = {
    "ja / yes": "yes",
    "nej / no": "no",
    "ja, 0 kr. / yes, free of charge": "yes_free_of_charge",
    "ny / new": "new",
    "istandsat / remanufactured": "remanufactured",
    "brugt / used": "used",
    "pr. anvendelse / per use": "use",
    "kontraktvilkår med sanktion / contract term with remedy": "contract",
    "uvildig prøvning, mærke eller EPD / independent test, label or EPD": "independent",
    "egen dokumentation / own documentation": "own",
    "ingen / none": "none",
    "steel – Stål / Steel": "steel",
    "pp – Plast, PP / Plastic, PP": "pp",
    True: "yes",
    False: "no",
    "yes": "yes",
    "No": "no",
    "yes, free of charge": "yes_free_of_charge",
    "new": "new",
    "Remanufactured": "remanufactured",
    "used": "used",
    "for the whole contract": "contract",
    "third-party certificate": "certificate",
    "own documentation": "own",
    "Steel": "steel",
    "Plastic, PP": "pp",
    "EPD efter EN 15804+A2 / EPD after EN 15804+A2": "en15804_a2",
    "dk – Danmark / Denmark": "dk",
    "Poland": "pl",
    "B10 (90 % holder så længe) / B10 (90 % last so long)": "b10",
    "mean": "mean",
}

# Carbon that a product keeps is asked only where its treatment is not declared.
NOT_ASKED_BESIDE_CARBON = "C3"


def every_field_asked() -> Tender:
    """Return a tender whose bid sheet has every field that a sheet can have at once.

    The item ``bin`` counts by its mass and has no rows for parts. Only so is ``product_data.recycled_share``
    asked, and for that alone the tender could not be evaluated.
    """
    model = {
        **kitchen_draft("standard_1")["models"][0],
        # A weighted figure reads what its indicators read, and asks for a published set besides.
        "reported_measures": tuple(
            key for key in MEASURES if key not in {"answer", "judged"} | OF_WEIGHTED_IMPACTS
        ),
        "declared_modules": tuple(
            module for module in CODE_LISTS["declared_module"] if module != NOT_ASKED_BESIDE_CARBON
        ),
        "epd_files": True,
        "consumables_waste": True,
        "missing_lines": "leave_out",
        # A claimed life counts, so that it is asked of what circulates too.
        "life_basis": "credited",
        "residual_value": "buy_back",
        "external_price_set": "uba_2023",
        "service_free_years": True,
        "yearly_consumables": True,
        "repairs": "bidder_rate",
        "repairs_after_guarantee": True,
        "prices_per_pack": True,
        "epd_routes": True,
        "transport_factor": "lorry",
        "transport_km": 0.0,
    }
    goods: dict[str, object] = {"lot": LOT, "quantity": (4.0,), "reference_life": 10.0, "reference": True}
    used: dict[str, object] = {
        "basis": "use", "life_unit": "uses", "demand": 1000.0, "quantity": (), "longest_years": 5.0,
        "use_standard": "ISO 0",
    }  # fmt: skip
    return kitchen(
        "standard_1",
        models=[model],
        items=[
            {
                **goods,
                "key": "chair",
                "title_da": "Stol",
                "parts": 2,
                "repair_scheme": "card",
                "life_shape": 2.0,
            },
            {**goods, "key": "bin", "title_da": "Spand", "parts": 0, "repair_scheme": "fr_repairability"},
            {
                **goods,
                "key": "lamp",
                "title_da": "Lampe",
                "factor_basis": "declared",
                "use_profile": "office",
                "stores_carbon": True,
            },
            {**goods, **used, "key": "crate", "title_da": "Kasse", "parts": 1},
            {**goods, "key": "desk", "title_da": "Bord", "parts": 1},
            {**goods, "key": "mat", "title_da": "Måtte", "reference": False},
        ],
        materials=[
            {"key": "steel", "title_da": "Stål", "title_en": "Steel"},
            {"key": "pp", "title_da": "Plast, PP", "title_en": "Plastic, PP"},
        ],
        factors=[
            {
                "key": "lorry",
                "title_da": "Lastbil",
                "title_en": "Lorry",
                "declared_unit": "tkm",
                "gwp_kg_co2e": 0.1,
            }
        ],
        resource_prices=[
            {"key": key, "price": 1.6, "unit": unit}
            for key, unit in (
                ("electricity", "kWh"),
                ("heat", "kWh"),
                ("water", "m3"),
                ("disposal", "kg"),
                ("downtime", "h"),
            )
        ],
        use_profiles=[
            {"profile": "office", "mode": mode, "hours": 2190.0}
            for mode in ("off", "sleep", "idle", "active")
        ],
        requirements=[
            {"key": "mk_1", "lot": LOT, "text_da": "CE-mærket"},
            {"key": "mk_2", "lot": LOT, "text_da": "Støj", "answer": "value", "unit": "dB(A)"},
        ],
        buy_back_classes=[
            {"key": key, "title_da": f"Stand {key}", "title_en": f"Condition {key}", "share": share}
            for key, share in (("a", 0.4), ("b", 0.2), ("c", 0.1), ("d", 0.1), ("e", 0.1), ("f", 0.1))
        ],
        places=[
            {
                "key": "dk",
                "title_da": "Danmark",
                "title_en": "Denmark",
                "electricity_carrier": "electricity_dk",
                "heat_carrier": "electricity_dk",
            },
            {
                "key": "pl",
                "title_da": "Polen",
                "title_en": "Poland",
                "electricity_carrier": "electricity_dk",
                "heat_carrier": "electricity_dk",
            },
        ],
        activities=[
            {
                "key": key,
                "lot": LOT,
                "item": item,
                "module": module,
                "title_da": key,
                "factor": "lorry",
                "unit": "tkm",
                "per": per,
            }
            for key, item, module, per in (
                ("soap", "chair", "B2", "piece_year"),
                ("foil", "crate", "B4", "use"),
                ("screw", "lamp", "A5", "piece"),
            )
        ],
        services=[{"key": "install", "lot": LOT, "title_da": "Opstilling", "quantity": 9.0}],
        assortments=[
            {
                "key": "rest",
                "lot": LOT,
                "title_da": "Øvrige varer",
                "base_list": "Katalog",
                "base_date": "2026-11-02",
                "turnover": 1e5,
                "times": 4,
            }
        ],
        substances=[
            {
                "key": "pvc",
                "title_da": "PVC",
                "title_en": "PVC",
                "group": "pvc",
                "definition": "CAS 9002-86-2",
            },
            {
                "key": "dehp",
                "title_da": "DEHP",
                "title_en": "DEHP",
                "group": "phthalate",
                "definition": "=0,1 %",
                "must_be_absent": True,
            },
        ],
        questions=[{"key": "seats", "lot": LOT, "text_da": "Kuverter", "unit": "stk."}],
    )


@dataclass(frozen=True)
class Bidder:
    """What a bidder types into a bid sheet.

    Parameters
    ----------
    name : stem of its workbook's name.
    tables : what is typed, by table; the first sheet has no rows, so its one key is blank.
    notices : what is said of it all the same: code, field and key of the row.
    """

    name: str
    tables: Mapping[str, Rows]
    notices: tuple[tuple[str, str | None, str | None], ...]

    @property
    def cells(self) -> Mapping[Place, Typed]:
        """What is typed in each cell."""
        return {
            (table, key, name): value
            for table, rows in self.tables.items()
            for key, row in rows.items()
            for name, value in row.items()
        }

    def meant(self, tender: Tender) -> Mapping[Place, object]:
        """Return what every cell of the sheet says, those left blank too.

        A blank is NaN where numbers are asked, else None. The first sheet is read as one row of objects, whose
        key is the lot.
        """
        return dict(self._meant(tender))

    def _meant(self, tender: Tender) -> Iterator[tuple[Place, object]]:
        for sheet in bid_sheets(tender, LOT):
            rows = self.tables[sheet.table]
            # Rows for parts that nobody filled say nothing.
            for key in rows if sheet.table in ("bidder", "materials") else sheet.keys:
                for column in sheet.columns:
                    typed = rows.get(key, {}).get(column.field)
                    is_number = column.spec.kind in NUMERIC and sheet.table != "bidder"
                    blank = float("nan") if is_number else None
                    place = (sheet.table, key or LOT, column.field)
                    yield place, blank if typed is None else _meaning(column.spec, typed)


def _meaning(spec: Spec, typed: Typed) -> object:
    """Return what a value typed in a cell says: 25 in a cell of per cent is 0.25."""
    if spec.kind == "code":
        return CODES[typed]
    if spec.kind == "share":
        return float(Decimal(repr(typed)) / 100)
    return float(str(typed)) if spec.kind in NUMERIC else typed


def bidder_fields() -> set[str]:
    """Return every field of a bid that is the bidder's."""
    return {
        f"{table}.{name}"
        for table, row in BID_TABLES.items()
        for name, spec in specs(row).items()
        if spec.owner == "bidder"
    }


# Every field is filled, by the words of the drop-downs; one item is not offered, so that it is all blank.
NORD = Bidder(
    name="nord",
    tables={
        "bidder": {
            "": {
                "name": "Ærø Blåbærgrød & Sønner A/S <æøå ÆØÅ> »€«",
                "company_no": "01234567",
                "contact": "=1+1",
                "bids_on_lot": "ja / yes",
                "amendments_received": 0,
                "confidential": "Priserne\nog navnene\n\nikke andet",
                "has_reservations": "ja / yes",
                "reservations": "'Forbehold' om 'levering'",
            }
        },
        "prices": {
            "chair": {
                "offered": "ja / yes", "product": "00123", "condition": "ny / new",
                "unit_price": 1234.5678901234567, "pieces_per_pack": 12,
            },
            "bin": {
                "offered": "ja, 0 kr. / yes, free of charge", "product": "'007", "condition": "brugt / used",
                "unit_price": 0, "pieces_per_pack": 1,
            },
            "lamp": {
                "offered": "ja / yes", "product": '=HYPERLINK("http://evil.example","klik")',
                "condition": "istandsat / remanufactured", "unit_price": 1 / 3, "pieces_per_pack": 4 / 3,
            },
            "crate": {
                "offered": "ja / yes", "product": "1.000,50", "condition": "ny / new",
                "unit_price": 987654321098765.4, "pieces_per_pack": 1, "fee_basis": "pr. anvendelse / per use",
                "fee_minimum_uses": 1000.5,
            },
            "desk": {"offered": "nej / no"},
            "mat": {
                "offered": "ja / yes", "product": "#N/A", "condition": "ny / new",
                "unit_price": 1.2345678901234567e-12, "pieces_per_pack": 1,
            },
        },
        "product_data": {
            "chair": {
                "upgrade_offered": "ja / yes", "refurbishment_offered": "nej / no", "buy_back_offered": "ja / yes",
                "hazardous_kg": 0, "consumables_kg_per_year": 1 / 3,
                "claimed_life_statistic": "B10 (90 % holder så længe) / B10 (90 % last so long)",
                "units_tested": 22, "tested_life": 12.345678901234567,
                "card_disassembly_depth": 1, "card_fasteners": 5, "card_tools": 3.3333333333333335, "card_spare_parts": 2.5,
                "card_upgrade_or_refurbishment": 4.999999999999999, "card_repair_information": 1.0000000000000002,
                "guarantee": 2 / 3, "claimed_life": 12.345678901234567, "spare_parts_years": 100,
                "spare_parts_days": 0, "packaging_kg": 0.1, "reused_share": 3.33333333333333,
                "electricity_kwh_per_year": 0, "heat_kwh_per_year": 123456789.01234567,
                "water_m3_per_year": 1 / 7, "service_price_per_year": 0,
                "failures_per_year": 0, "repair_price": 1 / 3, "downtime_hours_per_year": 8760,
                "service_free_years": 0, "consumables_price_per_year": 0, "buy_back_a": 1 / 3, "buy_back_b": 0,
                "buy_back_c": 1e-9,
                "buy_back_d": 0, "buy_back_e": 1, "buy_back_f": 1 / 7, "taken_back": "ja / yes",
                "taken_back_reuse_share": 0, "taken_back_recycling_share": 33.3333333333333,
                "evidence_kind": "kontraktvilkår med sanktion / contract term with remedy",
                "evidence_document": "Bilag 3\nside 4",
            },
            "bin": {
                "upgrade_offered": "nej / no", "refurbishment_offered": "nej / no", "buy_back_offered": "nej / no",
                "hazardous_kg": 1e-9, "consumables_kg_per_year": 0, "repair_index": 6.5000000000000001,
                "guarantee": 100, "claimed_life": 1000, "spare_parts_years": 1 / 7, "spare_parts_days": 365,
                "mass_kg": 1.1234567890123457, "packaging_kg": 0, "recycled_share": 25, "reused_share": 1.1,
                "electricity_kwh_per_year": 1e-300, "heat_kwh_per_year": 1e300, "water_m3_per_year": 0,
                "service_price_per_year": 12345678.901234567,
                "failures_per_year": 1 / 7, "repair_price": 1e9, "downtime_hours_per_year": 0,
                "service_free_years": 100, "consumables_price_per_year": 1 / 7,
                "buy_back_a": 987654321.0123457, "buy_back_b": 0.07,
                "buy_back_c": 0,
                "buy_back_d": 1e9, "buy_back_e": 0, "buy_back_f": 0, "taken_back": "nej / no",
                "evidence_kind": "egen dokumentation / own documentation", "evidence_document": "=A1",
            },
            "lamp": {
                "upgrade_offered": "ja / yes", "refurbishment_offered": "ja / yes", "buy_back_offered": "ja / yes",
                "hazardous_kg": 12345.678901234567, "consumables_kg_per_year": 1e15,
                "guarantee": 0, "claimed_life": 1e-9, "spare_parts_years": 0, "spare_parts_days": 1.5,
                "mass_kg": 98765.43210987655, "recycled_share": 14, "packaging_kg": 4.35, "reused_share": 0,
                "power_off_w": 0, "power_sleep_w": 0.25, "power_idle_w": 1 / 3, "power_active_w": 1e6,
                "heat_kwh_per_year": 0, "water_m3_per_year": 1e15,
                "service_price_per_year": 0.07,
                "failures_per_year": 1e-9, "repair_price": 0.01, "downtime_hours_per_year": 1.25,
                "service_free_years": 2 / 3, "consumables_price_per_year": 1e9, "buy_back_a": 0, "buy_back_b": 0, "buy_back_c": 0,
                "buy_back_d": 0, "buy_back_e": 0, "buy_back_f": 0,
                "taken_back": "nej / no",
                "epd_reuse_kg": 12345.678901234567, "epd_recycling_kg": 0, "epd_energy_recovery_kg": 1 / 3,
                "evidence_kind": "uvildig prøvning, mærke eller EPD / independent test, label or EPD",
                "evidence_document": "2026-11-02",
            },
            "crate": {
                "upgrade_offered": "nej / no", "refurbishment_offered": "ja / yes", "buy_back_offered": "nej / no",
                "hazardous_kg": 1 / 7,
                "guarantee": 1, "spare_parts_years": 2, "spare_parts_days": 3,
                "packaging_kg": 0, "reused_share": 12.3456789012345,
                "taken_back": "ja / yes", "taken_back_reuse_share": 57.5, "taken_back_recycling_share": 1.15,
                "evidence_kind": "ingen / none",
            },
        },
        "declarations": {
            "lamp": {
                "method": "EPD efter EN 15804+A2 / EPD after EN 15804+A2", "product_rules": "=PCR 2019:14",
                "number": "00012", "valid_until": "2031-12-31", "configuration": "Sort, Ø 20\nmed «fod»",
                "units_per_piece": 0.3333333333333333,
                "gwp_a1_a3": -1234.5678901234567, "gwp_a4": 0, "gwp_a5": 1 / 3, "gwp_b1": 1e-300, "gwp_b2": 1e300,
                "gwp_b3": 0.07, "gwp_b4": 12345.678901234567, "gwp_b5": 0, "gwp_c1": 1 / 7, "gwp_c2": 1e-9,
                "gwp_c4": 98765.43210987655, "gwp_d": -1 / 3, "biogenic_kg_co2": 1.2345678901234567,
            },
        },
        "activity_amounts": {
            "soap": {"amount": 0.12345678901234568, "document": "'Bilag 7"},
            "foil": {"amount": 0, "document": "=C3"},
            "screw": {"amount": 1e-12},
        },
        "materials": {
            "chair/1": {
                "part": "Stel, «ÆØÅ»", "material": "steel – Stål / Steel", "mass_kg": 9.876543210987654,
                "recycled_share": 66.6666666666667,
            },
            "chair/2": {
                "part": "0,5", "material": "pp – Plast, PP / Plastic, PP", "mass_kg": 0, "recycled_share": 0,
            },
            "crate/1": {
                "material": "pp – Plast, PP / Plastic, PP", "mass_kg": 1 / 3, "recycled_share": 100,
            },
        },
        "circulation": {
            "crate": {
                "uses_per_piece": 200.00000000000003, "loss_per_use": 1.23456789012345,
                "pieces_in_pool": 33.33333333333333, "electricity_kwh_per_cycle": 0.12345678901234568,
                "heat_kwh_per_cycle": 0, "water_litres_per_cycle": 1e-7, "place": "dk – Danmark / Denmark",
                "transport_km_per_cycle": 1234.5678901234567, "price_if_lost": 0.1,
            },
        },
        "service_prices": {"install": {"price": 0}},
        "assortment_discounts": {"rest": {"discount": 0, "document": "=B2"}},
        "substance_answers": {
            "chair/pvc": {"contained": "ja / yes", "document": "='Bilag 9'!A1"},
            "chair/dehp": {"contained": "nej / no", "document": "side\n12"},
            "bin/pvc": {"contained": "nej / no"},
            "bin/dehp": {"contained": "nej / no"},
            "lamp/pvc": {"contained": "ja / yes", "document": "0012"},
            "lamp/dehp": {"contained": "nej / no", "document": "1E5"},
            "crate/pvc": {"contained": "nej / no", "document": "TRUE"},
            "crate/dehp": {"contained": "nej / no"},
        },
        "question_answers": {"seats": {"value": -1 / 3, "document": "+45 12 34 56 78"}},
        "requirement_answers": {
            "mk_1": {"met": "ja / yes", "document": "@SUM(A1)"},
            "mk_2": {"value": 69.99999999999999, "document": "-"},
        },
    },
    notices=(
        ("reservation_stated", None, None),
        ("line_not_offered", "prices.offered", "desk"),
        ("zero_stated", "service_prices.price", "install"),
        ("discount_of_nought", "assortment_discounts.discount", "rest"),
    ),
)  # fmt: skip
# In English, yes and no also as a cell's own truth values; what may be left blank is.
SOUTH = Bidder(
    name="south",
    tables={
        "bidder": {
            "": {
                "name": "O'Brien's \"Chairs\" Ltd.'", "company_no": "00045678", "bids_on_lot": True,
                "has_reservations": False,
            }
        },
        "prices": {
            "chair": {"offered": "yes", "product": "TRUE", "condition": "new", "unit_price": 0.1},
            "bin": {
                "offered": "yes, free of charge", "product": "1E5", "condition": "used", "unit_price": 0,
            },
            "lamp": {"offered": "No"},
            "crate": {
                "offered": "yes", "product": "two  spaces\tand a tab", "condition": "Remanufactured",
                "unit_price": 70.00000000000001, "fee_basis": "for the whole contract",
            },
            "desk": {"offered": True, "product": "2/3", "condition": "new", "unit_price": 1e15},
            "mat": {"offered": False},
        },
        "product_data": {
            "chair": {
                "upgrade_offered": False, "refurbishment_offered": True, "buy_back_offered": False,
                "hazardous_kg": 0, "consumables_kg_per_year": 2,
                "claimed_life_statistic": "mean",
                "card_disassembly_depth": 2, "card_fasteners": 3, "card_tools": 4, "card_spare_parts": 5,
                "card_upgrade_or_refurbishment": 1, "card_repair_information": 1.5,
                "guarantee": 3, "spare_parts_years": 5, "spare_parts_days": 4, "packaging_kg": 0,
                "electricity_kwh_per_year": 0, "heat_kwh_per_year": 0, "water_m3_per_year": 0,
                "service_price_per_year": 0,
                "failures_per_year": 0, "repair_price": 0, "downtime_hours_per_year": 0,
                "service_free_years": 3, "consumables_price_per_year": 0, "buy_back_a": 0, "buy_back_b": 0, "buy_back_c": 0,
                "buy_back_d": 1, "buy_back_e": 2, "buy_back_f": 3,
                "taken_back": False, "evidence_kind": "third-party certificate",
            },
            "bin": {
                "upgrade_offered": "yes", "refurbishment_offered": "No", "buy_back_offered": True,
                "hazardous_kg": 0, "consumables_kg_per_year": 0.25, "repair_index": 10,
                "claimed_life": 7, "spare_parts_years": 0, "spare_parts_days": 0, "mass_kg": 2.5,
                "packaging_kg": 0, "reused_share": 99.9999999999999, "electricity_kwh_per_year": 0,
                "heat_kwh_per_year": 0, "water_m3_per_year": 0, "service_price_per_year": 0,
                "failures_per_year": 0.5, "repair_price": 99.99, "downtime_hours_per_year": 2,
                "service_free_years": 0, "consumables_price_per_year": 7.5, "buy_back_a": 7, "buy_back_b": 6.5, "buy_back_c": 0,
                "buy_back_d": 0, "buy_back_e": 0.5, "buy_back_f": 0,
            },
            "crate": {
                "upgrade_offered": False, "refurbishment_offered": False, "buy_back_offered": True,
                "hazardous_kg": 0.002,
                "guarantee": 0, "spare_parts_years": 0, "spare_parts_days": 0, "packaging_kg": 0,
                "reused_share": 0, "taken_back": True,
                "taken_back_reuse_share": 7,
            },
            "desk": {
                "upgrade_offered": "No", "refurbishment_offered": "yes", "buy_back_offered": True,
                "hazardous_kg": 0, "consumables_kg_per_year": 7 / 3,
                "guarantee": 2, "claimed_life": 2, "spare_parts_years": 0, "spare_parts_days": 0,
                "packaging_kg": 0, "reused_share": 0, "electricity_kwh_per_year": 0, "heat_kwh_per_year": 0,
                "water_m3_per_year": 0, "service_price_per_year": 0,
                "failures_per_year": 12, "repair_price": 0, "downtime_hours_per_year": 7 / 3,
                "service_free_years": 1.5, "consumables_price_per_year": 0.1, "buy_back_a": 0, "buy_back_b": 0,
                "buy_back_c": 0,
                "buy_back_d": 0, "buy_back_e": 0, "buy_back_f": 9, "taken_back": "No",
                "evidence_kind": "own documentation", "evidence_document": "EPD\n'no. 7'",
            },
        },
        # No lamp is offered.
        "declarations": {},
        "activity_amounts": {"soap": {"amount": 7}, "foil": {"amount": 1 / 3, "document": "p. 4"}},
        "materials": {
            "chair/2": {"material": "Steel", "mass_kg": 12.5},
            "crate/1": {"material": "Plastic, PP", "mass_kg": 0.35, "recycled_share": 14},
            "desk/1": {"part": "Top", "material": "Steel", "mass_kg": 1e-15, "recycled_share": 0},
        },
        "circulation": {
            "crate": {
                "uses_per_piece": 1, "loss_per_use": 0, "pieces_in_pool": 1, "electricity_kwh_per_cycle": 0,
                "heat_kwh_per_cycle": 2.5e-5, "water_litres_per_cycle": 0, "place": "Poland",
                "transport_km_per_cycle": 0, "price_if_lost": 0,
            },
        },
        "service_prices": {"install": {"price": 99.99}},
        "assortment_discounts": {"rest": {"discount": 33.3333333333333}},
        "substance_answers": {
            "chair/pvc": {"contained": False},
            "chair/dehp": {"contained": "No", "document": "p. 3"},
            "bin/pvc": {"contained": True},
            "bin/dehp": {"contained": "yes"},
            "crate/pvc": {"contained": "No"},
            "crate/dehp": {"contained": False},
            "desk/pvc": {"contained": "yes"},
            "desk/dehp": {"contained": "No"},
        },
        "question_answers": {"seats": {"value": 0}},
        "requirement_answers": {"mk_1": {"met": False}, "mk_2": {"value": -0.5}},
    },
    notices=(
        ("line_not_offered", "prices.offered", "lamp"),
        ("line_not_offered", "prices.offered", "mat"),
        *(("pack_of_one", "prices.pieces_per_pack", key) for key in ("chair", "crate", "desk")),
        ("guarantee_not_stated", "product_data.guarantee", "bin"),
        ("life_falls_back", "product_data.claimed_life", "chair"),
        ("take_back_not_stated", "product_data.taken_back", "bin"),
        ("share_counts_as_none", "product_data.taken_back_recycling_share", "crate"),
        ("share_counts_as_none", "product_data.recycled_share", "bin"),
        ("share_counts_as_none", "product_data.reused_share", "chair"),
        ("evidence_not_stated", "product_data.evidence_kind", "bin"),
        ("evidence_not_stated", "product_data.evidence_kind", "crate"),
        ("share_counts_as_none", "materials.recycled_share", "chair"),
    ),
)  # fmt: skip
BIDDERS = (NORD, SOUTH)
