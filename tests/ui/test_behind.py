"""What lies behind the figures of two bids, on the two lamps that are counted by hand in two_lamps."""

from tests.builders import LOT
from tests.ui.two_lamps import ASK, BIRK, two_lamps, written
from ui.comparison.behind import behind_table


def test_the_parts_of_each_measure_add_up_to_it_and_their_differences_to_its_own() -> None:
    """``ask``: 2,720 = 1,000 + 1,000 + 720 kr.; 741.6 = 480 + 180 + 81.6 kg; 168 = 24 + 144 kg, and ``birk`` likewise.

    The differences: 80 = -200 - 200 + 480; -160.8 = -240 + 120 - 40.8; -84 = -12 - 72.
    """
    done = two_lamps()
    table = behind_table(done, done.lots[LOT], [ASK, BIRK], "en")
    assert table is not None
    found = {name: list(cells.values()) for name, cells in written(table).items()}
    assert list(found)[:4] == ["Life-cycle cost DKK", "Purchase", "Energy", "Replacement"]
    assert found == {
        "Life-cycle cost DKK": ["2,720", "2,800", "+80"],
        "Purchase": ["1,000", "800", "−200"],
        "Replacement": ["1,000", "800", "−200"],
        "Energy": ["720", "1,200", "+480"],
        "CO₂e, modules A–C kg CO₂e": ["742", "581", "−161"],
        "A1–A3 production": ["480", "240", "−240"],
        "B6 energy": ["180", "300", "+120"],
        "C1–C4 end of life": ["82", "41", "−41"],
        "Residual waste kg": ["168", "84", "−84"],
        "Lost in recycling": ["24", "12", "−12"],
        "Incinerated": ["144", "72", "−72"],
    }
