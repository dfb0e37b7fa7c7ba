"""Makes the development key that seals certificates, unless it is there: var/signing_key.p12, its owner's only."""

from pathlib import Path
from runpy import run_path

PROJECT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    development = run_path(str(PROJECT / "certificates" / "signing" / "development.py"))
    development["make_if_missing"](PROJECT / "var" / "signing_key.p12")
