"""What an amendment does to the deadline for bids (udbudsloven §§ 93 and 134).

Under § 93 stk. 4 the buyer must extend the deadline where further information or documents come later than 6 days
before it (nr. 1), and where essential changes are made (nr. 2); § 134 has the buyer give such information 6 days
before the deadline at the latest. Directive 2014/24/EU art. 47(3), which both implement, has 4 days for an
accelerated procedure, and an extension in proportion to the importance of the change. Days are counted after
Regulation 1182/71 art. 3: bidders have 6 whole days between the day of publication and the day of the deadline, so
that of a deadline on 28 October the 21st is the last day in time (Statens Indkøb, 29 October 2020).
"""

import datetime as dt
from dataclasses import dataclass

DAYS, DAYS_ACCELERATED = 6, 4
# The procedures of the act's section II, which § 93 and § 134 are part of; for others they are a yardstick.
BOUND = frozenset({"eu_open", "eu_restricted"})


@dataclass(frozen=True)
class Timing:
    """When an amendment is published, and the deadline before and after it.

    Parameters
    ----------
    published : the day on which it is published.
    deadline, new_deadline : the day of the deadline before and after it.
    regime : of the tender, a code.
    is_essential : its changes are essential: bidders need more time to understand and answer them.
    is_accelerated : the procedure is an accelerated one.
    """

    published: dt.date
    deadline: dt.date
    new_deadline: dt.date
    regime: str
    is_essential: bool
    is_accelerated: bool = False

    @property
    def days_needed(self) -> int:
        """Whole days that bidders must have."""
        return DAYS_ACCELERATED if self.is_accelerated else DAYS

    @property
    def days(self) -> int:
        """Whole days between publication and the deadline as it was.

        >>> october = [dt.date(2020, 10, day) for day in (21, 28)]
        >>> Timing(*october, october[1], "eu_open", False).days
        6
        """
        return _whole_days(self.published, self.deadline)

    @property
    def days_after(self) -> int:
        """Whole days between publication and the deadline as it becomes."""
        return _whole_days(self.published, self.new_deadline)

    @property
    def last_day_in_time(self) -> dt.date:
        """The last day of publication that leaves bidders the days they must have."""
        return self.deadline - dt.timedelta(days=self.days_needed + 1)

    @property
    def is_late(self) -> bool:
        """Say whether it comes too late for the deadline as it was (§ 93 stk. 4 nr. 1)."""
        return self.days < self.days_needed

    @property
    def must_extend(self) -> bool:
        """Say whether the deadline has to be extended (§ 93 stk. 4 nr. 1 or 2)."""
        return self.is_late or self.is_essential

    @property
    def is_extended(self) -> bool:
        """Say whether it is."""
        return self.new_deadline > self.deadline

    @property
    def is_bound(self) -> bool:
        """Say whether the two sections bind the procedure; else they are a yardstick."""
        return self.regime in BOUND

    @property
    def refusal(self) -> str | None:
        """Return why the amendment cannot be made so, a code; None where it can."""
        if self.published >= self.deadline:
            return "published_too_late"
        if self.new_deadline < self.deadline:
            return "deadline_shortened"
        if self.must_extend and not self.is_extended and self.is_bound:
            return "not_extended"
        return None

    @property
    def follows(self) -> tuple[str, ...]:
        """Return what follows, a code each, in the order in which it is told."""
        found = ["late" if self.is_late else "in_time"]
        if self.is_essential:
            found.append("essential")
        if self.must_extend:
            found.append("extended" if self.is_extended else "should_extend")
            if self.is_extended and self.days_after < self.days_needed:
                found.append("still_short")
        if not self.is_bound:
            found.append("yardstick")
        return tuple(found)


def _whole_days(after: dt.date, before: dt.date) -> int:
    return (before - after).days - 1
