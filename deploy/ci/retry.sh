#!/bin/sh
# Runs a command, and again where that may help: 6 says that another run holds the lock, 75 that the backend could not be reached.
# RECONCILER_ATTEMPTS (3) and RECONCILER_RETRY_SECONDS (30) say how often and how long to wait in between.
set -u
attempt=1
while :; do
    "$@"
    code=$?
    case $code in
    6 | 75) ;;
    *) exit "$code" ;;
    esac
    if [ "$attempt" -ge "${RECONCILER_ATTEMPTS:-3}" ]; then
        exit "$code"
    fi
    echo "exit code $code: trying again in ${RECONCILER_RETRY_SECONDS:-30} s" >&2
    sleep "${RECONCILER_RETRY_SECONDS:-30}"
    attempt=$((attempt + 1))
done
