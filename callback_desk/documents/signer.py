"""Who signs for the agency. Light: what stands in a request to the press."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Signer:
    """The agency's PKCS#12 file as it lies on the disk, and what opens it."""

    pkcs12: bytes = field(repr=False)
    passphrase: str = field(repr=False)
