#!/bin/sh
# What ipmi_sim asks for the machine's chassis. Usage: chassis MC get|set|check NAME [VALUE]...
# HAZARD: Ironic waits a second for an answer, so that the machine is started beside this.
here=$(dirname "$0")
pid=$here/machine.pid
device=$here/boot-device

is_on() {
  [ -s "$pid" ] && [ -n "$(tr -d '\0' 2>/dev/null <"/proc/$(cat "$pid")/cmdline")" ]
}

power_on() {
  is_on || setsid "$here/machine" "$(cat "$device" 2>/dev/null)" >>"$here/machine.log" 2>&1 </dev/null &
}

power_off() {
  is_on && kill -9 "$(cat "$pid")"
  rm -f "$pid"
}

shift
case $1 in
get)
  shift
  for name in "$@"; do
    case $name in
    power) if is_on; then echo 'power:1'; else echo 'power:0'; fi ;;
    boot) echo "boot:$(cat "$device" 2>/dev/null || echo default)" ;;
    esac
  done
  ;;
set)
  case $2 in
  power) if [ "$3" = 0 ]; then power_off; else power_on; fi ;;
  reset) power_off; power_on ;;
  shutdown) power_off ;;
  boot) echo "$3" >"$device" ;;
  esac
  ;;
check) ;;
esac
