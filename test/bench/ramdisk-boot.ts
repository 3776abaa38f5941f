/**
 * What the agent adds to a ramdisk's boot: from power on to the heartbeat of ironic-python-agent, without it and with
 * it, in a virtual machine without KVM, rounds interleaved. Needs root and what `npm run test:vm` needs.
 * Options: --rounds N (5), --suite trixie|sid (trixie).
 */
import { parseArgs } from 'node:util';
import { debianIpa } from '../../image-build/debian-ipa/build.ts';
import { SUITES } from '../../image-build/debian-ipa/recipe.ts';
import { ramdiskWithAgent } from '../vm/ramdisk.ts';
import { Vm } from '../vm/vm.ts';
import { DISK_KINDS } from '../vm/vm-disk.ts';
import { median } from './measure.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, suite: { type: 'string', default: 'trixie' } },
});
const suite = SUITES.find((item) => item === values.suite);
if (!suite) throw new Error(`--suite is one of ${SUITES.join(', ')}`);

const ramdisks = { without: await debianIpa(suite), with: await ramdiskWithAgent(suite) };
const seconds: Readonly<Record<keyof typeof ramdisks, number[]>> = { without: [], with: [] };
for (let round = 1; round <= Number(values.rounds); round += 1)
  for (const name of ['without', 'with'] as const) {
    const vm = await Vm.make({ disks: DISK_KINDS, collectors: '' });
    try {
      const began = performance.now();
      await vm.bootIpa(ramdisks[name]);
      const took = (performance.now() - began) / 1000;
      seconds[name].push(took);
      process.stdout.write(`round ${round}: ${name} ${took.toFixed(1)} s\n`);
    } finally {
      await vm.close();
    }
  }

const [without, withAgent] = [median(seconds.without), median(seconds.with)];
const added = (withAgent - without).toFixed(1);
process.stdout.write(
  `median: without ${without.toFixed(1)} s, with ${withAgent.toFixed(1)} s, added ${added} s\n`,
);
