"""Runs the real ironic-python-agent, kept to the block devices of a test.

Usage: ipa_server.py SETTINGS; a JSON object with port, token, node, disks, late
and waits, or with inspect: the arguments of ironic-collect-introspection-data,
which then runs instead. A late disk shows up when the generic manager's METHOD
is called for the CALL-th time, with isArray as an array. Only what would touch the machine itself is
replaced: loading kernel modules, assembling arrays, talking to the BMC, and the
list of block devices.
"""

import functools
import itertools
import json
import os
import sys

from oslo_config import cfg
from oslo_log import log

from ironic_python_agent import config  # noqa: F401 registers the options
from ironic_python_agent import agent
from ironic_python_agent import hardware
from ironic_python_agent.cmd import inspect

settings = json.loads(sys.argv[1])
CONF = cfg.CONF


def block_devices(block_type='disk', ignore_raid=False, *args,
                  all_serial_and_wwn=False, **kwargs):
    if block_type != 'disk':
        return []
    arrays = [late['disk'] for late in settings['late'] if late.get('isArray')]
    devices = []
    for name in settings['disks']:
        if ignore_raid and name in arrays:
            continue
        with open('/sys/block/%s/size' % os.path.basename(name)) as size:
            sectors = int(size.read())
        serial = 'serial-of-' + os.path.basename(name)
        devices.append(hardware.BlockDevice(
            name, 'loop', sectors * 512, False,
            serial=[serial] if all_serial_and_wwn else serial,
            wwn=['wwn'] if all_serial_and_wwn else 'wwn'))
    return devices


def show(disk, method, call, isArray=False):
    """Has a disk show up when the generic manager is called."""
    own = getattr(hardware.GenericHardwareManager, method)
    calls = itertools.count(1)

    @functools.wraps(own)
    def noticed(*args, **kwargs):
        if next(calls) == call:
            settings['disks'].append(disk)
        return own(*args, **kwargs)

    setattr(hardware.GenericHardwareManager, method, noticed)


for late in settings['late']:
    show(**late)
hardware.list_all_block_devices = block_devices
for name in ('_check_for_iscsi', '_load_ipmi_modules', '_md_scan_and_assemble',
             '_enable_multipath'):
    setattr(hardware, name, lambda *args, **kwargs: None)
for name in ('get_bmc_address', 'get_bmc_v6address', 'get_bmc_mac'):
    setattr(hardware.GenericHardwareManager, name, lambda self: None)

if 'inspect' in settings:
    sys.argv[1:] = settings['inspect']
    sys.exit(inspect.run())

log.register_options(CONF)
CONF(args=['--debug'])
log.setup(CONF, 'ironic-python-agent')
for option, value in (('disk_wait_attempts', settings['waits']),
                      ('disk_wait_delay', 0), ('enable_auto_tls', False)):
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
