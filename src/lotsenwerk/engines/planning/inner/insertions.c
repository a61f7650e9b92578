/* Insertions: where one job goes into a tour most cheaply (inserting.py). */

static void single(Search *s, const Tour *t, int32_t node, Hit *hit, int16_t alternative) {
    const World *w = &s->w;
    int32_t slot = t->slot, way = w->slot_way[slot], home = w->slot_home[slot], end = t->count;
    seconds stay = w->stay[node], low = low_of(w, slot, node), high = w->high[node], limit = w->slot_most[slot];
    for (int32_t place = 0; place <= end; place++) {
        Segment one = t->before[place];
        seconds way_in = place ? leg(s, way, home, t->seq[place - 1], node) : home_leg(s, home, node);
        seconds length = one.length + way_in, early, late, wait;
        if (one.early + length > high) {
            if (one.early + length > high + SLACK) break;
            continue;
        }
        seconds way_out = place < end ? leg(s, way, home, node, t->seq[place]) : home_leg(s, home, node);
        seconds more = way_in + way_out - (end ? t->edges[place] : 0);
        if (more >= hit->more) continue;
        wait = low - length - one.late;
        early = later(low - length, one.early);
        late = sooner(high - length, one.late);
        length += stay + way_out;
        if (wait > 0) {
            early -= wait;
            length += wait;
        }
        Segment rest = t->after[place];
        if (early + length > rest.late) continue;
        wait = rest.early - length - late;
        length += rest.length;
        if ((wait > 0 ? length + wait : length) <= limit) {
            hit->more = more;
            hit->alternative = alternative;
            hit->begin = hit->end = (int16_t)place;
        }
    }
}

static void twice(Search *s, const Tour *t, int32_t first, int32_t second, Hit *hit, int16_t alternative) {
    const World *w = &s->w;
    int32_t slot = t->slot, way_of = w->slot_way[slot], home = w->slot_home[slot], end = t->count;
    const int32_t *seq = t->seq;
    seconds limit = w->slot_most[slot], room = w->slot_holds[slot] - w->change[first];
    seconds between = leg(s, way_of, home, first, second), home_second = home_leg(s, home, second);
    seconds stay_first = w->stay[first], low_first = low_of(w, slot, first), high_first = w->high[first];
    seconds stay_second = w->stay[second], low_second = low_of(w, slot, second), high_second = w->high[second];
    for (int32_t begin = 0; begin <= end; begin++) {
        Segment one = t->before[begin];
        seconds length = one.length, early = one.early, late = one.late, wait;
        if (t->carried[begin] > room) continue;
        seconds more = begin ? leg(s, way_of, home, seq[begin - 1], first) : home_leg(s, home, first);
        if (begin && !more && t->carried[begin] >= t->carried[begin - 1]) {
            int32_t before = seq[begin - 1];
            if (w->stay[before] == stay_first && low_of(w, slot, before) == low_first && w->high[before] == high_first)
                continue;
        }
        length += more;
        if (early + length > high_first) {
            if (early + length > high_first + SLACK) break;
            continue;
        }
        if (begin < end && more + leg(s, way_of, home, first, seq[begin]) - t->edges[begin] > hit->more + SLACK) continue;
        wait = low_first - length - late;
        early = later(low_first - length, early);
        late = sooner(high_first - length, late);
        length += stay_first;
        if (wait > 0) {
            early -= wait;
            length += wait;
        }
        seconds way_second = between;
        int32_t from = first;
        for (int32_t place = begin;; place++) {
            seconds reached = length + way_second;
            if (early + reached > high_second + SLACK) break;
            seconds onward = place < end ? leg(s, way_of, home, second, seq[place]) : home_second;
            seconds whole = more + way_second + onward - (place < end || end ? t->edges[place] : 0);
            if (whole < hit->more && early + reached <= high_second) {
                seconds early_then = later(low_second - reached, early), late_then = sooner(high_second - reached, late);
                wait = low_second - reached - late;
                reached += stay_second + onward;
                if (wait > 0) {
                    early_then -= wait;
                    reached += wait;
                }
                Segment rest = t->after[place];
                if (early_then + reached <= rest.late) {
                    wait = rest.early - reached - late_then;
                    reached += rest.length;
                    if ((wait > 0 ? reached + wait : reached) <= limit) {
                        hit->more = whole;
                        hit->alternative = alternative;
                        hit->begin = (int16_t)begin;
                        hit->end = (int16_t)place;
                    }
                }
            }
            if (place == end || t->carried[place + 1] > room) break;
            int32_t node = seq[place];
            seconds way = leg(s, way_of, home, from, node), low = low_of(w, slot, node), high = w->high[node];
            more += way - t->edges[place];
            if (more > hit->more + SLACK) break;
            length += way;
            if (early + length > high) break;
            wait = low - length - late;
            early = later(low - length, early);
            late = sooner(high - length, late);
            length += w->stay[node];
            if (wait > 0) {
                early -= wait;
                length += wait;
            }
            from = node;
            way_second = leg(s, way_of, home, node, second);
        }
    }
}

/* A sequence with one or two nodes put into it; returns its length. */
static int32_t with_nodes(const Tour *t, int32_t first, int32_t second, int32_t begin, int32_t end, int32_t *seq) {
    int32_t n = 0;
    for (int32_t place = 0; place <= t->count; place++) {
        if (place == begin) seq[n++] = first;
        if (place == end && second >= 0) seq[n++] = second;
        if (place < t->count) seq[n++] = t->seq[place];
    }
    return n;
}

typedef struct {
    seconds more;
    int16_t begin, end;
} Try;

static int by_more(const void *a, const void *b) {
    const Try *one = a, *other = b;
    if (one->more != other->more) return one->more < other->more ? -1 : 1;
    if (one->begin != other->begin) return one->begin - other->begin;
    return one->end - other->end;
}

/* Chilled goods: the cheapest sequences are tried with the clock. */
static void by_clock(Search *s, const Tour *t, int32_t first, int32_t second, Hit *hit, int16_t alternative) {
    const World *w = &s->w;
    int32_t slot = t->slot, way = w->slot_way[slot], home = w->slot_home[slot], end = t->count, count = 0;
    Try *tries = malloc(sizeof(Try) * (end + 1) * (end + 2) / 2);
    int32_t seq[MOST_STOPS + 2];
    Clock clock;
    if (!tries) abort();
    for (int32_t begin = 0; begin <= end; begin++) {
        seconds in = begin ? leg(s, way, home, t->seq[begin - 1], first) : home_leg(s, home, first);
        seconds out = begin < end ? leg(s, way, home, first, t->seq[begin]) : home_leg(s, home, first);
        seconds cut = end ? t->edges[begin] : 0;
        if (second < 0) {
            seconds more = in + out - cut;
            if (more < hit->more) tries[count++] = (Try){more, (int16_t)begin, (int16_t)begin};
            continue;
        }
        for (int32_t place = begin; place <= end; place++) {
            seconds more;
            seconds on = place < end ? leg(s, way, home, second, t->seq[place]) : home_leg(s, home, second);
            if (place == begin)
                more = in + leg(s, way, home, first, second) + on - cut;
            else
                more = in + out - cut + leg(s, way, home, t->seq[place - 1], second) + on - t->edges[place];
            if (more < hit->more) tries[count++] = (Try){more, (int16_t)begin, (int16_t)place};
        }
    }
    qsort(tries, count, sizeof(Try), by_more);
    for (int32_t k = 0; k < count; k++) {
        int32_t n = with_nodes(t, first, second, tries[k].begin, tries[k].end, seq);
        seconds carried = 0;
        if (!scheduled(s, &clock, slot, t->leaves, seq, n)) continue;
        for (int32_t place = 0; place < n && carried <= w->slot_holds[slot]; place++) carried += w->change[seq[place]];
        if (carried > w->slot_holds[slot]) continue;
        hit->more = tries[k].more;
        hit->alternative = alternative;
        hit->begin = tries[k].begin;
        hit->end = tries[k].end;
        break;
    }
    free(tries);
}

static const Hit *hit_of(Search *s, const Tour *t, int32_t job) {
    const World *w = &s->w;
    uint64_t key = ((uint64_t)t->id << 16) ^ (uint64_t)job * 0x9E3779B1U;
    Hit *hit = &s->hits[(key * 0x9E3779B97F4A7C15ULL) >> 46];
    if (hit->tour == t->id && hit->job == job) return hit;
    *hit = (Hit){NEVER, t->id, job, -1, 0, 0};
    int32_t slot = t->slot;
    if (w->stays[job] > t->spare || t->count >= MOST_STOPS) return hit;
    if (w->is_laden && w->amount[job] + t->load > w->slot_holds[slot]) return hit;
    int clock = t->chilled || w->ride[job] >= 0;
    for (int32_t k = w->alternative_first[job]; k < w->alternative_first[job + 1]; k++) {
        int32_t first = w->alternatives[2 * k], second = w->alternatives[2 * k + 1];
        int32_t visit = second < 0 ? first : second;
        int16_t which = (int16_t)(k - w->alternative_first[job]);
        if (low_of(w, slot, first) > w->high[first]) continue;
        if (w->high[visit] < t->leaves || low_of(w, slot, visit) > w->slot_end[slot]) continue;
        if (clock)
            by_clock(s, t, first, second, hit, which);
        else if (second < 0)
            single(s, t, first, hit, which);
        else
            twice(s, t, first, second, hit, which);
    }
    return hit;
}
