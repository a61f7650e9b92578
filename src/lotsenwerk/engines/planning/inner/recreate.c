/* Recreate: jobs are put in where it is cheapest, parties as a whole or not at all (rounds.py). */

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
