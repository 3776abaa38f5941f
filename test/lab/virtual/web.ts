import { writeFileSync } from 'node:fs';
import { answers, Service } from './service.ts';
import { HOST, WEB_URL, type Workspace } from './workspace.ts';

/** nginx for ramdisks and images: what is in the folder `http` of the workspace. */
export async function startWeb(root: string, workspace: Workspace): Promise<Service> {
  const config = workspace.path('nginx.conf');
  const state = (name: string) => workspace.path('state', name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    config,
    `daemon off;
user root;
worker_processes 1;
pid ${state('nginx.pid')};
error_log stderr;
events { worker_connections 64; }
http {
  access_log ${workspace.log('nginx-access')};
  ${temporary.map((name) => `${name}_temp_path ${state(`nginx-${name}`)};`).join('\n  ')}
  sendfile on;
  server { listen ${HOST}:8080; root ${workspace.path('http')}; }
}
`,
  );
  return await Service.start({
    name: 'nginx',
    command: ['chroot', root, '/usr/sbin/nginx', '-e', 'stderr', '-c', config],
    log: workspace.log('nginx'),
    isReady: async () => await answers(`${WEB_URL}/`),
    readyMs: 30_000,
  });
}
