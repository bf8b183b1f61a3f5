# shellcheck shell=bash
# Sourced: write_amazon_roots FILE and write_notices FILE, which travel in the function's zip.

# Amazon Trust Services signs every S3 endpoint of partition aws. Debian's ca-certificates has its roots; update that package
# and run `make package` to refresh them.
write_amazon_roots() {
    local roots=/usr/share/ca-certificates/mozilla name
    for name in Amazon_Root_CA_{1,2,3,4} Starfield_Services_Root_Certificate_Authority_-_G2; do
        cat "$roots/$name.crt" || fail "No $name in $roots: install Debian's ca-certificates."
    done >"$1"
}

# What the function is made of, and under which terms.
write_notices() {
    {
        echo "This function contains:"
        echo "- Compressor, the AWS SDK for .NET (AWSSDK.Core, AWSSDK.S3): Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0"
        echo "- .NET runtime and Microsoft.Extensions.Configuration, System.IO.Hashing: MIT License, Copyright (c) .NET Foundation and Contributors"
        echo "- libdeflate, linked into bootstrap, and ISA-L (libisal.so.2), as follows."
        cat /usr/share/doc/libdeflate-dev/copyright /usr/share/doc/libisal2/copyright
    } >"$1"
}
