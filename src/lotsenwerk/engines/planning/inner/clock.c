/* The clock: when to leave, and whether chilled goods let a sequence be (scheduling.py). */

typedef struct {
    int32_t count, rides;
    seconds begin, end, leave, back;
    seconds way[MOST_STOPS + 4], stay[MOST_STOPS + 4], low[MOST_STOPS + 4], high[MOST_STOPS + 4];
    seconds begins[MOST_STOPS + 4], bound[MOST_STOPS + 4];
    int32_t ride_from[MOST_STOPS + 4], ride_to[MOST_STOPS + 4];
    seconds ride[MOST_STOPS + 4];
} Clock;

static void set_clock(Search *s, Clock *c, int32_t slot, seconds begin, const int32_t *seq, int32_t count) {
    const World *w = &s->w;
    int32_t way = w->slot_way[slot], home = w->slot_home[slot];
    c->count = count;
    c->begin = begin;
    c->end = w->slot_end[slot];
    c->rides = 0;
    for (int32_t place = 0; place < count; place++) {
        int32_t node = seq[place], job = w->job_of[node];
        c->way[place] = place ? leg(s, way, home, seq[place - 1], node) : home_leg(s, home, node);
        c->stay[place] = w->stay[node];
        c->low[place] = low_of(w, slot, node);
        c->high[place] = w->high[node];
        if (w->ride[job] < 0 || w->is_pick_up[node]) continue;
        for (int32_t from = 0; from < count; from++)
            if (w->job_of[seq[from]] == job && w->is_pick_up[seq[from]]) {
                c->ride_from[c->rides] = from;
                c->ride_to[c->rides] = place;
                c->ride[c->rides++] = w->ride[job];
            }
    }
    c->way[count] = home_leg(s, home, seq[count - 1]);
}

static int forward(Clock *c, seconds leave) {
    seconds *floor = c->bound;
    memcpy(floor, c->low, sizeof(seconds) * c->count);
    for (int32_t round = 0; round <= c->rides; round++) {
        seconds at = leave;
        int moved = 0;
        for (int32_t place = 0; place < c->count; place++) {
            at = later(at + c->way[place], floor[place]);
            if (at > c->high[place]) return 0;
            c->begins[place] = at;
            at += c->stay[place];
        }
        for (int32_t ride = 0; ride < c->rides; ride++) {
            int32_t from = c->ride_from[ride];
            seconds needed = c->begins[c->ride_to[ride]] - c->ride[ride] - c->stay[from];
            if (c->begins[from] < needed) {
                floor[from] = needed;
                moved = 1;
            }
        }
        if (!moved) {
            c->leave = leave;
            c->back = at + c->way[c->count];
            return c->back <= c->end;
        }
    }
    return 0;
}

static seconds backward(Clock *c) {
    seconds *ceiling = c->bound, at = c->leave;
    memcpy(ceiling, c->high, sizeof(seconds) * c->count);
    for (int32_t round = 0; round <= c->rides; round++) {
        int moved = 0;
        at = c->back - c->way[c->count];
        for (int32_t place = c->count - 1; place >= 0; place--) {
            c->begins[place] = at = sooner(at - c->stay[place], ceiling[place]);
            at -= c->way[place];
        }
        for (int32_t ride = 0; ride < c->rides; ride++) {
            int32_t from = c->ride_from[ride], to = c->ride_to[ride];
            seconds allowed = c->begins[from] + c->stay[from] + c->ride[ride];
            if (c->begins[to] > allowed) {
                ceiling[to] = allowed;
                moved = 1;
            }
        }
        if (!moved) break;
    }
    return at;
}

/* Whether the clock lets the sequence be; then ``leave`` and ``back`` are known. */
static int scheduled(Search *s, Clock *c, int32_t slot, seconds begin, const int32_t *seq, int32_t count) {
    set_clock(s, c, slot, begin, seq, count);
    if (!forward(c, begin)) return 0;
    seconds leave = backward(c);
    return forward(c, leave) && c->back - c->leave <= s->w.slot_most[slot];
}
