#!/usr/bin/env python3
"""Makes test videos from photographs with ffmpeg: the benchmark set and the quality set.

    generate.py benchmark PHOTOS OUT
    generate.py quality PHOTOS OUT [CASES]

PHOTOS is a directory of JPEG files. `benchmark` writes one 30-second 1080x1920 master scene list
in many encodings. `quality` writes short videos of good shots with bad stretches between them and
`truth.tsv` for `media-eval --truth`: file, start and end in seconds, and the shot's name, or
`bad:` and what is wrong; photographs that are out of focus in their portrait cut are left out. The
same arguments give the same videos. Needs ffmpeg with x264 and x265.
"""

import pathlib
import random
import re
import subprocess
import sys

FPS = 25
BLURRED = 8  # by ffmpeg's blurdetect; photographs in focus measure 2 to 6
BAD = ["blur", "black", "fade", "shake", "text", "blown", "dark"]


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", *map(str, arguments)], check=True)


def in_focus(photo, width, height):
    """Whether the sharpest fifth of a photograph's portrait cut is sharp."""
    chain = f"scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height},blurdetect=block_width=32:block_height=32:block_pct=20,metadata=print:file=-"
    said = subprocess.run(["ffmpeg", "-loglevel", "error", "-i", photo, "-vf", chain, "-f", "null", "-"], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"blur=([0-9.]+)", said)[1]) < BLURRED


def still(photo, seconds, width, height, rng, grain=4):
    """A photograph filling the frame with a slow pan or zoom, as seen from a hand."""
    margin = rng.uniform(1.10, 1.25)
    big_w, big_h = int(width * margin) // 2 * 2, int(height * margin) // 2 * 2
    x = rng.choice([f"(in_w-out_w)*t/{seconds}", f"(in_w-out_w)*(1-t/{seconds})", "(in_w-out_w)/2"])
    y = rng.choice([f"(in_h-out_h)*t/{seconds}", f"(in_h-out_h)*(1-t/{seconds})", "(in_h-out_h)/2"])
    x += f"+{rng.uniform(1, 3):.1f}*sin(t*{rng.uniform(4, 9):.1f})"
    chain = (
        f"scale={big_w}:{big_h}:force_original_aspect_ratio=increase:flags=lanczos,"
        f"crop={big_w}:{big_h},crop={width}:{height}:x='{x}':y='{y}',noise=alls={grain}:allf=t"
    )
    source = ["-loop", "1", "-framerate", FPS, "-t", seconds, "-i", photo]
    return source, chain


def spoiled(kind, photo, seconds, width, height, rng):
    """A stretch nobody would choose a picture from."""
    source, chain = still(photo, seconds, width, height, rng)
    if kind == "blur":
        chain += f",gblur=sigma={rng.uniform(0.012, 0.03) * width:.1f}"
    elif kind == "dark":
        chain += ",eq=brightness=-0.36:contrast=0.55"
    elif kind == "blown":
        chain += ",eq=brightness=0.55:contrast=1.1"
    elif kind == "shake":
        chain += f",avgblur=sizeX={int(width * 0.05)}:sizeY={rng.choice([1, int(width * 0.02)])}"
    elif kind == "fade":
        chain += f",fade=t=out:st=0:d={seconds * 0.6:.2f}"
    elif kind in ("black", "text"):
        color = "black" if kind == "black" else rng.choice(["white", "black", "0x1b4965", "0xd62828", "0xfff3b0"])
        source = ["-f", "lavfi", "-t", seconds, "-i", f"color={color}:s={width}x{height}:r={FPS}"]
        chain = "noise=alls=3:allf=t"
        if kind == "text":
            ink = "black" if color in ("white", "0xfff3b0") else "white"
            lines = rng.sample(["NEW STOCK", "CALL 0700 000 000", "FREE DELIVERY", "Kampala Road", "LINK IN BIO", "50% OFF TODAY", "Follow for more"], rng.randint(2, 4))
            size = width // 13
            for index, line in enumerate(lines):
                y = int(height * (0.3 + 0.12 * index))
                chain += f",drawtext=text='{line.replace('%', chr(92) * 2 + '%')}':fontcolor={ink}:fontsize={size}:x=(w-text_w)/2:y={y}"
    return source, chain


def join(segments, out, codec):
    """Encodes segments one after another."""
    inputs, chains = [], []
    for index, (source, chain) in enumerate(segments):
        inputs += source
        chains.append(f"[{index}:v]{chain},setsar=1,format=yuv420p[s{index}]")
    labels = "".join(f"[s{index}]" for index in range(len(segments)))
    chains.append(f"{labels}concat=n={len(segments)}:v=1:a=0,scale=out_color_matrix=bt709:out_range=tv[v]")
    tags = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
    ffmpeg(*inputs, "-filter_complex", ";".join(chains), "-map", "[v]", "-r", FPS, *tags, *codec, out)


def quality(photos, out, cases):
    width, height = 540, 960
    photos = [photo for photo in photos if in_focus(photo, width, height)]
    truth = []
    for case in range(cases):
        rng = random.Random(case)
        shots = rng.sample(photos, rng.randint(5, 7))
        bad = [(kind, rng.choice(photos)) for kind in rng.sample(BAD, rng.randint(3, 4))]
        order = [("good", photo) for photo in shots] + [(kind, photo) for kind, photo in bad]
        rng.shuffle(order)
        name, segments, at = f"case-{case:03}.mp4", [], 0.0
        for kind, photo in order:
            seconds = round(rng.uniform(1.6, 3.2) * FPS) / FPS
            make = still(photo, seconds, width, height, rng) if kind == "good" else spoiled(kind, photo, seconds, width, height, rng)
            segments.append(make)
            label = photo.stem if kind == "good" else f"bad:{kind}"
            # The first fifth of a fade is hardly darker than the shot itself.
            start = at + seconds * 0.12 if kind == "fade" else at
            if kind == "fade":
                truth.append((name, at, start, photo.stem))
            truth.append((name, start, at + seconds, label))
            at += seconds
        keys = rng.choice([["-g", "250"], ["-g", "50"], ["-g", "25"], ["-g", "9999", "-sc_threshold", "0"]])
        codec = ["-c:v", "libx264", "-profile:v", "high", "-preset", "fast", "-crf", rng.choice([21, 24, 27]), *keys, "-movflags", "+faststart"]
        join(segments, out / name, codec)
    lines = [f"{name}\t{start:.3f}\t{end:.3f}\t{label}\n" for name, start, end, label in truth]
    (out / "truth.tsv").write_text("".join(lines))


def benchmark(photos, out):
    rng = random.Random(1)
    scenes = rng.sample(photos, 10)
    segments = [still(photo, 3, 1080, 1920, rng, grain=6) for photo in scenes[:8]]
    segments.append(spoiled("dark", scenes[8], 3, 1080, 1920, rng))
    segments.append(spoiled("fade", scenes[9], 3, 1080, 1920, rng))
    x264 = ["-c:v", "libx264", "-preset", "fast", "-profile:v", "high", "-bf", "3", "-threads", "2"]
    fast = ["-movflags", "+faststart"]
    crf23 = out / "crf23.mp4"
    join(segments, crf23, [*x264, "-crf", "23", "-g", "75", *fast])
    again = lambda name, *codec: ffmpeg("-i", crf23, "-an", *codec, out / name)
    ffmpeg("-i", crf23, "-c", "copy", out / "moov-last.mp4")
    ffmpeg("-i", crf23, "-c", "copy", "-movflags", "+frag_keyframe+empty_moov+default_base_moof", out / "fragmented.mp4")
    ffmpeg("-i", crf23, "-c", "copy", "-metadata:s:v:0", "rotate=90", out / "rotated.mp4")
    again("one-key.mp4", *x264, "-crf", "23", "-g", "9999", "-sc_threshold", "0", *fast)
    again("576.mp4", "-vf", "scale=576:1024", *x264, "-b:v", "1200k", *fast)
    again("phone.mp4", *x264[:-2], "-bf", "0", "-b:v", "16M", "-g", "25")
    again("hevc.mp4", "-c:v", "libx265", "-preset", "veryfast", "-crf", "27", "-tag:v", "hvc1", *fast)


def main():
    kind, photos, out = sys.argv[1], sorted(pathlib.Path(sys.argv[2]).glob("*.jpg")), pathlib.Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    if kind == "quality":
        quality(photos, out, int(sys.argv[4]) if len(sys.argv) > 4 else 40)
    elif kind == "benchmark":
        benchmark(photos, out)
    else:
        sys.exit(__doc__)


main()
