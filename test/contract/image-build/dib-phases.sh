#!/bin/bash
# What disk-image-create does from its arguments to the end of post-install.d, by diskimage-builder's own functions and
# in a mount namespace of its own.
# Usage: dib-phases.sh ROOT OUT ROUNDS ELEMENT...
# ROOT is the tree of the image's distribution, which stays as it is; OUT becomes the folder of what the build changed.
# install.d and post-install.d are run ROUNDS times.
# shellcheck disable=SC1091
set -eE
exec 2>&1
export LC_ALL=C
root=$1 out=$2 rounds=$3
shift 3
mount --make-rprivate /

# Nothing of the machine is to be had by the build, not even by a mistake of an element: it binds this /dev.
build=$(mktemp -d)
mount -t tmpfs tmpfs "$build"
mkdir "$build/dev"
for node in null zero full random urandom; do cp -a "/dev/$node" "$build/dev/"; done
ln -s /proc/self/fd "$build/dev/fd"
mkdir "$build/dev/pts" "$build/dev/shm"
mount --bind "$build/dev" /dev
mount -t devpts -o newinstance devpts /dev/pts

export DIB_PYTHON_EXEC=/usr/bin/python3
_LIB=$($DIB_PYTHON_EXEC -c 'import diskimage_builder.paths as paths; print(paths.get_path("lib"))')
_BASE_ELEMENT_DIR=$($DIB_PYTHON_EXEC -c 'import diskimage_builder.paths as paths; print(paths.get_path("elements"))')
export _LIB
source "$_LIB/die"
source "$_LIB/img-defaults"
source "$_LIB/common-functions"
source "$_LIB/img-functions"
# It calls sudo also where it is root already.
mkdir "$build/bin"
printf '%s\n' '#!/bin/sh' 'if [ "$1" = -E ]; then shift; fi' 'exec "$@"' > "$build/bin/sudo"
chmod 755 "$build/bin/sudo"
export PATH=$build/bin:$PATH

export TMP_BUILD_DIR=$build TMP_HOOKS_PATH=$build/hooks
export BMV_TEST_ROOT=$root BMV_TEST_CHANGES=$build/changes
SKIP_BASE=1 IS_RAMDISK=0
arg_to_elements "$@"
create_base
run_d extra-data
run_d_in_target pre-install
for ((round = 0; round < rounds; round += 1)); do
  run_d_in_target install
  run_d_in_target post-install
done
cp -a "$build/changes" "$out"
