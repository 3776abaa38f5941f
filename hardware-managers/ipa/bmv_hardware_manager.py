"""Hands Ironic's steps to bmv-agent, and IPA's own abilities to the steps.

README.md has the protocol; all is decided behind the socket. A step that goes wrong raises one line
for the operator, never IncompatibleHardwareMethodError: IPA's generic manager would erase or overwrite
the disk then. IPA goes on without a manager that it cannot load: nothing may fail while this is imported.
"""

import contextlib
import functools
import http.client
import io
import json
import logging
import os
import socket
import time
from multiprocessing.pool import ThreadPool

from ironic_python_agent import disk_utils, efi_utils, errors, hardware
from ironic_python_agent.extensions.base import get_extension

LOG = logging.getLogger(__name__)
INCOMPATIBLE = errors.IncompatibleHardwareMethodError
# The builder of the ramdisk's payload replaces this line.
BUILD = 'source'
# Those of IPA that must not run beside volumes, and ours.
STEPS = """write_image erase_devices erase_devices_metadata erase_devices_express burnin_disk inject_files
delete_configuration create_configuration apply_configuration execute_bootc_install deploy_image erase_unkept
erase_unkept_metadata erase_unkept_express create_volumes adopt_volumes extend_volumes tell_volumes
release_volumes verify_volumes report_volumes""".split()
ON_ONE_DISK = 'inject_files', 'execute_bootc_install'  # Of IPA's; the agent looked at that one.
# The first that the node has a step of runs: a failed service step stays set.
ERRORS = {'clean': errors.CleaningError, 'deploy': errors.DeploymentError, 'service': errors.ServicingError}
PROTOCOL, ANSWER_S, SILENCE_S, SYNC_S = 1, 10, 60, 1800  # Seconds; a step speaks every five.


class AgentError(Exception):
    def __init__(self, text):
        super().__init__(' '.join(text.split()))


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
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as exc:
        raise AgentError('bmv-agent does not answer as it should (%s: %s), nothing else was run; '
                         'see journalctl -u bmv-agent' % (type(exc).__name__, exc))
    finally:
        connection.close()


def ask(*args, **kwargs):
    with request(*args, **kwargs) as response:
        return json.loads(response.read() or 'null')


def check_health():
    """Raises AgentError unless an agent of this very build is well."""
    health = ask('GET', '/v1/health')
    if (health['build'], health['protocol']) != (BUILD, PROTOCOL):
        raise AgentError('bmv-agent is of build {build} (protocol {protocol}), but its hardware manager of '
                         'build {} (protocol {}): build the ramdisk anew'.format(BUILD, PROTOCOL, **health))


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
    except AgentError as exc:
        raise exc if isinstance(exc, Answered) else AgentError(
            'what became of %s is not known, run it again: %s' % (step, exc))


def answer(message, calls):
    body = {'id': message['id']}
    try:
        body['result'] = calls[message['method']](**message['params'])
    except Exception as exc:
        LOG.exception('bmv-agent asked for %s', message['method'])
        body['error'] = '%s: %s' % (type(exc).__name__, getattr(exc, 'details', None) or exc)
    try:
        ask('POST', '/v1/runs/%s/answers' % message['run'], body)
    except Answered as exc:
        LOG.warning('bmv-agent: %s', exc)  # The stream tells more.


class BaremetalVolumesHardwareManager(hardware.HardwareManager):
    HARDWARE_MANAGER_NAME = 'baremetal-volumes'
    HARDWARE_MANAGER_VERSION = BUILD

    def evaluate_hardware_support(self):
        # Raising ends IPA; NONE would leave the disks to the generic manager.
        wait = os.environ.get('BMV_SHIM_WAIT', '')
        deadline = time.monotonic() + (float(wait) if wait.isdigit() else 30)
        while True:
            try:
                check_health()
                return hardware.HardwareSupport.SERVICE_PROVIDER * 10**6  # Before all others.
            except Exception as exc:
                if time.monotonic() >= deadline:
                    raise errors.HardwareManagerNotFound(str(exc))
            time.sleep(0.2)

    def get_os_install_device(self, permit_refresh=False):
        try:
            if permit_refresh:  # Who wants it so is about to install there.
                device = self._others('get_os_install_device', True)
                ask('POST', '/v1/handover', {'device': device})
            else:
                device = ask('GET', '/v1/install-device')['device']
        except AgentError as exc:
            raise errors.DeploymentError(str(exc))
        if device is None:
            raise INCOMPATIBLE()
        return device

    def full_sync(self):
        try:
            ask('POST', '/v1/full_sync', timeout=SYNC_S)
        except Exception as exc:
            os.sync()
            raise errors.CommandExecutionError(str(exc))

    def collect_system_logs(self, io_dict, file_list):
        try:
            with request('GET', '/v1/logs') as response:
                io_dict['baremetal-volumes.log'] = io.BytesIO(response.read())
        except Exception as exc:
            io_dict['baremetal-volumes.log'] = io.BytesIO(str(exc).encode())

    def _list(self, kind, node, ports):
        try:
            check_health()
            steps = ask('GET', '/v1/steps?kind=' + kind)['steps']
        except Exception as exc:
            raise ERRORS[kind](str(exc))
        if not steps:  # IPA would go by its own.
            raise ERRORS[kind]('bmv-agent offers no %s steps' % kind)
        return steps

    def _run(self, step, node, ports, **args):
        kind = next((k for k in ERRORS if node.get(k + '_step')), 'deploy')
        try:
            check_health()
            return follow(step, dict(kind=kind, node=node, ports=ports, args=args), self._calls(node, ports))
        except AgentError as exc:
            raise ERRORS[kind](str(exc))
        except Exception as exc:
            raise ERRORS[kind]('%s failed in the hardware manager (%s: %s), nothing else was run; '
                               'please report it' % (step, type(exc).__name__, exc))

    def _others(self, method, *args, **kwargs):
        """What IPA's dispatch would do without this manager."""
        for manager in hardware.get_managers():
            if manager is not self and hasattr(manager, method):
                with contextlib.suppress(INCOMPATIBLE):
                    return getattr(manager, method)(*args, **kwargs)
        raise errors.HardwareManagerMethodNotFound(method)

    def _calls(self, node, ports):
        """What a step may ask IPA for, by name."""
        do, known, listing = self._others, [], hardware.list_all_block_devices

        def get(name):
            return {d.name: d for d in do('list_block_devices')}[name]

        def disks(step=''):  # RAID steps make arrays; to all others an array is a disk.
            return {d.name for d in listing(ignore_raid='configuration' in step, ignore_multipath=True)}

        def list_block_devices():
            known.append(disks())
            # `all`: also what a manager of the operator's hides. IPA's burnin_disk finds it.
            every = [*do('list_block_devices'), *listing()]
            rest = do('list_block_devices_check_skip_list', node)
            return {'devices': [d.serialize() for d in rest], 'all': list({d.name: 0 for d in every})}

        def checked(step, *args, **kwargs):
            # IPA's own steps list the disks anew. Late ones may hold volumes; after its restart all are late.
            found, late = listing(*args, **kwargs), disks(step).difference(*known[:1])
            if late and step not in ON_ONE_DISK:
                raise errors.BlockDeviceError('%s came late, run the step again' % ', '.join(late))
            return found

        def run_step(step, args):
            hardware.list_all_block_devices = functools.partial(checked, step)
            try:
                return do(STEPS[STEPS.index(step)], node, ports, **args)
            finally:
                hardware.list_all_block_devices = listing

        return {
            'list_block_devices': list_block_devices, 'run_step': run_step,
            'get_os_install_device': lambda: do('get_os_install_device', True),
            'safety_check': lambda device: hardware.safety_check_block_device(node, device),
            'erase_block_devices': lambda devices, knobs: ThreadPool(len(devices)).map(functools.partial(
                do, 'erase_block_device', dict(node, driver_internal_info=dict(
                    node['driver_internal_info'], **knobs))), [get(device) for device in devices]),
            'erase_metadata': lambda device: do('_is_linux_raid_member', hardware.BlockDevice(
                device, '', 0, False)) or disk_utils.destroy_disk_metadata(device, node['uuid']),
            'secure_erase_nvme': lambda device: do('_nvme_erase', get(device)),
            'manage_uefi': lambda device: bool(efi_utils.manage_uefi(device)),
            'get_boot_mode': lambda: do('get_boot_info').current_boot_mode,
            'set_partition_uuids': lambda uuids: setattr(get_extension('standby'), 'partition_uuids', uuids),
            'rescan': disk_utils.trigger_device_rescan, 'find_efi_partition': disk_utils.find_efi_partition,
            'installs_grub': lambda: getattr(disk_utils.CONF, 'enable_bios_bootloader_install', True),
        }


_manager = BaremetalVolumesHardwareManager
for _step in STEPS:
    setattr(_manager, _step, functools.partialmethod(_manager._run, _step))
for _kind in ERRORS:
    setattr(_manager, 'get_%s_steps' % _kind, functools.partialmethod(_manager._list, _kind))


def collect(data, failures):
    """IPA's inspection collector `bmv`: disks and volumes of the node."""
    try:
        data['bmv'] = ask('GET', '/v1/volumes', timeout=SILENCE_S)
    except Exception as exc:
        failures.add(str(exc))
