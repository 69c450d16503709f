"""Matches the quantities of a text with those of its translation."""

from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from mujaz.text.quantities.quantity import BARE, HOUR, TWELVE_HOUR, Kind, Number, Quantity, date_parts

_SAME_MONEY = ({"lira", "pound"}, {"riyal", "real"})
_CENTURIES = range(1800, 2100)
_MOST_CANDIDATES = 20
"""At most this many quantities of the same value are compared. They differ only in unit, so more are hardly needed."""
_FEW = 8
"""Up to this many quantities, comparing one by one takes less time than building an index."""
_COUNTS = frozenset((Kind.CARDINAL, Kind.ORDINAL, Kind.YEAR))
_HALF_DAY = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """How the quantities of a source and a target correspond.

    Args:
        pairs: Source quantities, each with its counterpart.
        missing: Firm source quantities without a counterpart.
        added: Firm target quantities without a counterpart.
        loose: Target quantities without a counterpart that are not firm.
        repeated: Target quantities left over because the source has the same quantity fewer times.
        unsaid: Source quantities without a counterpart that are not firm.
    """

    pairs: tuple[tuple[Quantity, Quantity], ...]
    missing: tuple[Quantity, ...]
    added: tuple[Quantity, ...]
    loose: tuple[Quantity, ...] = ()
    repeated: tuple[Quantity, ...] = ()
    unsaid: tuple[Quantity, ...] = ()


NOTHING = Matching(pairs=(), missing=(), added=())


def match_quantities(source: Sequence[Quantity], target: Sequence[Quantity]) -> Matching:
    """Pair quantities of equal value, whatever their notation and order.

    A date whose parts stand apart in the other text ("8 and 9 April") is matched part by part. A quantity that one
    text repeats need occur only once in the other.

    Args:
        source: Quantities of the source.
        target: Quantities of the translation.
    """
    if not source and not target:
        return NOTHING
    partners = _pair(source, target)
    pairs = tuple([(source[at], target[partner]) for at, partner in partners.items()])
    if len(pairs) == len(source) == len(target):
        return Matching(pairs=pairs, missing=(), added=())
    taken = set(partners.values())
    missing = _absent([quantity for at, quantity in enumerate(source) if at not in partners], target)
    unpaired = [quantity for at, quantity in enumerate(target) if at not in taken]
    added = _absent(unpaired, source)
    absent = {quantity.span for quantity in added}
    missing, added = _without_dates_in_parts(missing, target), _without_dates_in_parts(added, source)
    return Matching(
        pairs=pairs,
        missing=tuple(quantity for quantity in missing if quantity.firm),
        added=tuple(quantity for quantity in added if quantity.firm),
        loose=tuple(quantity for quantity in added if not quantity.firm),
        repeated=tuple(quantity for quantity in unpaired if quantity.span not in absent),
        unsaid=tuple(quantity for quantity in missing if not quantity.firm),
    )


def _absent(quantities: list[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that equal none of the others, paired ones included.

    An ordinal here equals only an ordinal, and a percentage only a percentage: "the second" is not a repeated "two".
    """
    if not quantities:
        return []
    index = _index(others)

    def is_present(quantity: Quantity) -> bool:
        found = index.find(quantity)
        return found is not None and all(
            (quantity.kind is kind) is (others[found].kind is kind) for kind in (Kind.ORDINAL, Kind.PERCENT)
        )

    return [quantity for quantity in quantities if not is_present(quantity)]


def _pair(source: Sequence[Quantity], target: Sequence[Quantity]) -> dict[int, int]:
    """Map source positions to the target positions of their counterparts, exact matches first, then loose ones."""
    partners: dict[int, int] = {}
    index = _index(target if source else ())
    for exact in (True, False):
        for at, quantity in enumerate(source):
            if at not in partners and (partner := index.find(quantity, exact=exact)) is not None:
                partners[at] = partner
                index.take(partner)
    return partners


def _index(quantities: Sequence[Quantity]) -> "_Index | _SmallIndex":
    return _SmallIndex(quantities) if len(quantities) <= _FEW else _Index(quantities)


class _SmallIndex:
    """A few quantities, compared one by one."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._quantities: list[Quantity | None] = list(quantities)

    def find(self, quantity: Quantity, *, exact: bool = False) -> int | None:
        """Return the position of the first equal quantity."""
        for at, other in enumerate(self._quantities):
            if other is not None and same(quantity, other, exact=exact):
                return at
        return None

    def take(self, at: int) -> None:
        """Remove a quantity, so that it is not found again."""
        self._quantities[at] = None


class _Index:
    """Quantities by the values they may equal, so that long lists of numbers are matched quickly."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._quantities = quantities
        # An OrderedDict, because a plain dict finds its first key slowly after many deletions at its front.
        self._positions: dict[Hashable, OrderedDict[int, None]] = defaultdict(OrderedDict)
        for at, quantity in enumerate(quantities):
            for key in _keys(quantity):
                self._positions[key][at] = None

    def find(self, quantity: Quantity, *, exact: bool = False) -> int | None:
        """Return the position of the first equal quantity."""
        firsts: list[int] = []
        for key in _keys(quantity):
            positions = islice(self._positions.get(key, ()), _MOST_CANDIDATES)
            firsts += islice((at for at in positions if same(quantity, self._quantities[at], exact=exact)), 1)
        return min(firsts, default=None)

    def take(self, at: int) -> None:
        """Remove a quantity, so that it is not found again."""
        for key in _keys(self._quantities[at]):
            del self._positions[key][at]


def _keys(quantity: Quantity) -> Iterable[Hashable]:
    """Return lookup keys; equal quantities share at least one."""
    if quantity.kind is Kind.DATE:
        return {(quantity.unit, value) for value in (quantity.value, *quantity.readings)}
    if quantity.kind is Kind.TIME:
        return {("time", int(quantity.value) % _HALF_DAY), *_clock_readings(quantity)}
    values = _values(quantity)
    if quantity.unit == HOUR:
        return {*values, ("time", int(quantity.value) * 60 % _HALF_DAY)}
    return values | {("decade", value % 100) for value in values} if quantity.kind is Kind.DECADE else values


def same(first: Quantity, second: Quantity, *, exact: bool = False) -> bool:
    """Whether two quantities are equal.

    Args:
        first: A quantity.
        second: Another quantity.
        exact: Require the same kind and the same likeliest value.
    """
    if exact and (first.kind is not second.kind or first.value != second.value):
        return False
    if first.kind in _COUNTS and second.kind in _COUNTS and not first.readings and not second.readings:
        return first.value == second.value
    kinds = {first.kind, second.kind}
    if kinds == {Kind.TIME, Kind.ORDINAL}:  # "the second" equals two o'clock only where it may be an hour
        time, rank = (first, second) if first.kind is Kind.TIME else (second, first)
        return rank.unit == HOUR and int(time.value - rank.value * 60) % _HALF_DAY == 0
    if kinds == {Kind.DATE}:
        values = {first.value, *first.readings}
        return first.unit == second.unit and not values.isdisjoint((second.value, *second.readings))
    if Kind.DATE in kinds:
        return False
    if Kind.TIME in kinds:
        return _same_time(first, second)
    if kinds == {Kind.MONEY} and not same_currency(first.unit, second.unit):
        return False
    if kinds == {Kind.DECADE}:
        return _same_decade(first, second)
    if kinds == {Kind.DECADE, Kind.ORDINAL}:  # the twenties are not the twentieth century
        return False
    return not _values(first).isdisjoint(_values(second))


def _values(quantity: Quantity) -> set[Number]:
    values = {quantity.value, *quantity.readings}
    if quantity.kind is Kind.PERCENT:
        values |= {Fraction(value, 100) for value in values}
    return values


def same_currency(first: str, second: str) -> bool:
    """Whether two names mean the same currency: a lira may also be called a pound.

    Args:
        first: The name of a currency.
        second: The name of another.
    """
    return first == second or any({first, second} <= group for group in _SAME_MONEY)


def _same_decade(first: Quantity, second: Quantity) -> bool:
    """Whether two decades are equal: "the nineties" may be of any recent century, "the 1990s" only of one."""
    short, long = sorted((first.value, second.value))
    if short >= 100 or long < 100 or BARE in (first.unit, second.unit):
        return short == long
    return short == long % 100 and long in _CENTURIES


def _same_time(first: Quantity, second: Quantity) -> bool:
    if first.kind is second.kind:
        apart = int(first.value - second.value) % _DAY
        return apart == 0 or (apart == _HALF_DAY and TWELVE_HOUR in (first.unit, second.unit))
    time, other = (first, second) if first.kind is Kind.TIME else (second, first)
    return not _clock_readings(time).isdisjoint(_values(other))


def _clock_readings(time: Quantity) -> set[Number]:
    """Return the numbers that a time of day may be read as: 2115, 21.15, 9.15."""
    hour, minute = divmod(int(time.value), 60)
    hours = {hour, hour % 12 or 12} if hour == 12 else {hour, hour % 12, hour % 12 or 12}  # noon is not midnight
    return {h * 100 + minute for h in hours} | {h + Fraction(minute, 100) for h in hours}


def _without_dates_in_parts(quantities: list[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Drop dates whose parts all stand in the other text ("8 and 9 April"), and parts of the other text's dates."""
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


def _parts_of(quantity: Quantity) -> list[tuple[str, Number]]:
    if quantity.kind is not Kind.DATE:
        return [("", value) for value in (quantity.value, *quantity.readings)]
    year, month, day = date_parts(quantity.value)
    parts: list[tuple[str, Number]] = [("", number) for number in (year, day) if number]
    return [*parts, ("month", month)] if month else parts
