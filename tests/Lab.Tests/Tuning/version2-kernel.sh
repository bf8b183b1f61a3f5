#!/bin/sh
# The init of a Linux that runs as a process (user-mode-linux) on this machine's files, with version 2 of control groups: runs the tests of
# limits there. COMPRESSOR_ASSEMBLY has the tests, COMPRESSOR_OUTPUT gets what they say; both come from the kernel's command line.
export PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
export HOME=/tmp DOTNET_CLI_HOME=/tmp DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
exec >"$COMPRESSOR_OUTPUT" 2>&1
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs shm /dev/shm
mount -t cgroup2 groups /sys/fs/cgroup
ip link set lo up
echo "controllers: $(cat /sys/fs/cgroup/cgroup.controllers)"
dotnet vstest "$COMPRESSOR_ASSEMBLY" --TestCaseFilter:"FullyQualifiedName~LimitGroupTests|FullyQualifiedName~A_process_that_the_kernel_ends" --logger:"console;verbosity=normal"
echo "vstest ended with $?"
sync
poweroff -f
