"""write_zip.py FOLDER ZIP: packs a function. The same files always give the same bytes, so Terraform sees a change only where there is one."""

import pathlib
import sys
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can hold
DEBUG_SYMBOLS = {".dbg", ".pdb"}


def main(folder: pathlib.Path, target: pathlib.Path) -> None:
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in DEBUG_SYMBOLS):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, so that the mode counts
            entry.external_attr = (0o100755 if path.name == "bootstrap" else 0o100644) << 16
            archive.writestr(entry, path.read_bytes())
    partial.replace(target)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
