"""What is wrong with the hashes of sealed baskets in a tender."""

import re
from collections.abc import Iterator

from evaluation.faults import fault
from evaluation.problems import Problem
from evaluation.tender import Tender

SHA256 = re.compile(r"[0-9a-fA-F]{64}")


def basket_faults(tender: Tender) -> Iterator[Problem]:
    """Yield what stands as the hash of a basket and is none."""
    for lot in tender.lots:
        if lot.basket_sha256 is not None and not SHA256.fullmatch(lot.basket_sha256):
            yield fault("basket_hash_form", lot, "basket_sha256", found=lot.basket_sha256)
