# shellcheck shell=bash
# Sourced: write_amazon_roots FILE, which travels in the function's zip.

# Amazon Trust Services signs every S3 endpoint of partition aws. Debian's ca-certificates has its roots; update that package
# and run `make package` to refresh them.
write_amazon_roots() {
    local roots=/usr/share/ca-certificates/mozilla name
    for name in Amazon_Root_CA_{1,2,3,4} Starfield_Services_Root_Certificate_Authority_-_G2; do
        cat "$roots/$name.crt" || fail "No $name in $roots: install Debian's ca-certificates."
    done >"$1"
}
