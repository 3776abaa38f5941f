#!/bin/sh
# Has Debian's cloud-init take a config drive, and prints what it makes of it. /run/shared/drive: the drive's files.
set -eu
# Everything that it writes is gone with this namespace.
for own in /etc /var/lib; do
  mkdir -p "/run/copy$own"
  cp -a "$own/." "/run/copy$own"
  mount --bind "/run/copy$own" "$own"
done
mkdir -p /var/lib/cloud/seed
cp -a /run/shared/drive /var/lib/cloud/seed/config_drive
cat >/etc/cloud/cloud.cfg.d/90-test.cfg <<CONFIG
datasource_list: [ConfigDrive]
network: {config: disabled}
CONFIG
echo '# own' >/etc/fstab
mkdir -p /dev/disk/by-partuuid
for id in $(cat /run/shared/ids); do ln -s /dev/null "/dev/disk/by-partuuid/$id"; done
# What its own main.py does until its modules run, then the one that mounts.
python3 >/run/shared/made 2>/run/shared/log <<'PYTHON'
import json
from cloudinit import sources, stages, subp
from cloudinit.config import cc_mounts
from cloudinit.config.modules import Modules

init = stages.Init(ds_deps=[sources.DEP_FILESYSTEM])
init.read_cfg()
init.initialize()
init.fetch(existing="check")
init.instancify()
init.update()
init.consume_data()
config = Modules(init, []).cfg
try:
    cc_mounts.handle("mounts", config, init.cloudify(), [])
except subp.ProcessExecutionError:
    # There is nothing to mount here: what it wrote into fstab counts.
    pass
print(json.dumps({
    "fstab": open("/etc/fstab").read().splitlines(),
    "devices": init.datasource.metadata.get("devices"),
    "config": {key: config.get(key) for key in ("mounts", "runcmd", "packages")},
}))
PYTHON
tail -n 1 /run/shared/made
