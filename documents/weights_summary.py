"""Weights of an order, of swings and of comparisons, in words and as JSON."""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from evaluation.weighting import Departure, PairwiseWeights
from texts import t
from texts.numbers import exact, number, significant


def weights_text(weights: Mapping[str, Decimal], lang: str) -> str:
    """Return weights to copy, a criterion a line with a tab before its per cent."""
    return "\n".join(f"{name}\t{weight_text(weight, lang)}" for name, weight in weights.items())


def weight_text(weight: Decimal, lang: str) -> str:
    """Return a weight with all its decimals.

    >>> weight_text(Decimal("50.00"), "da")
    '50,00'
    """
    return number(weight, lang, max(0, -int(weight.as_tuple().exponent)))


def scale_text(value: Fraction, lang: str) -> str:
    """Return a value of Saaty's scale as it is entered: a whole number, or one over it.

    >>> scale_text(Fraction(1, 3), "da"), scale_text(Fraction(5), "da")
    ('1/3', '5')
    """
    return exact(value.numerator, lang) if value.denominator == 1 else f"1/{value.denominator}"


def consistency_key(found: PairwiseWeights) -> str:
    """Return the key of the sentence on how well comparisons agree."""
    agreement = "all" if found.departure is None else "enough" if found.is_consistent else "too_little"
    return f"weights.pairs.{agreement}"


def consistency_values(found: PairwiseWeights, lang: str) -> dict[str, str]:
    """Return what the sentence on agreement names."""
    return {"ratio": number(found.consistency_ratio, lang, 3)}


def is_worth_a_look(found: PairwiseWeights) -> bool:
    """Say whether another value of the comparison that agrees least would make a difference."""
    departure = found.departure
    if departure is None:
        return False
    return not found.is_consistent or not math.isclose(float(departure.nearest), departure.stated)


def departure_values(departure: Departure, lang: str) -> dict[str, str]:
    """Return what the sentence on the comparison that agrees least names."""
    stated = Fraction(departure.stated).limit_denominator(9)
    is_on_scale = math.isclose(float(stated), departure.stated) and 1 in (
        stated.numerator,
        stated.denominator,
    )
    return {
        "first": departure.first,
        "second": departure.second,
        "stated": scale_text(stated, lang) if is_on_scale else significant(departure.stated, lang, 3),
        "agreeing": significant(departure.agreeing, lang, 3),
        "nearest": scale_text(departure.nearest, lang),
    }


def pairwise_text(found: PairwiseWeights, lang: str) -> str:
    """Return the weights of comparisons, how well these agree, and which to look at again."""
    lines = [
        weights_text(found.weights, lang),
        "",
        t(consistency_key(found), lang, **consistency_values(found, lang)),
    ]
    if found.departure is not None and is_worth_a_look(found):
        lines.append(t("weights.pairs.look_at", lang, **departure_values(found.departure, lang)))
    index = number(found.consistency_index, lang, 4)
    lines.append(t("weights.pairs.figures", lang, largest=number(found.lambda_max, lang, 4), index=index))
    return "\n".join(lines)


def pairwise_as_json(found: PairwiseWeights) -> dict[str, object]:
    """Return the weights of comparisons as JSON holds them; weights as text, so that they stay exact."""
    departure = found.departure
    return {
        "weights": weights_as_json(found.weights),
        "priorities": dict(found.priorities),
        "lambda_max": found.lambda_max,
        "consistency_index": found.consistency_index,
        "consistency_ratio": found.consistency_ratio,
        "is_consistent": found.is_consistent,
        "least_in_agreement": None
        if departure is None
        else {
            "first": departure.first,
            "second": departure.second,
            "stated": departure.stated,
            "implied": departure.implied,
            "factor": departure.factor,
            "agreeing": departure.agreeing,
            "nearest_on_scale": str(departure.nearest),
        },
    }


def weights_as_json(weights: Mapping[str, Decimal]) -> dict[str, str]:
    """Return weights as JSON holds them: as text, so that they stay exact."""
    return {name: str(weight) for name, weight in weights.items()}
