/** Partition types that this project makes or has to know, lower-case. */
export const TYPE_GUIDS = {
  linuxFilesystem: '0fc63daf-8483-4772-8e79-3d69d8477de4',
  linuxSwap: '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
  linuxRoot: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
  linuxHome: '933ac7e1-2eb4-4f13-b844-0e14e2aef915',
  linuxSrv: '3b8f8425-20e0-4f3b-907f-1a25a76f98e8',
  esp: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  biosBoot: '21686148-6449-6e6f-744e-656564454649',
  microsoftReserved: 'e3c9e316-0b5c-4db8-817d-f92df00215ae',
  microsoftBasicData: 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
  lvm: 'e6d6d379-f507-44c2-a23c-238f2a3df928',
  luks: 'ca7d7ccb-63ed-4c53-861c-1742536059cc',
  raid: 'a19d880f-05fc-4d3b-a006-743f0f84911e',
  catalog: '7a1f5c0e-6d4b-4f7e-9c52-2b6d7e0f4a91',
} as const;

const NAMES: Readonly<Record<string, string>> = {
  [TYPE_GUIDS.linuxFilesystem]: 'Linux filesystem',
  [TYPE_GUIDS.linuxSwap]: 'Linux swap',
  [TYPE_GUIDS.linuxRoot]: 'Linux root (x86-64)',
  [TYPE_GUIDS.linuxHome]: 'Linux /home',
  [TYPE_GUIDS.linuxSrv]: 'Linux /srv',
  [TYPE_GUIDS.esp]: 'EFI system',
  [TYPE_GUIDS.biosBoot]: 'BIOS boot',
  [TYPE_GUIDS.microsoftReserved]: 'Microsoft reserved',
  [TYPE_GUIDS.microsoftBasicData]: 'Microsoft basic data',
  [TYPE_GUIDS.lvm]: 'Linux LVM',
  [TYPE_GUIDS.luks]: 'Linux LUKS',
  [TYPE_GUIDS.raid]: 'Linux RAID',
  [TYPE_GUIDS.catalog]: 'bmv catalog',
};

/** A short name for people, or the GUID itself. */
export function typeName(guid: string): string {
  return NAMES[guid] ?? guid;
}
