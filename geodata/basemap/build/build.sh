#!/usr/bin/env bash
# Makes ../{countries,regions,rivers,lakes,towns}.geojson from packages, then checks them.
# Needs: node 20 or newer with npm and its registry; gmt with gmt-gshhg-high (Debian packages).
# Uses ogrinfo (Debian gdal-bin) for the validity check where it is installed.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")"

die() { echo "build.sh: $*" >&2; exit 1; }
command -v node >/dev/null || die "node is missing; install Node.js 20 or newer"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || die "node $(node -v) is too old; 20 or newer is needed"
command -v gmt >/dev/null || die "gmt is missing; on Debian: apt-get install gmt gmt-gshhg-high"

# No package here needs its install script (native database bindings of mapshaper that we never call).
npm ci --ignore-scripts --no-audit --no-fund

dumps=$(mktemp -d)
trap 'rm -rf "$dumps"' EXIT
here=$PWD

# A few degrees more than the box, so that lakes on its edge come as whole rings and are cut by us.
# -Dh high resolution, -M write coordinates instead of drawing; formats given so that no gmt.conf changes them.
dump() { # file, then which features
    local file=$1; shift
    gmt coast -R-20/27/5/30 -Dh -M "$@" --FORMAT_GEO_OUT=D --FORMAT_FLOAT_OUT=%.12g --IO_COL_SEPARATOR=tab >"$file"
    [ -s "$file" ] || die "gmt coast gave nothing for $file: is gmt-gshhg-high installed?"
}
cd "$dumps" # gmt leaves its history file where it runs
for level in 1 2 3 4; do dump "rivers-$level.txt" "-I$level"; done
dump lakes.txt       -W2/1p -A0/2/2+l # lakes without river-lakes
dump river-lakes.txt -W2/1p -A0/2/2+r # wide reaches of rivers only
dump islands.txt     -W3/1p           # islands in lakes
cd "$here"

node build.mjs "$dumps"
node check.mjs
