"""Hands Ironic's steps to bmv-agent, and IPA's own abilities to the steps.

README.md has the protocol; all is decided behind the socket. A step that goes
wrong raises one line for the operator, never IncompatibleHardwareMethodError:
IPA's generic manager would erase or overwrite the disk then. This module can
always be imported, for IPA goes on without a manager that it cannot load.
"""

import contextlib
import http.client
import io
import json
import logging
import os
import socket
import time

from ironic_python_agent import disk_utils
from ironic_python_agent import efi_utils
from ironic_python_agent import errors
from ironic_python_agent.extensions import base
from ironic_python_agent import hardware

LOG = logging.getLogger(__name__)

# The builder of the ramdisk's payload replaces this line.
BUILD = 'source'
PROTOCOL = 1
STEPS = (
    # Instead of IPA's own.
    'write_image', 'erase_devices', 'erase_devices_metadata',
    'erase_devices_express', 'burnin_disk', 'delete_configuration',
    'create_configuration', 'apply_configuration', 'execute_bootc_install',
    # Ours.
    'deploy_image', 'create_volumes', 'adopt_volumes', 'extend_volumes',
    'release_volumes', 'verify_volumes', 'report_volumes')

# The first whose field `<kind>_step` the node has set is what runs.
ERRORS = {'clean': errors.CleaningError, 'service': errors.ServicingError,
          'deploy': errors.DeploymentError}

# Seconds. A step shows a sign of life every five.
ANSWER_S, SILENCE_S, SYNC_S = 30, 60, 1800
WAIT_S = float(os.environ.get('BMV_SHIM_WAIT') or 30)


class AgentError(Exception):
    """One line for the operator."""


class Answered(AgentError):
    """The agent's own line."""


class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(os.environ.get('BMV_SOCKET', '/run/bmv/agent.sock'))


@contextlib.contextmanager
def request(method, path, body=None, timeout=ANSWER_S):
    """The answer to one request. Raises AgentError, also for its reader."""
    connection = Connection('bmv-agent', timeout=timeout)
    try:
        connection.request(method, path, json.dumps(body, default=str))
        response = connection.getresponse()
        if response.status not in (200, 204):
            error = json.loads(response.read())
            raise Answered(error.get('error', error)['message'])
        yield response
    except (OSError, http.client.HTTPException, ValueError, LookupError,
            TypeError) as exc:
        raise AgentError(
            'bmv-agent does not answer as it should (%s: %s), and nothing '
            'else may touch disks that can hold volumes; look at `journalctl '
            '-u bmv-agent` in the ramdisk' % (type(exc).__name__, exc))
    finally:
        connection.close()


def ask(*args, **kwargs):
    with request(*args, **kwargs) as response:
        return json.loads(response.read() or 'null')


def check_health():
    """Raises AgentError unless an agent of this very build is well."""
    health = ask('GET', '/v1/health')
    if (health['build'], health['protocol']) != (BUILD, PROTOCOL):
        raise AgentError(
            'bmv-agent is of build %s (protocol %s), but its hardware manager '
            'of build %s (protocol %s): build the ramdisk anew'
            % (health['build'], health['protocol'], BUILD, PROTOCOL))


def follow(step, body, calls):
    """Runs a step and answers what it asks by `calls`. Raises AgentError."""
    try:
        with request('POST', '/v1/steps/' + step, body, SILENCE_S) as response:
            for line in response:
                message = json.loads(line)
                if message['type'] == 'call':
                    answer(message, calls)
                elif message['type'] == 'result':
                    return message['result']
                elif message['type'] == 'error':
                    raise Answered(message['message'])
        raise AgentError('bmv-agent ended; systemd starts it again')
    except Answered:
        raise
    except AgentError as exc:
        raise AgentError('what became of %s is not known, nothing else was '
                         'run instead, run it again: %s' % (step, exc))


def answer(message, calls):
    body = {'id': message['id']}
    try:
        body['result'] = calls[message['method']](**message['params'])
    except Exception as exc:
        LOG.exception('bmv-agent asked for %s', message['method'])
        body['error'] = '%s: %s' % (type(exc).__name__,
                                    getattr(exc, 'details', None) or exc)
    ask('POST', '/v1/runs/%s/answers' % message['run'], body)


class BaremetalVolumesHardwareManager(hardware.HardwareManager):
    HARDWARE_MANAGER_NAME = 'baremetal-volumes'
    HARDWARE_MANAGER_VERSION = BUILD

    def evaluate_hardware_support(self):
        # Raising ends IPA, which systemd starts again; NONE would leave the
        # disks to the generic manager.
        deadline = time.monotonic() + WAIT_S
        while True:
            try:
                check_health()
                return hardware.HardwareSupport.SERVICE_PROVIDER + 10
            except Exception as exc:
                if time.monotonic() >= deadline:
                    raise errors.HardwareManagerNotFound(str(exc))
            time.sleep(0.2)

    def get_os_install_device(self, permit_refresh=False):
        # Who is about to install wants the root device hints looked at again.
        try:
            device = ask('GET', '/v1/install-device')['device']
        except Exception as exc:
            raise errors.DeviceNotFound(str(exc))
        if device and not permit_refresh:
            return device
        raise errors.IncompatibleHardwareMethodError()

    def full_sync(self):
        try:
            ask('POST', '/v1/full_sync', timeout=SYNC_S)
        except Exception as exc:
            raise errors.CommandExecutionError(str(exc))

    def collect_system_logs(self, io_dict, file_list):
        try:
            with request('GET', '/v1/logs') as response:
                text = response.read()
        except Exception as exc:
            text = str(exc).encode()
        io_dict['baremetal-volumes.log'] = io.BytesIO(text)

    def _list(self, kind, node, ports, args):
        try:
            check_health()
            return ask('GET', '/v1/steps?kind=' + kind)['steps']
        except Exception as exc:
            raise ERRORS[kind](str(exc))

    def _run(self, step, node, ports, args):
        kind = next((k for k in ERRORS if node.get(k + '_step')), 'deploy')
        body = {'kind': kind, 'node': node, 'ports': ports, 'args': args}
        try:
            return follow(step, body, self._calls(node, ports))
        except AgentError as exc:
            raise ERRORS[kind](str(exc))
        except Exception as exc:
            LOG.exception('%s failed in the hardware manager', step)
            raise ERRORS[kind](
                '%s failed in the hardware manager (%s: %s), nothing else was '
                'run instead; report it' % (step, type(exc).__name__, exc))

    def _others(self, method, *args, **kwargs):
        """What IPA's dispatch would do without this manager."""
        for manager in hardware.get_managers():
            if manager is not self and hasattr(manager, method):
                try:
                    return getattr(manager, method)(*args, **kwargs)
                except errors.IncompatibleHardwareMethodError:
                    continue
        raise errors.HardwareManagerMethodNotFound(method)

    def _device(self, name):
        return {device.name: device
                for device in self._others('list_block_devices')}[name]

    def _calls(self, node, ports):
        """What a step may ask IPA for, by name."""
        others = self._others
        return {
            'get_os_install_device': lambda: others(
                'get_os_install_device', permit_refresh=True),
            'list_block_devices': lambda: {
                'devices': [device.serialize() for device in others(
                    'list_block_devices_check_skip_list', node)],
                'all': [device.name
                        for device in others('list_block_devices')]},
            'safety_check': lambda device: (
                hardware.safety_check_block_device(node, device)),
            'erase_block_device': lambda device: others(
                'erase_block_device', node, self._device(device)),
            'erase_metadata': lambda device: disk_utils.destroy_disk_metadata(
                device, node['uuid']),
            'secure_erase_nvme': lambda device: bool(others(
                '_nvme_erase', self._device(device))),
            'run_step': lambda step, args: others(step, node, ports, **args),
            'manage_uefi': lambda device: bool(efi_utils.manage_uefi(device)),
            'get_boot_mode': lambda: others('get_boot_info').current_boot_mode,
            'set_partition_uuids': lambda uuids: setattr(
                base.get_extension('standby'), 'partition_uuids', uuids),
            'rescan': disk_utils.trigger_device_rescan,
        }


def _forward(method, name):
    return lambda self, node, ports, **args: getattr(self, method)(
        name, node, ports, args)


for _step in STEPS:
    setattr(BaremetalVolumesHardwareManager, _step, _forward('_run', _step))
for _kind in ERRORS:
    setattr(BaremetalVolumesHardwareManager, 'get_%s_steps' % _kind,
            _forward('_list', _kind))


def collect(data, failures):
    """IPA's inspection collector `bmv`: disks and volumes of the node."""
    try:
        data['bmv'] = ask('GET', '/v1/volumes', timeout=SYNC_S)
    except Exception as exc:
        failures.add(str(exc))
