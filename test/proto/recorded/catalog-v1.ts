import type { Catalog } from '../../../proto/catalog.ts';

/**
 * What `catalog-v1.bin` says. The file was written by the first version and must stay readable for ever:
 * it is never written anew; a later format gets a file of its own beside it.
 */
export const RECORDED_CATALOG: Catalog = {
  identity: {
    serial: 'S3Z8NB0K',
    wwn: 'eui.0025385a71b0c9d1',
    diskGuid: '3f0e8a52-7c1d-4b9a-a1f3-90b2c4d5e6f7',
    sizeBytes: 1_920_383_410_176,
    sectorBytes: 4096,
  },
  claims: [
    {
      id: '8a5d3c10-2f4e-4d6b-9b8a-7c6d5e4f3a2b',
      name: 'datenbank-größe',
      project: 'b7c1d2e3f4a54b6c8d7e9f0a1b2c3d4e',
      state: 'in-use',
      offset: 1_800_000_372_736,
      length: 107_374_182_400,
      filesystem: 'xfs',
      label: 'db',
      mountPoint: '/var/lib/mysql',
      entry: { number: 127, raw: Uint8Array.from({ length: 128 }, (_, index) => index) },
      createdAtMs: 1_795_000_000_123,
      proof: { kind: 'sample', seed: 'e1f2', digest: 'ab'.repeat(32), bytesRead: 18_874_368 },
    },
    {
      id: '00000000-0000-4000-8000-000000000001',
      name: 'scratch',
      project: '',
      state: 'available',
      offset: 1_048_576,
      length: 1_048_576,
      filesystem: 'unknown',
      label: '',
      mountPoint: '',
      entry: { number: 1, raw: new Uint8Array(256).fill(0xa5) },
      createdAtMs: 0,
      proof: null,
    },
  ],
  journal: {
    operation: 'deploy',
    phase: 'verified',
    startedAtMs: 1_795_000_001_000,
    kept: [
      {
        entry: { number: 127, raw: Uint8Array.from({ length: 128 }, (_, index) => index) },
        offset: 1_800_000_372_736,
        length: 107_374_182_400,
        proof: { kind: 'full', seed: '', digest: 'cd'.repeat(32), bytesRead: 107_374_182_400 },
      },
    ],
    sealed: {
      diskGuid: '3f0e8a52-7c1d-4b9a-a1f3-90b2c4d5e6f7',
      entrySize: 128,
      entryCount: 128,
      entries: [],
    },
    final: {
      diskGuid: '3f0e8a52-7c1d-4b9a-a1f3-90b2c4d5e6f7',
      entrySize: 256,
      entryCount: 64,
      entries: [{ number: 2, raw: new Uint8Array(256).fill(7) }],
    },
    imageName: 'https://images.example/server.raw.zst',
    imageChecksum: `sha256:${'ef'.repeat(32)}`,
    bootSector: Uint8Array.from({ length: 512 }, (_, index) => index & 0xff),
    volumeId: '',
    erase: '',
  },
};
