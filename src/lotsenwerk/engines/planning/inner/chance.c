/* Chance: the Mersenne Twister of Python's random.Random, so that both throw the same (chance.py). */

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
