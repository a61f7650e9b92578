/* What the search reads and what it keeps. Names are those of the Python; instants are UTC seconds, lengths seconds. */
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

/* What Python hands over: arrays that it keeps alive, in the order of ``_ARRAYS`` in kernel.py. */
typedef struct {
    int32_t nodes, jobs, slots, caps, ways, homes, is_earth, is_laden, has_at_home;
    const double *lat, *lon;                     /* by node */
    const int32_t *job_of, *change, *is_pick_up, *at_home; /* by node */
    const seconds *stay, *high, *lows;           /* by node; lows: rows of nodes, one for each kind of span */
    const int32_t *alternative_first, *alternatives; /* by job: pairs of nodes, the second -1 for a single stop */
    const seconds *ride, *penalty, *stays, *amount;  /* by job; ride -1 where nothing is chilled */
    const int32_t *party_of, *party_first, *party_jobs;
    const double *speed, *detour;                /* by way */
    const seconds *fixed;
    const double *home_lat, *home_lon;           /* by home */
    const int32_t *home_way;
    const seconds *home_extra;
    const double *own_lat, *own_lon;             /* by home: where its helper lives, also where a bike is the home */
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
