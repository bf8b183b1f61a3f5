"""sbom.py ASSETS RUNTIME FOLDER PACKAGE=VERSION…: writes FOLDER/sbom.cdx.json, a CycloneDX list of what the function's zip ships.

ASSETS is the publish's project.assets.json, RUNTIME its identifier, and each PACKAGE a Debian package that something of is shipped, with its
version (empty where it is not Debian's). The same inputs always give the same bytes: no serial number, and no time.
"""

import base64
import hashlib
import json
import pathlib
import sys
from urllib.parse import quote

import nuget_packages

FILE_NAME = "sbom.cdx.json"
DEBIAN_ARCHITECTURES = {"linux-x64": "amd64", "linux-arm64": "arm64"}

# What of Debian is shipped: what it is called where it comes from, its licence by Debian's copyright file, and the file it is in.
DEBIAN = {
    "libdeflate-dev": ("libdeflate", "MIT", "bootstrap"),
    "libzstd-dev": ("zstd", "BSD-3-Clause", "bootstrap"),
    "libisal2": ("isa-l", "BSD-3-Clause", "libisal.so.2"),
    "ca-certificates": ("ca-certificates", "MPL-2.0", "amazon-roots.pem"),
}


def nuget(package: nuget_packages.Package) -> dict:
    return {
        "type": "framework" if package.name.startswith(nuget_packages.RUNTIME_PACK) else "library",
        "bom-ref": f"pkg:nuget/{package.name}@{package.version}",
        "name": package.name,
        "version": package.version,
        "hashes": [{"alg": "SHA-512", "content": base64.b64decode(package.sha512).hex()}],
        "licenses": [{"expression": package.license}],
        "purl": f"pkg:nuget/{package.name}@{package.version}",
        "evidence": {"occurrences": [{"location": "bootstrap"}]},
    }


def debian(package: str, version: str, runtime: str, folder: pathlib.Path) -> dict:
    name, license, file = DEBIAN[package]
    architecture = "all" if file.endswith(".pem") else DEBIAN_ARCHITECTURES[runtime]
    component = {
        "type": "data" if file.endswith(".pem") else "library",
        "bom-ref": package,
        "name": name,
        "licenses": [{"license": {"id": license}}],
        "evidence": {"occurrences": [{"location": file}]},
    }
    if version:
        component["version"] = version
        component["purl"] = f"pkg:deb/debian/{package}@{quote(version)}?arch={architecture}"
    if file != "bootstrap":  # What is linked into that has no bytes of its own.
        component["hashes"] = [{"alg": "SHA-256", "content": hashlib.sha256((folder / file).read_bytes()).hexdigest()}]
    return component


def main(assets: pathlib.Path, runtime: str, folder: pathlib.Path, versions: list[str]) -> None:
    packages = nuget_packages.read(assets, runtime)
    found = dict(pair.split("=", 1) for pair in versions)
    if found.keys() != DEBIAN.keys():
        raise SystemExit(f"sbom.py: the versions of {', '.join(DEBIAN)} are wanted")
    components = [nuget(package) for package in packages]
    components += [debian(package, version, runtime, folder) for package, version in sorted(found.items())]
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "compressor",
                "name": "compressor",
                "version": json.loads(assets.read_text())["project"]["version"],
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256((folder / "bootstrap").read_bytes()).hexdigest()}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": "compressor", "dependsOn": sorted(component["bom-ref"] for component in components)},
            *({"ref": reference(package), "dependsOn": [reference(each) for each in packages if each.name in package.dependencies]} for package in packages),
        ],
    }
    (folder / FILE_NAME).write_text(json.dumps(bom, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def reference(package: nuget_packages.Package) -> str:
    return f"pkg:nuget/{package.name}@{package.version}"


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4:])
