/* Ruin: which jobs are taken out, and in which order they are put in again (rounds.py). */

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
