import { parseOption } from '../agent/config/options.ts';
import { BmvError } from '../proto/error.ts';

/** `name` and `value` of `name=value`. Throws `CONFIG_INVALID`. */
export function splitOption(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new BmvError('CONFIG_INVALID', `--option ${JSON.stringify(text)}: write name=value`);
}

/**
 * The agent's config file with these options, checked by the agent's own rules. An option given twice is an
 * error, for only the image builder knows which one was meant. Throws `CONFIG_INVALID`.
 */
export function agentConf(options: readonly (readonly [string, string])[]): string {
  const values = new Map<string, string>();
  for (const [name, value] of options) {
    if (values.has(name)) throw new BmvError('CONFIG_INVALID', `option ${name} is given twice; give it once`);
    parseOption(name, value, 'option for the ramdisk');
    // HAZARD: a line break would begin another option; the agent cuts blanks off the ends.
    if (/[\r\n]/.test(value) || value.trim() !== value)
      throw new BmvError(
        'CONFIG_INVALID',
        `option ${name}: a value has no line break and no blank at its ends, unlike ${JSON.stringify(value)}`,
      );
    values.set(name, value);
  }
  const lines = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Options of bmv-agent, as this ramdisk was built. `/opt/bmv/bin/node /opt/bmv/agent.mjs --help` lists them.',
    ...lines.map(([name, value]) => `${name} = ${value}`),
    '',
  ].join('\n');
}
