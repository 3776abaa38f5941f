import { mkdirSync, writeFileSync } from 'node:fs';
import { runCommand } from '../../../hardware-managers/linux/command.ts';
import { answers, Service } from './service.ts';
import { HOST, IRONIC_URL, WEB_URL, type Workspace } from './workspace.ts';

const SCHEMA_MS = 120_000;
const READY_MS = 120_000;
/** So long after its last word a ramdisk may be there still: a rebuild that comes sooner would wait for it in vain. */
const FAST_TRACK_S = '60';

function section(name: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
  return `[${name}]\n${lines.join('\n')}\n`;
}

function configText(workspace: Workspace, isFastTrack: boolean): string {
  const state = (...names: readonly string[]) => workspace.path('state', ...names);
  return [
    section('DEFAULT', {
      auth_strategy: 'noauth',
      rpc_transport: 'none',
      host: 'labconductor',
      my_ip: HOST,
      state_path: state(),
      enabled_hardware_types: 'ipmi',
      enabled_boot_interfaces: 'ipxe',
      enabled_deploy_interfaces: 'direct,custom-agent',
      enabled_power_interfaces: 'ipmitool',
      enabled_management_interfaces: 'ipmitool',
      enabled_network_interfaces: 'noop',
      enabled_inspect_interfaces: 'agent,no-inspect',
      enabled_bios_interfaces: 'no-bios',
      enabled_raid_interfaces: 'agent,no-raid',
      enabled_vendor_interfaces: 'ipmitool,no-vendor',
      enabled_console_interfaces: 'no-console',
      enabled_rescue_interfaces: 'no-rescue',
      enabled_storage_interfaces: 'noop',
      enabled_firmware_interfaces: 'no-firmware',
      minimum_required_memory: '256',
    }),
    section('api', {
      ...{ host_ip: HOST, port: '6385', api_workers: '1' },
      ramdisk_heartbeat_timeout: isFastTrack ? FAST_TRACK_S : '300',
    }),
    section('conductor', {
      automated_clean: 'true',
      // 420 MB would go to the machine otherwise, in the place of 140.
      disable_zstandard_decompression: 'true',
      deploy_callback_timeout: '1200',
      clean_callback_timeout: '1200',
      sync_power_state_interval: '60',
      check_provision_state_interval: '20',
      clean_step_priority_override: 'deploy.erase_unkept_metadata:99',
    }),
    section('service_catalog', { endpoint_override: IRONIC_URL }),
    section('deploy', {
      http_url: WEB_URL,
      http_root: workspace.path('http'),
      erase_devices_priority: '0',
      erase_devices_metadata_priority: '0',
      default_boot_mode: 'uefi',
      fast_track: String(isFastTrack),
      fast_track_timeout: FAST_TRACK_S,
    }),
    section('agent', {
      image_download_source: 'http',
      deploy_logs_collect: 'always',
      deploy_logs_local_path: workspace.path('logs', 'ramdisk'),
      certificates_path: state('certificates'),
    }),
    section('dhcp', { dhcp_provider: 'none' }),
    section('pxe', {
      tftp_server: HOST,
      tftp_root: workspace.path('tftp'),
      tftp_master_path: workspace.path('tftp', 'master_images'),
      images_path: state('images'),
      instance_master_path: state('master_images'),
      ipxe_bootfile_name: 'undionly.kpxe',
      uefi_ipxe_bootfile_name: 'snponly.efi',
      kernel_append_params: 'nofb nomodeset console=ttyS0 ipa-insecure=1',
    }),
    section('inspector', { extra_kernel_params: 'ipa-inspection-collectors=default,bmv' }),
    section('database', { connection: `sqlite:///${state('ironic.sqlite')}` }),
    section('oslo_concurrency', { lock_path: state('lock') }),
    section('ipmi', {
      use_ipmitool_retries: 'false',
      min_command_interval: '1',
      command_retry_timeout: '30',
    }),
  ].join('\n');
}

/** Python of the tree of packages keeps what it has compiled beside the run, not in the tree. */
export function pythonEnvironment(workspace: Workspace): Readonly<Record<string, string>> {
  return { PYTHONPYCACHEPREFIX: workspace.path('tmp', 'pycache'), LC_ALL: 'C.UTF-8', HOME: '/tmp' };
}

/**
 * API and conductor in one process, on SQLite, without Keystone. `isFastTrack`: a ramdisk that waits for commands is used
 * again by the next operation.
 */
export async function startIronic(
  root: string,
  workspace: Workspace,
  isFastTrack: boolean,
): Promise<Service> {
  for (const name of ['certificates', 'images', 'master_images', 'lock'])
    mkdirSync(workspace.path('state', name), { recursive: true });
  mkdirSync(workspace.path('logs', 'ramdisk'), { recursive: true });
  const config = workspace.path('ironic.conf');
  writeFileSync(config, configText(workspace, isFastTrack));
  const environment = pythonEnvironment(workspace);
  const within: readonly [string, ...string[]] = [
    'chroot',
    root,
    '/usr/bin/env',
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
  ];
  await runCommand([...within, '/usr/bin/ironic-dbsync', '--config-file', config, 'create_schema'], {
    timeoutMs: SCHEMA_MS,
  });
  return await Service.start({
    name: 'ironic',
    command: [...within, '/usr/bin/ironic', '--config-file', config],
    log: workspace.log('ironic'),
    isReady: async () => await answers(`${IRONIC_URL}/v1/`),
    readyMs: READY_MS,
  });
}
