import { AlarmsView } from './alarms/alarms-view.tsx';
import { FleetView } from './fleet/fleet-view.tsx';
import { NodeView } from './node/node-view.tsx';
import { route } from './routing/location.ts';
import { links } from './routing/route.ts';
import { type Services, ServicesContext } from './services.ts';
import { Header } from './shell/header.tsx';
import { Nothing } from './ui/notes.tsx';
import { View } from './ui/view.tsx';
import { VolumeView } from './volume/volume-view.tsx';
import { VolumesView } from './volumes/volumes-view.tsx';

function CurrentView() {
  const current = route.value;
  switch (current.view) {
    case 'nodes':
      return <FleetView query={current.query} />;
    case 'node':
      return <NodeView key={current.uuid} uuid={current.uuid} />;
    case 'volumes':
      return <VolumesView query={current.query} />;
    case 'volume':
      return <VolumeView key={current.id} id={current.id} />;
    case 'alarms':
      return <AlarmsView query={current.query} />;
    default:
      return (
        <View title="Nothing here">
          <Nothing>
            This address leads to nothing. <a href={links.nodes()}>All nodes</a>
          </Nothing>
        </View>
      );
  }
}

/** The page. */
export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesContext.Provider value={services}>
      <Header />
      <CurrentView />
    </ServicesContext.Provider>
  );
}
