"""A sealed basket: quantities that a tender publishes only the SHA-256 of, and that count once they are opened.

A basket may stay unpublished where the tender documents describe how it was made, and it is fixed before bids are
opened: the hash shows that. Secret words are hashed with the quantities, for a basket of few lines could else be
found by trying.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from evaluation.schema import Row, Spec
from evaluation.seal import canonical_text, sha256_of
from evaluation.tender import Item, Lot, Tender

State = Literal["opened", "closed", "differs"]
# So many signs have secret words at least.
SHORTEST_SECRET = 16


class BasketSecret(Row):
    """The secret words of a lot's basket."""

    table: ClassVar[str] = "basket_secrets"
    lot: Annotated[str, Spec(kind="identifier", required=True)]
    secret: Annotated[str | None, Spec()] = None


class BasketLine(Row):
    """What the basket holds of an item, by its key: pieces by contract year, or the uses a year of what is counted in uses."""

    table: ClassVar[str] = "basket_lines"
    key: Annotated[str, Spec(kind="identifier", required=True)]
    lot: Annotated[str, Spec(kind="identifier", required=True)]
    quantity: Annotated[tuple[float, ...], Spec(kind="number", minimum=0, repeated=True)] = ()


# The tables of a basket's workbook in their order.
BASKET_TABLES: Mapping[str, type[Row]] = {row.table: row for row in (BasketSecret, BasketLine)}


@dataclass(frozen=True)
class Basket:
    """The basket of a lot.

    Parameters
    ----------
    tender, lot : ids of what it belongs to.
    secret : words that nobody outside can guess.
    quantities : by item: pieces by contract year, or the uses a year of what is counted in uses.
    """

    tender: str
    lot: str
    secret: str
    quantities: Mapping[str, tuple[float, ...]]

    @property
    def text(self) -> str:
        """The canonical text that is hashed; an item of which nothing is bought is not in it, nor are last years of 0.

        >>> Basket("t", "LOT-0001", "blue whale", {"a": (2.0, 0.5, 0.0), "b": (0.0,)}).text
        '{"lot":"LOT-0001","quantities":{"a":["2","0.5"]},"secret":"blue whale","tender":"t"}'
        """
        held = {item: _without_last_zeros(by_year) for item, by_year in self.quantities.items()}
        of = {"tender": self.tender, "lot": self.lot, "secret": self.secret}
        return canonical_text({**of, "quantities": {item: each for item, each in held.items() if each}})

    @property
    def sha256(self) -> str:
        """SHA-256 of :attr:`text` in UTF-8, in hexadecimal."""
        return sha256_of(self.text)


@dataclass(frozen=True)
class Sealed:
    """A lot whose basket is sealed: the published hash, whether the basket was opened, and the hash of what was given."""

    sha256: str
    state: State
    found: str | None = None


@dataclass(frozen=True)
class Opened:
    """A tender with the quantities of its opened baskets, as if they had been published; ``sealed`` by lot."""

    tender: Tender
    sealed: Mapping[str, Sealed]


def opened(tender: Tender, baskets: Mapping[str, Basket]) -> Opened:
    """Return a tender with the quantities of each basket that its published hash is of.

    An item that an opened basket leaves out is bought in no pieces. A lot whose basket is missing, or is another
    one, keeps what it publishes.
    """
    sealed = {lot.id: _held(lot, baskets.get(lot.id)) for lot in tender.lots if lot.basket_sha256 is not None}
    lots = {lot for lot, held in sealed.items() if held.state == "opened"}
    return Opened(with_baskets(tender, {lot: baskets[lot] for lot in lots}) if lots else tender, sealed)


def with_baskets(tender: Tender, baskets: Mapping[str, Basket]) -> Tender:
    """Return a tender whose lots have the quantities of these baskets, and no hash."""
    tables = {name: getattr(tender, name) for name in type(tender).model_fields}
    lots = tuple(
        lot.model_copy(update={"basket_sha256": None}) if lot.id in baskets else lot for lot in tender.lots
    )
    items = tuple(
        _with_quantity(item, baskets[item.lot].quantities.get(item.key, (0.0,)))
        if item.lot in baskets
        else item
        for item in tender.items
    )
    # Built anew, for what a tender has worked out of itself stays with a copy.
    return Tender(**{**tables, "lots": lots, "items": items})


def is_quantity_known(item: Item) -> bool:
    """Say whether a tender says how much is bought of an item."""
    return item.demand is not None or (item.basis != "use" and bool(item.quantity))


def waits_for_basket(tender: Tender, lot: Lot) -> bool:
    """Say whether a lot cannot be evaluated before its basket is opened: a quantity is not published."""
    is_known = all(is_quantity_known(item) for item in tender.in_lot(tender.items, lot.id))
    return lot.basket_sha256 is not None and not is_known


def _held(lot: Lot, basket: Basket | None) -> Sealed:
    published = lot.basket_sha256 or ""
    if basket is None:
        return Sealed(published, "closed")
    found = basket.sha256
    return Sealed(published, "opened" if found == published.casefold() else "differs", found)


def _with_quantity(item: Item, quantity: tuple[float, ...]) -> Item:
    if item.basis == "use":
        return item.model_copy(update={"demand": quantity[0], "quantity": ()})
    return item.model_copy(update={"quantity": quantity, "demand": None})


def _without_last_zeros(by_year: tuple[float, ...]) -> tuple[float, ...]:
    bought = [number for number, quantity in enumerate(by_year, start=1) if quantity]
    return by_year[: max(bought, default=0)]
