import { parseArgs } from 'node:util';
import type { Suite } from '../../image-build/debian-ipa/recipe.ts';
import { SUITES } from '../../image-build/debian-ipa/recipe.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';

export interface LabOptions {
  readonly isList: boolean;
  readonly isHelp: boolean;
  readonly scenarios: readonly Scenario[];
  readonly suite: Suite;
  /** The lab stays until Ctrl-C. */
  readonly keeps: boolean;
  /** Folder for the report. */
  readonly out: string;
  /** Of a process that is in the lab's namespaces already: what was prepared for it. */
  readonly prepared: string | null;
}

export const HELP = `npm run lab -- [options]: acceptance scenarios on a real Ironic with a virtual server. Needs root.

--list             the scenarios, and what each destroys
--only NAME,...    these; all by default
--suite NAME       Debian suite of Ironic and ironic-python-agent: trixie (default) or sid
--keep             leave the lab up at the end, until Ctrl-C, to look around
--out FOLDER       for report.md, junit.xml and the logs (lab-report)
`;

/** Throws with one line for what is wrong. */
export function readOptions(args: readonly string[]): LabOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      list: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      suite: { type: 'string', default: 'trixie' },
      keep: { type: 'boolean', default: false },
      out: { type: 'string', default: 'lab-report' },
      prepared: { type: 'string' },
    },
  });
  const names = values.only.split(',').filter((name) => name !== '');
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0)
    throw new Error(`--only ${unknown.join(', ')}: take ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  const suite = SUITES.find((item) => item === values.suite);
  if (!suite) throw new Error(`--suite ${values.suite}: take ${SUITES.join(' or ')}`);
  return {
    ...{ isList: values.list, isHelp: values.help, suite, keeps: values.keep, out: values.out },
    scenarios: SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name)),
    prepared: values.prepared ?? null,
  };
}
