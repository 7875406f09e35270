"""The files of a case after an amendment: the new tender and seal, what is published, and the version before."""

import json
from collections.abc import Mapping

from documents.amendment_notice import amendment_document, amendment_markdown
from documents.bid_sheet import bid_sheet
from evaluation.amending import Amended
from evaluation.seal import Fork, Seal
from texts import LANGUAGES

TENDER, SEAL, DECISIONS = "tender.xlsx", "seal.json", "decisions.xlsx"


def json_file(held: Seal | Fork) -> bytes:
    """Return the content of ``seal.json`` or ``fork.json``."""
    return (json.dumps(held.as_json(), indent=2, ensure_ascii=False) + "\n").encode()


def amended_case(files: Mapping[str, bytes], workbook: bytes, of: Amended) -> dict[str, bytes]:
    """Return the files of the case with the amended tender, by their path in it.

    Parameters
    ----------
    files : of the case before.
    workbook : the amended tender.

    Returns
    -------
    The case, with the version before under ``versions/N`` and under ``amendments/N`` what is published: the list of
    changes in each language, and the new bid sheet of each lot. What was decided of bids before is left out.
    """
    known = {name.casefold(): name for name in files}
    before = {name: files[known[name]] for name in (TENDER, SEAL)}
    kept = {
        name: content for name, content in files.items() if name.casefold() not in {TENDER, SEAL, DECISIONS}
    }
    published = {f"amendment_{lang}.docx": amendment_document(of, lang) for lang in LANGUAGES}
    published |= {f"amendment_{lang}.md": amendment_markdown(of, lang).encode() for lang in LANGUAGES}
    for lot in of.new.lots:
        published[f"bid_sheet_{lot.id}.xlsx"] = bid_sheet(of.new, lot.id, sha256=of.seal.sha256)
    number = of.new.facts.amendment
    return {
        **kept,
        TENDER: workbook,
        SEAL: json_file(of.seal),
        **{f"versions/{number}/{name}": content for name, content in before.items()},
        **{f"amendments/{number}/{name}": content for name, content in published.items()},
    }
