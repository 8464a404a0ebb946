#!/bin/sh
# Puts the page for editors, with Sveltia CMS and its fonts, into a site that was built: sh admin/publish.sh build
set -eu

version=0.221.1
from=$(dirname "$0")
to=$1/admin

if [ -e "$to" ] && [ ! -e "$to/sveltia-cms.js" ]; then
  echo "error: $to: a page of the publication is here already, where editors find the CMS" >&2
  echo "hint: Give that page another name." >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm pack --silent --pack-destination "$work" "@sveltia/cms@$version" > "$work/packed"
tar -xzf "$work/sveltia-cms-$version.tgz" -C "$work"

rm -rf "$to"
mkdir -p "$to/fonts"
cp "$from/index.html" "$from/config.yml" "$work/package/dist/sveltia-cms.js" "$work/package/LICENSE.txt" "$to"
for font in source-sans-3 material-symbols-outlined; do
  cp "$work/package/npm/assets/$font"-*.woff2 "$to/fonts/$font.woff2"
done
