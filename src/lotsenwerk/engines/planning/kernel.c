/* The inner loop of the search in C: what searching.py, evaluating.py, inserting.py and scheduling.py say, once more.
 *
 * It is an accelerator and nothing else: with the same town, seed and rounds it gives the same plan as the Python, to
 * the byte (tests/engines/planning/test_kernel.py), so whoever has no compiler has the same plans, later. Names are
 * those of the Python. Instants are UTC seconds, lengths seconds. Nothing here is called from two threads at once.
 *
 * Compile with -fno-builtin-pow -ffp-contract=off: ways are rounded, and have to be the ones that Python finds.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NEVER ((int64_t)1 << 60)
#define NOWHERE (-1)
#define SLACK 3
#define MOST_STOPS 100
#define NEAR 60
#define METRES_A_SECOND 0.25
#define LONGEST_STRING 10
#define EARTH_RADIUS_M 6371009
#define HITS (1 << 18)       /* insertions that are remembered, the newest */
#define BUCKETS (1 << 15)
#define MATRIX_BYTES (48 << 20) /* ways between all places are kept in a table up to this size */
#define LEGS (1 << 20)       /* else the newest ones */

typedef int64_t seconds;

/* --- what Python hands over: arrays that it keeps alive ---------------------------------------------------------- */

typedef struct {
    int32_t nodes, jobs, slots, caps, ways, homes, is_earth, is_laden;
    const double *lat, *lon;                     /* by node */
    const int32_t *job_of, *change, *is_pick_up; /* by node */
    const seconds *stay, *high, *lows;           /* by node; lows: rows of nodes, one for each kind of span */
    const int32_t *alternative_first, *alternatives; /* by job: pairs of nodes, the second -1 for a single stop */
    const seconds *ride, *penalty, *stays, *amount;  /* by job; ride -1 where nothing is chilled */
    const int32_t *party_of, *party_first, *party_jobs;
    const double *speed, *detour;                /* by way */
    const seconds *fixed;
    const double *home_lat, *home_lon;           /* by home */
    const int32_t *home_way;
    const seconds *home_extra;
    const int32_t *slot_way, *slot_home, *slot_span, *slot_helper, *slot_plain, *slot_bike; /* by slot */
    const seconds *slot_begin, *slot_end, *slot_most, *slot_holds, *slot_own_leg;
    const int32_t *cap_first, *cap_list, *rival_first, *rival_list;
    const seconds *cap_jobs, *cap_seconds;       /* by cap */
    const seconds *bike_buffer;                  /* by bike */
    const int32_t *bike_first, *bike_slots, *taken_first;
    const seconds *taken;                        /* pairs */
} World;

typedef struct {
    seconds length, early, late;
} Segment;

typedef struct Tour {
    struct Tour *next;
    uint64_t hash;
    uint32_t id;
    int32_t slot, count, jobs_count, fits, chilled, is_kept;
    seconds begin, leaves, way, start, length, spare, load;
    Segment *before, *after;
    seconds *edges, *carried;
    int32_t *seq, *jobs;
} Tour;

typedef struct {
    seconds more;
    uint32_t tour;
    int32_t job;
    int16_t alternative, begin, end;
} Hit;

typedef struct {
    int32_t count;
    seconds *costs;
    int32_t *slots;
} Candidates;

typedef struct {
    uint64_t key;
    int32_t leg;
} Leg;

enum { PUT, WHERE, WAITS };
typedef struct {
    int32_t kind, index, where;
    seconds pair;
    Tour *tour;
} Change;

typedef struct {
    World w;
    /* chance: the Mersenne Twister of Python's random.Random */
    uint32_t twister[624];
    int32_t twisted;
    int32_t fewest, most, is_long;
    double skip;
    /* ways */
    int32_t **matrix, **home_legs;
    Leg *legs;
    /* tours */
    Tour **buckets, **empty;
    size_t tour_bytes, most_bytes;
    uint32_t next_id;
    Hit *hits;
    /* jobs */
    Candidates *candidates;
    int32_t *hopeful, hopeful_count, **near;
    const double *spots; /* by job: north, east, first and last begin; Python keeps it alive */
    uint8_t *is_firm, *party_firm;
    /* the present solution, the best one, and what the round changed */
    Tour **tours, **best_tours, *replaced;
    int32_t *where, *best_where;
    seconds *pair_of, *counts, *hours;
    uint8_t *waits;
    Change *log;
    int32_t log_count, log_room, is_logging;
    /* room for one round */
    int32_t *removed, *scratch, *slot_stamp, stamp;
    uint8_t *in_removed, *party_done;
    double *keys;
} Search;

/* --- chance ------------------------------------------------------------------------------------------------------ */

static uint32_t twist(Search *s) {
    uint32_t *mt = s->twister, y;
    if (s->twisted >= 624) {
        for (int k = 0; k < 624; k++) {
            y = (mt[k] & 0x80000000U) | (mt[(k + 1) % 624] & 0x7fffffffU);
            mt[k] = mt[(k + 397) % 624] ^ (y >> 1) ^ ((y & 1) ? 0x9908b0dfU : 0);
        }
        s->twisted = 0;
    }
    y = mt[s->twisted++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680U;
    y ^= (y << 15) & 0xefc60000U;
    return y ^ (y >> 18);
}

static double chance(Search *s) {
    uint32_t a = twist(s) >> 5, b = twist(s) >> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
}

static int32_t below(Search *s, int32_t count) { return (int32_t)(chance(s) * count); }

/* --- ways -------------------------------------------------------------------------------------------------------- */

static double radians(double degrees) { return degrees * (3.14159265358979323846 / 180.0); }

static double metres(const World *w, double lat, double lon, double lat_there, double lon_there) {
    if (!w->is_earth) {
        double east = lon - lon_there, north = lat - lat_there;
        return sqrt(east * east + north * north);
    }
    double here = radians(lat), there = radians(lat_there);
    double half_lat = sin((there - here) / 2), half_lon = sin(radians(lon_there - lon) / 2);
    double part = pow(half_lat, 2.0) + cos(here) * cos(there) * pow(half_lon, 2.0);
    return rint(2 * EARTH_RADIUS_M * asin(sqrt(part < 1.0 ? part : 1.0)));
}

static seconds leg_seconds(const World *w, int32_t way, double straight) {
    if (straight < 1) return 0;
    return (seconds)rint(straight * w->detour[way] / w->speed[way]) + w->fixed[way];
}

static seconds worked_out(const World *w, int32_t way, int32_t here, int32_t there) {
    return leg_seconds(w, way, metres(w, w->lat[here], w->lon[here], w->lat[there], w->lon[there]));
}

static inline seconds leg(Search *s, int32_t way, int32_t here, int32_t there) {
    const World *w = &s->w;
    if (s->matrix) {
        /* One more than the seconds; 0 is not known yet. */
        int32_t *known = &s->matrix[way][(size_t)here * w->nodes + there];
        if (!*known) *known = (int32_t)worked_out(w, way, here, there) + 1;
        return *known - 1;
    }
    uint64_t key = (((uint64_t)way * w->nodes + here) * w->nodes + there) + 1;
    Leg *known = &s->legs[(key * 0x9E3779B97F4A7C15ULL) >> 44];
    if (known->key != key) {
        known->key = key;
        known->leg = (int32_t)worked_out(w, way, here, there);
    }
    return known->leg;
}

static inline seconds home_leg(Search *s, int32_t home, int32_t node) {
    const World *w = &s->w;
    int32_t *known = &s->home_legs[home][node];
    if (!*known) {
        double straight = metres(w, w->home_lat[home], w->home_lon[home], w->lat[node], w->lon[node]);
        *known = (int32_t)(leg_seconds(w, w->home_way[home], straight) + w->home_extra[home]) + 1;
    }
    return *known - 1;
}

static inline seconds low_of(const World *w, int32_t slot, int32_t node) {
    return w->lows[(size_t)w->slot_span[slot] * w->nodes + node];
}

static inline seconds later(seconds a, seconds b) { return a > b ? a : b; }
static inline seconds sooner(seconds a, seconds b) { return a < b ? a : b; }

/* --- the clock (scheduling.py) ----------------------------------------------------------------------------------- */

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
        c->way[place] = place ? leg(s, way, seq[place - 1], node) : home_leg(s, home, node);
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

/* --- tours (evaluating.py) --------------------------------------------------------------------------------------- */

static int join(Segment one, seconds way, Segment other, Segment *joined) {
    seconds length = one.length + way;
    if (one.early + length > other.late) return 0;
    seconds early_other = other.early - length, late_other = other.late - length;
    seconds wait = early_other - one.late;
    joined->late = sooner(late_other, one.late);
    joined->early = later(early_other, one.early);
    joined->length = length + other.length;
    if (wait > 0) {
        joined->length += wait;
        joined->early -= wait;
    }
    return 1;
}

static Tour *new_tour(Search *s, int32_t slot, const int32_t *seq, int32_t count, seconds begin) {
    const World *w = &s->w;
    size_t bytes = sizeof(Tour) + (count + 1) * (2 * sizeof(Segment) + 2 * sizeof(seconds)) + 2 * count * sizeof(int32_t);
    Tour *t = calloc(1, bytes);
    if (!t) abort();
    char *room = (char *)(t + 1);
    t->before = (Segment *)room;
    t->after = t->before + count + 1;
    t->edges = (seconds *)(t->after + count + 1);
    t->carried = t->edges + count + 1;
    t->seq = (int32_t *)(t->carried + count + 1);
    t->jobs = t->seq + count;
    t->id = s->next_id++;
    t->slot = slot;
    t->count = count;
    t->begin = begin;
    t->leaves = later(begin, w->slot_begin[slot]);
    t->fits = 1;
    if (count) memcpy(t->seq, seq, count * sizeof(int32_t));
    s->tour_bytes += bytes;
    int32_t way = w->slot_way[slot], home = w->slot_home[slot];
    seconds stays = 0, carried = 0, most_carried = 0;
    for (int32_t place = 0; place < count; place++) {
        int32_t node = seq[place], job = w->job_of[node], seen = 0;
        for (int32_t k = 0; k < t->jobs_count && !seen; k++) seen = t->jobs[k] == job;
        if (!seen) {
            t->jobs[t->jobs_count++] = job;
            t->load += w->amount[job];
            t->chilled |= w->ride[job] >= 0;
        }
        t->edges[place] = place ? leg(s, way, seq[place - 1], node) : home_leg(s, home, node);
        t->way += t->edges[place];
        stays += w->stay[node];
    }
    if (count) t->way += t->edges[count] = home_leg(s, home, seq[count - 1]);
    t->spare = w->slot_most[slot] - t->way - stays + SLACK;
    Segment at_home = {0, t->leaves, w->slot_end[slot]}, segment = at_home, joined;
    t->before[0] = at_home;
    for (int32_t place = 0; place < count; place++) {
        int32_t node = seq[place];
        Segment span = {w->stay[node], low_of(w, slot, node), w->high[node]};
        int there = join(segment, t->edges[place], span, &joined);
        t->fits = t->fits && there && span.early <= span.late;
        segment = there ? joined : span;
        carried += w->change[node];
        most_carried = later(most_carried, carried);
        t->before[place + 1] = segment;
        t->carried[place + 1] = carried;
    }
    int there = 1;
    if (count) {
        there = join(segment, t->edges[count], at_home, &joined);
        if (there) segment = joined;
    }
    t->fits = t->fits && there && segment.length <= w->slot_most[slot] && most_carried <= w->slot_holds[slot];
    t->length = segment.length;
    t->start = segment.early;
    t->after[count] = segment = at_home;
    for (int32_t place = count - 1; place >= 0; place--) {
        int32_t node = seq[place];
        Segment span = {w->stay[node], low_of(w, slot, node), w->high[node]};
        segment = join(span, t->edges[place + 1], segment, &joined) ? joined : span;
        t->after[place] = segment;
    }
    if (t->chilled) {
        Clock clock;
        int may = scheduled(s, &clock, slot, t->leaves, seq, count);
        t->fits = t->fits && may;
        if (may) {
            t->start = clock.leave;
            t->length = clock.back - clock.leave;
        }
    }
    return t;
}

static Tour *tour_of(Search *s, int32_t slot, const int32_t *seq, int32_t count, seconds begin) {
    if (!count) return s->empty[slot];
    uint64_t hash = (uint64_t)slot * 0x9E3779B97F4A7C15ULL + (uint64_t)begin;
    for (int32_t place = 0; place < count; place++) hash = (hash ^ (uint64_t)seq[place]) * 0x100000001B3ULL + (hash >> 29);
    Tour **bucket = &s->buckets[(hash ^ (hash >> 32)) & (BUCKETS - 1)];
    for (Tour *t = *bucket; t; t = t->next)
        if (t->hash == hash && t->slot == slot && t->count == count && t->begin == begin &&
            !memcmp(t->seq, seq, count * sizeof(int32_t)))
            return t;
    Tour *t = new_tour(s, slot, seq, count, begin);
    t->hash = hash;
    t->next = *bucket;
    return *bucket = t;
}

/* Forget every tour that neither the present nor the best solution holds. */
static void forget(Search *s) {
    for (int32_t slot = 0; slot < s->w.slots; slot++) s->tours[slot]->is_kept = s->best_tours[slot]->is_kept = 1;
    for (int32_t bucket = 0; bucket < BUCKETS; bucket++) {
        Tour **link = &s->buckets[bucket];
        while (*link) {
            Tour *t = *link;
            if (t->is_kept) {
                t->is_kept = 0;
                link = &t->next;
            } else {
                *link = t->next;
                free(t);
            }
        }
    }
    s->tour_bytes = 0;
}

/* --- insertions (inserting.py) ----------------------------------------------------------------------------------- */

static void single(Search *s, const Tour *t, int32_t node, Hit *hit, int16_t alternative) {
    const World *w = &s->w;
    int32_t slot = t->slot, way = w->slot_way[slot], home = w->slot_home[slot], end = t->count;
    seconds stay = w->stay[node], low = low_of(w, slot, node), high = w->high[node], limit = w->slot_most[slot];
    for (int32_t place = 0; place <= end; place++) {
        Segment one = t->before[place];
        seconds way_in = place ? leg(s, way, t->seq[place - 1], node) : home_leg(s, home, node);
        seconds length = one.length + way_in, early, late, wait;
        if (one.early + length > high) {
            if (one.early + length > high + SLACK) break;
            continue;
        }
        seconds way_out = place < end ? leg(s, way, node, t->seq[place]) : home_leg(s, home, node);
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
    seconds between = leg(s, way_of, first, second), home_second = home_leg(s, home, second);
    seconds stay_first = w->stay[first], low_first = low_of(w, slot, first), high_first = w->high[first];
    seconds stay_second = w->stay[second], low_second = low_of(w, slot, second), high_second = w->high[second];
    for (int32_t begin = 0; begin <= end; begin++) {
        Segment one = t->before[begin];
        seconds length = one.length, early = one.early, late = one.late, wait;
        if (t->carried[begin] > room) continue;
        seconds more = begin ? leg(s, way_of, seq[begin - 1], first) : home_leg(s, home, first);
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
        if (begin < end && more + leg(s, way_of, first, seq[begin]) - t->edges[begin] > hit->more + SLACK) continue;
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
            seconds onward = place < end ? leg(s, way_of, second, seq[place]) : home_second;
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
            seconds way = leg(s, way_of, from, node), low = low_of(w, slot, node), high = w->high[node];
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
            way_second = leg(s, way_of, node, second);
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
        seconds in = begin ? leg(s, way, t->seq[begin - 1], first) : home_leg(s, home, first);
        seconds out = begin < end ? leg(s, way, first, t->seq[begin]) : home_leg(s, home, first);
        seconds cut = end ? t->edges[begin] : 0;
        if (second < 0) {
            seconds more = in + out - cut;
            if (more < hit->more) tries[count++] = (Try){more, (int16_t)begin, (int16_t)begin};
            continue;
        }
        for (int32_t place = begin; place <= end; place++) {
            seconds more;
            seconds on = place < end ? leg(s, way, second, t->seq[place]) : home_leg(s, home, second);
            if (place == begin)
                more = in + leg(s, way, first, second) + on - cut;
            else
                more = in + out - cut + leg(s, way, t->seq[place - 1], second) + on - t->edges[place];
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

/* --- the present solution (solution.py) -------------------------------------------------------------------------- */

static void note(Search *s, Change change) {
    if (!s->is_logging) return;
    if (s->log_count == s->log_room) {
        s->log_room = s->log_room ? 2 * s->log_room : 256;
        s->log = realloc(s->log, sizeof(Change) * s->log_room);
        if (!s->log) abort();
    }
    s->log[s->log_count++] = change;
}

static seconds put(Search *s, Tour *t) {
    const World *w = &s->w;
    Tour *old = s->tours[t->slot];
    note(s, (Change){PUT, t->slot, 0, 0, old});
    s->tours[t->slot] = t;
    for (int32_t k = w->cap_first[t->slot]; k < w->cap_first[t->slot + 1]; k++) {
        s->counts[w->cap_list[k]] += t->jobs_count - old->jobs_count;
        s->hours[w->cap_list[k]] += t->length - old->length;
    }
    return t->way - old->way;
}

static void lay(Search *s, int32_t job, int32_t where, seconds pair) {
    note(s, (Change){WHERE, job, s->where[job], s->pair_of[job], NULL});
    s->where[job] = where;
    s->pair_of[job] = pair;
}

static void wait_for(Search *s, int32_t job, uint8_t waits) {
    if (s->waits[job] == waits) return;
    note(s, (Change){WAITS, job, s->waits[job], 0, NULL});
    s->waits[job] = waits;
}

static void undo(Search *s) {
    s->is_logging = 0;
    while (s->log_count) {
        Change change = s->log[--s->log_count];
        if (change.kind == PUT) put(s, change.tour);
        if (change.kind == WHERE) {
            s->where[change.index] = change.where;
            s->pair_of[change.index] = change.pair;
        }
        if (change.kind == WAITS) s->waits[change.index] = (uint8_t)change.where;
    }
}

static int may_take(const Search *s, int32_t slot) {
    const World *w = &s->w;
    for (int32_t k = w->cap_first[slot]; k < w->cap_first[slot + 1]; k++)
        if (s->counts[w->cap_list[k]] >= w->cap_jobs[w->cap_list[k]]) return 0;
    return 1;
}

static int hours_let(const Search *s, const Tour *t) {
    const World *w = &s->w;
    seconds more = t->length - s->tours[t->slot]->length;
    for (int32_t k = w->cap_first[t->slot]; k < w->cap_first[t->slot + 1]; k++)
        if (s->hours[w->cap_list[k]] + more > w->cap_seconds[w->cap_list[k]]) return 0;
    return 1;
}

static int bike_is_free(const Search *s, const Tour *t) {
    const World *w = &s->w;
    int32_t bike = w->slot_bike[t->slot];
    if (bike < 0) return 1;
    seconds buffer = w->bike_buffer[bike], own = w->slot_own_leg[t->slot];
    seconds begin = t->start + own, end = t->start + t->length - own;
    for (int32_t k = w->bike_first[bike]; k < w->bike_first[bike + 1]; k++) {
        const Tour *there = s->tours[w->bike_slots[k]];
        if (there->slot == t->slot || !there->count) continue;
        seconds own_there = w->slot_own_leg[there->slot];
        seconds first = there->start + own_there, last = there->start + there->length - own_there;
        if (begin < last + buffer && first < end + buffer) return 0;
    }
    for (int32_t k = w->taken_first[bike]; k < w->taken_first[bike + 1]; k++)
        if (begin < w->taken[2 * k + 1] + buffer && w->taken[2 * k] < end + buffer) return 0;
    return 1;
}

static int earlier(const void *a, const void *b) {
    seconds one = *(const seconds *)a, other = *(const seconds *)b;
    return one < other ? -1 : one > other;
}

/* The tour that a slot makes of a sequence, or NULL where something other than its own clock is against it. */
static Tour *becomes(Search *s, int32_t slot, const int32_t *seq, int32_t count) {
    const World *w = &s->w;
    for (int32_t k = w->rival_first[slot]; k < w->rival_first[slot + 1]; k++)
        if (s->tours[w->rival_list[k]]->count) return NULL;
    int32_t bike = w->slot_bike[slot], n = 1;
    int32_t room = bike < 0 ? 1 : 1 + w->bike_first[bike + 1] - w->bike_first[bike] + w->taken_first[bike + 1] - w->taken_first[bike];
    seconds *begins = malloc(sizeof(seconds) * room);
    Tour *found = NULL;
    if (!begins) abort();
    begins[0] = 0;
    if (bike >= 0) {
        seconds after = w->bike_buffer[bike] - w->slot_own_leg[slot];
        for (int32_t k = w->bike_first[bike]; k < w->bike_first[bike + 1]; k++) {
            const Tour *there = s->tours[w->bike_slots[k]];
            if (there->slot == slot || !there->count) continue;
            seconds begin = there->start + there->length - w->slot_own_leg[there->slot] + after;
            if (begin > w->slot_begin[slot]) begins[n++] = begin;
        }
        for (int32_t k = w->taken_first[bike]; k < w->taken_first[bike + 1]; k++)
            if (w->taken[2 * k + 1] + after > w->slot_begin[slot]) begins[n++] = w->taken[2 * k + 1] + after;
        qsort(begins + 1, n - 1, sizeof(seconds), earlier);
    }
    for (int32_t k = 0; k < n && !found; k++) {
        Tour *t = tour_of(s, slot, seq, count, begins[k]);
        if (t->fits && hours_let(s, t) && bike_is_free(s, t)) found = t;
    }
    free(begins);
    return found;
}

/* --- ruin and recreate (searching.py) ---------------------------------------------------------------------------- */

/* Put one job where it is cheapest, if that is cheaper than ``worth``; the seconds, or NEVER. */
static seconds place_job(Search *s, int32_t job, seconds worth, double skip, const int32_t *barred, int32_t barred_count) {
    const World *w = &s->w;
    const Candidates *candidates = &s->candidates[job];
    int32_t seq[MOST_STOPS + 2];
    seconds best = worth, best_pair = 0;
    Tour *best_tour = NULL;
    Hit best_hit = {0};
    int32_t best_slot = NOWHERE;
    for (int32_t k = 0; k < candidates->count; k++) {
        seconds pair = candidates->costs[k];
        if (pair >= best) break;
        int32_t slot = candidates->slots[k];
        const Tour *t = s->tours[slot];
        if (w->stays[job] > t->spare) continue;
        const Hit *hit = hit_of(s, t, job);
        if (hit->more >= best - pair) continue;
        if (!may_take(s, slot)) continue;
        int is_barred = 0;
        for (int32_t b = 0; b < barred_count; b++) is_barred |= barred[b] == w->slot_helper[slot];
        if (is_barred) continue;
        if (skip > 0 && chance(s) < skip) continue;
        Tour *becoming = NULL;
        if (!w->slot_plain[slot]) {
            const int32_t *nodes = &w->alternatives[2 * (w->alternative_first[job] + hit->alternative)];
            Hit there = *hit;
            int32_t n = with_nodes(t, nodes[0], nodes[1], there.begin, there.end, seq);
            becoming = becomes(s, slot, seq, n);
            if (!becoming) continue;
            best = there.more + pair;
        } else {
            best_hit = *hit;
            best = hit->more + pair;
        }
        best_slot = slot;
        best_tour = becoming;
        best_pair = pair;
    }
    if (best_slot == NOWHERE) return NEVER;
    if (!best_tour) {
        const int32_t *nodes = &w->alternatives[2 * (w->alternative_first[job] + best_hit.alternative)];
        int32_t n = with_nodes(s->tours[best_slot], nodes[0], nodes[1], best_hit.begin, best_hit.end, seq);
        best_tour = tour_of(s, best_slot, seq, n, 0);
    }
    lay(s, job, best_slot, best_pair);
    wait_for(s, job, 0);
    s->replaced = s->tours[best_slot];
    return put(s, best_tour) + best_pair;
}

static seconds place_party(Search *s, int32_t party) {
    const World *w = &s->w;
    const int32_t *jobs = w->party_jobs + w->party_first[party];
    int32_t count = w->party_first[party + 1] - w->party_first[party], placed = 0;
    seconds penalty = 0, more = 0;
    for (int32_t k = 0; k < count; k++) {
        if (s->where[jobs[k]] != NOWHERE) return 0;
        penalty += w->penalty[jobs[k]];
    }
    int32_t *barred = malloc(sizeof(int32_t) * count);
    Tour **old = malloc(sizeof(Tour *) * count);
    if (!barred || !old) abort();
    for (; placed < count; placed++) {
        int32_t job = jobs[placed];
        seconds cost = place_job(s, job, penalty - more, 0.0, barred, placed);
        if (cost >= NEVER) break;
        old[placed] = s->replaced;
        barred[placed] = w->slot_helper[s->where[job]];
        more += cost;
    }
    if (placed < count) {
        for (int32_t k = placed - 1; k >= 0; k--) put(s, old[k]);
        for (int32_t k = 0; k < count; k++) {
            lay(s, jobs[k], NOWHERE, 0);
            if (s->candidates[jobs[k]].count) wait_for(s, jobs[k], 1);
        }
        more = penalty;
    }
    free(barred);
    free(old);
    return more;
}

static seconds recreate(Search *s, const int32_t *jobs, int32_t count, double skip) {
    const World *w = &s->w;
    seconds more = 0;
    for (int32_t k = 0; k < count; k++) {
        int32_t job = jobs[k], party = w->party_of[job];
        if (party >= 0) {
            if (!s->party_done[party]) {
                s->party_done[party] = 1;
                more += place_party(s, party);
            }
            continue;
        }
        seconds cost = place_job(s, job, w->penalty[job], skip, NULL, 0);
        more += cost >= NEVER ? w->penalty[job] : cost;
    }
    return more;
}

typedef struct {
    double far;
    int32_t job;
} Far;

static int nearer(const void *a, const void *b) {
    const Far *one = a, *other = b;
    if (one->far != other->far) return one->far < other->far ? -1 : 1;
    return one->job - other->job;
}

/* The jobs nearest in space and time, itself first: their number stands at the front. */
static const int32_t *near(Search *s, int32_t job) {
    if (s->near[job]) return s->near[job];
    const double *here = s->spots + 4 * (size_t)job;
    Far *all = malloc(sizeof(Far) * (s->hopeful_count + 1));
    int32_t count = 0, *found;
    if (!all) abort();
    for (int32_t k = 0; k < s->hopeful_count; k++) {
        const double *there = s->spots + 4 * (size_t)s->hopeful[k];
        double north = there[0] - here[0], east = there[1] - here[1];
        double apart = there[2] > here[3] ? there[2] - here[3] : here[2] > there[3] ? here[2] - there[3] : 0.0;
        Far one = {sqrt(north * north + east * east) + METRES_A_SECOND * apart, s->hopeful[k]};
        if (count == NEAR && nearer(&one, &all[NEAR - 1]) > 0) continue;
        int32_t at = count < NEAR ? count++ : NEAR - 1;
        for (; at > 0 && nearer(&one, &all[at - 1]) < 0; at--) all[at] = all[at - 1];
        all[at] = one;
    }
    found = malloc(sizeof(int32_t) * (count + 1));
    if (!found) abort();
    found[0] = count;
    for (int32_t k = 0; k < count; k++) found[k + 1] = all[k].job;
    free(all);
    return s->near[job] = found;
}

static int32_t add(Search *s, int32_t count, int32_t job) {
    if (s->in_removed[job]) return count;
    s->in_removed[job] = 1;
    s->removed[count] = job;
    return count + 1;
}

/* Stretches of the tours around a job. */
static int32_t strings(Search *s, int32_t seed, int32_t wanted) {
    const int32_t *around = near(s, seed);
    int32_t count = 0;
    s->stamp++;
    for (int32_t k = 1; k <= around[0] && count < wanted; k++) {
        int32_t slot = s->where[around[k]], place = 0;
        if (slot == NOWHERE || s->slot_stamp[slot] == s->stamp) continue;
        s->slot_stamp[slot] = s->stamp;
        const Tour *t = s->tours[slot];
        int32_t longest = t->jobs_count < LONGEST_STRING ? t->jobs_count : LONGEST_STRING;
        int32_t length = 1 + below(s, longest);
        while (t->jobs[place] != around[k]) place++;
        int32_t least = place - length + 1 > 0 ? place - length + 1 : 0;
        int32_t last = place < t->jobs_count - length ? place : t->jobs_count - length;
        int32_t first = least + below(s, last - least + 1);
        for (int32_t j = first; j < first + length; j++) count = add(s, count, t->jobs[j]);
    }
    return count;
}

/* Which jobs to take out, into ``removed``; their number. */
static int32_t choose(Search *s) {
    const World *w = &s->w;
    int32_t count = 0, waiting = 0, wanted = s->fewest + below(s, s->most - s->fewest + 1), seed;
    for (int32_t k = 0; k < s->hopeful_count; k++)
        if (s->waits[s->hopeful[k]]) s->scratch[waiting++] = s->hopeful[k];
    if (waiting && chance(s) < 0.3)
        seed = s->scratch[below(s, waiting)];
    else
        seed = s->hopeful[below(s, s->hopeful_count)];
    double kind = chance(s);
    if (s->is_long)
        count = strings(s, seed, wanted);
    else if (kind < 0.5) {
        const int32_t *around = near(s, seed);
        for (int32_t k = 1; k <= around[0] && count < wanted; k++)
            if (s->where[around[k]] != NOWHERE && chance(s) < 0.6) count = add(s, count, around[k]);
    } else {
        const Candidates *candidates = &s->candidates[seed];
        int32_t *slots = s->scratch;
        count = add(s, count, seed);
        memcpy(slots, candidates->slots, sizeof(int32_t) * candidates->count);
        for (int32_t k = 0; k < 4 && k < candidates->count; k++) {
            int32_t other = k + below(s, candidates->count - k), slot = slots[other];
            slots[other] = slots[k];
            slots[k] = slot;
            const Tour *t = s->tours[slot];
            for (int32_t j = 0; j < t->jobs_count; j++) count = add(s, count, t->jobs[j]);
        }
    }
    for (int32_t k = 0, before = count; k < before; k++) {
        int32_t party = w->party_of[s->removed[k]];
        if (party >= 0)
            for (int32_t j = w->party_first[party]; j < w->party_first[party + 1]; j++) count = add(s, count, w->party_jobs[j]);
    }
    int32_t kept = 0;
    for (int32_t k = 0; k < count; k++) {
        int32_t job = s->removed[k], party = w->party_of[job];
        int may_go = s->where[job] != NOWHERE && !s->is_firm[job] && (party < 0 || !s->party_firm[party]);
        s->in_removed[job] = (uint8_t)may_go;
        if (may_go) s->removed[kept++] = job;
    }
    return kept;
}

/* Take the jobs out of their tours; the seconds saved (below 0). The slots that changed get the newest stamp. */
static seconds take_out(Search *s, int32_t *count) {
    seconds more = 0;
    int32_t seq[MOST_STOPS + 2], *slots = s->scratch, slot_count = 0, kept = 0;
    s->stamp++;
    for (int32_t k = 0; k < *count; k++) {
        int32_t slot = s->where[s->removed[k]];
        if (s->slot_stamp[slot] == s->stamp) continue;
        s->slot_stamp[slot] = s->stamp;
        slots[slot_count++] = slot;
    }
    for (int32_t k = 0; k < slot_count; k++) {
        Tour *t = s->tours[slots[k]];
        int32_t n = 0;
        for (int32_t place = 0; place < t->count; place++)
            if (!s->in_removed[s->w.job_of[t->seq[place]]]) seq[n++] = t->seq[place];
        Tour *less = tour_of(s, slots[k], seq, n, t->begin);
        for (int32_t j = 0; j < t->jobs_count; j++) {
            int32_t job = t->jobs[j];
            if (!s->in_removed[job]) continue;
            if (!less->fits) {
                s->in_removed[job] = 0;
                continue;
            }
            more -= s->pair_of[job];
            lay(s, job, NOWHERE, 0);
            wait_for(s, job, 1);
        }
        if (less->fits) more += put(s, less);
    }
    for (int32_t k = 0; k < *count; k++)
        if (s->in_removed[s->removed[k]]) s->removed[kept++] = s->removed[k];
    *count = kept;
    return more;
}

static void in_some_order(Search *s, int32_t *jobs, int32_t count) {
    double kind = chance(s);
    if (kind >= 0.7) {
        for (int32_t k = count - 1; k > 0; k--) {
            int32_t other = below(s, k + 1), job = jobs[k];
            jobs[k] = jobs[other];
            jobs[other] = job;
        }
        return;
    }
    for (int32_t k = 0; k < count; k++)
        s->keys[k] = kind < 0.3 ? -(double)s->w.penalty[jobs[k]] * (0.9 + 0.2 * chance(s))
                                : s->candidates[jobs[k]].count * (0.7 + 0.6 * chance(s));
    for (int32_t k = 1; k < count; k++) {
        double key = s->keys[k];
        int32_t job = jobs[k], at = k;
        for (; at > 0 && s->keys[at - 1] > key; at--) {
            s->keys[at] = s->keys[at - 1];
            jobs[at] = jobs[at - 1];
        }
        s->keys[at] = key;
        jobs[at] = job;
    }
}

static int reaches(const Search *s, int32_t job) {
    const Candidates *candidates = &s->candidates[job];
    for (int32_t k = 0; k < candidates->count; k++)
        if (s->slot_stamp[candidates->slots[k]] == s->stamp) return 1;
    return 0;
}

/* --- what Python calls ------------------------------------------------------------------------------------------- */

static void *zeros(size_t count, size_t size) {
    void *room = calloc(count ? count : 1, size);
    if (!room) abort();
    return room;
}

/* A search over a world whose arrays stay where they are until ``search_end``; ``twister`` are the 625 numbers of
 * random.Random.getstate(). */
Search *search_begin(const World *world, const uint32_t *twister, int64_t most_bytes) {
    Search *s = zeros(1, sizeof(Search));
    World *w = &s->w;
    *w = *world;
    memcpy(s->twister, twister, sizeof(s->twister));
    s->twisted = (int32_t)twister[624];
    s->most_bytes = (size_t)most_bytes;
    s->next_id = 1;
    size_t table = (size_t)w->nodes * w->nodes * sizeof(int32_t);
    if (table * w->ways <= MATRIX_BYTES) {
        s->matrix = zeros(w->ways, sizeof(int32_t *));
        for (int32_t way = 0; way < w->ways; way++) s->matrix[way] = zeros(table, 1);
    } else
        s->legs = zeros(LEGS, sizeof(Leg));
    s->home_legs = zeros(w->homes, sizeof(int32_t *));
    for (int32_t home = 0; home < w->homes; home++) s->home_legs[home] = zeros(w->nodes, sizeof(int32_t));
    s->buckets = zeros(BUCKETS, sizeof(Tour *));
    s->hits = zeros(HITS, sizeof(Hit));
    s->empty = zeros(w->slots, sizeof(Tour *));
    s->tours = zeros(w->slots, sizeof(Tour *));
    s->best_tours = zeros(w->slots, sizeof(Tour *));
    for (int32_t slot = 0; slot < w->slots; slot++)
        s->best_tours[slot] = s->tours[slot] = s->empty[slot] = new_tour(s, slot, NULL, 0, 0);
    s->candidates = zeros(w->jobs, sizeof(Candidates));
    s->near = zeros(w->jobs, sizeof(int32_t *));
    s->hopeful = zeros(w->jobs, sizeof(int32_t));
    s->is_firm = zeros(w->jobs, 1);
    s->party_firm = zeros(w->jobs, 1);
    s->party_done = zeros(w->jobs, 1);
    s->where = zeros(w->jobs, sizeof(int32_t));
    s->best_where = zeros(w->jobs, sizeof(int32_t));
    s->pair_of = zeros(w->jobs, sizeof(seconds));
    s->counts = zeros(w->caps, sizeof(seconds));
    s->hours = zeros(w->caps, sizeof(seconds));
    s->waits = zeros(w->jobs, 1);
    s->in_removed = zeros(w->jobs, 1);
    s->removed = zeros(w->jobs, sizeof(int32_t));
    s->scratch = zeros(w->jobs + w->slots, sizeof(int32_t));
    s->slot_stamp = zeros(w->slots, sizeof(int32_t));
    s->keys = zeros(w->jobs, sizeof(double));
    for (int32_t job = 0; job < w->jobs; job++) s->where[job] = s->best_where[job] = NOWHERE;
    return s;
}

void search_end(Search *s) {
    const World *w = &s->w;
    for (int32_t bucket = 0; bucket < BUCKETS; bucket++)
        for (Tour *t = s->buckets[bucket], *next; t; t = next) {
            next = t->next;
            free(t);
        }
    for (int32_t slot = 0; slot < w->slots; slot++) free(s->empty[slot]);
    for (int32_t job = 0; job < w->jobs; job++) {
        free(s->candidates[job].costs);
        free(s->candidates[job].slots);
        free(s->near[job]);
    }
    for (int32_t home = 0; home < w->homes; home++) free(s->home_legs[home]);
    if (s->matrix)
        for (int32_t way = 0; way < w->ways; way++) free(s->matrix[way]);
    void *rooms[] = {s->matrix,  s->legs,       s->home_legs, s->buckets,    s->hits,    s->empty,      s->tours,
                     s->best_tours, s->candidates, s->near,   s->hopeful,    s->is_firm, s->party_firm, s->party_done,
                     s->where,   s->best_where, s->pair_of,   s->counts,     s->hours,   s->waits,      s->in_removed,
                     s->removed, s->scratch,    s->slot_stamp, s->keys,      s->log,     s};
    for (size_t k = 0; k < sizeof(rooms) / sizeof(rooms[0]); k++) free(rooms[k]);
}

/* Which of these slots can do the job if they do nothing else, the first ``most`` of them, into ``found``. */
int32_t search_able(Search *s, int32_t job, const int32_t *slots, int32_t count, int32_t most, int32_t *found) {
    int32_t n = 0;
    for (int32_t k = 0; k < count && n < most; k++)
        if (hit_of(s, s->empty[slots[k]], job)->more < NEVER) found[n++] = slots[k];
    return n;
}

void search_candidates(Search *s, int32_t job, const seconds *costs, const int32_t *slots, int32_t count) {
    Candidates *candidates = &s->candidates[job];
    candidates->count = count;
    candidates->costs = zeros(count, sizeof(seconds));
    candidates->slots = zeros(count, sizeof(int32_t));
    memcpy(candidates->costs, costs, count * sizeof(seconds));
    memcpy(candidates->slots, slots, count * sizeof(int32_t));
}

/* Lay the tours of the plan before: stops by slot one after the other, their counts, when each slot may leave, and the
 * slot and pair cost of each job. */
void search_lay(Search *s, const int32_t *seqs, const int32_t *counts, const seconds *begins, const int32_t *where,
                const seconds *pairs) {
    for (int32_t slot = 0; slot < s->w.slots; seqs += counts[slot++])
        if (counts[slot]) put(s, tour_of(s, slot, seqs, counts[slot], begins[slot]));
    memcpy(s->where, where, s->w.jobs * sizeof(int32_t));
    memcpy(s->pair_of, pairs, s->w.jobs * sizeof(seconds));
}

/* A job that stays where it is, and its party with it. */
void search_firm(Search *s, int32_t job) {
    s->is_firm[job] = 1;
    if (s->w.party_of[job] >= 0) s->party_firm[s->w.party_of[job]] = 1;
}

/* Put in jobs that nobody does, in this order; parties are tried once in all calls. */
void search_construct(Search *s, const int32_t *jobs, int32_t count) { recreate(s, jobs, count, 0.0); }

/* Begin to search from the present solution. ``hopeful`` are the jobs that somebody could do. */
void search_start(Search *s, const int32_t *hopeful, int32_t count, const double *spots, int32_t fewest, int32_t most, double skip,
                  int32_t is_long) {
    s->spots = spots;
    memcpy(s->hopeful, hopeful, count * sizeof(int32_t));
    s->hopeful_count = count;
    s->fewest = fewest;
    s->most = most;
    s->skip = skip;
    s->is_long = is_long;
    memset(s->waits, 0, s->w.jobs);
    for (int32_t k = 0; k < count; k++) s->waits[hopeful[k]] = s->where[hopeful[k]] == NOWHERE;
    memcpy(s->best_tours, s->tours, s->w.slots * sizeof(Tour *));
    memcpy(s->best_where, s->where, s->w.jobs * sizeof(int32_t));
}

/* One round: take some out and put them in again; keep it if it is better, or not too much worse for the heat.
 * The seconds that the present solution costs more. */
seconds search_round(Search *s, double heat) {
    const World *w = &s->w;
    if (s->tour_bytes > s->most_bytes) forget(s);
    s->log_count = 0;
    s->is_logging = 1;
    int32_t count = choose(s);
    seconds more = take_out(s, &count);
    for (int32_t k = 0; k < s->hopeful_count; k++) {
        int32_t job = s->hopeful[k];
        if (s->waits[job] && !s->in_removed[job] && reaches(s, job)) {
            more -= w->penalty[job];
            s->removed[count++] = job;
        }
    }
    memset(s->party_done, 0, w->jobs);
    for (int32_t k = 0; k < count; k++) s->in_removed[s->removed[k]] = 0;
    in_some_order(s, s->removed, count);
    more += recreate(s, s->removed, count, s->skip);
    if (more <= 0 || (double)more < -heat * log(1.0 - chance(s))) {
        s->is_logging = 0;
        return more;
    }
    undo(s);
    return 0;
}

/* The present solution is the best so far. */
void search_best(Search *s) {
    memcpy(s->best_tours, s->tours, s->w.slots * sizeof(Tour *));
    memcpy(s->best_where, s->where, s->w.jobs * sizeof(int32_t));
}

/* A solution, the best (1) or the present one (0): stops by slot one after the other, their counts, when each slot may
 * leave, and the slot of each job. The number of stops; with no room given, only that. */
int32_t search_tours(const Search *s, int32_t is_best, int32_t *seqs, int32_t *counts, seconds *begins, int32_t *where) {
    Tour **tours = is_best ? s->best_tours : s->tours;
    int32_t n = 0;
    for (int32_t slot = 0; slot < s->w.slots; slot++) {
        const Tour *t = tours[slot];
        if (seqs) {
            memcpy(seqs + n, t->seq, t->count * sizeof(int32_t));
            counts[slot] = t->count;
            begins[slot] = t->begin;
        }
        n += t->count;
    }
    if (where) memcpy(where, is_best ? s->best_where : s->where, s->w.jobs * sizeof(int32_t));
    return n;
}
