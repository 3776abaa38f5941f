import type { VolumeListJson } from '../../../api/schemas/volumes.ts';
import { Resource } from '../api/resource.ts';
import { LIMITS } from '../limits.ts';
import { links } from '../routing/route.ts';
import { type Services, useModel } from '../services.ts';
import { StateBadge } from '../ui/badges.tsx';
import { Size } from '../ui/figures.tsx';

/** What a text is found in beside the names of nodes. */
class FoundModel {
  readonly volumes: Resource<VolumeListJson>;
  /** Whether a project of that name holds nodes. */
  readonly isProject: Resource<boolean>;

  constructor({ client }: Pick<Services, 'client'>, text: string) {
    this.volumes = new Resource((signal) => client.volumes({ q: text, limit: LIMITS.foundVolumes }, signal));
    this.isProject = new Resource(
      async (signal) => (await client.nodes({ project: text, limit: 1 }, signal)).nodes.length > 0,
    );
    this.volumes.reload();
    this.isProject.reload();
  }

  dispose(): void {
    this.volumes.dispose();
    this.isProject.dispose();
  }
}

/** Volumes whose name or id has a text, and the project of that name. */
export function FoundElsewhere({ text }: { readonly text: string }) {
  const model = useModel((services) => new FoundModel(services, text), text);
  const found = model.volumes.data.value;
  const isProject = model.isProject.data.value === true;
  if (!isProject && (found?.volumes.length ?? 0) === 0) return null;
  return (
    <section class="card found" aria-label="Found elsewhere">
      {isProject && (
        <p>
          A project is called that: <a href={links.nodes({ project: text })}>nodes of project {text}</a>,{' '}
          <a href={links.volumes({ project: text })}>its volumes</a>
        </p>
      )}
      {found && found.volumes.length > 0 && (
        <ul class="rows">
          {found.volumes.map((volume) => (
            <li key={volume.id} class="row-item">
              <StateBadge state={volume.state} />
              <a href={links.volume(volume.id)}>{volume.name || volume.id}</a>
              <span class="muted">
                {volume.project || 'nobody’s'} · <Size bytes={volume.size_bytes} />
              </span>
              <span class="row-text">
                on node{' '}
                <a href={links.node(volume.node)}>
                  <code>{volume.node}</code>
                </a>
              </span>
            </li>
          ))}
          {found.next !== null && (
            <li class="row-item">
              <a href={links.volumes({ q: text })}>more volumes…</a>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
