"""Pictures that strangers' machines made: opened with care, turned upright, and encoded anew without what they tell."""

from __future__ import annotations

import io
import uuid
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

MOST_BYTES = 5 * 1024 * 1024
# A picture is unpacked in memory; 50 million pixels are 150 MB, and more than a telephone's camera usually takes.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


def cleaned_photo(upload: UploadedFile) -> ContentFile[bytes]:
    """The picture as a JPEG of at most 1600 px a side, upright, without metadata, under a random name.

    Raises ValidationError when it is too large, no picture, or of a kind that is not taken.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("“%(name)s” is larger than 5 MB.") % {"name": upload.name})
    refusal = ValidationError(
        _("“%(name)s” is no photo that can be opened. Choose a JPEG, PNG or WebP picture.") % {"name": upload.name}
    )
    # WeasyPrint, once imported, makes Pillow take half pictures for whole ones, everywhere in the process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(upload.read()), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise ValidationError(_("“%(name)s” has more than 50 million pixels.") % {"name": upload.name})
            # A JPEG is unpacked at half, a quarter or an eighth of its size where that is enough.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            encoded = _encoded(picture)
    except ValidationError:
        raise
    except Exception as error:  # what a broken or hostile file makes a decoder raise is not to be foreseen
        raise refusal from error
    return ContentFile(encoded, name=f"{uuid.uuid4().hex}.jpg")


def _encoded(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before it is turned: a turn copies the whole picture
    upright = picture
    with suppress(ValueError, SyntaxError):  # an unreadable turn is no reason to refuse the picture
        upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        seen = upright.convert("RGBA")
        upright = Image.new("RGB", seen.size, "white")
        upright.paste(seen, mask=seen.getchannel("A"))
    # Only the pixels go on: a new picture knows nothing of the camera, the place or the comments of the old one.
    bare = Image.new("RGB", upright.size)
    bare.paste(upright.convert("RGB"))
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()
