#!/bin/busybox sh
# PID 1 of the test image: opens every LUKS volume with the kernel's dm-crypt, mounts it, counts its boots in it, tells on
# the console what it found, then switches the machine off.
export PATH=/bin:/usr/sbin:/usr/bin
# There is no udev to make the devices.
export DM_DISABLE_UDEV=1
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /run /tmp
for module in /modules/*.ko; do
  insmod "$module"
done

# Disks appear when they like. The image's own root is one of them.
tries=0
until blkid -t PARTLABEL=@ROOT@ >/dev/null || [ "$tries" -ge 30 ]; do
  sleep 1
  tries=$((tries + 1))
done

echo "BOOTED @NAME@"
for partition in /sys/class/block/*/partition; do
  device=/dev/$(basename "$(dirname "$partition")")
  PART_ENTRY_NAME='' TYPE=''
  eval "$(blkid -p -o export -s PART_ENTRY_NAME -s TYPE "$device")"
  [ "$TYPE" = crypto_LUKS ] || continue
  name=$PART_ENTRY_NAME
  head -c 32 /dev/urandom >/tmp/wrong
  wrong=accepted
  cryptsetup open --disable-locks --key-file /tmp/wrong "$device" "wrong-$name" 2>/dev/null || wrong=refused
  if ! cryptsetup open --disable-locks --key-file /key "$device" "$name"; then
    echo "LUKS $name cannot be opened"
    continue
  fi
  TYPE=''
  eval "$(blkid -p -o export -s TYPE "/dev/mapper/$name")"
  if ! mount -t "$TYPE" "/dev/mapper/$name" /mnt; then
    echo "LUKS $name cannot be mounted type=$TYPE"
    dmesg | tail -n 5
    continue
  fi
  echo boot >>/mnt/boots
  boots=$(wc -l </mnt/boots)
  umount /mnt
  cryptsetup close --disable-locks "$name"
  echo "LUKS $name wrong-key=$wrong type=$TYPE boots=$((boots))"
done
echo 'REPORT ENDS'
sync
poweroff -f
