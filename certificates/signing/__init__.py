"""The electronic seal of a certificate's file: PAdES by one key, behind one interface (docs/trust.md 3).

Only files that this application has just rendered are sealed; nothing here is reachable with bytes of a user.
"""

from .choice import is_development_key, seal_note, signer, standing
from .keys import SealFaultError
from .seals import Signer

__all__ = ["SealFaultError", "Signer", "is_development_key", "seal_note", "signer", "standing"]
