import packageJson from '../package.json' with { type: 'json' };

/** Of the release. */
export const VERSION = packageJson.version;
