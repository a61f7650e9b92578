/* The present solution: its tours, what goes over several of them, and what a round changed (solution.py). */

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
