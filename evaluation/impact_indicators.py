"""The environmental indicators of EN 15804: their units and the family that each is of.

+A2 (EF) and +A1 (CML) are two families of methods. Indicators of the same name have other models and units, and
are never added, converted or normalised across the two. What is used and left over (``flows``) is the same in
both. Keys are those of measures; ``code`` is what the standard prints.

References
----------
EN 15804:2012+A2:2019, tables 3 to 9 and annex C; EN 15804:2012+A1:2013, tables 3 to 8. Units as in the
identifiers of the ILCD+EPD format (InDataWG/ILCD-EPD-Data-Format, doc/identifiers).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Family = Literal["a1", "a2", "flows"]
Group = Literal["core", "additional", "resource", "waste", "output"]


@dataclass(frozen=True)
class ImpactIndicator:
    """One indicator: ``uncertain`` says that EN 15804 asks for a disclaimer (+A2, 7.2.3.3 and table 5)."""

    key: str
    code: str
    unit: str
    family: Family
    group: Group
    uncertain: bool = False

    @property
    def better(self) -> Literal["lower", "higher"]:
        """Which way is better: only what is handed on for reuse, recycling or as energy is more welcome."""
        return "higher" if self.group == "output" or self.key == "sm" else "lower"


def _listed(family: Family, group: Group, *rows: tuple[str, str, str]) -> tuple[ImpactIndicator, ...]:
    doubtful = {"IRP", "ADPE", "ADPF", "WDP", "ETP-fw", "HTP-c", "HTP-nc", "SQP"} if family == "a2" else set()
    return tuple(
        ImpactIndicator(key, code, unit, family, group, code in doubtful) for key, code, unit in rows
    )


INDICATORS: Mapping[str, ImpactIndicator] = {
    row.key: row
    for row in (
        *_listed(
            "a2",
            "core",
            ("a2_gwp_total", "GWP-total", "kg CO2e"),
            ("a2_gwp_fossil", "GWP-fossil", "kg CO2e"),
            ("a2_gwp_biogenic", "GWP-biogenic", "kg CO2e"),
            ("a2_gwp_luluc", "GWP-luluc", "kg CO2e"),
            ("a2_odp", "ODP", "kg CFC11e"),
            ("a2_ap", "AP", "mol H+e"),
            ("a2_ep_freshwater", "EP-freshwater", "kg Pe"),
            ("a2_ep_marine", "EP-marine", "kg Ne"),
            ("a2_ep_terrestrial", "EP-terrestrial", "mol Ne"),
            ("a2_pocp", "POCP", "kg NMVOCe"),
            ("a2_adpe", "ADPE", "kg Sbe"),
            ("a2_adpf", "ADPF", "MJ"),
            ("a2_wdp", "WDP", "m3 world e"),
        ),
        *_listed(
            "a2",
            "additional",
            ("a2_pm", "PM", "disease incidence"),
            ("a2_irp", "IRP", "kBq U235e"),
            ("a2_etp_fw", "ETP-fw", "CTUe"),
            ("a2_htp_c", "HTP-c", "CTUh"),
            ("a2_htp_nc", "HTP-nc", "CTUh"),
            ("a2_sqp", "SQP", "Pt"),
        ),
        *_listed(
            "a1",
            "core",
            ("a1_gwp", "GWP", "kg CO2e"),
            ("a1_odp", "ODP", "kg CFC11e"),
            ("a1_ap", "AP", "kg SO2e"),
            ("a1_ep", "EP", "kg PO4e"),
            ("a1_pocp", "POCP", "kg C2H4e"),
            ("a1_adpe", "ADPE", "kg Sbe"),
            ("a1_adpf", "ADPF", "MJ"),
        ),
        *_listed(
            "flows",
            "resource",
            ("pere", "PERE", "MJ"),
            ("perm", "PERM", "MJ"),
            ("pert", "PERT", "MJ"),
            ("penre", "PENRE", "MJ"),
            ("penrm", "PENRM", "MJ"),
            ("penrt", "PENRT", "MJ"),
            ("sm", "SM", "kg"),
            ("rsf", "RSF", "MJ"),
            ("nrsf", "NRSF", "MJ"),
            ("fw", "FW", "m3"),
        ),
        *_listed("flows", "waste", ("hwd", "HWD", "kg"), ("nhwd", "NHWD", "kg"), ("rwd", "RWD", "kg")),
        *_listed(
            "flows",
            "output",
            ("cru", "CRU", "kg"),
            ("mfr", "MFR", "kg"),
            ("mer", "MER", "kg"),
            ("eee", "EEE", "MJ"),
            ("eet", "EET", "MJ"),
        ),
    )
}
# The indicator that each family states greenhouse gases with; the one figure that may stand side by side.
CLIMATE: Mapping[str, str] = {"a1": "a1_gwp", "a2": "a2_gwp_total"}
