"""Small pictures that carry what they should not."""

import struct
import zlib

SECRET = b"GPS 26.08N 119.30E Canon 2026:11:24"


def chunk(name, content):
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def a_png():
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"tEXt", b"Comment\0" + SECRET)
        + chunk(b"eXIf", SECRET)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
        + SECRET
    )


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def a_jpeg():
    """Segments as a camera writes them; the picture's data holds stuffed and restart bytes."""
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(0xE1, b"Exif\0\0" + SECRET)
        + segment(0xE2, b"MPF\0" + SECRET)
        + segment(0xFE, SECRET)
        + segment(0xDB, b"\0" + bytes(64))
        + segment(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + b"\xff\xd9"
        + SECRET
    )
