#!/usr/bin/env python3
"""Puts coded tiles together to one HEIC photograph, as phones do and heif-enc does not.

    heif.py OUT WIDTH HEIGHT COLUMNS TURNS MIRROR TILE...

Each TILE is a HEIC file with one coded picture. TURNS are quarter turns against the clock, MIRROR is
0 (top to bottom), 1 (left to right) or "none". With one tile the picture is that tile, else a grid.
"""

import struct
import sys


def box(kind, *parts):
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def full(kind, *parts, version=0, flags=0):
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def inside(data, kind):
    at = data.index(kind) - 4
    size = struct.unpack_from(">I", data, at)[0]
    return data[at + 8 : at + size] if size else data[at + 8 :]


def main(out, width, height, columns, turns, mirror, *tiles):
    files = [open(tile, "rb").read() for tile in tiles]
    coded = [inside(file, b"mdat") for file in files]
    size = inside(files[0], b"ispe")[4:12]
    is_grid = len(files) > 1
    primary = len(files) + 1 if is_grid else 1
    rows = len(files) // columns

    properties = [full(b"ispe", size), full(b"ispe", struct.pack(">II", width, height)), box(b"irot", bytes([turns]))]
    turning = [3]
    if mirror != "none":
        properties.append(box(b"imir", bytes([int(mirror)])))
        turning.append(4)
    configs = [inside(file, b"hvcC") for file in files]
    first_config = len(properties) + 1
    properties += [box(b"hvcC", config) for config in configs]
    entries = []
    for index in range(len(files)):
        mine = [1, first_config + index] if is_grid else [2, first_config] + turning
        entries.append(struct.pack(">HB", index + 1, len(mine)) + bytes(mine))
    if is_grid:
        entries.append(struct.pack(">HB", primary, 1 + len(turning)) + bytes([2] + turning))
    ipma = full(b"ipma", struct.pack(">I", len(entries)), *entries)

    def infe(item, kind, hidden=False):
        return full(b"infe", struct.pack(">HH", item, 0), kind, b"\0", version=2, flags=int(hidden))

    kinds = [infe(index + 1, b"hvc1", hidden=is_grid) for index in range(len(files))]
    kinds += [infe(primary, b"grid")] if is_grid else []
    grid = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)

    def meta(start):
        places, at = [], start
        for index, data in enumerate(coded):
            places.append(struct.pack(">HHHHII", index + 1, 0, 0, 1, at, len(data)))
            at += len(data)
        if is_grid:  # its description lies in the index itself
            places.append(struct.pack(">HHHHII", primary, 1, 0, 1, 0, len(grid)))
        tiles = struct.pack(f">HH{len(files)}H", primary, len(files), *range(1, len(files) + 1))
        return full(
            b"meta",
            full(b"hdlr", struct.pack(">I4s", 0, b"pict"), bytes(13)),
            full(b"pitm", struct.pack(">H", primary)),
            full(b"iinf", struct.pack(">H", len(kinds)), *kinds),
            full(b"iref", box(b"dimg", tiles)) if is_grid else b"",
            box(b"iprp", box(b"ipco", *properties), ipma),
            box(b"idat", grid) if is_grid else b"",
            full(b"iloc", struct.pack(">BBH", 0x44, 0, len(places)), *places, version=1),
        )

    head = box(b"ftyp", b"mif1", bytes(4), b"mif1heic")
    start = len(head) + len(meta(0)) + 8
    with open(out, "wb") as file:
        file.write(head + meta(start) + box(b"mdat", *coded))


if __name__ == "__main__":
    out, width, height, columns, turns, mirror, *tiles = sys.argv[1:]
    main(out, int(width), int(height), int(columns), int(turns), mirror, *tiles)
