#!/bin/sh
# Makes the small videos in this directory from the sample videos, and golden.tsv: the SHA-256 of all
# planes of all frames as ffmpeg decodes them. Needs ffmpeg with x264, x265, SVT-AV1 and libvpx.
set -eu
cd "$(dirname "$0")"
samples=../../../../local/samples/videos
make() { # name, then codec options
    name=$1
    shift
    ffmpeg -y -loglevel error -t 1.6 -ss 0.8 -i $samples/kitenge-dress.mp4 -t 1.4 -i $samples/gold-watch.mp4 \
        -filter_complex "[0:v]scale=144:256,fps=15,setsar=1[a];[1:v]scale=144:256,fps=15,setsar=1[b];[a][b]concat=n=2:v=1:a=0[v]" \
        -map "[v]" -map_metadata -1 -fflags +bitexact "$@" "$name" 2>/dev/null
}
h264="-c:v libx264 -preset medium -crf 27 -threads 1 -flags:v +bitexact"
fast="-movflags +faststart"
make avc-high.mp4 $h264 -profile:v high -bf 3 -g 15 $fast
make avc-moov-last.mp4 $h264 -profile:v high -bf 3 -g 15
make avc-one-key.mp4 $h264 -profile:v high -bf 3 -g 999 -sc_threshold 0 $fast
make avc-open-gop.mp4 $h264 -profile:v high -bf 4 -g 12 -x264-params open-gop=1:slices=3 $fast
make avc-baseline.mp4 $h264 -profile:v baseline -g 15 $fast
make avc-high10.mp4 $h264 -pix_fmt yuv420p10le -profile:v high10 -g 15 $fast
make avc-422.mp4 $h264 -pix_fmt yuv422p -profile:v high422 -g 15 $fast
make avc-fragmented.mp4 $h264 -profile:v high -bf 3 -g 15 -movflags +frag_keyframe+empty_moov+default_base_moof
make avc3.mp4 $h264 -profile:v high -bf 2 -g 15 -bsf:v dump_extra=freq=keyframe -tag:v avc3 $fast
make hevc.mp4 -c:v libx265 -preset medium -crf 28 -x265-params log-level=none:keyint=15:info=0 -tag:v hvc1 $fast
make hevc10-hlg.mp4 -pix_fmt yuv420p10le -c:v libx265 -preset medium -crf 28 -x265-params log-level=none:keyint=15:info=0:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc -tag:v hev1 -movflags +faststart-write_colr
make av1.mp4 -c:v libaom-av1 -cpu-used 8 -crf 50 -t 0.4 $fast
make vp9.mp4 -c:v libvpx-vp9 -crf 50 -b:v 0 -t 0.4 $fast
make mpeg4.mp4 -c:v mpeg4 -q:v 12 -t 0.4 $fast
ffmpeg -y -loglevel error -i avc-high.mp4 -c copy -metadata:s:v:0 rotate=90 -fflags +bitexact $fast avc-rotated.mp4
ffmpeg -y -loglevel error -f lavfi -i sine=d=0.3 -c:a aac -b:a 16k -fflags +bitexact $fast sound-only.mp4
: > golden.tsv
for file in avc*.mp4 hevc*.mp4; do
    hash=$(ffmpeg -loglevel error -noautorotate -i "$file" -vsync passthrough -f rawvideo - | sha256sum | cut -d' ' -f1)
    printf '%s\t%s\n' "$file" "$hash" >> golden.tsv
done
