"""Nova's real scheduler and metadata code. Answers a line of JSON for each line of JSON that it is asked by."""
import json
import sys

import nova.conf
from nova import config
from nova import context
from nova import objects
from nova.scheduler import filters
from nova.scheduler import host_manager
from oslo_log import log
from oslo_utils import uuidutils

SHARED = '/run/shared'
CONF = nova.conf.CONF
config.parse_args(['nova-scheduler', '--config-file', SHARED + '/nova.conf'], configure_db=False, init_rpc=False)
log.setup(CONF, 'nova')
objects.register_all()

handler = filters.HostFilterHandler()
classes = handler.get_matching_classes(CONF.filter_scheduler.available_filters)
enabled = [cls() for cls in classes if cls.__name__ in CONF.filter_scheduler.enabled_filters]


def state_of(host):
    # Of a node of Ironic's, Nova makes it the same as its name.
    uuid = host['node'] if host['type'] == 'ironic' else uuidutils.generate_uuid()
    compute = objects.ComputeNode(
        uuid=uuid, host=host['host'], hypervisor_hostname=host['node'], hypervisor_type=host['type'] or '',
        hypervisor_version=1, free_disk_gb=10, local_gb=10, local_gb_used=0, disk_available_least=None,
        memory_mb=1024, memory_mb_used=0, free_ram_mb=1024, vcpus=1, vcpus_used=0, numa_topology=None,
        pci_device_pools=None, host_ip='192.0.2.1', cpu_info=None, supported_hv_specs=[], stats={},
        metrics='[]', cpu_allocation_ratio=1.0, ram_allocation_ratio=1.0, disk_allocation_ratio=1.0,
        updated_at=None)
    if host['type'] is None:
        compute = objects.ComputeNode(uuid=uuid)
    state = host_manager.HostState(host['host'], host['node'], None)
    state.update(compute=compute)
    return state


def spec_of(asked):
    flavor = objects.Flavor(id=1, flavorid='1', name='bm', memory_mb=1, vcpus=1, root_gb=1, ephemeral_gb=0, swap=0,
                            extra_specs={}, rxtx_factor=1.0, is_public=True, disabled=False, vcpu_weight=0)
    return objects.RequestSpec.from_components(
        context.get_admin_context(), asked.get('instance', '55555555-5555-4555-8555-555555555555'), {}, flavor, None,
        None, {'scheduler_hints': asked.get('hints', {})}, None, None, project_id=asked['project'])


def do_filter(asked):
    states = [state_of(host) for host in asked['hosts']]
    spec = spec_of(asked)
    kept = []
    for index in range(asked.get('instances', 1)):
        states = handler.get_filtered_objects(enabled, states, spec, index) or []
        kept.append([state.nodename for state in states])
    return kept


def do_set(asked):
    for name, value in asked.items():
        CONF.set_override(name, value, group='baremetal_volumes')


def do_filters(asked):
    return [cls.__name__ for cls in classes]


def do_vendordata(asked):
    """What Nova writes into vendor_data2.json, and what this suite's cloud-init makes of that."""
    import yaml
    from cloudinit import sources
    from cloudinit.config import schema
    from nova.api.metadata import vendordata_dynamic
    instance = objects.Instance(uuid=asked['instance'], project_id=asked['project'], image_ref='', user_data=None,
                                hostname='web-1', metadata={}, system_metadata={})
    data = vendordata_dynamic.DynamicVendorData(instance).get()
    cloud = sources.convert_vendordata(data)
    config = None
    if cloud is not None:
        config = yaml.safe_load(cloud)
        schema.validate_cloudconfig_schema(config, schema.get_schema(), strict=True)
    return {'json': data, 'cloud': cloud, 'config': config}


print('ready', flush=True)
for line in sys.stdin:
    (name, asked), = json.loads(line).items()
    try:
        answer = {'ok': globals()['do_' + name](asked)}
    except Exception as error:
        answer = {'error': '%s: %s' % (type(error).__name__, error)}
    print('answer ' + json.dumps(answer), flush=True)
