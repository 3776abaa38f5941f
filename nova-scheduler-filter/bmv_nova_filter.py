"""A filter of Nova's scheduler: bare-metal instances go where their local volumes are, and nobody to others' nodes.

It decides nothing. It asks the registry of baremetal-volumes, once for each request, and does what that answers.
"""
import base64
import json
import re
import ssl
import urllib.error
import urllib.request

from keystoneauth1 import loading
from keystoneauth1 import session
from nova.scheduler import filters
from nova.scheduler import utils
from oslo_config import cfg
from oslo_log import log

LOG = log.getLogger(__name__)
CONF = cfg.CONF
GROUP = 'baremetal_volumes'
OPTIONS = [
    cfg.URIOpt('registry_url', schemes=['http', 'https'], help='The registry, such as https://registry:8790.'),
    cfg.StrOpt('cafile', help='PEM file with the only authorities to trust, for the registry and for Keystone; '
                              'default: those of the system.'),
    cfg.FloatOpt('timeout', default=5, min=0.1, help='Longest wait for the registry or Keystone, seconds. '
                                                     'The scheduler waits as long.'),
    cfg.StrOpt('credentials_file', help='File with USER:PASSWORD for the registry, with --auth basic. With Keystone '
                                        'set auth_type and its kin instead; the role must be service or admin.'),
    cfg.BoolOpt('fail_open_without_hint', default=False,
                help='While the registry does not answer, admit bare-metal instances that want no volume to any node. '
                     'Only where flavors forbid the trait CUSTOM_LV_HELD. With a hint nothing is ever admitted then.'),
]
CONF.register_opts(OPTIONS, group=GROUP)
loading.register_auth_conf_options(CONF, GROUP)

# Hints, and what the registry calls them.
HINTS = {'local_volume': 'volumes', 'local_volume_set': 'sets'}
UUID = re.compile(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z')
# More of an answer is not the registry's.
MAX_BYTES = 16 * 2 ** 20


def list_opts():
    """For oslo-config-generator."""
    return [(GROUP, OPTIONS + loading.get_auth_common_conf_options())]


def all_filters():
    """Nova's own and this one: for `available_filters`, where only one value can be given."""
    return filters.all_filters() + [LocalVolumeFilter]


class RegistryError(Exception):
    """One line: why there is no answer."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        # HAZARD: credentials would go along to wherever the answer points.
        return None


def _context(cafile):
    context = ssl.create_default_context(cafile=cafile)
    # Certificates of authorities of one's own often lack an extension that Python 3.13 began to ask for.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


class Registry(object):
    """Plain and blocking: right for threads, and for eventlet."""

    def __init__(self):
        self._session = None

    def allowed(self, body):
        """UUIDs of the nodes that will do. Raises RegistryError, and what Keystone does."""
        conf = CONF[GROUP]
        if not conf.registry_url:
            raise RegistryError('registry_url of [%s] is not set' % GROUP)
        try:
            answer = self._post(conf, body)
        except urllib.error.HTTPError as error:
            if error.code != 401 or not conf.auth_type:
                raise RegistryError('the registry answers %d: %s' % (error.code, self._detail(error)))
            # The token was revoked, or Keystone has forgotten it.
            self._keystone(conf).invalidate()
            answer = self._post(conf, body)
        for refusal in answer['refused']:
            LOG.debug('node %s will not do: %s', refusal['node'], refusal['reasons'])
        return frozenset(answer['allowed'])

    def _post(self, conf, body):
        url = conf.registry_url.rstrip('/') + '/v1/placement/filter'
        headers = {'Content-Type': 'application/json', 'Accept': 'application/json'}
        headers.update(self._credentials(conf))
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)
        handlers = [_NoRedirect]
        if url.startswith('https:'):
            handlers.append(urllib.request.HTTPSHandler(context=_context(conf.cafile)))
        with urllib.request.build_opener(*handlers).open(request, timeout=conf.timeout) as reply:
            text = reply.read(MAX_BYTES)
        return json.loads(text)

    def _credentials(self, conf):
        if conf.credentials_file:
            with open(conf.credentials_file, 'rb') as file:
                return {'Authorization': 'Basic ' + base64.b64encode(file.readline().rstrip(b'\r\n')).decode()}
        if conf.auth_type:
            return {'X-Auth-Token': self._keystone(conf).get_token()}
        return {}

    def _keystone(self, conf):
        if self._session is None:
            auth = loading.load_auth_from_conf_options(CONF, GROUP)
            self._session = session.Session(auth=auth, verify=conf.cafile or True, timeout=conf.timeout)
        return self._session

    @staticmethod
    def _detail(error):
        try:
            return json.loads(error.read(4096))['detail']
        except Exception:
            return error.reason


def _wishes(spec):
    """What the hints ask for. Raises ValueError for what no volume or set can be called."""
    hints = spec.scheduler_hints if 'scheduler_hints' in spec else None
    wishes = {}
    for hint, name in HINTS.items():
        values = (hints or {}).get(hint, [])
        values = [values] if isinstance(values, str) else values
        if not all(isinstance(value, str) and 0 < len(value) <= 255 for value in values):
            raise ValueError('hint %s must be an id or a name' % hint)
        wishes[name] = list(values)
    return wishes


def _node(host):
    """The node of Ironic's that a host is; None for another host. Of one that never reported, its name must tell."""
    kind, name = (host.hypervisor_type or '').lower(), (host.nodename or '').lower()
    return name if kind == 'ironic' or not kind and UUID.match(name) else None


class LocalVolumeFilter(filters.BaseHostFilter):
    """Admits nodes that hold what the hints `local_volume` and `local_volume_set` name, and belong to the project.

    Without a hint it keeps others' nodes away, and is not about hosts of another kind than Ironic's.
    """

    RUN_ON_REBUILD = False
    # The hosts of a request's later instances are among those that this left.
    run_filter_once_per_request = True

    def __init__(self):
        super(LocalVolumeFilter, self).__init__()
        self._registry = Registry()

    def filter_all(self, filter_obj_list, spec_obj):
        hosts = list(filter_obj_list)
        # HAZARD: Nova looks at RUN_ON_REBUILD for single hosts only; an instance stays where it is.
        if utils.request_is_rebuild(spec_obj):
            return hosts
        nodes = {node for node in map(_node, hosts) if node is not None and UUID.match(node)}
        has_hint = True
        try:
            wishes = _wishes(spec_obj)
            has_hint = any(wishes.values())
            allowed = frozenset()
            if nodes:
                body = dict(wishes, project=spec_obj.project_id, candidates=sorted(nodes))
                allowed = self._registry.allowed(body)
        # Whatever it is: the rest of the cloud goes on.
        except Exception as error:
            allowed = frozenset()
            if not has_hint and CONF[GROUP].fail_open_without_hint:
                allowed = nodes
            LOG.warning('local volumes of instance %(instance)s are not known, so %(what)s: %(error)s',
                        {'instance': spec_obj.instance_uuid, 'error': str(error) or type(error).__name__,
                         'what': 'any node is admitted' if allowed else 'no node is admitted'})
        # A host that is no node of Ironic's has no local volumes.
        return [host for host in hosts
                if (not has_hint if _node(host) is None else _node(host) in allowed)]
