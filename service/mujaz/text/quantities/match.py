"""Which quantities of a text its translation has."""

from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from mujaz.text.quantities.quantity import BARE, HOUR, TWELVE_HOUR, Kind, Quantity, date_parts

_SAME_MONEY = ({"lira", "pound"}, {"riyal", "real"})
_CENTURIES = range(1800, 2100)
_MOST_CANDIDATES = 20
"""Of many quantities of one value so many are looked at: they differ in a unit at most, and texts have few."""
_FEW = 8
"""So many are compared one by one in less time than it takes to sort them."""
_COUNTS = frozenset((Kind.CARDINAL, Kind.ORDINAL, Kind.YEAR))
_HALF_DAY = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """How the quantities of a source and a target belong together.

    Args:
        pairs: A source quantity and its counterpart.
        missing: Firm source quantities without one.
        added: Firm target quantities without one.
        loose: Target quantities that are not firm and have none.
        repeated: Target quantities that have none, as the source says the same less often.
    """

    pairs: tuple[tuple[Quantity, Quantity], ...]
    missing: tuple[Quantity, ...]
    added: tuple[Quantity, ...]
    loose: tuple[Quantity, ...] = ()
    repeated: tuple[Quantity, ...] = ()


NOTHING = Matching(pairs=(), missing=(), added=())


def match_quantities(source: Sequence[Quantity], target: Sequence[Quantity]) -> Matching:
    """Pairs quantities of equal value, however they are written and in whatever order they stand.

    A date whose parts stand apart in the other text ("8 and 9 April") is matched part by part, and what a text says
    twice need be said only once in the other.

    Args:
        source: Quantities of the original.
        target: Quantities of the translation.
    """
    if not source and not target:
        return NOTHING
    partners = _pair(source, target)
    taken = set(partners.values())
    left = _unsaid([quantity for at, quantity in enumerate(source) if at not in partners], target)
    unpaired = [quantity for at, quantity in enumerate(target) if at not in taken]
    right = _unsaid(unpaired, source)
    unsaid = {quantity.span for quantity in right}
    left, right = _without_dates_in_parts(left, target), _without_dates_in_parts(right, source)
    return Matching(
        pairs=tuple((source[ours], target[theirs]) for ours, theirs in partners.items()),
        missing=tuple(quantity for quantity in left if quantity.firm),
        added=tuple(quantity for quantity in right if quantity.firm),
        loose=tuple(quantity for quantity in right if not quantity.firm),
        repeated=tuple(quantity for quantity in unpaired if quantity.span not in unsaid),
    )


def _unsaid(quantities: list[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Those that are not among the others, where another may have been paired: the second is not said by two."""
    if not quantities:
        return []
    shelf = _shelf(others)

    def is_said(quantity: Quantity) -> bool:
        found = shelf.find(quantity)
        return found is not None and all(
            (quantity.kind is kind) is (others[found].kind is kind) for kind in (Kind.ORDINAL, Kind.PERCENT)
        )

    return [quantity for quantity in quantities if not is_said(quantity)]


def _pair(source: Sequence[Quantity], target: Sequence[Quantity]) -> dict[int, int]:
    """Positions in the source and of their counterparts: close matches first, then loose ones."""
    partners: dict[int, int] = {}
    shelf = _shelf(target if source else ())
    for exact in (True, False):
        for at, quantity in enumerate(source):
            if at not in partners and (partner := shelf.find(quantity, exact=exact)) is not None:
                partners[at] = partner
                shelf.take(partner)
    return partners


def _shelf(quantities: Sequence[Quantity]) -> "_Shelf | _SmallShelf":
    return _SmallShelf(quantities) if len(quantities) <= _FEW else _Shelf(quantities)


class _SmallShelf:
    """A few quantities, looked through one by one."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._quantities: list[Quantity | None] = list(quantities)

    def find(self, quantity: Quantity, *, exact: bool = False) -> int | None:
        """Position of the first that says the same."""
        for at, other in enumerate(self._quantities):
            if other is not None and same(quantity, other, exact=exact):
                return at
        return None

    def take(self, at: int) -> None:
        """Takes one away, so that it is not found again."""
        self._quantities[at] = None


class _Shelf:
    """Quantities by what they may be equal to, so that long lists of numbers are matched in little time."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._quantities = quantities
        # Ordered: a plain dict is slow to give its first key once many before it were deleted.
        self._places: dict[Hashable, OrderedDict[int, None]] = defaultdict(OrderedDict)
        for at, quantity in enumerate(quantities):
            for key in _keys(quantity):
                self._places[key][at] = None

    def find(self, quantity: Quantity, *, exact: bool = False) -> int | None:
        """Position of the first that says the same."""
        firsts: list[int] = []
        for key in _keys(quantity):
            places = islice(self._places.get(key, ()), _MOST_CANDIDATES)
            firsts += islice((at for at in places if same(quantity, self._quantities[at], exact=exact)), 1)
        return min(firsts, default=None)

    def take(self, at: int) -> None:
        """Takes one away, so that it is not found again."""
        for key in _keys(self._quantities[at]):
            del self._places[key][at]


def _keys(quantity: Quantity) -> Iterable[Hashable]:
    """What two quantities share if they are the same."""
    if quantity.kind is Kind.DATE:
        return {(quantity.unit, value) for value in (quantity.value, *quantity.readings)}
    if quantity.kind is Kind.TIME:
        return {("time", int(quantity.value) % _HALF_DAY), *_clock_readings(quantity)}
    values = _values(quantity)
    if quantity.unit == HOUR:
        return {*values, ("time", int(quantity.value) * 60 % _HALF_DAY)}
    return values | {("decade", value % 100) for value in values} if quantity.kind is Kind.DECADE else values


def same(left: Quantity, right: Quantity, *, exact: bool = False) -> bool:
    """Whether two quantities say the same.

    Args:
        left: One.
        right: The other.
        exact: Take the likeliest value of each and the same kind, so that close matches go before loose ones.
    """
    if exact and (left.kind is not right.kind or left.value != right.value):
        return False
    if left.kind in _COUNTS and right.kind in _COUNTS and not left.readings and not right.readings:
        return left.value == right.value
    kinds = {left.kind, right.kind}
    if kinds == {Kind.TIME, Kind.ORDINAL}:  # two o'clock is no second time, but at the second may be at two
        time, rank = (left, right) if left.kind is Kind.TIME else (right, left)
        return rank.unit == HOUR and int(time.value - rank.value * 60) % _HALF_DAY == 0
    if kinds == {Kind.DATE}:
        return left.unit == right.unit and not {left.value, *left.readings}.isdisjoint((right.value, *right.readings))
    if Kind.DATE in kinds:
        return False
    if Kind.TIME in kinds:
        return _same_time(left, right)
    if kinds == {Kind.MONEY} and not same_currency(left.unit, right.unit):
        return False
    if kinds == {Kind.DECADE}:
        return _same_decade(left, right)
    if kinds == {Kind.DECADE, Kind.ORDINAL}:  # the twenties are not the twentieth century
        return False
    return not _values(left).isdisjoint(_values(right))


def _values(quantity: Quantity) -> set[Fraction]:
    values = {quantity.value, *quantity.readings}
    if quantity.kind is Kind.PERCENT:
        values |= {value / 100 for value in values}
    return values


def same_currency(left: str, right: str) -> bool:
    """Whether two currencies are one: liras are pounds, too.

    Args:
        left: The name of one.
        right: That of the other.
    """
    return left == right or any({left, right} <= group for group in _SAME_MONEY)


def _same_decade(left: Quantity, right: Quantity) -> bool:
    """The nineties may be those of the last centuries; 1990s are only themselves."""
    short, long = sorted((left.value, right.value))
    if short >= 100 or long < 100 or BARE in (left.unit, right.unit):
        return short == long
    return short == long % 100 and long in _CENTURIES


def _same_time(left: Quantity, right: Quantity) -> bool:
    if left.kind is right.kind:
        apart = int(left.value - right.value) % _DAY
        return apart == 0 or (apart == _HALF_DAY and TWELVE_HOUR in (left.unit, right.unit))
    time, other = (left, right) if left.kind is Kind.TIME else (right, left)
    return not _clock_readings(time).isdisjoint(_values(other))


def _clock_readings(time: Quantity) -> set[Fraction]:
    """A time of day as a number: 2115, 21.15, 9.15."""
    hour, minute = divmod(int(time.value), 60)
    hours = {hour, hour % 12, hour % 12 or 12}
    return {Fraction(h * 100 + minute) for h in hours} | {h + Fraction(minute, 100) for h in hours}


def _without_dates_in_parts(quantities: list[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Without dates, and parts of dates, that the other text says in parts: 8 and 9 April, or the year alone."""
    if not any(quantity.kind is Kind.DATE for quantity in (*quantities, *others)):
        return quantities
    found = {part for other in others for part in _parts_of(other)}
    of_dates = {part for other in others if other.kind is Kind.DATE for part in _parts_of(other)}
    return [
        quantity
        for quantity in quantities
        if not (
            all(part in found for part in _parts_of(quantity))
            if quantity.kind is Kind.DATE
            else any(part in of_dates for part in _parts_of(quantity))
        )
    ]


def _parts_of(quantity: Quantity) -> list[tuple[str, Fraction]]:
    if quantity.kind is not Kind.DATE:
        return [("", value) for value in (quantity.value, *quantity.readings)]
    year, month, day = date_parts(quantity.value)
    parts = [("", Fraction(number)) for number in (year, day) if number]
    return [*parts, ("month", Fraction(month))] if month else parts
