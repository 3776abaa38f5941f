import { CinderFault } from './faults.ts';

/** Newest microversion that is claimed: the first with attachments. More would promise what is not there. */
const MAX_MINOR = 27;

/** The version that a client asks for. Throws where it is none that is claimed. */
export function microversionOf(header: string | undefined): string {
  const asked = (header ?? '').split(',').flatMap((part) => /^\s*volume\s+(\S+)\s*$/i.exec(part)?.[1] ?? []);
  const [version = '3.0'] = asked;
  if (version === 'latest') return `3.${MAX_MINOR}`;
  const minor = /^3\.(\d{1,5})$/.exec(version)?.[1];
  if (minor === undefined) throw new CinderFault(400, `version ${JSON.stringify(version)} is none`);
  if (Number(minor) > MAX_MINOR)
    throw new CinderFault(406, `version ${version} is not supported; 3.0 to 3.${MAX_MINOR} are`);
  return version;
}

/** What clients read first, before they are known. `base`: of the door, without a slash at its end. */
export function versionDocument(base: string): object {
  return {
    versions: [
      {
        ...{ id: 'v3.0', status: 'CURRENT', version: `3.${MAX_MINOR}`, min_version: '3.0' },
        updated: '2026-11-30T00:00:00Z',
        links: [{ rel: 'self', href: `${base}/v3/` }],
        'media-types': [
          { base: 'application/json', type: 'application/vnd.openstack.volume+json;version=3' },
        ],
      },
    ],
  };
}
