import type { Route } from './route.ts';
import { alarmRoutes } from './routes/alarms.ts';
import { eventRoutes } from './routes/events.ts';
import { newVolumeRoutes } from './routes/new-volume.ts';
import { nodeRoutes } from './routes/nodes.ts';
import { placementRoutes } from './routes/placement.ts';
import { serviceRoutes } from './routes/service.ts';
import { volumeRoutes } from './routes/volumes.ts';

/** All that the API answers. */
export const ROUTES: readonly Route[] = [
  ...nodeRoutes,
  ...newVolumeRoutes,
  ...volumeRoutes,
  ...alarmRoutes,
  ...eventRoutes,
  ...placementRoutes,
  ...serviceRoutes,
];
