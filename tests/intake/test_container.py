"""What a received file may be and carry, before any reader sees it."""

import io
import struct
import zipfile

import pytest

from intake.case_files import NotACase, files_of_case
from intake.container import MOST_FILE_BYTES, MOST_MEMBERS, Refused, unpacked_parts
from tests.intake.workbooks import DOCUMENT, PACKAGE, packed, parts_of, prices, with_parts


def codes_of(received: bytes) -> set[str]:
    with pytest.raises(Refused) as refusal:
        unpacked_parts(received)
    return {code for code, _, _, _ in refusal.value.faults}


def test_an_honest_workbook_gives_its_parts() -> None:
    assert {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"} <= unpacked_parts(
        prices()
    ).keys()


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("received", "code"),
    [
        (b"", "empty_file"),
        (OLE2 + "Workbook".encode("utf-16-le"), "old_excel_file"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        ("Vare;Pris\r\nBord;1.234,50\r\n".encode("cp1252"), "csv_file"),
        ("\ufeffVare;Pris\r\nKøb;12\r\n".encode("utf-8"), "csv_file"),
        ("Vare\tPris\r\n".encode("utf-16"), "csv_file"),
        (b"%PDF-1.7 a, b; c", "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "not_a_workbook"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            "ods_file",
        ),
        (
            packed({"[Content_Types].xml": "<Types/>", "_rels/.rels": "<R/>", "xl/workbook.bin": b"1"}),
            "xlsb_file",
        ),
        (packed({"notes.txt": "hello"}), "not_a_workbook"),
        (prices()[:1000], "damaged_file"),
    ],
)
def test_a_file_that_is_no_workbook_is_called_what_it_is(received: bytes, code: str) -> None:
    assert codes_of(received) == {code}


def test_a_file_above_the_size_limit_is_refused_unopened() -> None:
    assert codes_of(b"PK\x03\x04" + bytes(MOST_FILE_BYTES)) == {"file_too_large"}


def test_more_parts_than_any_bid_has_are_refused() -> None:
    extra = {f"xl/media/{n}.png": b"x" for n in range(MOST_MEMBERS)}
    assert codes_of(with_parts(prices(), extra)) == {"too_many_parts"}


def test_a_small_file_that_unpacks_a_hundredfold_is_refused() -> None:
    """11 MiB of one letter pack to some 11 kB, a thousand to one."""
    assert codes_of(with_parts(prices(), {"xl/media/a.png": b"x" * 11 * 1024**2})) == {"packed_too_hard"}


def test_a_small_sheet_of_equal_rows_may_pack_well() -> None:
    """1 MiB of one letter packs a thousand to one too, and harms nobody."""
    assert unpacked_parts(with_parts(prices(), {"xl/media/a.png": b"x" * 1024**2}))


def test_more_than_two_hundred_mebibytes_unpacked_are_refused() -> None:
    """Four parts of 51 MiB, of which each is a real picture for all that the directory says."""
    noise = bytes(range(256)) * 4096 * 51
    extra = {f"xl/media/{n}.png": noise for n in range(4)}
    assert codes_of(with_parts(prices(), extra)) == {"unpacks_too_large"}


def test_a_directory_that_understates_a_part_is_no_way_around_the_limit() -> None:
    """The central directory is made to say 10 bytes; what is unpacked ends there and fails its check."""
    received = with_parts(prices(), {"xl/media/big.png": b"x" * 1024**2})
    name = b"xl/media/big.png"
    entry = received.rindex(name) - 46
    forged = received[: entry + 24] + struct.pack("<I", 10) + received[entry + 28 :]
    assert codes_of(forged) == {"damaged_file"}


def test_two_parts_of_one_name_are_refused_since_readers_choose_differently() -> None:
    received = io.BytesIO(prices())
    with zipfile.ZipFile(received, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", "<worksheet/>")
    assert codes_of(received.getvalue()) == {"damaged_file"}


def relationships(kind: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r9" Type="{DOCUMENT}/{kind}" Target="x.bin"/>'
        "</Relationships>"
    )


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": b"1"}, "macros"),
        (
            {"[Content_Types].xml": '<Types><D ContentType="x.sheet.macroEnabled.main+xml"/></Types>'},
            "macros",
        ),
        ({"xl/macrosheets/sheet1.xml": "<a/>"}, "macros"),
        ({"xl/_rels/other.xml.rels": relationships("vbaProject")}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": "<a/>"}, "external_links"),
        ({"xl/_rels/other.xml.rels": relationships("externalLink")}, "external_links"),
        ({"xl/embeddings/oleObject1.bin": b"1"}, "embedded_object"),
        ({"xl/embeddings/Document.docx": b"1"}, "embedded_object"),
        ({"xl/media/image1.png": OLE2}, "embedded_object"),
        ({"xl/worksheets/_rels/sheet1.xml.rels": relationships("oleObject")}, "embedded_object"),
        ({"xl/activeX/activeX1.xml": "<a/>"}, "active_content"),
        ({"xl/worksheets/_rels/sheet1.xml.rels": relationships("control")}, "active_content"),
        ({"xl/connections.xml": "<a/>"}, "data_connections"),
        ({"xl/queryTables/queryTable1.xml": "<a/>"}, "data_connections"),
        ({"xl/media/image1.png": packed({"a": "b"})}, "nested_archive"),
        ({"xl/media/image1.png": b"7z\xbc\xaf\x27\x1c"}, "nested_archive"),
        ({"docProps/app.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "document_type_definition"),
        (
            {"xl/worksheets/sheet1.xml": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")},
            "not_utf8",
        ),
        ({"xl/worksheets/sheet1.xml": "<?xml version='1.0' encoding='ISO-8859-1'?><a/>"}, "not_utf8"),
    ],
)
def test_a_bid_may_not_carry_what_acts_hides_or_reaches_out(parts: dict[str, str | bytes], code: str) -> None:
    assert codes_of(with_parts(prices(), parts)) == {code}


def test_all_that_is_wrong_is_said_at_once() -> None:
    parts: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"1",
        "xl/externalLinks/externalLink1.xml": "<a/>",
        "xl/connections.xml": "<a/>",
    }
    assert codes_of(with_parts(prices(), parts)) == {"macros", "external_links", "data_connections"}


def test_a_billion_laughs_are_refused_before_any_parser() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = (
        f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">{entities}]><sst><si><t>&l9;</t></si></sst>'
    )
    assert codes_of(with_parts(prices(), {"xl/sharedStrings.xml": laughs})) == {"document_type_definition"}


def test_a_part_under_a_password_is_called_so() -> None:
    """Bit 0 of the flags of an entry says that it is encrypted."""
    received = bytearray(prices())
    entry = received.rindex(b"PK\x01\x02")
    received[entry + 8] |= 1
    assert codes_of(bytes(received)) == {"password_protected"}


def test_a_compressed_picture_is_no_archive() -> None:
    assert parts_of(with_parts(prices(), {"xl/media/image1.emz": b"\x1f\x8b\x08"}))
    assert unpacked_parts(with_parts(prices(), {"xl/media/image1.emz": b"\x1f\x8b\x08"}))


def test_a_link_to_a_page_called_connections_is_an_honest_link() -> None:
    link = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{DOCUMENT}/hyperlink" '
        'Target="https://example.org/connections" TargetMode="External"/></Relationships>'
    )
    assert unpacked_parts(with_parts(prices(), {"xl/worksheets/_rels/sheet1.xml.rels": link}))


def test_a_case_with_a_name_that_is_no_text_is_no_case() -> None:
    """The zip says that the name is UTF-8, and it is not."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("bids/æ.xlsx", b"x")
    spoilt = made.getvalue().replace("æ".encode(), b"\xff\xff")
    with pytest.raises(NotACase):
        files_of_case(spoilt)
