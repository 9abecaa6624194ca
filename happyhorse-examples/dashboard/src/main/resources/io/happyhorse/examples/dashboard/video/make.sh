#!/usr/bin/env bash
# Makes the videos of the demo: H.264 in MP4, 8 s with the second shown, so that seeking can be seen. Needs ffmpeg and a font.
set -euo pipefail
cd "$(dirname "$0")"
clip() {
  ffmpeg -v error -y -f lavfi -i "gradients=size=320x180:rate=12:duration=8:speed=0.015:c0=$2:c1=$3:seed=7:nb_colors=2" \
    -vf "drawtext=text='%{eif\:t\:d} s':fontcolor=white:fontsize=56:x=(w-tw)/2:y=(h-th)/2" \
    -c:v libx264 -profile:v main -pix_fmt yuv420p -preset veryslow -crf 35 -g 24 -movflags +faststart \
    -map_metadata -1 -fflags +bitexact -flags:v +bitexact "$1.mp4"
}
clip dawn 0xb3541e 0x3a1c4a
clip meadow 0x1e7a4c 0x123a5a
clip night 0x1a237e 0x4a148c
