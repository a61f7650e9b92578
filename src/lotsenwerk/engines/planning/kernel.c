/* The inner loop of the search in C: what searching.py, evaluating.py, inserting.py and scheduling.py say, once more.
 *
 * It is an accelerator and nothing else: with the same town, seed and rounds it gives the same plan as the Python, to
 * the byte (tests/engines/planning/test_kernel.py), so whoever has no compiler has the same plans, later. Nothing here
 * is called from two threads at once.
 *
 * It is one piece for the compiler, so that what is asked millions of times is laid into where it is asked; for the
 * reader it lies in parts, each of which needs only those above it. Compile with -fno-builtin-pow -ffp-contract=off:
 * ways are rounded, and have to be the ones that Python finds.
 */
#include "inner/world.h"

#include "inner/chance.c"
#include "inner/ways.c"
#include "inner/clock.c"
#include "inner/tours.c"
#include "inner/insertions.c"
#include "inner/solution.c"
#include "inner/recreate.c"
#include "inner/ruin.c"
#include "inner/calls.c"
