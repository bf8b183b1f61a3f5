#!/usr/bin/env bash
# Builds and runs the unit tests: those that start no program and deploy nothing. PROJECT=Handler takes one project, FILTER narrows further.
set -uo pipefail
source "$(dirname "$0")/env.sh"

projects=$(compgen -G 'tests/*.Tests' | sort | sed 's|tests/\(.*\).Tests|\1|' | grep -vx EndToEnd | paste -sd ' ')
tests=build/unit_tests.proj
if [ -n "${PROJECT:-}" ]; then
    [[ " $projects " == *" $PROJECT "* ]] || fail "There is no test project named $PROJECT. There are: $projects."
    tests=tests/$PROJECT.Tests
fi

results=$ARTIFACTS/test-results
rm -rf "$results"
mkdir -p "$results"
failed=0
dotnet test "$tests" --no-restore -c "$CONFIGURATION" -m:2 -nologo --filter "Kind!=Integration${FILTER:+&($FILTER)}" || failed=1
python3 build/sum_tests.py "$results" || failed=1
exit $failed
