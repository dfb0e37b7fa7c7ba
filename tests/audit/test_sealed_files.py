"""Files sealed piece by piece come back whole, or not at all."""

import io

import pytest

from audit import sealed_files
from audit.sealed_files import seal, unsealed


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(sealed_files, "PIECE_BYTES", 4)


def sealed_lines(content: bytes) -> list[bytes]:
    file = io.BytesIO()
    seal(io.BytesIO(content), file)
    return file.getvalue().splitlines(keepends=True)


@pytest.mark.parametrize("content", [b"", b"abc", b"abcd", b"abcde", b"\n" * 9])
def test_what_was_sealed_comes_back(content):
    assert b"".join(unsealed(sealed_lines(content))) == content


def test_each_piece_is_a_line_of_its_own():
    assert len(sealed_lines(b"abcdefghi")) == 3


@pytest.mark.parametrize("order", [(0, 1), (0,), (1, 0, 2), (0, 2), (0, 0, 1, 2), ()])
def test_pieces_left_out_swapped_or_cut_off_are_noticed(order):
    lines = sealed_lines(b"abcdefghi")

    with pytest.raises(ValueError):
        list(unsealed([lines[place] for place in order]))
