/** Begins each line of the console that a meter prints. */
const MARK = 'BMV-METER';

/** What a ramdisk has taken so far. */
export interface MeterReading {
  /** KiB that were not available to others, the most at a time; the ramdisk's own files are in it. */
  readonly peakKib: number;
  /** Sectors of 512 bytes that its disks were told to write. */
  readonly sectorsWritten: number;
}

/** Runs in a ramdisk: says on the console what the ramdisk takes, whenever it has become more. */
export const METER = `#!/bin/sh
peak=0
written=0
while sleep 2; do
  set -- $(awk '/^MemTotal:/ { t = $2 } /^MemAvailable:/ { a = $2 } END { print t - a }' /proc/meminfo) \\
    $(awk '$3 ~ /^(vd[a-z]+|sd[a-z]+|nvme[0-9]+n[0-9]+)$/ { s += $10 } END { printf "%d", s }' /proc/diskstats)
  if [ "$1" -gt "$peak" ] || [ "$2" -gt "$written" ]; then
    [ "$1" -le "$peak" ] || peak=$1
    written=$2
    echo "${MARK} $peak $written" >/dev/console
  fi
done
`;

/** The last in what a console shows; null where no meter said anything. */
export function meterReading(console: string): MeterReading | null {
  const last = [...console.matchAll(new RegExp(`${MARK} (\\d+) (\\d+)`, 'g'))].at(-1);
  return last ? { peakKib: Number(last[1]), sectorsWritten: Number(last[2]) } : null;
}
