"""The tree against RFC 9162's own test vectors, another implementation, and the definition itself."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from certificates.ledger.tree import (
    EMPTY_ROOT,
    Growing,
    consistency_proof,
    fold,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root,
    root_of,
)

# The inputs and roots of the reference implementation's test suite (certificate-transparency, merkletree).
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(data)) for data in INPUTS]
SIZES = st.integers(min_value=1, max_value=70)


def node_of(leaves):
    return lambda level, index: fold(leaves[index << level : (index + 1) << level])


def leaves_of(size):
    return [leaf_hash(str(number).encode()) for number in range(size)]


def by_definition(leaves):
    """RFC 9162, 2.1.1, word by word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference_implementation(size):
    assert root(size, node_of(LEAVES)).hex() == ROOTS[size - 1]
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert root(0, node_of([])) == EMPTY_ROOT == root_of([])
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_proofs_are_those_of_the_reference_implementation():
    proof = inclusion_proof(5, 8, node_of(LEAVES))
    growth = consistency_proof(6, 8, node_of(LEAVES))

    assert [step.hex() for step in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [step.hex() for step in growth] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 70])
def test_another_implementation_has_the_same_roots_and_accepts_our_proofs_as_its_own(size):
    other = InmemoryTree(algorithm="sha256")
    for number in range(size):
        other.append_entry(str(number).encode())
    node = node_of(leaves_of(size))

    assert other.get_root() == root(size, node)
    for position in range(size):
        theirs = other.prove_inclusion(position + 1, size)
        verify_inclusion(leaf_hash(str(position).encode()), other.get_root(), theirs)
        assert theirs.path[1:] == inclusion_proof(position, size, node)
    for old in range(1, size + 1):
        verify_consistency(root(old, node), root(size, node), other.prove_consistency(old, size))
        assert is_consistent(old, other.get_root(old), size, other.get_root(), consistency_proof(old, size, node))


@given(size=SIZES, data=st.data())
def test_every_leaf_is_proved_and_no_other_one(size, data):
    leaves, position = leaves_of(size), data.draw(st.integers(0, size - 1))
    top, proof = by_definition(leaves), inclusion_proof(position, size, node_of(leaves))

    assert is_included(leaves[position], position, size, proof, top)
    assert not is_included(leaf_hash(b"forged"), position, size, proof, top)
    assert not is_included(leaves[position], position, size, [*proof, top], top)
    for place in range(size):
        assert is_included(leaves[position], place, size, proof, top) == (place == position)


@given(new=SIZES, data=st.data())
def test_every_beginning_is_proved_and_no_other_one(new, data):
    leaves, old = leaves_of(new), data.draw(st.integers(1, new))
    proof = consistency_proof(old, new, node_of(leaves))
    was, now = by_definition(leaves[:old]), by_definition(leaves)
    forged = by_definition([*leaves[: old - 1], leaf_hash(b"forged")])

    assert is_consistent(old, was, new, now, proof)
    assert not is_consistent(old, forged, new, now, proof)
    assert not is_consistent(old, was, new, forged, proof)
    assert not is_consistent(old, was, new, now, [*proof, now])
    assert not is_consistent(old + 1, was, new, now, proof)
    for at in range(len(proof)):
        assert not is_consistent(old, was, new, now, proof[:at] + proof[at + 1 :])


@given(SIZES)
def test_a_growing_tree_yields_each_full_subtree_once(size):
    leaves, tree, full = leaves_of(size), Growing(), []

    for leaf in leaves:
        full += tree.add(leaf)

    assert tree.root == by_definition(leaves)
    assert sorted(full) == sorted(
        (level, index, by_definition(leaves[index << level : (index + 1) << level]))
        for level in range(1, 8)
        for index in range(size >> level)
    )


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_of_a_leaf_outside_the_tree(position, size):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(position, size, node_of(LEAVES))
    assert not is_included(LEAVES[0], position, size, [], LEAVES[0])


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_no_proof_between_sizes_that_cannot_follow(old, new):
    with pytest.raises(ValueError, match="not smaller"):
        consistency_proof(old, new, node_of(LEAVES))
    assert not is_consistent(old, b"", new, LEAVES[0], [LEAVES[0]])
