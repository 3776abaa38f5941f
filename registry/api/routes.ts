import type { Route } from './route.ts';
import { alarmRoutes } from './routes/alarms.ts';
import { eventRoutes } from './routes/events.ts';
import { newVolumeRoutes } from './routes/new-volume.ts';
import { nodeRoutes } from './routes/nodes.ts';
import { novaRoutes } from './routes/nova.ts';
import { placementRoutes } from './routes/placement.ts';
import { quotaRoutes } from './routes/quotas.ts';
import { serviceRoutes } from './routes/service.ts';
import { setRoutes } from './routes/sets.ts';
import { volumeKeyRoutes } from './routes/volume-keys.ts';
import { volumeRoutes } from './routes/volumes.ts';

/** All that the API answers. */
export const ROUTES: readonly Route[] = [
  ...nodeRoutes,
  ...newVolumeRoutes,
  ...volumeRoutes,
  ...volumeKeyRoutes,
  ...setRoutes,
  ...quotaRoutes,
  ...alarmRoutes,
  ...eventRoutes,
  ...placementRoutes,
  ...novaRoutes,
  ...serviceRoutes,
];
