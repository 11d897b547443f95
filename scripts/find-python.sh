#!/bin/sh
# find-python.sh [VERSION]: print a Python that works: 3.11 or newer, the newest first, or exactly VERSION (as "3.12").
# Exit status 1 where there is none. Each candidate is tried: a version manager's stand-in may exist and not run.
set -u

works() {
    "$1" -c 'import sys; wanted = sys.argv[1]; here = "%d.%d" % sys.version_info[:2]
sys.exit(here != wanted if wanted else sys.version_info < (3, 11))' "$2" >/dev/null 2>&1
}

wanted=${1-}
for name in ${wanted:-3.13 3.12 3.11} 3; do
    for candidate in "python$name" "${HOME-}/.pyenv/versions/$name".*/bin/python; do
        if works "$candidate" "$wanted"; then
            command -v "$candidate"
            exit 0
        fi
    done
done
exit 1
