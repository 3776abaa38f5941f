import type { Operation } from './operator.ts';

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
              '| command | s | states | last_error |',
              '| --- | --- | --- | --- |',
              ...operations.map(
                ({ command, seconds: took, states, node }) =>
                  `| \`${command.replaceAll('|', '\\|')}\` | ${took.toFixed(0)} | ${states.join(' → ')} | ${(node.last_error ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ')} |`,
              ),
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
