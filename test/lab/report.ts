import type { Operation } from './operator.ts';

const SECTOR_BYTES = 512;
const MIB = 2 ** 20;

/** What came of a scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
  /** Empty where it passed. */
  readonly failure: string;
  readonly operations: readonly Operation[];
  /** What it was worth to see: pictures of disks, lines of instances. */
  readonly notes: readonly string[];
}

export interface LabReport {
  /** Which Ironic, which node, which suite. */
  readonly about: readonly string[];
  readonly results: readonly ScenarioResult[];
}

/** Of a text that XML may hold; most control characters it may not, in no spelling. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  const shown = text.replaceAll(/[\p{Cc}&<>"]/gu, (character) => {
    if (character === '\n' || character === '\t') return character;
    return entities[character] ?? '';
  });
  // Two that are no characters of XML either.
  return shown.toWellFormed().replaceAll(/[\ufffe\uffff]/g, '');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function operationRow({ command, seconds, bootSeconds, meter, states, node }: Operation): string {
  const cells = [
    `\`${cell(command)}\``,
    seconds.toFixed(0),
    bootSeconds?.toFixed(0) ?? '',
    meter ? (meter.peakKib / 1024).toFixed(0) : '',
    meter ? ((meter.sectorsWritten * SECTOR_BYTES) / MIB).toFixed(0) : '',
    states.join(' → '),
    cell(node.last_error ?? ''),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** For people. */
export function markdownOf({ about, results }: LabReport): string {
  const passed = results.filter(({ failure }) => failure === '').length;
  const sections = results.map(({ name, title, seconds, failure, operations, notes }) =>
    [
      `## ${failure === '' ? 'passed' : 'FAILED'}: ${name}`,
      `${title}; ${seconds.toFixed(0)} s.`,
      ...(failure === '' ? [] : [`\`\`\`\n${failure}\n\`\`\``]),
      ...(operations.length === 0
        ? []
        : [
            [
              '| command | s | boot, s | ramdisk, MiB | written, MiB | states | last_error |',
              '| --- | --- | --- | --- | --- | --- | --- |',
              ...operations.map(operationRow),
            ].join('\n'),
          ]),
      ...notes.map((note) => `\`\`\`\n${note}\n\`\`\``),
    ].join('\n\n'),
  );
  const head = [
    `# Lab: ${passed} passed, ${results.length - passed} failed`,
    about.map((line) => `- ${line}`).join('\n'),
  ];
  return `${[...head, ...sections].join('\n\n')}\n`;
}

/** For machines: JUnit's XML, one suite, a test case a scenario. */
export function junitOf({ results }: LabReport): string {
  const failures = results.filter(({ failure }) => failure !== '').length;
  const cases = results.map(({ name, seconds, failure, notes }) => {
    const body = [
      ...(failure === ''
        ? []
        : [`<failure message="${escaped(failure.split('\n')[0] ?? '')}">${escaped(failure)}</failure>`]),
      ...(notes.length === 0 ? [] : [`<system-out>${escaped(notes.join('\n'))}</system-out>`]),
    ].join('');
    return `  <testcase classname="lab" name="${escaped(name)}" time="${seconds.toFixed(1)}">${body}</testcase>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="lab" tests="${results.length}" failures="${failures}">\n${cases.join('')}</testsuite>\n`;
}
