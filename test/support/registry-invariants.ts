import { expect } from 'chai';
import { overlaps } from '../../registry/decisions/extent.ts';
import type { NodeState } from '../../registry/decisions/node-state.ts';

/** No two projects hold volumes on one node. */
export function expectOneTenant({ volumes }: NodeState): void {
  const projects = volumes
    .filter(({ state, project }) => state !== 'released' && project !== '')
    .map(({ project }) => project);
  expect([...new Set(projects)].length, `projects on one node: ${projects.join(', ')}`).to.be.at.most(1);
}

/** No two volumes of a disk share a byte. What is nobody's is only what a disk says. */
export function expectDisjoint({ volumes }: NodeState): void {
  const placed = volumes.flatMap(({ id, state, project, disk, offset, length }) =>
    state === 'released' || project === '' || disk === null || offset === null
      ? []
      : [{ id, disk, offset, length }],
  );
  for (const [index, volume] of placed.entries())
    for (const other of placed.slice(index + 1))
      if (other.disk === volume.disk)
        expect(overlaps(volume, other), `${JSON.stringify(volume)} and ${JSON.stringify(other)}`).to.equal(
          false,
        );
}

/** Nothing that there was is gone, or is another node's or, but by a person, another project's. */
export function expectKept(before: NodeState, after: NodeState, mayChangeProject = false): void {
  for (const volume of before.volumes) {
    const now = after.volumes.find(({ id }) => id === volume.id);
    expect(now?.node, `node of ${volume.id}`).to.equal(volume.node);
    if (!mayChangeProject) expect(now?.project, `project of ${volume.id}`).to.equal(volume.project);
  }
}
