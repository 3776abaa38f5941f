#!/bin/busybox sh
# PID 1 of the test image: tells on the console what Linux finds on the disks, then switches the machine off.
export PATH=/bin:/usr/sbin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
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
  name=$(basename "$(dirname "$partition")")
  PART_ENTRY_UUID='' PART_ENTRY_NAME='' PART_ENTRY_SIZE='' TYPE='' LABEL=''
  eval "$(blkid -p -o export -s PART_ENTRY_UUID -s PART_ENTRY_NAME -s PART_ENTRY_SIZE -s TYPE -s LABEL "/dev/$name")"
  echo "PARTITION $name uuid=$PART_ENTRY_UUID name=$PART_ENTRY_NAME sectors=$PART_ENTRY_SIZE type=$TYPE label=$LABEL"
  case $TYPE in ext4 | xfs) ;; *) continue ;; esac
  mount -o ro "/dev/$name" /mnt || continue
  for file in /mnt/*; do
    [ -f "$file" ] && echo "FILE uuid=$PART_ENTRY_UUID sha256=$(sha256sum <"$file" | cut -d ' ' -f 1) path=${file#/mnt/}"
  done
  umount /mnt
done
echo 'REPORT ENDS'
poweroff -f
