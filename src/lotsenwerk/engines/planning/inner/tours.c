/* Tours: what one slot does, summed up in segments and remembered (evaluating.py). */

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
        t->edges[place] = place ? leg(s, way, home, seq[place - 1], node) : home_leg(s, home, node);
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
