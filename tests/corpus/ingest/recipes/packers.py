"""Writers of archives and compound files, byte by byte: standard ones cannot write what is broken, hostile or old."""

import struct
import zlib
from dataclasses import dataclass

DAY_1980 = 0x21  # 1 January 1980, the zero of ZIP's clock
STORED, DEFLATED = 0, 8


@dataclass
class Member:
    """A member of a ZIP archive; what is `None` is computed as it should be."""

    name: str | bytes
    data: bytes = b""
    method: int = DEFLATED
    packed: bytes | None = None
    declared: int | None = None
    crc: int | None = None
    password: bytes | None = None
    flags: int = 0
    extra: bytes = b""
    descriptor: bool = False
    zip64: bool = False


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def crypt(data, password, check):
    """The traditional encryption of PKWARE."""
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table.append(value)
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte):
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in bytes(range(11)) + bytes([check]) + data:
        key = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ key * (key ^ 1) >> 8 & 255)
        update(byte)
    return bytes(out)


def zip_file(members, *, comment=b"", entries=None, shared=False):
    """A ZIP archive. `shared`: all entries of the directory point at the first member. `entries`: the count that is written."""
    out, directory, start = bytearray(), bytearray(), 0
    for index, member in enumerate(members):
        name = member.name if isinstance(member.name, bytes) else member.name.encode()
        flags = member.flags | (0x800 if not isinstance(member.name, bytes) and not name.isascii() else 0)
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        packed = member.packed
        if packed is None:
            packed = deflate(member.data) if member.method == DEFLATED else member.data
        if member.password is not None:
            flags |= 1
            packed = crypt(packed, member.password, crc >> 24)
        size = len(member.data) if member.declared is None else member.declared
        version = 45 if member.zip64 else 20
        flags |= 8 if member.descriptor else 0
        if not shared or index == 0:
            start = len(out)
            sizes = (0, 0, 0) if member.descriptor else (crc, len(packed), size)
            extra = member.extra
            if member.zip64:
                extra += struct.pack("<HHQQ", 1, 16, size, len(packed))
                sizes = (crc, 0xFFFFFFFF, 0xFFFFFFFF)
            out += struct.pack("<4sHHHHHIIIHH", b"PK\3\4", version, flags, member.method, 0, DAY_1980, *sizes, len(name), len(extra))
            out += name + extra + packed
            if member.descriptor:
                out += struct.pack("<4sIII", b"PK\7\10", crc, len(packed), size)
        extra, sizes = member.extra, (crc, len(packed), size)
        if member.zip64:
            extra += struct.pack("<HHQQ", 1, 16, size, len(packed))
            sizes = (crc, 0xFFFFFFFF, 0xFFFFFFFF)
        attributes = 0x10 if name.endswith(b"/") else 0
        directory += struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", version, version, flags, member.method, 0, DAY_1980, *sizes, len(name),
                                 len(extra), 0, 0, 0, attributes, start)
        directory += name + extra
    count = len(members) if entries is None else entries
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(out), len(comment)) + comment
    return bytes(out + directory + end)


def gzip_file(data, *, name=None, comment=None, extra=None, head_check=False, crc=None):
    """A gzip member, with any of the optional parts of its head."""
    flags = (2 if head_check else 0) | (4 if extra else 0) | (8 if name else 0) | (16 if comment else 0)
    head = struct.pack("<BBBBIBB", 0x1F, 0x8B, 8, flags, 0, 2, 255)
    if extra:
        head += struct.pack("<H", len(extra)) + extra
    for text in (name, comment):
        if text:
            head += text.encode("latin-1") + b"\0"
    if head_check:
        head += struct.pack("<H", zlib.crc32(head) & 0xFFFF)
    return head + deflate(data) + struct.pack("<II", zlib.crc32(data) if crc is None else crc, len(data) & 0xFFFFFFFF)


def tar_file(name, data):
    """A tar archive of one file."""
    head = bytearray(512)
    head[: len(name)] = name.encode()
    for offset, text in ((100, "0000644\0"), (108, "0000000\0"), (116, "0000000\0"), (124, f"{len(data):011o}\0"), (136, "00000000000\0"),
                         (148, "        "), (156, "0"), (257, "ustar\00000")):
        head[offset : offset + len(text)] = text.encode()
    head[148:156] = f"{sum(head):06o}\0 ".encode()
    return bytes(head) + data + bytes(-len(data) % 512) + bytes(1024)


def compound_file(streams):
    """A compound file (OLE), as old workbooks and encrypted new ones are: one sector chain for each stream."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    # Streams under 4096 bytes would live in the small-block stream: all are padded beyond it.
    blocks = [data.ljust(4096, b"\0") for data in streams.values()]
    blocks = [block + bytes(-len(block) % sector) for block in blocks]
    chain, places = [0xFFFFFFFD, end], []  # sector 0: the table of sectors itself; sector 1: the directory
    for block in blocks:
        places.append(len(chain))
        count = len(block) // sector
        chain += [*range(len(chain) + 1, len(chain) + count), end]
    assert len(chain) <= 128 and len(streams) <= 3

    def entry(name, kind, child, right, start, size):
        text = name.encode("utf-16-le") + b"\0\0"
        return text.ljust(64, b"\0") + struct.pack("<HBBIII16sIQQIQ", len(text), kind, 1, free, right, child, b"", 0, 0, 0, start, size)

    entries = [entry("Root Entry", 5, 1, free, end, 0)]
    for index, (name, place) in enumerate(zip(streams, places, strict=True)):
        right = index + 2 if index + 1 < len(streams) else free
        entries.append(entry(name, 2, free, right, place, len(blocks[index])))
    entries += [entry("", 0, free, free, 0, 0)] * (4 - len(entries))
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    head = struct.pack("<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    head += struct.pack("<108I", *[free] * 108)
    return head + table + b"".join(entries) + b"".join(blocks)
