"""Compile each .po file of locale/ that is newer than its .mo file."""

import os
import sys
from pathlib import Path

import polib


def main() -> None:
    for source in Path(__file__).resolve().parent.parent.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        try:
            fresh = target.with_suffix(f".{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(fresh))
            fresh.replace(target)
        except (OSError, ValueError) as error:
            sys.exit(f"Cannot compile {source}: {error}")


if __name__ == "__main__":
    main()
