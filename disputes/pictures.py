"""Removes from pictures what could identify the sender: place, time, device, thumbnails, appendages.

Only what is needed to draw the picture is copied; the picture itself is not touched. Files
of other kinds cannot be cleaned reliably and are refused.
"""

import zlib

from django.core.exceptions import ValidationError

LARGEST = 3 * 1024 * 1024  # bytes
MOST = 3  # pictures
BROKEN = "图片“{name}”不完整或者已经损坏，请重新拍照或者截图后上传。"
FOREIGN = (
    "“{name}”不是 JPG 或者 PNG 图片。为保护举报人，只接收可以彻底清除拍摄信息的图片；"
    "文档请截图后上传。"
)
PNG = b"\x89PNG\r\n\x1a\n"
# The chunks of a PNG that draw it; EXIF, texts and times are in others.
DRAWN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB"}
# Markers of JPEG segments (ITU T.81, table B.1).
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_JFIF, _ADOBE, _COMMENT = 0xE0, 0xEE, 0xFE
# Markers without a length after them.
_BARE = {0x01, *range(0xD0, 0xD8)}


def cleaned(upload) -> tuple[str, bytes]:
    """Return the kind ("png", "jpg") and the cleaned content of an uploaded picture.

    Raises ValidationError where it is too large, damaged, or of another kind. The kind is read
    off the content, not the name.
    """
    if upload.size > LARGEST:
        raise ValidationError(
            f"图片“{upload.name}”超过 {LARGEST // 1024 // 1024} MB，请压缩后上传。"
        )
    content = upload.read(LARGEST + 1)
    try:
        if content.startswith(PNG):
            return "png", clean_png(content)
        if content.startswith(b"\xff\xd8\xff"):
            return "jpg", clean_jpeg(content)
    except (IndexError, ValueError) as error:
        raise ValidationError(BROKEN.format(name=upload.name)) from error
    raise ValidationError(FOREIGN.format(name=upload.name))


def clean_png(content: bytes) -> bytes:
    """The PNG reduced to the chunks that draw it; raises ValueError where it is damaged."""
    parts, at = [PNG], len(PNG)
    while True:
        length = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        chunk = content[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise ValueError("cut short")
        if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise ValueError("damaged")
        if name in DRAWN:
            parts.append(chunk)
        at += 12 + length
        if name == b"IEND":  # what is appended after it is dropped
            return b"".join(parts)


def clean_jpeg(content: bytes) -> bytes:
    """The JPEG reduced to the segments that draw it; raises ValueError or IndexError where damaged."""
    parts, at = [content[:2]], 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        while content[at + 1] == 0xFF:  # fill bytes before a marker
            at += 1
        marker = content[at + 1]
        if marker == _END:
            return b"".join([*parts, b"\xff\xd9"])
        if marker in _BARE or marker == _START:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise ValueError("cut short")
        if marker == _SCAN:
            end = scan_end(content, end)
        if is_drawn(marker):
            parts.append(content[at:end])
        at = end


def is_drawn(marker):
    """Whether a segment is needed: not comments, nor application data but JFIF and Adobe's colours."""
    is_application = 0xE0 <= marker <= 0xEF
    return marker != _COMMENT and (not is_application or marker in (_JFIF, _ADOBE))


def scan_end(content, at):
    """The end of the picture data that begins at `at`: the next marker.

    FF 00 is an escaped FF, and FF D0 to FF D7 are restart marks: both belong to the data.
    """
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2
