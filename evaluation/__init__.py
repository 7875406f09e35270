"""The core: tender, bids and model in; cost, emissions, lifespan, waste, points and ranking out. Pure."""

from evaluation.bid import Bid
from evaluation.decisions import Decisions
from evaluation.evaluate import evaluate, for_award
from evaluation.problems import Problem, ResultWarning, UnusableTender
from evaluation.result import BidResult, Evaluation, LotEvaluation
from evaluation.seal import Seal, tender_sha256
from evaluation.tender import Tender

__all__ = [
    "Bid",
    "BidResult",
    "Decisions",
    "Evaluation",
    "LotEvaluation",
    "Problem",
    "ResultWarning",
    "Seal",
    "Tender",
    "UnusableTender",
    "evaluate",
    "for_award",
    "tender_sha256",
]
