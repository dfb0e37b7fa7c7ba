"""Photos of strangers' telephones become upright JPEGs that tell nothing; what is no photo is refused."""

import importlib
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from facilities.photos import MOST_BYTES, cleaned_photo

GPS = 0x8825
ORIENTATION = 0x0112


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def photo(content: bytes, name: str = "bengkel.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def telling() -> Image.Exif:
    """Where, with what and how it was held."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera Petugas"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (3.0, 17.0, 30.0)
    return exif


def bomb(side: int) -> bytes:
    """A PNG that says it is so many pixels wide and high, in some hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def test_a_photo_loses_its_place_and_camera_and_is_turned_upright() -> None:
    content = picture(exif=telling())
    assert dict(Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)) != {}

    cleaned = cleaned_photo(photo(content))

    seen = Image.open(cleaned)
    assert (seen.format, seen.size) == ("JPEG", (40, 60))
    assert dict(seen.getexif()) == {}
    assert b"Kamera" not in cleaned.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_is_scaled_to_1600_pixels(kind: str) -> None:
    cleaned = cleaned_photo(photo(picture(kind, (3200, 1600))))

    assert Image.open(cleaned).size == (1600, 800)


def test_a_file_keeps_nothing_of_its_name() -> None:
    name = cleaned_photo(photo(picture(), "../../Bengkel Pak Wiryo.jpg")).name

    assert (len(name), name[-4:]) == (36, ".jpg")


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"\0" * 200,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>1</script>",
        b"GIF89a",
        b"",
    ],
    ids=["program", "svg", "html", "gif", "empty"],
)
def test_what_is_no_photo_is_refused_in_indonesian(content: bytes) -> None:
    with translation.override("id"), pytest.raises(ValidationError) as refusal:
        cleaned_photo(photo(content))

    assert refusal.value.messages == ["“bengkel.jpg” bukan foto yang dapat dibuka. Pilih gambar JPEG, PNG, atau WebP."]


def test_a_photo_cut_off_on_the_way_is_refused() -> None:
    importlib.import_module("weasyprint")
    content = picture(size=(400, 400))

    with pytest.raises(ValidationError):
        cleaned_photo(photo(content[: len(content) // 2]))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [8_000, 20_000])
def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(ValidationError):
        cleaned_photo(photo(bomb(side)))


def test_a_photo_of_more_than_5_mb_is_refused() -> None:
    with pytest.raises(ValidationError):
        cleaned_photo(photo(picture() + b"\0" * MOST_BYTES))
