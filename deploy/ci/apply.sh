#!/bin/sh
# apply.sh saved FILE   makes exactly the changes of a plan that was saved, looked at and let through by hand.
# apply.sh reviewed     makes them only if the plan of now has the digest of the comment in the merge request that this commit came from.
#
# RECONCILER_ENV and RECONCILER_PROJECT as in plan.sh; `reviewed` needs what comment.py needs.
set -eu
here=$(realpath "$(dirname "$0")")
project=${RECONCILER_PROJECT:-.}
case ${1:-} in
saved)
    exec sh "$here/retry.sh" reconciler apply --project "$project" --yes "$2"
    ;;
reviewed)
    digest=$(sh "$here/retry.sh" python3 "$here/comment.py" digest)
    if [ -z "$digest" ]; then
        echo "The comment of the merge request has no digest: nothing was approved, so nothing is applied."
        exit 0
    fi
    exec sh "$here/retry.sh" reconciler apply --project "$project" --yes --digest "$digest"
    ;;
*)
    echo "usage: apply.sh saved FILE, or apply.sh reviewed" >&2
    exit 64
    ;;
esac
