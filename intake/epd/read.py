"""A received environmental product declaration, whatever its format: the declaration, and every problem of it.

Content never raises: a file that cannot be read is a problem like any other. Nothing is fetched from anywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evaluation.epd import Epd
from evaluation.problems import Problem
from intake.epd import ilcd_json, json_tree, open_epd
from intake.epd.assemble import epd_of
from intake.epd.container import Documents, RefusedEpd, documents_of
from intake.epd.draft import Draft
from intake.epd.findings import Findings
from intake.epd.ilcd_flow_xml import unit_of_group, uuid_of_flow, with_flow
from intake.epd.ilcd_tree import parsed
from intake.epd.ilcd_xml import draft_of_process, reference_of
from intake.report import Report


@dataclass(frozen=True)
class EpdRead:
    """A declaration, None where it could not be read, and its problems."""

    epd: Epd | None
    problems: tuple[Problem, ...]


def read_epds(name: str, content: bytes) -> tuple[EpdRead, ...]:
    """Read every declaration in a file.

    Parameters
    ----------
    name : of the file, for the problems; what it is is told by its content.
    content : ILCD+EPD as XML (v1.1 to v1.3), the ZIP of a portal, ILCD+EPD as JSON, or openEPD JSON.

    Returns
    -------
    tuple of EpdRead
        One for each declaration, in the order of their paths in the file; at least one.
    """
    try:
        documents = documents_of(name, content)
        groups = dict(unit_of_group(parsed(each)) for each in documents.of("unit_group").values())
    except RefusedEpd as refused:
        return (_refused(name, None, refused),)
    return tuple(_reads(name, documents, groups))


def read_epd(name: str, content: bytes) -> EpdRead:
    """Read the one declaration of a file; a file with several is a problem that says to hand in one."""
    reads = read_epds(name, content)
    if len(reads) == 1:
        return reads[0]
    return EpdRead(None, (Problem("stop", "epd_several", file=name, values={"count": len(reads)}),))


def _reads(name: str, documents: Documents, groups: Mapping[str, str]) -> Iterator[EpdRead]:
    declarations = (*documents.of("process").items(), *documents.of("json").items())
    for path, content in declarations:
        findings = Findings(Report(name), path if len(declarations) > 1 else None)
        try:
            is_json = path in documents.of("json")
            draft = _draft_of_json(content) if is_json else _draft_of_xml(content, documents)
        except RefusedEpd as refused:
            yield _refused(name, findings.document, refused)
        else:
            epd = epd_of(draft, groups, findings)
            yield EpdRead(epd, findings.problems)


def _draft_of_json(content: bytes) -> Draft:
    root = json_tree.parsed(content)
    if ilcd_json.is_ilcd(root):
        return ilcd_json.draft_of(root)
    if open_epd.is_open_epd(root):
        return open_epd.draft_of(root)
    raise RefusedEpd("epd_not_recognised")


def _draft_of_xml(content: bytes, documents: Documents) -> Draft:
    root = parsed(content)
    draft = draft_of_process(root)
    if not draft.uuid and not draft.results:
        raise RefusedEpd("epd_not_recognised")
    wanted, reference = reference_of(root)
    for flow in documents.of("flow").values():
        # Only the flow that is declared is looked into, among the twenty that name indicators.
        if wanted and wanted.encode() in flow.lower():
            document = parsed(flow)
            if uuid_of_flow(document) == wanted:
                draft.flow = with_flow(reference, document)
                break
    return draft


def _refused(name: str, document: str | None, refused: RefusedEpd) -> EpdRead:
    problem = Problem("stop", refused.code, file=name, sheet=document, values=refused.values)
    return EpdRead(None, (problem,))
