"""What is loaded once is not looked through again."""

import gc

from lotsenwerk.console.settling import settle


def test_what_is_loaded_is_out_of_the_collectors_rounds() -> None:
    try:
        settle()
        assert gc.get_freeze_count() > 100_000
        assert len(gc.get_objects()) < gc.get_freeze_count() / 10
    finally:
        gc.unfreeze()
