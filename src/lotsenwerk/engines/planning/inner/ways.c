/* Ways: seconds between places, worked out when they are first asked for (legs.py). */

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

/* What is done at home is where the helper lives. */
static seconds by_home(const World *w, int32_t way, int32_t home, int32_t here, int32_t there) {
    double lat = w->at_home[here] ? w->own_lat[home] : w->lat[here];
    double lon = w->at_home[here] ? w->own_lon[home] : w->lon[here];
    double lat_there = w->at_home[there] ? w->own_lat[home] : w->lat[there];
    double lon_there = w->at_home[there] ? w->own_lon[home] : w->lon[there];
    return leg_seconds(w, way, metres(w, lat, lon, lat_there, lon_there));
}

static inline seconds leg(Search *s, int32_t way, int32_t home, int32_t here, int32_t there) {
    const World *w = &s->w;
    if (w->has_at_home && (w->at_home[here] || w->at_home[there])) return by_home(w, way, home, here, there);
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
        double lat = w->at_home[node] ? w->own_lat[home] : w->lat[node];
        double lon = w->at_home[node] ? w->own_lon[home] : w->lon[node];
        double straight = metres(w, w->home_lat[home], w->home_lon[home], lat, lon);
        *known = (int32_t)(leg_seconds(w, w->home_way[home], straight) + w->home_extra[home]) + 1;
    }
    return *known - 1;
}

static inline seconds low_of(const World *w, int32_t slot, int32_t node) {
    return w->lows[(size_t)w->slot_span[slot] * w->nodes + node];
}

static inline seconds later(seconds a, seconds b) { return a > b ? a : b; }
static inline seconds sooner(seconds a, seconds b) { return a < b ? a : b; }
