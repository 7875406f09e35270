"""Hostile and broken files cost themselves, with a reason, and nothing is unpacked to find out."""

import io
import zipfile

import pytest

from intake.epd import container, read_epd
from tests.intake.epd.declarations import DOOR, codes_of, epd_of, flow_xml, packed, process_xml, zipped

DTD = '<!DOCTYPE processDataSet [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    "received",
    [b"", b"%PDF-1.7", b"\x00\x01", b"[1]", b"{}", b'{"doctype": "Invoice"}', b"<html><body/></html>"],
)
def test_what_is_no_declaration_is_said_to_be_none(received: bytes) -> None:
    found = read_epd("brev.pdf", received)
    assert found.epd is None
    assert [(p.severity, p.code, p.file) for p in found.problems] == [
        ("stop", "epd_not_recognised", "brev.pdf")
    ]


def test_a_zip_without_a_process_is_no_declaration() -> None:
    assert codes_of(packed({"ILCD/flows/f.xml": flow_xml(DOOR)})) == ["epd_not_recognised"]
    assert codes_of(packed({})) == ["epd_not_recognised"]


def test_a_process_that_says_nothing_is_no_declaration() -> None:
    assert codes_of(b'<processDataSet xmlns="http://lca.jrc.it/ILCD/Process"/>') == ["epd_not_recognised"]
    assert codes_of(b"<processDataSet/>") == ["epd_not_recognised"]


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_truncated_zip_is_damaged(kept: float) -> None:
    received = zipped(DOOR)
    assert codes_of(received[: int(len(received) * kept)]) == ["epd_damaged"]


def test_truncated_xml_and_json_are_damaged() -> None:
    assert codes_of(process_xml(DOOR).encode()[:-20]) == ["epd_damaged"]
    assert codes_of(b'{"doctype": "openEPD", ') == ["epd_damaged"]
    assert codes_of(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}") == ["epd_damaged"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "definition", [DTD, "<!DOCTYPE processDataSet>", '<!DOCTYPE p SYSTEM "http://x/y.dtd">']
)
def test_a_document_type_definition_is_refused_in_any_encoding(encoding: str, definition: str) -> None:
    text = process_xml(DOOR).replace('encoding="utf-8"?>', f'encoding="{encoding}"?>{definition}')
    assert codes_of(text.encode(encoding)) == ["epd_has_dtd"]


def test_a_billion_laughs_in_the_flow_beside_it_are_refused() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    flow = (
        f'<!DOCTYPE l [<!ENTITY l0 "lol">{entities}]>{flow_xml(DOOR).replace("<Material>", "<Material>&l9;")}'
    )
    members = {"processes/p.xml": process_xml(DOOR), "flows/f.xml": flow}
    assert codes_of(packed(members)) == ["epd_has_dtd"]


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "..\\evil.xml", "C:\\evil.xml"]
)
def test_a_path_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    assert codes_of(zipped(DOOR, extra={name: "<a/>"})) == ["epd_archive_refused"]


@pytest.mark.parametrize("content", [packed({"a": "b"}), b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"])
def test_an_archive_in_the_archive_is_refused(content: bytes) -> None:
    assert codes_of(zipped(DOOR, extra={"ILCD/external_docs/a.pdf": content})) == ["epd_archive_refused"]


def test_attached_documents_are_left_unread() -> None:
    assert epd_of(zipped(DOOR, extra={"ILCD/external_docs/a.pdf": b"%PDF-1.7"})) == epd_of(DOOR)


def test_a_password_is_refused() -> None:
    received = bytearray(zipped(DOOR))
    received[received.rindex(b"PK\x01\x02") + 8] |= 1
    assert codes_of(bytes(received)) == ["epd_archive_refused"]


def test_two_members_of_one_name_are_damaged_since_readers_choose_differently() -> None:
    received = io.BytesIO(zipped(DOOR))
    with zipfile.ZipFile(received, "a") as archive:
        archive.writestr(f"ILCD/PROCESSES/{DOOR.uuid}.xml", "<a/>")
    assert codes_of(received.getvalue()) == ["epd_damaged"]


def test_a_small_file_that_unpacks_a_hundredfold_is_refused() -> None:
    assert codes_of(zipped(DOOR, extra={"a.txt": b"x" * 11 * 1024**2})) == ["epd_too_large"]


def test_files_documents_and_counts_above_the_limits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_DOCUMENT_BYTES", 1000)
    assert codes_of(process_xml(DOOR).encode()) == ["epd_too_large"]
    monkeypatch.setattr(container, "MOST_FILE_BYTES", 100)
    assert codes_of(process_xml(DOOR).encode()) == ["epd_too_large"]
    monkeypatch.undo()
    monkeypatch.setattr(container, "MOST_MEMBERS", 1)
    assert codes_of(zipped(DOOR)) == ["epd_archive_refused"]


def test_a_bom_and_utf_16_are_read() -> None:
    text = process_xml(DOOR)
    plain = epd_of(text.encode())
    assert epd_of(b"\xef\xbb\xbf" + text.encode()) == plain
    assert epd_of(text.replace("utf-8", "utf-16").encode("utf-16")) == plain
