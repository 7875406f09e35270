"""Files out: bid sheets, the scoring matrix, the contract annex, reports and letters."""

from documents.basket_sheet import basket_sheet
from documents.bid_sheet import bid_sheet
from documents.bid_sheet_explanation import BidSheetExplanation, ExplainedColumn, explain_bid_sheet
from documents.clarification_list import clarification_list, to_clarify
from documents.contract_annex import contract_annex, filled_annex
from documents.decisions_sheet import decisions_sheet
from documents.evaluation_json import as_json
from documents.matrix import scoring_matrix
from documents.presets import TenderDraft, draft_of, preset, preset_names
from documents.published_model import published_markdown, published_model, published_word
from documents.score_sheet import score_sheet
from documents.tender_sheet import tender_sheet

__all__ = [
    "BidSheetExplanation",
    "ExplainedColumn",
    "TenderDraft",
    "as_json",
    "basket_sheet",
    "bid_sheet",
    "clarification_list",
    "contract_annex",
    "decisions_sheet",
    "draft_of",
    "explain_bid_sheet",
    "filled_annex",
    "preset",
    "preset_names",
    "published_markdown",
    "published_model",
    "published_word",
    "score_sheet",
    "scoring_matrix",
    "tender_sheet",
    "to_clarify",
]
