"""What the identifiers of the ILCD+EPD format stand for: indicators, units, flow properties, compliance systems.

References
----------
InDataWG/ILCD-EPD-Data-Format, doc/identifiers (EN 15804+A1, +A2 with EF 3.0 and EF 3.1, unit groups, flow
properties). Identifiers that the format calls deprecated are listed too: many declarations still use them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evaluation.epd import Standard

Version = Literal["ef30", "ef31"]


@dataclass(frozen=True)
class Identified:
    """The indicator that an identifier stands for; ``version`` where it is of one version of EF alone."""

    indicator: str
    version: Version | None = None


# EF 3.0 and EF 3.1 share these.
_SHARED: Mapping[str, str] = {
    "b5c629d6-def3-11e6-bf01-fe55135034f3": "a2_odp",
    "b5c611c6-def3-11e6-bf01-fe55135034f3": "a2_ap",
    "b53ec18f-7377-4ad3-86eb-cc3f4f276b2b": "a2_ep_freshwater",
    "b5c619fa-def3-11e6-bf01-fe55135034f3": "a2_ep_marine",
    "b5c614d2-def3-11e6-bf01-fe55135034f3": "a2_ep_terrestrial",
    "b5c610fe-def3-11e6-bf01-fe55135034f3": "a2_pocp",
    "b2ad6494-c78d-11e6-9d9d-cec0c932ce01": "a2_adpe",
    "b2ad6110-c78d-11e6-9d9d-cec0c932ce01": "a2_adpf",
    "b2ad66ce-c78d-11e6-9d9d-cec0c932ce01": "a2_wdp",
    "b5c602c6-def3-11e6-bf01-fe55135034f3": "a2_pm",
    "b5c632be-def3-11e6-bf01-fe55135034f3": "a2_irp",
    "2299222a-bbd8-474f-9d4f-4dd1f18aea7c": "a2_htp_c",
    "b2ad6890-c78d-11e6-9d9d-cec0c932ce01": "a2_sqp",
}
_EF30: Mapping[str, str] = {
    "6a37f984-a4b3-458a-a20a-64418c145fa2": "a2_gwp_total",
    "5f635281-343e-44fb-83df-1971b155e6b6": "a2_gwp_fossil",
    "2356e1ab-0185-4db5-86e5-16de51c7485c": "a2_gwp_biogenic",
    "4331bbdb-978a-490d-8707-eeb047f01a55": "a2_gwp_luluc",
    "ee1082d1-b0f7-43ca-a1f0-21e2a4a74511": "a2_etp_fw",
    "3af763a5-b7a1-48c9-9cee-1f223481fcef": "a2_htp_nc",
}
_EF31: Mapping[str, str] = {
    "a7ea142a-9749-11ed-a8fc-0242ac120002": "a2_gwp_total",
    "a7ea19c0-9749-11ed-a8fc-0242ac120002": "a2_gwp_fossil",
    "a7ea186c-9749-11ed-a8fc-0242ac120002": "a2_gwp_biogenic",
    "a7ea1ae2-9749-11ed-a8fc-0242ac120002": "a2_gwp_luluc",
    "05316e7a-b254-4bea-9cf0-6bf33eb5c630": "a2_etp_fw",
    "7cfdcfcf-b222-4b26-888a-a55f9fbf7ac8": "a2_htp_nc",
}
_CML: Mapping[str, str] = {
    "77e416eb-a363-4258-a04e-171d843a6460": "a1_gwp",
    "06dcd26f-025f-401a-a7c1-5e457eb54637": "a1_odp",
    "b4274add-93b7-4905-a5e4-2e878c4e4216": "a1_ap",
    "f58827d0-b407-4ec6-be75-8b69efb98a0f": "a1_ep",
    "1e84a202-dae6-42aa-9e9d-71ea48b8be00": "a1_pocp",
    "f7c73bb9-ab1a-4249-9c6d-379a0de6f67e": "a1_adpe",
    "804ebcdf-309d-4098-8ed8-fdaf2f389981": "a1_adpf",
}
_FLOWS: Mapping[str, str] = {
    "20f32be5-0398-4288-9b6d-accddd195317": "pere",
    "fb3ec0de-548d-4508-aea5-00b73bf6f702": "perm",
    "53f97275-fa8a-4cdd-9024-65936002acd0": "pert",
    "ac857178-2b45-46ec-892a-a9a4332f0372": "penre",
    "1421caa0-679d-4bf4-b282-0eb850ccae27": "penrm",
    "06159210-646b-4c8d-8583-da9b3b95a6c1": "penrt",
    "c6a1f35f-2d09-4f54-8dfb-97e502e1ce92": "sm",
    "64333088-a55f-4aa2-9a31-c10b07816787": "rsf",
    "89def144-d39a-4287-b86f-efde453ddcb2": "nrsf",
    "3cf952c8-f3a4-461d-8c96-96456ca62246": "fw",
    "430f9e0f-59b2-46a0-8e0d-55e0e84948fc": "hwd",
    "b29ef66b-e286-4afa-949f-62f1a7b4d7fa": "nhwd",
    "3449546e-52ad-4b39-b809-9fb77cea8ff6": "rwd",
    "a2b32f97-3fc7-4af2-b209-525bc6426f33": "cru",
    "d7fe48a5-4103-49c8-9aae-b0b5dfdbd6ae": "mfr",
    "59a9181c-3aaf-46ee-8b13-2b3723b6e447": "mer",
    "4da0c987-2b76-40d6-9e9e-82a017aaaf29": "eee",
    "98daf38a-7a79-46d3-9a37-2b7bd0955810": "eet",
}
INDICATOR_UUIDS: Mapping[str, Identified] = {
    **{uuid: Identified(key) for table in (_SHARED, _CML, _FLOWS) for uuid, key in table.items()},
    **{uuid: Identified(key, "ef30") for uuid, key in _EF30.items()},
    **{uuid: Identified(key, "ef31") for uuid, key in _EF31.items()},
}

# The unit of a unit group, as `amounts.unit_of` reads it. Mass and energy differ in one character: a4c8, a3c8.
UNIT_GROUP_UUIDS: Mapping[str, str] = {
    "93a60a57-a4c8-11da-a746-0800200c9a66": "kg",
    "ad38d542-3fe9-439d-9b95-2f5f7752acaf": "kg",  # deprecated
    "93a60a57-a3c8-11da-a746-0800200c9a66": "MJ",
    "93a60a57-a3c8-12da-a746-0800200c9a66": "m3",
    "cd950537-0a98-4044-9ba7-9f9a68d0a504": "m3",  # deprecated
    "93a60a57-a3c8-18da-a746-0800200c9a66": "m2",
    "c20a03d7-bd90-4569-bc94-66cfd364dfc8": "m2",  # deprecated
    "838aaa22-0117-11db-92e3-0800200c9a66": "m",
    "5beb6eed-33a9-47b8-9ede-1dfe8f679159": "piece",
    "934110e3-baf4-49e9-992c-3d8109a6aafb": "piece",  # deprecated
    "1ebf3012-d0db-4de2-aefd-ef30cedb0be1": "kg CO2e",
    "d9e957c9-7309-4474-bf3a-7777df6c4e5b": "kg CFC11e",
    "88054749-b0a6-47ea-a82b-dc5b29326512": "kg CFC11e",  # as R11, the trade name of the same gas
    "42e089ac-92bf-4bf2-8ca1-5fc40d18f2ed": "mol H+e",
    "bc50c624-a9bc-45b1-a9b0-e6b10d00476f": "kg SO2e",
    "0429039d-a61d-4590-ba67-aa4a20a810a1": "kg Pe",
    "d05bb823-ecdf-4686-8c40-bf1d9257859f": "kg Ne",
    "71b4d617-0ec9-4d3f-b65e-e438940c2401": "mol Ne",
    "67b5401d-873c-485f-bcf3-6ae83b918822": "kg PO4e",
    "d27c25f8-fbc1-44c6-b47b-4adbae4199c6": "kg NMVOCe",
    "01c26c17-9a76-406e-8295-f17b55fd909e": "kg C2H4e",
    "54ccd2d9-a32a-4fc2-923d-f2c8c93e89d4": "kg Sbe",
    "6ae2df01-888e-46c8-b17d-49fa3869b476": "m3 world e",
    "3883559b-648f-4afc-8ba2-0bd24f3affa3": "disease incidence",
    "456b05bf-1415-44a9-9993-02452f554c09": "kBq U235e",
    "aa959ded-f1eb-4efb-9c5c-2d60be36b3e6": "CTUe",
    "d4c9523e-2d7e-49fd-8469-998f547d3a70": "CTUh",
    "f130951c-e67f-4f7f-8dd4-665de3974e18": "Pt",
}

# The unit that a flow property is stated in. Mass and calorific value differ in one character: 0b9a66, 0c9a66.
MASS = "93a60a56-a3c8-11da-a746-0800200b9a66"
_DEPRECATED_MASS = "7e18d0ad-e78e-47a0-8e96-1c0a581902e2"
FLOW_PROPERTY_UUIDS: Mapping[str, str] = {
    MASS: "kg",
    _DEPRECATED_MASS: "kg",
    "93a60a56-a3c8-22da-a746-0800200c9a66": "m3",
    "93a60a56-a3c8-19da-a746-0800200c9a66": "m2",
    "838aaa23-0117-11db-92e3-0800200c9a66": "m",
    "01846770-4cfe-4a25-8ad9-919d8d378345": "piece",
    "93a60a56-a3c8-14da-a746-0800200c9a66": "MJ",
    "93a60a56-a3c8-11da-a746-0800200c9a66": "MJ",
    "b3f0f892-c5a3-4c66-a432-c09e3d1e9bd6": "kg*a",
    "93a60a56-a3c8-21da-a746-0800200c9a66": "m2*a",
    "441238a3-ba09-46ec-b35b-c30cfba746d1": "m3*a",
    "c0447923-0e60-4b3c-97c2-a86dddd9eea5": "a",
    "838aaa20-0117-11db-92e3-0800200c9a66": "tkm",
}
MASS_PROPERTIES = frozenset({MASS, _DEPRECATED_MASS})

COMPLIANCE_UUIDS: Mapping[str, Standard] = {
    "b00f9ec0-7874-11e3-981f-0800200c9a66": "a1",
    "c0016b33-8cf7-415c-ac6e-deba0d21440d": "a2_ef30",
    "d4aa3ec7-b1d7-4a4a-a6cb-37af88dcc902": "a2_ef31",
}
