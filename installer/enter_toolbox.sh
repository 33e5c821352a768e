#!/bin/sh
# Enters the toolbox: enter_toolbox.sh ROOT WORK_FOLDER WORK_INSIDE COMMAND...
# Called in mount and process namespaces of its own, so that every mount and process ends with it.
set -eu
root=$1 work=$2 inside=$3
shift 3
mount --make-rprivate /
mkdir -p "$root$inside"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$work" "$root$inside"
# Displays and Wine servers of other calls, or of ones that were killed, are not to be met here.
mount -t tmpfs tmpfs "$root/tmp"
exec chroot "$root" sh -c 'cd "$0" && exec "$@"' "$inside" "$@"
