"""Files in: workbooks and EPDs become tenders, bids and declarations, every problem with its place."""

from intake.case import Case, read_case, seal_beside
from intake.epd import EpdRead, read_epd, read_epds
from intake.read_basket import read_basket
from intake.read_bids import Reading, read_bids
from intake.read_decisions import read_decisions
from intake.read_scores import ScoreReading, read_score_key, read_scores
from intake.read_tender import read_tender

__all__ = [
    "Case",
    "EpdRead",
    "Reading",
    "ScoreReading",
    "read_basket",
    "read_bids",
    "read_case",
    "read_decisions",
    "read_epd",
    "read_epds",
    "read_score_key",
    "read_scores",
    "read_tender",
    "seal_beside",
]
