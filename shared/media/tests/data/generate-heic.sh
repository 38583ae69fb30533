#!/bin/sh
# Makes the small photographs in this directory from a sample photograph, and heic.tsv: their size and
# the mean colours of 6 by 8 parts, as libheif decodes them. Needs ffmpeg, python3 and Debian's
# libheif-examples (with its x265 and libde265 plug-ins).
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
photo=../../../../local/samples/photos/coffee-cup-1.jpg
picture() { # name, then ffmpeg's filter
    ffmpeg -y -loglevel error -i $photo -vf "$2" -bitexact "$work/$1"
}
picture whole.png scale=150:200,setsar=1
picture deep.png scale=150:200,setsar=1,format=rgb48be
heif-enc -q 40 "$work/whole.png" -o photo.heic > /dev/null
heif-enc -q 40 -b 10 "$work/deep.png" -o photo-10-bit.heic > /dev/null
heif-enc -q 40 -p chroma=444 "$work/whole.png" -o photo-444.heic > /dev/null
python3 heif.py photo-mirrored.heic 150 200 1 1 1 photo.heic
for tile in 0 1 2 3; do
    x=$((tile % 2 * 96)) y=$((tile / 2 * 112))
    picture tile-$tile.png "scale=150:200,setsar=1,pad=192:224,crop=96:112:$x:$y"
    heif-enc -q 40 "$work/tile-$tile.png" -o "$work/tile-$tile.heic" > /dev/null
done
tiles="$work/tile-0.heic $work/tile-1.heic $work/tile-2.heic $work/tile-3.heic"
python3 heif.py grid.heic 150 200 2 0 none $tiles
python3 heif.py grid-turned.heic 150 200 2 3 0 $tiles
heif-enc -A -q 30 "$work/whole.png" -o photo.avif > /dev/null
: > heic.tsv
for file in *.heic; do
    heif-convert "$file" "$work/decoded.png" > /dev/null
    size=$(ffprobe -loglevel error -show_entries stream=width,height -of csv=p=0 "$work/decoded.png")
    colors=$(ffmpeg -loglevel error -i "$work/decoded.png" -vf scale=6:8:flags=area -f rawvideo -pix_fmt rgb24 - | xxd -p -c 1000)
    printf '%s\t%s\t%s\n' "$file" "$size" "$colors" >> heic.tsv
done
