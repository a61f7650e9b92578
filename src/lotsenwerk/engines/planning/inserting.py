"""Where one job goes into a tour most cheaply.

The joins of segments (see ``evaluating``) are written out here, with ways looked up once: this is where the time of
the whole search goes.
"""

from lotsenwerk.engines.planning.tours import SLACK, Hit, Nodes, Tour


def single(tour: Tour, node: int, best: int, limit: int) -> Hit | None:
    """The cheapest place for one stop that costs less than ``best`` seconds and ends within ``limit`` seconds."""
    slot, seq, edges, legs = tour.slot, tour.seq, tour.edges, tour.slot.legs
    stay, low, high = slot.spans[node]
    from_node, end = legs[node], len(seq)
    place_found = -1
    for place, before in enumerate(tour.before):
        length, early, late = before
        way_in = legs[seq[place - 1]][node] if place else slot.first[node]
        length += way_in
        if early + length > high:
            if early + length > high + SLACK:
                break
            continue
        way_out = from_node[seq[place]] if place < end else slot.last[node]
        more = way_in + way_out - (edges[place] if end else 0)
        if more >= best:
            continue
        wait = low - length - late
        early, late = max(low - length, early), min(high - length, late)
        length += stay + way_out
        if wait > 0:
            early -= wait
            length += wait
        length_after, early_after, late_after = tour.after[place]
        if early + length > late_after:
            continue
        wait = early_after - length - late
        length += length_after
        if (length + wait if wait > 0 else length) <= limit:
            best, place_found = more, place
    if place_found < 0:
        return None
    return best, (*seq[:place_found], node, *seq[place_found:])


def double(  # noqa: C901, PLR0912, PLR0915 - written out in one piece, see above
    tour: Tour, nodes: Nodes, change: int, best: int, limit: int
) -> Hit | None:
    """The cheapest places for a pick-up of ``change`` bags and its visit, below ``best`` and within ``limit`` seconds.

    Where going on is too late or too dear already, later places are not tried.
    """
    first, second = nodes
    slot, seq, edges, after, carried = tour.slot, tour.seq, tour.edges, tour.after, tour.carried
    end, legs, spans = len(seq), slot.legs, slot.spans
    room = slot.holds - change
    from_first, from_second = legs[first], legs[second]
    between, home_second = from_first[second], slot.last[second]
    stay_first, low_first, high_first = spans[first]
    stay_second, low_second, high_second = spans[second]
    found = None
    for begin, before in enumerate(tour.before):
        length, early, late = before
        if carried[begin] > room:
            continue
        more = legs[seq[begin - 1]][first] if begin else slot.first[first]
        if begin and not more and carried[begin] >= carried[begin - 1] and spans[seq[begin - 1]] == spans[first]:
            continue  # Two things from one shop: after the other one is the same as before it.
        length += more
        if early + length > high_first:
            if early + length > high_first + SLACK:
                break
            continue
        if begin < end and more + from_first[seq[begin]] - edges[begin] > best + SLACK:
            continue
        # From here on (length, early, late) is the segment that ends with the stop before ``place``.
        wait = low_first - length - late
        early, late = max(low_first - length, early), min(high_first - length, late)
        length += stay_first
        if wait > 0:
            early -= wait
            length += wait
        way_second, from_last = between, from_first
        place = begin
        while True:
            reached = length + way_second
            if early + reached > high_second + SLACK:
                break
            whole = more + way_second + (from_second[seq[place]] - edges[place] if place < end else home_second)
            if place == end and end:
                whole -= edges[end]
            if whole < best and early + reached <= high_second:
                wait = low_second - reached - late
                early_after, late_after = max(low_second - reached, early), min(high_second - reached, late)
                reached += stay_second + (from_second[seq[place]] if place < end else home_second)
                if wait > 0:
                    early_after -= wait
                    reached += wait
                length_rest, early_rest, late_rest = after[place]
                if early_after + reached <= late_rest:
                    wait = early_rest - reached - late_after
                    reached += length_rest
                    if (reached + wait if wait > 0 else reached) <= limit:
                        best, found = whole, (begin, place)
            if place == end or carried[place + 1] > room:
                break
            node = seq[place]
            way = from_last[node]
            more += way - edges[place]
            if more > best + SLACK:
                break
            stay, low, high = spans[node]
            length += way
            if early + length > high:
                break
            wait = low - length - late
            early, late = max(low - length, early), min(high - length, late)
            length += stay
            if wait > 0:
                early -= wait
                length += wait
            from_last = legs[node]
            way_second = from_last[second]
            place += 1
    if found is None:
        return None
    begin, place = found
    return best, (*seq[:begin], first, *seq[begin:place], second, *seq[place:])
