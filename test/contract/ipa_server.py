"""Runs the real ironic-python-agent, kept to the block devices of a test.

Usage: ipa_server.py SETTINGS; a JSON object with port, token, node and disks. Only what would touch the machine itself is replaced: loading kernel
modules, assembling arrays, and the list of block devices.
"""

import json
import os
import sys

from oslo_config import cfg
from oslo_log import log

from ironic_python_agent import config  # noqa: F401 registers the options
from ironic_python_agent import agent
from ironic_python_agent import hardware

settings = json.loads(sys.argv[1])
CONF = cfg.CONF


def block_devices(block_type='disk', *args, all_serial_and_wwn=False, **kwargs):
    if block_type != 'disk':
        return []
    devices = []
    for name in settings['disks']:
        with open('/sys/block/%s/size' % os.path.basename(name)) as size:
            sectors = int(size.read())
        serial = 'serial-of-' + os.path.basename(name)
        devices.append(hardware.BlockDevice(
            name, 'loop', sectors * 512, False,
            serial=[serial] if all_serial_and_wwn else serial,
            wwn=['wwn'] if all_serial_and_wwn else 'wwn'))
    return devices


hardware.list_all_block_devices = block_devices
for name in ('_check_for_iscsi', '_load_ipmi_modules', '_md_scan_and_assemble',
             '_enable_multipath'):
    setattr(hardware, name, lambda *args, **kwargs: None)

log.register_options(CONF)
CONF(args=['--debug'])
log.setup(CONF, 'ironic-python-agent')
for option, value in (('disk_wait_attempts', 0), ('enable_auto_tls', False)):
    CONF.set_override(option, value)

hardware.NODE = settings['node']
server = agent.IronicPythonAgent(
    api_url=None,
    advertise_address=agent.Host('127.0.0.1', settings['port']),
    listen_address=agent.Host('127.0.0.1', settings['port']),
    ip_lookup_attempts=1, ip_lookup_sleep=1, network_interface=None,
    lookup_timeout=1, lookup_interval=1, standalone=True,
    agent_token=settings['token'])
server.run()
