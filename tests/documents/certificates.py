"""Certificates of a fictional agency, made when a test asks for one."""

from __future__ import annotations

import functools
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "vier Wörter öffnen es"
HOLDER = "Springfield Police Department"


@functools.cache
def _rsa_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def agency_p12(*, days=(-1, 365), kind="rsa", passphrase=PASSPHRASE, with_key=True, usage=None, now=None) -> bytes:
    """A PKCS#12 file; days: from and until, counted from now. usage: "sign", "repudiate" or None for no extension."""
    now = now or datetime.now(UTC)
    key = _rsa_key() if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOLDER)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
    )
    if usage is not None:
        bits = (usage == "sign", usage == "repudiate", *[False] * 7)
        made = made.add_extension(x509.KeyUsage(*bits), critical=True)
    certificate = made.sign(key, SHA256())
    sealing = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    if not with_key:
        return pkcs12.serialize_key_and_certificates(b"a", None, certificate, None, sealing)
    return pkcs12.serialize_key_and_certificates(b"a", key, certificate, None, sealing)
