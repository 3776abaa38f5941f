import { parseArgs } from 'node:util';
import type { Suite } from '../../image-build/debian-ipa/recipe.ts';
import { SUITES } from '../../image-build/debian-ipa/recipe.ts';
import type { PhysicalOptions } from './physical/physical-lab.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';

export interface LabOptions {
  readonly isList: boolean;
  readonly isHelp: boolean;
  readonly scenarios: readonly Scenario[];
  readonly suite: Suite;
  /** The lab stays until Ctrl-C. */
  readonly keeps: boolean;
  /** The ramdisk of a cleaning stays on for the deployment behind it. */
  readonly isFastTrack: boolean;
  /** How often the scenario `measure` does what it measures. */
  readonly rounds: number;
  /** Folder for the report. */
  readonly out: string;
  /** Somebody's server in the place of a virtual one. */
  readonly physical: PhysicalOptions | null;
  /** Whoever runs this knows what it destroys. */
  readonly isKnown: boolean;
  /** The two images are written there, and nothing else is done. */
  readonly exportImages: { readonly folder: string; readonly reportUrl: string } | null;
  /** Of a process that is in the lab's namespaces already: what was prepared for it. */
  readonly prepared: string | null;
}

export const HELP = `npm run lab -- [options]: acceptance scenarios on a real Ironic with a virtual server. Needs root.

--list             the scenarios, and what each destroys
--only NAME,...    these; by default all that the lab can do
--suite NAME       Debian suite of Ironic and ironic-python-agent: trixie (default) or sid
--fast-track       Ironic leaves the ramdisk of a cleaning on for the deployment behind it, which saves a boot
--rounds N         of the scenario measure, which is told only where it is named (5)
--keep             leave the lab up at the end, until Ctrl-C, to look around
--out FOLDER       for report.md, junit.xml and the logs (lab-report)

With a server of your own, in a lab of your own. Its data is lost; --list says of each scenario what.

--node NODE        UUID or name of the server, which is enrolled, boots a ramdisk with the agent, and has UEFI
--ironic URL       Ironic's API where it asks for no credentials; without it, the environment or clouds.yaml
                   (OS_CLOUD) is what the client \`baremetal\` goes by, which has to be installed
--image URL        given twice: where the server downloads the two images of --export-images
--listen HOST:PORT where instances report (0.0.0.0:8091)
--i-know           without it, nothing is done but to say what would be destroyed

--export-images FOLDER  writes both images there, to be put on a web server; needs root
--report-url URL   what the server reaches --listen by, such as http://192.0.2.7:8091/; it goes into the images
`;

function listenOf(text: string): { readonly host: string; readonly port: number } {
  const found = /^(.+):(\d{1,5})$/.exec(text);
  if (!found) throw new Error(`--listen ${text}: take HOST:PORT`);
  return { host: (found[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(found[2]) };
}

interface PhysicalWords {
  readonly node: string;
  readonly ironic?: string | undefined;
  readonly image: readonly string[];
  readonly listen: string;
}

function physicalOf({ node, ironic, image, listen }: PhysicalWords): PhysicalOptions {
  const [first, second, ...more] = image;
  if (first === undefined || second === undefined || more.length > 0)
    throw new Error(
      '--image is given twice, with the URLs of the two images that --export-images wrote, the first generation first',
    );
  return { node, ironic: ironic ?? null, images: [first, second], listen: listenOf(listen) };
}

/** Throws with one line for what is wrong. */
export function readOptions(args: readonly string[]): LabOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      list: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      suite: { type: 'string', default: 'trixie' },
      'fast-track': { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      keep: { type: 'boolean', default: false },
      out: { type: 'string', default: 'lab-report' },
      node: { type: 'string' },
      ironic: { type: 'string' },
      image: { type: 'string', multiple: true, default: [] },
      listen: { type: 'string', default: '0.0.0.0:8091' },
      'i-know': { type: 'boolean', default: false },
      'export-images': { type: 'string' },
      'report-url': { type: 'string', default: '' },
      prepared: { type: 'string' },
    },
  });
  const names = values.only.split(',').filter((name) => name !== '');
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0)
    throw new Error(`--only ${unknown.join(', ')}: take ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds ${values.rounds}: take a number from 1`);
  const suite = SUITES.find((item) => item === values.suite);
  if (!suite) throw new Error(`--suite ${values.suite}: take ${SUITES.join(' or ')}`);
  const { node, ironic, image, listen } = values;
  if (node === undefined && (ironic !== undefined || image.length > 0))
    throw new Error('--node is missing: the server whose data may be destroyed');
  const physical = node === undefined ? null : physicalOf({ node, ironic, image, listen });
  const able = SCENARIOS.filter(({ needsHands }) => physical === null || !needsHands);
  const unable = names.filter((name) => !able.some((scenario) => scenario.name === name));
  if (unable.length > 0)
    throw new Error(
      `--only ${unable.join(', ')}: a server that is not virtual cannot do this; leave it out, or --node`,
    );
  const folder = values['export-images'];
  return {
    ...{ isList: values.list, isHelp: values.help, suite, keeps: values.keep, out: values.out },
    isFastTrack: values['fast-track'],
    rounds,
    scenarios: able.filter(({ name, isExtra }) => (names.length === 0 ? !isExtra : names.includes(name))),
    physical,
    isKnown: values['i-know'],
    exportImages: folder === undefined ? null : { folder, reportUrl: values['report-url'] },
    prepared: values.prepared ?? null,
  };
}
