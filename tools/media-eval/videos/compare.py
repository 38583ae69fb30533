#!/usr/bin/env python3
"""Compares the CPU time of media-eval with ffmpeg's for the same work, in one run.

    compare.py MEDIA_EVAL VIDEO... [--rounds N]

MEDIA_EVAL is the release binary. For each video the three take turns N times (3 unless told) and the
least CPU time of each counts, on one thread: media-eval (its own figure, without its contact sheet);
ffmpeg decoding every frame; ffmpeg decoding key frames only. Both ffmpeg runs write what the function
writes, from five frames spread evenly: JPEG and WebP at 320 and 640, one at 1080, a square and a
1200x630. Neither scores or chooses, so media-eval does more. Needs ffmpeg with libwebp.
"""

import argparse
import json
import os
import pathlib
import subprocess
import tempfile

WEBP = ["-c:v", "libwebp", "-quality", "75", "-compression_level", "2"]
JPEG = ["-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p"]


def cpu_seconds(command, cwd):
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime


def ours(media_eval, video, work):
    report = pathlib.Path(work, "ours.json")
    cpu_seconds([media_eval, video, "--out", work, "--json", report], work)
    record = json.loads(report.read_text())[0]
    if "cpu_ms" not in record:
        raise SystemExit(f"{video}: {record['reason']}")
    return record["cpu_ms"]["total"] / 1000


def frames_in(video, *only):
    command = ["ffprobe", "-loglevel", "error", *only, "-select_streams", "v", "-show_entries", "frame=pts", "-of", "csv=p=0", str(video)]
    return len(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def ffmpeg(video, *only):
    frames = max(1, frames_in(video, *only))
    step = max(1, frames // 5)
    chain = (
        f"[0:v]select='not(mod(n,{step}))*lt(n,{step}*5)',split=3[all][first][again];"
        "[all]scale=640:-2,split=3[w640j][w640p][half];[half]scale=320:-2,split=2[w320j][w320p];"
        "[first]select='eq(n,0)',scale='min(1080,iw)':-2,split=2[w1080j][w1080p];"
        "[again]select='eq(n,0)',split=2[cut][wide];"
        "[cut]crop='min(iw,ih)':'min(iw,ih)',scale=600:600[square];[wide]scale=-2:630,pad=1200:630:-1:-1[share]"
    )
    command = ["ffmpeg", "-y", "-loglevel", "error", "-threads", "1", *only, "-i", video, "-filter_threads", "1", "-filter_complex", chain]
    for label in ["w640", "w320", "w1080"]:
        command += ["-map", f"[{label}j]", "-vsync", "0", "-threads", "1", *JPEG, f"{label}-%d.jpg"]
        command += ["-map", f"[{label}p]", "-vsync", "0", "-threads", "1", *WEBP, f"{label}-%d.webp"]
    for label in ["square", "share"]:
        command += ["-map", f"[{label}]", "-vsync", "0", "-threads", "1", *JPEG, f"{label}-%d.jpg"]
    return command


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("media_eval", type=pathlib.Path)
    arguments.add_argument("videos", type=pathlib.Path, nargs="+")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments = arguments.parse_args()
    print("video\tmedia-eval s\tffmpeg every frame s\tratio\tffmpeg key frames s\tratio")
    for video in arguments.videos:
        video = video.resolve()
        with tempfile.TemporaryDirectory() as work:
            every, keys = ffmpeg(video), ffmpeg(video, "-skip_frame", "nokey")
            rounds = [
                (ours(arguments.media_eval.resolve(), video, work), cpu_seconds(every, work), cpu_seconds(keys, work))
                for _ in range(arguments.rounds)
            ]
        mine, every, keys = (min(times) for times in zip(*rounds))
        print(f"{video.name}\t{mine:.2f}\t{every:.2f}\t{every / mine:.1f}\t{keys:.2f}\t{keys / mine:.1f}", flush=True)


main()
