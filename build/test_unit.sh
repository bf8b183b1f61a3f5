#!/usr/bin/env bash
# Runs the unit tests: those that start no published function and deploy nothing. PROJECT=Handler takes one project, FILTER narrows further.
set -uo pipefail
source "$(dirname "$0")/env.sh"

# Tests that start other programs are marked with [Integration]; all of EndToEnd.Tests are.
unit='Kind!=Integration'
projects=()
for file in tests/*.Tests/*.csproj; do
    name=$(basename "$file" .Tests.csproj)
    name=${name#Compressor.}
    [ "$name" = EndToEnd ] || projects+=("$name")
done

if [ -n "${PROJECT:-}" ]; then
    [[ " ${projects[*]} " == *" $PROJECT "* ]] || fail "There is no project $PROJECT. There are: ${projects[*]}."
    projects=("$PROJECT")
fi

results=$ARTIFACTS/test-results
rm -rf "$results"
mkdir -p "$results"
failed=0
filter=$unit${FILTER:+&($FILTER)}

for name in "${projects[@]}"; do
    step "building $name.Tests"
    dotnet build "tests/$name.Tests" --no-restore -c "$CONFIGURATION" -nologo -v quiet -clp:ErrorsOnly || exit 1
done

# Two at a time: some of them wait more than they compute.
printf '%s\n' "${projects[@]}" | xargs -P 2 -I{} dotnet test "tests/{}.Tests" --no-build -c "$CONFIGURATION" -nologo --filter "$filter" || failed=1
python3 build/sum_tests.py "$results" || failed=1
exit $failed
