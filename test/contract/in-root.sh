#!/bin/sh
# Runs a command in a tree of Debian packages, in mount and process namespaces of its own.
# Usage: in-root.sh ROOT SHARED DEVICES COMMAND...; SHARED becomes /run/shared, DEVICES (blank-separated) are the only
# block devices there.
set -eu
root=$1 shared=$2 devices=$3
shift 3
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in null zero full random urandom $devices; do cp -a "/dev/${node#/dev/}" "$root/dev/"; done
ln -s /proc/self/fd "$root/dev/fd"
mkdir -m 1777 "$root/dev/shm"
mkdir -p "$root/run" "$root/tmp" "$root/opt" "$root/var/log" "$root/proc" "$root/sys"
for own in run tmp opt var/log; do mount -t tmpfs tmpfs "$root/$own"; done
mkdir "$root/run/shared"
mount --bind "$shared" "$root/run/shared"
mount -t proc proc "$root/proc"
# HAZARD: ironic-python-agent may switch off by it, and it is this machine's own.
if [ -e "$root/proc/sysrq-trigger" ]; then
  mount --bind "$root/proc/sysrq-trigger" "$root/proc/sysrq-trigger"
  mount -o remount,bind,ro "$root/proc/sysrq-trigger"
fi
mount --bind /sys "$root/sys"
mount -o remount,bind,ro "$root/sys"
# Nobody ran the packages' scripts, which compile what they brought: Python does so once, for whoever comes later.
# HAZARD: what a test brought itself differs from test to test, and may be as long and as old as that of another one.
compiled=/var/cache/python
mkdir -p "$root$compiled/run"
mount -t tmpfs -o ro tmpfs "$root$compiled/run"
unset PYTHONDONTWRITEBYTECODE
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 PYTHONPYCACHEPREFIX=$compiled
exec chroot "$root" "$@"
