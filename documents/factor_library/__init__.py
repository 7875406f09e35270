"""The environmental data as an officer browses them: rows, their words, the list of a tender, its citations."""

from documents.factor_library.as_text import plain_rows, rows_as_json
from documents.factor_library.citations import (
    Citation,
    citations,
    citations_as_json,
    citations_csv,
    plain_citations,
)
from documents.factor_library.in_tender import Published, published_rows
from documents.factor_library.published_list import ListRemark, list_remarks, list_sheet, remark_text
from documents.factor_library.rows import Coverage, LibraryRow, families, find_rows, library_rows

__all__ = [
    "Citation",
    "Coverage",
    "LibraryRow",
    "ListRemark",
    "Published",
    "citations",
    "citations_as_json",
    "citations_csv",
    "families",
    "find_rows",
    "library_rows",
    "list_remarks",
    "list_sheet",
    "plain_citations",
    "plain_rows",
    "published_rows",
    "remark_text",
    "rows_as_json",
]
