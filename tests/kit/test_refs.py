import pytest

from lotsenwerk.kit.refs import ALPHABET, LENGTH, new_ref, read_ref


def test_refs_are_ten_unmistakable_signs_and_differ() -> None:
    refs = {new_ref() for _ in range(1_000)}
    assert len(refs) == 1_000
    assert all(len(ref) == LENGTH and set(ref) <= set(ALPHABET) for ref in refs)
    assert not set(ALPHABET) & set("ilou")


def test_ref_is_read_as_it_is_heard() -> None:
    assert read_ref(" 7K3M-PILO 91") == "7k3mp11091"
    ref = new_ref()
    assert read_ref(ref) == ref


@pytest.mark.parametrize("typed", ["", "7k3m", "7k3mp10912345", "7k3mp1091u", "7k3mp1091é", "x" * 10_000])
def test_what_cannot_be_a_ref_is_none(typed: str) -> None:
    assert read_ref(typed) is None
