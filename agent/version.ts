import packageJson from '../package.json' with { type: 'json' };

/** Of the release. */
export const VERSION = packageJson.version;

/** Of the ramdisk payload; its builder puts the real one here. The shim refuses an agent of another build. */
export const BUILD = process.env.BMV_BUILD ?? 'source';

/** Of the socket protocol (hardware-managers/ipa/README.md). */
export const PROTOCOL = 1;
