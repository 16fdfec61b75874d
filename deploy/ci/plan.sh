#!/bin/sh
# plan.sh FILE: writes the plan of a merge request to FILE, as the comment it becomes. Its exit code is that of plan.
#
# RECONCILER_ENV      the environment, where the project has any
# RECONCILER_BASE     the branch it goes to, such as origin/main
# RECONCILER_PROJECT  the directory of reconciler.yaml; by default the current one
# RECONCILER_OFFLINE  1: ask no backend. For merge requests from forks, which get no secrets
set -eu
file=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
project=${RECONCILER_PROJECT:-.}
base=${RECONCILER_BASE:-}

# A project that is new has nothing to be compared with.
if [ -n "$base" ] && git -C "$project" rev-parse --verify --quiet "$base^{commit}" >/dev/null &&
    ! git -C "$project" cat-file -e "$(git -C "$project" merge-base "$base" HEAD || echo "$base"):./reconciler.yaml" 2>/dev/null; then
    base=
fi

set -- plan --project "$project" --format markdown
if [ -n "$base" ]; then
    set -- "$@" --base "$base"
    if [ "${RECONCILER_OFFLINE:-}" = 1 ]; then
        set -- "$@" --offline
    fi
elif [ "${RECONCILER_OFFLINE:-}" = 1 ]; then
    set -- validate
    cd "$project"
fi

said=$(mktemp)
trap 'rm -f "$said"' EXIT
code=0
sh "$here/retry.sh" reconciler "$@" >"$said" || code=$?
case "$1 $code" in
"plan 0" | "plan 2" | "plan 4")
    cat "$said" >"$file"
    ;;
*)
    # What was said is no page: it goes to the log, and the comment only says that there is something to read.
    cat "$said"
    mark="reconciler plan${RECONCILER_ENV:+ $RECONCILER_ENV}"
    if [ "$code" = 0 ]; then
        words="The files are valid. There is nothing to compare them with here."
    else
        words="There is no plan: exit code $code. The log of the job says why."
    fi
    printf '<!-- %s -->\n**%s**\n\n%s\n' "$mark" "$mark" "$words" >"$file"
    ;;
esac
exit "$code"
