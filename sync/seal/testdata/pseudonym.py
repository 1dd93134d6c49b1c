"""Writes the vectors of pseudonym.tsv: what another implementation makes of the same keys.

Run with Debian's python3-cryptography: /usr/bin/python3 pseudonym.py > pseudonym.tsv
Columns: what, its kind (and site), the value, the result, all but names in hex.
"""
import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESSIV

K1 = bytes(range(32))
K2 = {1: bytes(range(0x20, 0x60)), 2: bytes(range(0x60, 0xA0))}
KREF = bytes(range(0xA0, 0xE0))

PERSON = [
    ("name", "GROSS"), ("name", "MUELLER"), ("name", "VON DER"), ("name", "ANNE"), ("name", "MARIE"), ("name", "LUEHE"),
    ("phon", "478657"), ("phon", "0667"), ("phon", "5"), ("titel", "DR"), ("tag", "07"), ("anschrift", "LINDENSTRASSE3A"),
    ("kvnr", "A123456780"), ("name", "X" * 200),
]
NUMBERS = [
    ("transaktion", "HE-00000001", "6f1f1c0e-1f4b-4c62-9a0a-3f7d2c1b5a40"), ("transaktion", "HE-00000002", "6f1f1c0e-1f4b-4c62-9a0a-3f7d2c1b5a40"),
    ("referenz", "HE-00000001", "P-1"), ("referenz", "HE-00000001", "P-0123456789ABCDEF"), ("meldung", "HE-00000001", "M-7"),
    ("meldung", "HE-00000001", "Ä ß 16 Byte...ja"),
]


def krypt(kind, value):
    return hmac.new(K1, b"kn-v1" + kind.encode() + b"\x00" + value.encode(), hashlib.sha256).digest()


def number(generation, of):
    return AESSIV(K2[generation]).encrypt(of, [b"kn-v1" + struct.pack(">I", generation)])


for kind, value in PERSON:
    k = krypt(kind, value)
    one = number(1, k)
    print("kryptogramm", kind, value, k.hex(), sep="\t")
    print("kontrollnummer-1", kind, value, one.hex(), sep="\t")
    print("kontrollnummer-1-2", kind, value, number(2, one).hex(), sep="\t")
for kind, site, value in NUMBERS:
    p = AESSIV(KREF).encrypt(value.encode(), [kind.encode() + b"\x00" + site.encode()])
    print("pseudonym", kind + " " + site, value, p.hex(), sep="\t")
