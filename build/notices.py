"""notices.py ASSETS RUNTIME FILE COPYRIGHT…: writes FILE, the terms of all that is in the function's zip.

ASSETS is the publish's project.assets.json, RUNTIME its identifier, each COPYRIGHT a file with the terms of a library that is not NuGet's.
"""

import pathlib
import sys

import nuget_packages

LICENSE = pathlib.Path(__file__).resolve().parent.parent / "LICENSE"
RULE = "\n" + "=" * 80 + "\n"


def texts(packages: list[nuget_packages.Package]) -> dict[str, list[str]]:
    """Terms that packages carry, each once, with the packages that carry it."""
    found: dict[str, list[str]] = {}
    for package in packages:
        for path in sorted(package.folder.glob("*.TXT")):
            found.setdefault(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").strip(), []).append(package.name)
    return found


def main(assets: pathlib.Path, runtime: str, target: pathlib.Path, copyrights: list[pathlib.Path]) -> None:
    packages = nuget_packages.read(assets, runtime)
    parts = ["This function is Compressor, under the Apache License 2.0, and contains:\n"]
    parts += [f"- {package.name} {package.version}: {package.license}\n" for package in packages]
    parts += [f"- {path.parent.name.removesuffix('-dev')}, from Debian's package {path.parent.name}\n" for path in copyrights]
    parts.append("The certificates in amazon-roots.pem are those of Debian's ca-certificates: MPL-2.0, https://www.mozilla.org/MPL/2.0/\n")
    parts.append(f"{RULE}The Apache License 2.0\n\n{LICENSE.read_text().strip()}\n")
    for text, names in texts(packages).items():
        parts.append(f"{RULE}{', '.join(names)}\n\n{text}\n")
    for path in copyrights:
        parts.append(f"{RULE}{path.parent.name}\n\n{path.read_text().strip()}\n")
    target.write_text("".join(parts))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), [pathlib.Path(argument) for argument in sys.argv[4:]])
