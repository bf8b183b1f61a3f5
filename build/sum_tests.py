"""sum_tests.py FOLDER: sums the results of dotnet test (*.trx) and terraform test (*.terraform.json), names what failed, ends with one line."""

import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter


def read_trx(path: pathlib.Path) -> Counter:
    root = ElementTree.parse(path).getroot()
    names = {"t": root.tag.partition("}")[0].lstrip("{")}
    counters = root.find(".//t:Counters", names).attrib
    total, executed, passed = (int(counters[name]) for name in ("total", "executed", "passed"))
    for result in root.iterfind(".//t:UnitTestResult[@outcome='Failed']", names):
        print(f"FAILED {result.get('testName')}: {first_line(result.findtext('.//t:Message', '', names))}")
    # A test host that dies fails the run, but none of its tests.
    crashed = root.find(".//t:ResultSummary", names).get("outcome") == "Failed" and executed == passed
    return Counter(passed=passed, failed=executed - passed + crashed, skipped=total - executed)


def read_terraform(path: pathlib.Path) -> Counter:
    counts = Counter()
    summarized = False
    for line in path.read_text().splitlines():
        message = json.loads(line)
        if message["type"] == "diagnostic" and message["diagnostic"]["severity"] == "error":
            diagnostic = message["diagnostic"]
            print(f"FAILED {path.name} {message.get('@testrun', '')}: {diagnostic['summary']}: {first_line(diagnostic.get('detail', ''))}")
        if message["type"] == "test_summary":
            summarized = True
            summary = message["test_summary"]
            counts.update(passed=summary["passed"], failed=summary["failed"] + summary["errored"], skipped=summary["skipped"])
    return counts if summarized else counts + Counter(failed=1)


def first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "")


def main(folder: pathlib.Path) -> int:
    counts = Counter(passed=0, failed=0, skipped=0)
    for path in sorted(folder.glob("*.trx")):
        counts.update(read_trx(path))
    for path in sorted(folder.glob("*.terraform.json")):
        counts.update(read_terraform(path))
    line = f"{counts['passed']} passed, {counts['failed']} failed"
    print(f"{line}, {counts['skipped']} skipped" if counts["skipped"] else line)
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
