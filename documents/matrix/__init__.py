"""The scoring matrix: a workbook that calculates itself, from the bidders' numbers to points and rank."""

from dataclasses import dataclass

from documents.matrix.book import Book, Key, Page, Place
from documents.matrix.case import MOST_LIVE_LINES, Lang, MatrixCase
from documents.matrix.claims import Claims
from documents.matrix.external_worth import ExternalWorth
from documents.matrix.factors import Factors
from documents.matrix.flow_terms import FlowTerms
from documents.matrix.front import Front
from documents.matrix.impact_sums import SumsOfImpacts
from documents.matrix.impact_terms import ImpactTerms
from documents.matrix.impacts import Impacts
from documents.matrix.indicators import Indicators, Tables
from documents.matrix.inputs import Inputs
from documents.matrix.item_figures import ItemFigures, measures_by_item
from documents.matrix.item_formulas import ItemFormulas
from documents.matrix.items import Items
from documents.matrix.line_pages import LinePages
from documents.matrix.mass_flows import MassFlows
from documents.matrix.model import Model
from documents.matrix.parameters import Parameters
from documents.matrix.present_worth import PresentWorth
from documents.matrix.problems import Problems
from documents.matrix.scores import Scores
from documents.matrix.sources import Sources
from documents.matrix.stream_lines import stream_lines
from documents.matrix.stream_terms import StreamTerms
from documents.matrix.streams import Streams
from evaluation.measures import OF_EMISSIONS, family_of
from evaluation.result import Evaluation

WASTE = ("residual_waste", "packaging", "waste_hierarchy_score", "non_virgin_share")


@dataclass(frozen=True)
class Built:
    """A scoring matrix: its bytes, where each named cell stands, and which of them may be changed."""

    content: bytes
    places: dict[Key, Place]
    inputs: frozenset[Key]


def scoring_matrix(evaluation: Evaluation, lang: Lang) -> bytes:
    """Return the scoring matrix of an evaluation as a workbook, the same bytes each time.

    Parameters
    ----------
    evaluation : what is shown; marked *not for award* unless it is an award run.
    lang : language of every sheet, ``da`` or ``en``.
    """
    return build_matrix(evaluation, lang).content


def build_matrix(evaluation: Evaluation, lang: Lang, *, most_live_lines: int = MOST_LIVE_LINES) -> Built:
    """Return the scoring matrix with its named cells; above ``most_live_lines`` the lines are values."""
    book = Book(evaluation.tender.facts.title)
    case = MatrixCase(evaluation, lang, book, is_live=_count_lines(evaluation) <= most_live_lines)
    _Matrix(case, _pages(case)).write()
    content = book.close()
    return Built(content, book.places, frozenset(key for key in book.places if book.is_input(key)))


def _count_lines(evaluation: Evaluation) -> int:
    return sum(
        len(stream_lines(lot)) + len(lot.impacts) + len(lot.mass_flows) for lot in evaluation.lots.values()
    )


def _used(case: MatrixCase) -> set[str]:
    return {str(measure) for lot in case.lots for measure in lot.indicators}


def _has_sums(case: MatrixCase, used: set[str]) -> bool:
    """Say whether some lot has indicators beside the climate's, and emissions to count them with."""
    return bool(used & OF_EMISSIONS) and any(lot.impact_sums is not None for lot in case.lots)


def _pages(case: MatrixCase) -> dict[str, Page]:
    """Return the sheets by name in the order a reader meets them; what no measure reads has none."""
    used = _used(case)
    has_flows = any(len(lot.mass_flows) for lot in case.lots)
    disposal = (
        any(price.key == "disposal" for price in case.tender.resource_prices) or case.tender.material_prices
    )
    tables = ["streams"]
    tables += ["impacts"] if used & OF_EMISSIONS else []
    is_circular = any(family_of(measure) == "mci" for measure in used)
    tables += ["mass_flows"] if has_flows and (used & set(WASTE) or disposal or is_circular) else []
    if not case.is_live:
        bids = dict.fromkeys(bid for lot in case.lots for bid in lot.calculated)
        tables = [f"bid/{bid}" for bid in bids]
    names = [
        "front",
        "scores",
        "indicators",
        *tables,
        "claims",
        *(["item_figures"] if measures_by_item(case) else []),
        "inputs",
        "present_worth",
        *(["impact_sums"] if _has_sums(case, used) else []),
        *(["external_worth"] if any(lot.external is not None for lot in case.lots) else []),
        "items",
        "parameters",
    ]
    names += ["factors"] if case.tender.factors or case.tender.grids or case.tender.materials else []
    names += ["sources"] if case.tender.sources else []
    pages = {}
    for name in [*names, "model", "problems"]:
        is_bid = name.startswith("bid/")
        title = (
            case.say("sheets.bid", number=tables.index(name) + 1) if is_bid else case.say(f"sheets.{name}")
        )
        pages[name] = case.book.add_page(title)
    return pages


@dataclass
class _Matrix:
    """A matrix being written: first what others read, last what reads them."""

    case: MatrixCase
    pages: dict[str, Page]

    def write(self) -> None:
        """Write every sheet."""
        case, pages = self.case, self.pages
        self._published()
        inputs = Inputs(case, pages["inputs"])
        claims = Claims(case, pages["claims"], inputs)
        claims.write()
        tables = self._lines(inputs, claims)
        if tables.item_figures is not None:
            terms = {
                lot.lot: ItemFormulas(FlowTerms(case, inputs, lot), tables.mass_flows) for lot in case.lots
            }
            tables.item_figures.write(terms)
        Indicators(case, pages["indicators"], tables).write()
        Scores(case, pages["scores"], inputs).write()
        inputs.write_rules()
        Model(case, pages["model"]).write()
        Problems(case, pages["problems"]).write()
        if "sources" in pages:
            Sources(case, pages["sources"]).write()
        about = [(page.name, self._about(name)) for name, page in pages.items() if name != "front"]
        Front(case, pages["front"]).write(about)

    def _about(self, name: str) -> str:
        return self.case.say("values.lead" if name.startswith("bid/") else f"{name}.lead")

    def _published(self) -> None:
        """Write what the buyer published, which everything else reads."""
        Parameters(self.case, self.pages["parameters"]).write()
        Items(self.case, self.pages["items"]).write()
        if "factors" in self.pages:
            Factors(self.case, self.pages["factors"]).write()

    def _lines(self, inputs: Inputs, claims: Claims) -> Tables:
        case, pages = self.case, self.pages
        bids = {name.removeprefix("bid/"): page for name, page in pages.items() if name.startswith("bid/")}
        lines = LinePages(case, pages, bids)
        used = _used(case)
        flows = MassFlows(case, lines, inputs)
        worth = PresentWorth(case, pages["present_worth"])
        streams = Streams(case, lines, worth)
        external = (
            ExternalWorth(case, pages["external_worth"], worth, inputs) if "external_worth" in pages else None
        )
        has_sums = "impact_sums" in pages
        impacts = Impacts(case, lines, external, has_sums) if used & OF_EMISSIONS else None
        has_flows = "mass_flows" in pages or (bool(bids) and any(len(lot.mass_flows) for lot in case.lots))
        for lot in case.lots:
            if has_flows:
                flows.write(lot, FlowTerms(case, inputs, lot))
            streams.write(lot, StreamTerms(case, inputs, lot, flows.residual_of, flows.value_of, worth))
            if external is not None:
                external.write(lot)
            if impacts is not None:
                impacts.write(lot, ImpactTerms(case, inputs, lot))
        if impacts is not None and has_sums:
            terms = {lot.lot: FlowTerms(case, inputs, lot) for lot in case.lots}
            SumsOfImpacts(case, pages["impact_sums"], impacts).write(terms)
        worth.write_series()
        by_item = ItemFigures(case, pages["item_figures"]) if "item_figures" in pages else None
        return Tables(streams, worth, claims, impacts, flows if has_flows else None, inputs, by_item)
