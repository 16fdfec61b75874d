#!/bin/sh
# replan.sh PLAN PAGE: plans on the main branch. Saves the plan to PLAN, so that just this is applied, and shows it in PAGE.
# Fails like plan does. Says whether there is anything to apply in $GITHUB_OUTPUT (GitHub) and in reconciler.env (a dotenv report of GitLab).
#
# RECONCILER_ENV and RECONCILER_PROJECT as in plan.sh.
set -eu
here=$(realpath "$(dirname "$0")")
code=0
sh "$here/retry.sh" reconciler plan --project "${RECONCILER_PROJECT:-.}" --format markdown --detailed-exitcode --out "$1" >"$2" || code=$?
cat "$2"
case $code in
0) changes=no ;;
2) changes=yes ;;
*) exit "$code" ;;
esac
if [ -n "${GITHUB_OUTPUT:-}" ]; then
    echo "changes=$changes" >>"$GITHUB_OUTPUT"
fi
echo "RECONCILER_CHANGES=$changes" >reconciler.env
