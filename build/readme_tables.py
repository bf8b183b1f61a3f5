"""readme_tables.py [--check]: writes the table of Terraform's variables, and the one of the function's settings, into docs/configuration.md.

The settings are what `bootstrap --settings` prints, given as standard input; without input they stay (a test compares them).
With --check nothing is changed, and a table of variables that does not match the declarations fails.
"""

import pathlib
import re
import sys

from terraform_docs import ROOT as TERRAFORM, TOPICS, blocks, text

DOCUMENT = TERRAFORM.parent / "docs" / "configuration.md"
SETTINGS_FILE = "variables_settings.tf"


def variables() -> str:
    lines = ["| Variable | Default | What it is |", "|---|---|---|"]
    for file in TOPICS:
        for name, attributes in blocks(TERRAFORM / file, "variable"):
            if file != SETTINGS_FILE and name != "function_package":
                lines.append(f"| `{name.upper()}` | `{attributes['default']}` | {text(attributes)} |")
    return "\n".join(lines)


def replace(document: str, name: str, table: str) -> str:
    pattern = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
    if not re.search(pattern, document, re.DOTALL):
        raise SystemExit(f"docs/configuration.md: the lines '<!-- {name} -->' and '<!-- end of {name} -->' must stay")
    return re.sub(pattern, lambda match: f"{match[1]}\n{table.strip()}\n\n{match[2]}", document, flags=re.DOTALL)


def main() -> int:
    current = DOCUMENT.read_text()
    wanted = replace(current, "variables", variables())
    if "--check" in sys.argv[1:]:
        if wanted != current:
            print("docs/configuration.md does not match Terraform's declarations: run make fmt", file=sys.stderr)
        return wanted != current
    settings = sys.stdin.read()
    if settings and not settings.startswith("|"):
        raise SystemExit(f"not a table of settings: {settings}")
    DOCUMENT.write_text(replace(wanted, "settings", settings) if settings else wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
