import { notFound } from './faults.ts';

/** The only type there is. */
export const LOCAL_TYPE = {
  id: '6c6f6361-6c00-4000-8000-000000000001',
  name: 'local',
  description: 'a piece of a disk of one server',
  is_public: true,
  'os-volume-type-access:is_public': true,
  qos_specs_id: null,
  extra_specs: {},
} as const;

/** Throws for another one. None: the one there is. */
export function expectType(named: string | null | undefined): void {
  if (named === null || named === undefined || named === '') return;
  if (named !== LOCAL_TYPE.name && named !== LOCAL_TYPE.id) throw notFound('Volume type', named);
}
