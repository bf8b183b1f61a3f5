"""What of NuGet a publish with NativeAOT compiles into the executable, read from the project.assets.json that its restore wrote."""

import dataclasses
import json
import pathlib
import re

RUNTIME_PACK = "Microsoft.NETCore.App.Runtime.NativeAOT."
EMPTY = "_._"  # Stands where a package has nothing for a framework.


@dataclasses.dataclass(frozen=True)
class Package:
    name: str
    version: str
    folder: pathlib.Path
    dependencies: tuple[str, ...]

    @property
    def sha512(self) -> str:
        """The package's own hash, in base64, as NuGet has checked it."""
        return next(self.folder.glob("*.nupkg.sha512")).read_text().strip()

    @property
    def license(self) -> str:
        """An SPDX expression."""
        specification = next(self.folder.glob("*.nuspec")).read_text(encoding="utf-8-sig")
        found = re.search(r'<license type="expression">([^<]+)</license>', specification)
        if not found:
            raise SystemExit(f"{self.name} {self.version} names no SPDX licence: look at it, and say here what it is")
        return found[1]


def read(assets: pathlib.Path, runtime: str) -> list[Package]:
    """The packages whose code is in the executable, by name; .NET's own runtime is one of them."""
    document = json.loads(assets.read_text())
    folders = [pathlib.Path(folder) for folder in document["packageFolders"]]
    target = next((libraries for name, libraries in document["targets"].items() if name.endswith(f"/{runtime}")), None)
    if target is None:
        raise SystemExit(f"{assets} is not that of a publish for {runtime}")
    names = {key.partition("/")[0] for key, library in target.items() if has_code(library)}
    packages = []
    for key, library in target.items():
        name, _, version = key.partition("/")
        if name in names:
            dependencies = tuple(sorted(names & library.get("dependencies", {}).keys()))
            packages.append(Package(name, version, find(folders, document["libraries"][key]["path"]), dependencies))
    for framework in document["project"]["frameworks"].values():
        for download in framework.get("downloadDependencies", []):
            if download["name"] == RUNTIME_PACK + runtime:
                version = download["version"].strip("[]").partition(",")[0].strip()
                packages.append(Package(download["name"], version, find(folders, f"{download['name'].lower()}/{version}"), ()))
    return sorted(packages, key=lambda package: package.name)


def has_code(library: dict) -> bool:
    return library["type"] == "package" and any(not path.endswith(EMPTY) for path in library.get("runtime", {}))


def find(folders: list[pathlib.Path], path: str) -> pathlib.Path:
    return next(folder / path for folder in folders if (folder / path).is_dir())
