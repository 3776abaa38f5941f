import type { InstanceReport, Lab, LabImage } from '../scenario.ts';

/** Trait of the node, and name of the deploy template that makes a volume. */
export const MAKES_VOLUME = 'CUSTOM_BMV_VOLUME';
const READY = 'available';

export interface AskWords {
  readonly traits?: readonly string[];
  /** More of `instance_info`. */
  readonly info?: Readonly<Record<string, string>>;
}

/** What an operator sets on a node for its next deployment. */
export async function ask(
  lab: Lab,
  image: LabImage,
  { traits = [], info: more = {} }: AskWords = {},
): Promise<void> {
  const info = {
    image_source: image.url,
    image_os_hash_algo: 'sha256',
    image_os_hash_value: image.digest,
    image_disk_format: 'raw',
    ...(traits.length > 0 ? { traits: JSON.stringify(traits) } : {}),
    ...more,
  };
  const words = Object.entries(info).flatMap(([key, value]) => ['--instance-info', `${key}=${value}`]);
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

export interface DeployWords {
  readonly by?: 'deploy' | 'rebuild';
  /** More of the operator's command line. */
  readonly words?: readonly string[];
  /** The report that is waited for; by default the first. */
  readonly isMeant?: (report: InstanceReport) => boolean;
}

/** Deploys and waits for what the instance says. */
export async function deploy(
  lab: Lab,
  { by = 'deploy', words = [], isMeant }: DeployWords = {},
): Promise<InstanceReport> {
  const said = lab.nextInstance(isMeant);
  await lab.operator.reach('active', lab.node, by, lab.node, ...words);
  const report = await said();
  lab.note(JSON.stringify(report));
  for (const picture of await lab.pictures()) lab.note(picture);
  return report;
}

export interface StepWords {
  readonly step: string;
  readonly args?: object;
}

function stepsText(steps: readonly StepWords[]): string {
  return JSON.stringify(steps.map(({ step, args = {} }) => ({ interface: 'deploy', step, args })));
}

/** Steps of service on a running instance; resolves with what it says when it is back. */
export async function service(lab: Lab, ...steps: readonly StepWords[]): Promise<InstanceReport> {
  const said = lab.nextInstance();
  await lab.operator.reach('active', lab.node, 'service', lab.node, '--service-steps', stepsText(steps));
  const report = await said();
  lab.note(JSON.stringify(report));
  for (const picture of await lab.pictures()) lab.note(picture);
  return report;
}

/** A step of manual cleaning; the node is manageable, before and after. */
export async function clean(lab: Lab, step: string, args: object = {}): Promise<void> {
  const steps = stepsText([{ step, args }]);
  await lab.operator.reach('manageable', lab.node, 'clean', lab.node, '--clean-steps', steps);
}

/** No volume is on the disks behind this, and the node is available. */
export async function ownDisks(lab: Lab): Promise<void> {
  await makeAvailable(lab);
  const volumes = ((await lab.hands?.volumes()) ?? []).map(({ id }) => id);
  if (volumes.length === 0) return;
  await lab.operator.reach('manageable', lab.node, 'manage', lab.node);
  await clean(lab, 'release_volumes', { volumes });
  await lab.operator.reach(READY, lab.node, 'provide', lab.node);
}

/** An instance with the volume runs; returns what it said. The one that is there, or a first one that makes the volume. */
export async function liveOn(lab: Lab): Promise<InstanceReport> {
  const { provision_state: state } = await lab.api.node(lab.node);
  if (state === 'active' && lab.last?.volume === 'mounted') return lab.last;
  await makeAvailable(lab);
  await ask(lab, lab.images[0], { traits: [MAKES_VOLUME] });
  return await deploy(lab);
}

/** The same, and it goes: the node is available for the other image. */
export async function betweenLives(
  lab: Lab,
): Promise<{ readonly before: InstanceReport; readonly image: LabImage }> {
  const before = await liveOn(lab);
  await lab.operator.reach(READY, lab.node, 'undeploy', lab.node);
  return { before, image: nextImage(lab, before) };
}

/** The image of another generation than the instance had. */
export function nextImage({ images }: Lab, before: InstanceReport): LabImage {
  return images[0].generation === before.generation ? images[1] : images[0];
}

/** Throws where the instance is not of this image, or did not find what the one before left. */
export function bootsAs(after: InstanceReport, image: LabImage, before: InstanceReport): void {
  same('the generation', after.generation, image.generation);
  same('the volume', after.volume, 'mounted');
  same('the file that the first instance wrote', after.found, before.now);
  same('the number of boots', after.boots, (before.boots ?? 0) + 1);
}

/** Throws where the registry says something else of the volumes than the disks. */
export async function agree({ hands }: Lab): Promise<void> {
  if (!hands) return;
  const line = (id: string, offset: number | null, size: number) => `${id} at ${offset}, ${size} bytes`;
  const onDisks = (await hands.volumes()).map(({ id, offset, size }) => line(id, offset, size));
  const known = (await hands.registered())
    .filter(({ state }) => state !== 'missing')
    .map(({ id, offset_bytes: offset, size_bytes: size }) => line(id, offset, size));
  same('what the registry knows', known.sort().join('; '), onDisks.sort().join('; '));
}

/** Throws where the two are not the same. */
export function same(what: string, found: unknown, expected: unknown): void {
  if (found === expected) return;
  throw new Error(`${what} is ${JSON.stringify(found)}, and should be ${JSON.stringify(expected)}`);
}
