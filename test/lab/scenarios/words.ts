import type { InstanceReport, Lab, LabImage } from '../scenario.ts';

/** Trait of the node, and name of the deploy template that makes a volume. */
export const MAKES_VOLUME = 'CUSTOM_BMV_VOLUME';
const READY = 'available';

/** What an operator sets on a node for its next deployment. */
export async function ask(lab: Lab, image: LabImage, traits: readonly string[] = []): Promise<void> {
  const info = {
    image_source: image.url,
    image_os_hash_algo: 'sha256',
    image_os_hash_value: image.digest,
    image_disk_format: 'raw',
    ...(traits.length > 0 ? { traits: [...traits] } : {}),
  };
  const words = Object.entries(info).flatMap(([key, value]) => [
    '--instance-info',
    `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ]);
  await lab.operator.baremetal('node', 'set', lab.node, ...words);
}

/** From the state that the node is in to `available`, with the cleaning that Ironic does by itself. */
export async function makeAvailable(lab: Lab): Promise<void> {
  const { provision_state: state } = await lab.api.node(lab.node);
  if (state === READY) return;
  if (state === 'enroll') await lab.operator.reach('manageable', lab.node, 'manage', lab.node);
  const { provision_state: now } = await lab.api.node(lab.node);
  const way = now === 'manageable' ? 'provide' : 'undeploy';
  await lab.operator.reach(READY, lab.node, way, lab.node);
}

/** Deploys and waits for what the instance says. */
export async function deploy(lab: Lab, ...words: readonly string[]): Promise<InstanceReport> {
  const said = lab.nextInstance();
  await lab.operator.reach('active', lab.node, 'deploy', lab.node, ...words);
  const report = await said;
  lab.note(JSON.stringify(report));
  for (const picture of await lab.pictures()) lab.note(picture);
  return report;
}

/** A first instance makes the volume, writes into it and goes again; returns what it said. */
export async function liveOnce(lab: Lab): Promise<InstanceReport> {
  await makeAvailable(lab);
  await ask(lab, lab.images[0], [MAKES_VOLUME]);
  const report = await deploy(lab);
  await lab.operator.reach(READY, lab.node, 'undeploy', lab.node);
  return report;
}

/** Throws where the instance is not of this generation, or did not find what the one before left. */
export function bootsAs(after: InstanceReport, generation: number, before: InstanceReport): void {
  same('the generation', after.generation, generation);
  same('the volume', after.volume, 'mounted');
  same('the file that the first instance wrote', after.found, before.now);
  same('the number of boots', after.boots, (before.boots ?? 0) + 1);
}

/** Throws where the two are not the same. */
export function same(what: string, found: unknown, expected: unknown): void {
  if (found === expected) return;
  throw new Error(`${what} is ${JSON.stringify(found)}, and should be ${JSON.stringify(expected)}`);
}
