"""Chains against published values, and against all corners of their unknown shares."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product
from math import inf, prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxlint.algorithms.chains import optima
from cxlint.algorithms.chains.bounded_moves import unfold
from cxlint.algorithms.chains.bounds import bound, bound_both, bound_two_ends
from cxlint.algorithms.chains.chain import END, Chain, Exits, Gains, list_possible
from cxlint.algorithms.chains.consistency import Doubles, bound_corners, bound_together
from cxlint.algorithms.chains.single_cases import find_best, find_closed, find_worst

HALF = Fraction(1, 2)
STAY = 0


def _percent(number):
    return Fraction(number, 100)


def _gains(chain, ways=(), visits=()):
    """Count these ways, and these places, once each."""
    count = 1 + max((way for each in chain.exits for _, way in list_possible(each)), default=0)
    return Gains(
        [int(place in visits) for place in range(chain.size)],
        [int(way in ways) for way in range(count)],
    )


# The chain of models.md: ivr, first line, second line, callback; and its ways.
RESOLVED, GIVEN_UP, ON, BACK, OTHER = range(5)
PHONE = Chain(
    [
        Exits([(_percent(85), 1, OTHER), (_percent(15), END, GIVEN_UP)]),
        Exits(
            [
                (_percent(70), END, RESOLVED),
                (_percent(20), 2, ON),
                (_percent(5), 3, OTHER),
                (_percent(5), END, GIVEN_UP),
            ]
        ),
        Exits(
            [
                (_percent(75), END, RESOLVED),
                (_percent(15), 1, BACK),
                (_percent(10), END, GIVEN_UP),
            ]
        ),
        Exits([(_percent(80), 1, OTHER), (_percent(20), END, GIVEN_UP)]),
    ]
)


@pytest.mark.parametrize(
    ("gains", "value"),
    [
        (_gains(PHONE, visits={0}), 1),
        (_gains(PHONE, visits={1}), Fraction(85, 93)),
        (_gains(PHONE, visits={2}), Fraction(17, 93)),
        (_gains(PHONE, visits={3}), Fraction(17, 372)),
        (_gains(PHONE, visits={0, 1, 2, 3}), Fraction(797, 372)),
        (_gains(PHONE, ways={RESOLVED}), Fraction(289, 372)),
        (_gains(PHONE, ways={GIVEN_UP}), Fraction(83, 372)),
        (_gains(PHONE, ways={ON, BACK}), Fraction(391, 1860)),
        (Gains([2, 6, 9, 0], [0] * 5), Fraction(283, 31)),
        (Gains([HALF, Fraction(3, 2), Fraction(9, 4), 0], [0] * 5), Fraction(283, 124)),
    ],
)
def test_the_phone_chain_has_its_known_values(gains, value):
    least, most = bound_both(PHONE, gains)
    assert least[0] == most[0] == value


def test_returning_to_the_first_line_has_its_known_chance():
    # 7 in 100 come back to it: it is met 1 / (1 - 7/100) times by whoever is there once.
    assert bound(PHONE, _gains(PHONE, visits={1}), most=True)[1] == 1 / (1 - Fraction(7, 100))


@pytest.mark.parametrize(
    ("right", "visits", "home"),
    [
        (HALF, [Fraction(3), Fraction(4), Fraction(3)], [_percent(75), HALF, _percent(25)]),
        (
            Fraction(2, 3),
            [Fraction(17, 5), Fraction(18, 5), Fraction(11, 5)],
            [Fraction(7, 15), Fraction(1, 5), Fraction(1, 15)],
        ),
    ],
)
def test_the_drunkard_comes_home_as_in_the_textbook(right, visits, home):
    left = 1 - right
    walk = Chain(
        [
            Exits([(left, END, 1), (right, 1, 0)]),
            Exits([(left, 0, 0), (right, 2, 0)]),
            Exits([(left, 1, 0), (right, END, 2)]),
        ]
    )
    assert list(bound(walk, _gains(walk, visits={0, 1, 2}), most=True)) == visits
    assert list(bound(walk, Gains([0] * 3, [0, 1, 0]), most=False)) == home


@pytest.mark.parametrize(
    ("settled", "again", "contacts"),
    [(70, 100, Fraction(10, 7)), (67, 100, Fraction(100, 67)), (80, 100, Fraction(5, 4)),
     (70, 80, Fraction(25, 19))],
)  # fmt: skip
def test_contacts_follow_from_first_contact_resolution(settled, again, contacts):
    back = (1 - _percent(settled)) * _percent(again)
    line = Chain([Exits([(back, 0, 0), (1 - back, END, 1)])])
    assert bound(line, Gains([1], [0, 0]), most=True)[0] == contacts
    if again == 80:
        resolved = Chain(
            [
                Exits(
                    [
                        (_percent(settled), END, 0),
                        (back, 0, 1),
                        (1 - _percent(settled) - back, END, 2),
                    ]
                )
            ]
        )
        assert bound(resolved, Gains([0], [1, 0, 0]), most=True)[0] == Fraction(35, 38)


def test_what_goes_round_for_ever_has_no_end():
    round_ = Chain([Exits([(1, 1, 1)]), Exits([(1, 0, 2)])])
    assert list(bound(round_, Gains([0, 0], [0, 1, 0]), most=False)) == [inf, inf]
    assert list(bound(round_, Gains([0, 0], [1, 0, 0]), most=True)) == [0, 0]
    assert find_closed(round_, STAY) == [[0, 1]]


# A chain of few places, all that may be unknown in it, and brute force over all corners.


@st.composite
def chains(draw, size=4):
    count = draw(st.integers(1, size))
    target = st.integers(END, count - 1)
    ways = iter(range(1000))
    exits = []
    for _ in range(count):
        stated = [(draw(st.integers(1, 3)), draw(target)) for _ in range(draw(st.integers(0, 2)))]
        free = [draw(target) for _ in range(draw(st.integers(0 if stated else 1, 3)))]
        whole = sum(share for share, _ in stated) + (draw(st.integers(1, 3)) if free else 0)
        exits.append(
            Exits(
                [(Fraction(share, whole), to, next(ways)) for share, to in stated],
                [(to, next(ways)) for to in free],
                1 - sum(Fraction(share, whole) for share, _ in stated),
            )
        )
    return Chain(exits)


@st.composite
def counted(draw):
    chain = draw(chains())
    used = 1 + max(way for each in chain.exits for _, way in list_possible(each))
    some = st.sampled_from([0, 0, 1, Fraction(1, 3), 2])
    gains = Gains(
        draw(st.lists(some, min_size=chain.size, max_size=chain.size)),
        draw(st.lists(some, min_size=used, max_size=used)),
    )
    return chain, gains


def _reach(rows, start):
    seen = [start]
    for place in seen:
        seen += [to for to in rows[place] if to != END and to not in seen]
    return seen


def _solve_known(exits, gains, start):
    """Return what is expected of a chain whose shares are known, by Gauss and Jordan."""
    rows, worth = [], []
    for place, ways in enumerate(exits):
        row = {}
        for share, to, _ in ways:
            row[to] = row.get(to, 0) + share
        rows.append(row)
        worth.append(gains.visits[place] + sum(s * gains.ways[way] for s, _, way in ways))
    reached = _reach(rows, start)
    endless = [
        p
        for p in reached
        if all(END not in rows[q] and p in _reach(rows, q) for q in _reach(rows, p))
    ]
    if any(worth[place] for place in endless):
        return inf
    places = [place for place in reached if place not in endless]
    matrix = [
        [Fraction(int(a == b)) - rows[a].get(b, 0) for b in places] + [Fraction(worth[a])]
        for a in places
    ]
    for at in range(len(places)):
        pivot = next(n for n in range(at, len(places)) if matrix[n][at])
        matrix[at], matrix[pivot] = matrix[pivot], matrix[at]
        matrix[at] = [each / matrix[at][at] for each in matrix[at]]
        for other in range(len(places)):
            if other != at:
                factor = matrix[other][at]
                matrix[other] = [
                    a - factor * b for a, b in zip(matrix[other], matrix[at], strict=True)
                ]
    return matrix[places.index(start)][-1] if start in places else 0


def _corners(chain):
    """Yield the chain with every rest going one way."""
    choices = [each.free if each.rest else [None] for each in chain.exits]
    for chosen in product(*choices):
        yield [
            [*each.stated, *([(each.rest, *way)] if way else [])]
            for each, way in zip(chain.exits, chosen, strict=True)
        ]


@settings(max_examples=300)
@given(counted())
def test_bounds_are_those_of_the_corners(case):
    chain, gains = case
    least, most = bound_both(chain, gains)
    corners = list(_corners(chain))
    for start in range(chain.size):
        values = [_solve_known(corner, gains, start) for corner in corners]
        assert least[start] == min(values)
        assert most[start] == max(values)


@given(chains())
def test_two_ends_are_those_of_each_by_itself(chain):
    ends = sorted({way for each in chain.exits for to, way in list_possible(each) if to == END})
    one, other = (_gains(chain, ways=set(ends[at::2])) for at in (0, 1))
    for found, gains in zip(bound_two_ends(chain, one, other), (one, other), strict=True):
        for bounds, alone in zip(found, bound_both(chain, gains), strict=True):
            assert list(bounds) == list(alone)


@given(counted(), st.randoms(use_true_random=False))
def test_no_admissible_share_leaves_the_bounds(case, chance):
    chain, gains = case
    least, most = bound_both(chain, gains)
    exits = []
    for each in chain.exits:
        parts = [chance.randint(0, 3) for _ in each.free]
        parts = parts if sum(parts) else [1] * len(parts)
        rest = [
            (each.rest * Fraction(part, sum(parts)), *way)
            for part, way in zip(parts, each.free, strict=True)
            if part and each.rest
        ]
        exits.append([*each.stated, *rest])
    for start in range(chain.size):
        assert least[start] <= _solve_known(exits, gains, start) <= most[start]


@given(counted(), st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(case, chance):
    chain, gains = case
    order = list(range(chain.size))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)} | {END: END}
    exits = [
        Exits(
            [(share, place[to], way) for share, to, way in chain.exits[old].stated],
            [(place[to], way) for to, way in reversed(chain.exits[old].free)],
            chain.exits[old].rest,
        )
        for old in order
    ]
    moved = Gains([gains.visits[old] for old in order], gains.ways)
    for one, other in zip(bound_both(chain, gains), bound_both(Chain(exits), moved), strict=True):
        assert [one[old] for old in order] == list(other)


# What a single case may meet, by walking every way.


def _walk(chain, gains, start, most):
    """Return the least of all ways that end, or the most of all ways of some length."""
    values = {start: gains.visits[start]}
    ends = []
    for _ in range(3 * chain.size):
        after: dict[int, Fraction] = {}
        for place, value in values.items():
            for to, way in list_possible(chain.exits[place]):
                here = value + gains.ways[way]
                if to == END:
                    ends.append(here)
                    continue
                here += gains.visits[to]
                after[to] = (max if most else min)(after.get(to, here), here)
        values = after
    return ends, values


@given(counted())
def test_single_cases_are_those_of_all_ways(case):
    chain, gains = case
    best, worst = find_best(chain, gains), find_worst(chain, gains)
    for start in range(chain.size):
        ends, _ = _walk(chain, gains, start, most=False)
        if ends:
            assert best[start] == min(ends)
        ends, lasting = _walk(chain, gains, start, most=True)
        found = max([*ends, *lasting.values()])
        assert worst[start] == found if worst[start] != inf else found >= 1


# Ways that may be gone so many times.


def _expect_bounded(chain, limits, gains, place, used, most):
    """Return the bounds of a chain without circles but for bounded ways, by walking all of it."""
    exits = chain.exits[place]
    spent = {way for way, (move, limit) in limits.items() if used.get(move, 0) >= limit}
    stated = [each for each in exits.stated if each[2] not in spent]
    free = [each for each in exits.free if each[1] not in spent]
    rest = 1 - sum(share for share, _, _ in stated)
    if rest and not free:
        free = [(to, way) for _, to, way in stated] or [(END, STAY)]

    def follow(to, way):
        value = gains.ways[way]
        if to == END:
            return value
        more = used
        if way in limits:
            move = limits[way][0]
            more = used | {move: used.get(move, 0) + 1}
        return value + _expect_bounded(chain, limits, gains, to, more, most)

    total = gains.visits[place] + sum(share * follow(to, way) for share, to, way in stated)
    if rest:
        total += rest * (max if most else min)(follow(to, way) for to, way in free)
    return total


@st.composite
def bounded(draw):
    """Draw a chain whose ways back are all bounded, some of them together."""
    count = draw(st.integers(1, 4))
    ways = iter(range(1, 1000))
    exits, limits = [], {}
    for place in range(count):
        targets = draw(st.lists(st.integers(END, count - 1), min_size=1, max_size=3))
        stated, free = [], []
        for to in targets:
            way = next(ways)
            if END != to <= place:
                limits[way] = (draw(st.integers(0, 1)), 0)
            share = draw(st.sampled_from([0, 1, 2]))
            (stated.append((share, to, way)) if share else free.append((to, way)))
        whole = sum(share for share, _, _ in stated) + len(free)
        exits.append(
            Exits(
                [(Fraction(share, whole), to, way) for share, to, way in stated],
                free,
                Fraction(len(free), whole),
            )
        )
    counts = [draw(st.integers(1, 2)), draw(st.integers(1, 2))]
    limits = {way: (move, counts[move]) for way, (move, _) in limits.items()}
    used = next(ways)
    some = st.sampled_from([0, 1, 2])
    gains = Gains(
        draw(st.lists(some, min_size=count, max_size=count)),
        draw(st.lists(some, min_size=used, max_size=used)),
    )
    return Chain(exits), limits, gains


@given(bounded())
def test_bounded_ways_are_gone_so_often_and_no_more(case):
    chain, limits, gains = case
    unfolded = unfold(chain, limits, STAY)
    assert not unfolded.unsolved
    least, most = bound_both(unfolded.chain, gains)
    for start in range(chain.size):
        at = unfolded.first[start]
        assert least[at] == _expect_bounded(chain, limits, gains, start, {}, most=False)
        assert most[at] == _expect_bounded(chain, limits, gains, start, {}, most=True)


def test_three_times_there_and_back():
    there_and_back = Chain([Exits((), [(1, 1), (END, 3)], 1), Exits((), [(0, 2), (END, 3)], 1)])
    unfolded = unfold(there_and_back, {1: (7, 3)}, STAY)
    moves, settled = Gains([0, 0], [0, 1, 1, 0]), Gains([0, 0], [0, 0, 0, 1])
    least, most = bound_both(unfolded.chain, moves)
    assert (least[unfolded.first[0]], most[unfolded.first[0]]) == (0, 6)
    assert find_worst(unfolded.chain, moves)[unfolded.first[0]] == 6
    assert bound(unfolded.chain, settled, most=False)[unfolded.first[0]] == 1


def test_what_is_used_up_and_leads_nowhere_else_stays():
    only = Chain([Exits([(1, 1, 1)]), Exits([(1, 0, 2)])])
    unfolded = unfold(only, {1: (0, 2)}, STAY)
    assert bound(unfolded.chain, Gains([0, 0], [1, 0, 0]), most=True)[unfolded.first[0]] == 1
    assert bound(unfolded.chain, Gains([0, 0], [0, 1, 0]), most=False)[unfolded.first[0]] == 2


# One unknown share at several copies of a place.


def _values_in_order(unfolded, gains, orders):
    """Return the value from the first place on where each copy goes the first way that it can."""
    exits = []
    for place, each in enumerate(unfolded.chain.exits):
        order = orders[unfolded.chain.origin[place]]
        free = sorted(each.free, key=lambda way: order.index(way[1]) if way[1] in order else -1)
        exits.append(Exits(each.stated, free[:1], each.rest))
    return bound(Chain(exits, unfolded.chain.origin), gains, most=True)[unfolded.first[0]]


@st.composite
def limited(draw):
    """Draw a chain of which some ways are bounded, each by itself."""
    chain, gains = draw(counted())
    ways = [way for each in chain.exits for to, way in list_possible(each) if to != END]
    some = draw(st.lists(st.sampled_from(ways), unique=True, max_size=2)) if ways else []
    gains = Gains(gains.visits, [0, *gains.ways])
    chain = Chain(
        [
            Exits(
                [(share, to, way + 1) for share, to, way in each.stated],
                [(to, way + 1) for to, way in each.free],
                each.rest,
            )
            for each in chain.exits
        ]
    )
    return chain, gains, {way + 1: (at, draw(st.integers(1, 2))) for at, way in enumerate(some)}


@settings(deadline=None)
@given(limited())
def test_copies_of_a_place_agree_on_their_shares(case):
    chain, gains, limits = case
    orders = [list(permutations(way for _, way in list_possible(each))) for each in chain.exits]
    assume(prod(map(len, orders)) <= 100)
    unfolded = unfold(chain, limits, STAY)
    exits, origin = unfolded.chain.exits, unfolded.chain.origin
    group = {at: (origin[at],) for at, each in enumerate(exits) if each.rest and len(each.free) > 1}
    doubles = Doubles(group, range(len(gains.ways)))
    begin = unfolded.first[0]
    assert begin == 0
    values = [_values_in_order(unfolded, gains, each) for each in product(*orders)]
    assert bound_corners(unfolded.chain, doubles, gains, most=False) == min(values)
    assert bound_corners(unfolded.chain, doubles, gains, most=True) == max(values)
    assert bound_together(unfolded.chain, doubles, gains, most=False) in (min(values), None)
    assert bound_together(unfolded.chain, doubles, gains, most=True) in (max(values), None)


# What is too large, or too long, to be exact.


@given(counted())
def test_large_circles_come_near_to_what_is_exact(case):
    chain, gains = case
    exact = bound_both(chain, gains)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optima, "LARGE", 0)
        near = bound_both(Chain(chain.exits), gains)
    for one, other in zip(exact, near, strict=True):
        assert [float(each) for each in other] == pytest.approx([float(each) for each in one])


def test_a_circle_of_thousands_of_places_is_near_its_value():
    # Each place is left by one case in three, and the others go round: 3 visits are expected.
    count = 3_000
    ring = Chain(
        [
            Exits([(Fraction(1, 3), END, 0), (Fraction(2, 3), (at + 1) % count, 1)])
            for at in range(count)
        ]
    )
    found = bound(ring, Gains([1] * count, [0, 0]), most=True)[0]
    assert isinstance(found, float)
    assert found == pytest.approx(3, abs=1e-10)


def test_a_fraction_of_thousands_of_digits_is_a_near_number():
    # Of each place two in seven go on: 1 / (1 - 2/7) places are met, nearly.
    count = 2_000
    way = [
        Exits([(Fraction(5, 7), END, 0), (Fraction(2, 7), at + 1 if at + 1 < count else END, 1)])
        for at in range(count)
    ]
    found = bound(Chain(way), Gains([1] * count, [0, 0]), most=False)
    assert isinstance(found[0], float)
    assert found[0] == pytest.approx(7 / 5)
    assert found[count - 1] == 1
    assert found[count - 2] == Fraction(9, 7)
