#!/bin/sh
# See to it that the tests of the site have a real browser and fonts for the scripts they show.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
echo "Installing Chromium for the tests of the site"
exec sh "$(dirname "$0")/apt_install.sh" chromium fonts-noto-core fonts-noto-cjk
