/* What Python calls (kernel.py). */

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

/* What tours come to, without laying them: sequences one after the other, and of each whether it fits, when it leaves,
 * how long it is, its ways in all and one by one (one more than its stops). */
void search_sums(Search *s, int32_t tours, const int32_t *slots, const int32_t *seqs, const int32_t *counts, int32_t *fits,
                 seconds *starts, seconds *lengths, seconds *ways, seconds *edges) {
    for (int32_t k = 0; k < tours; seqs += counts[k], edges += counts[k++] + 1) {
        const Tour *t = tour_of(s, slots[k], seqs, counts[k], 0);
        fits[k] = t->fits;
        starts[k] = t->start;
        lengths[k] = t->length;
        ways[k] = t->way;
        memcpy(edges, t->edges, (counts[k] + 1) * sizeof(seconds));
    }
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
