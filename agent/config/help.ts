import { DEFAULT_FILE } from './load.ts';
import { OPTIONS } from './options.ts';

function optionLines(): string[] {
  return Object.entries(OPTIONS).flatMap(([name, { description, default: value, parseCommandLine }]) => {
    const shown = value === '' ? 'none' : String(value);
    const where = parseCommandLine ? `bmv.${name}` : 'not by the kernel command line';
    return [`  ${name} (default ${shown}; BMV_${name.toUpperCase()}; ${where})`, `      ${description}`];
  });
}

/** What `bmv-agent --help` prints. */
export function helpText(): string {
  return [
    'usage: bmv-agent [--config FILE] [--check] [--version] [--help]',
    '',
    'Serves the deploy, clean and service steps of baremetal-volumes to ironic-python-agent, on a unix socket',
    'that only root may use.',
    '',
    '  --config FILE  read options from FILE (BMV_CONFIG names one too)',
    '  --check        read the options, say what is wrong with them, and end',
    '',
    `Options come from ${DEFAULT_FILE} (lines "name = value"), then the environment, then the kernel command`,
    'line; each is stronger than the one before, but what is wrong on the kernel command line, to which the owner of',
    'an instance can append, is logged and not heeded. Times are seconds, sizes bytes.',
    '',
    ...optionLines(),
    '',
  ].join('\n');
}
