import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { spoilCatalog } from '../support/disk-file.ts';
import { ContractFixture, digestOf } from './fixture.ts';
import { type InspectionData, type InspectionServer, serveInspection } from './inspection-server.ts';
import { inspectNode, SUITES } from './ipa.ts';
import { type StandIn, sendJson, standIn } from './stand-in-agent.ts';

const SECRET = 'a-secret-of-the-tenant';

for (const suite of SUITES) {
  describe(`inspection by ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    let server: InspectionServer;
    let stand: StandIn | null = null;
    beforeEach(async () => {
      fixture = new ContractFixture();
      server = await serveInspection();
    });
    afterEach(async () => {
      await stand?.close();
      stand = null;
      await server.stop();
      await fixture.close();
    });

    async function inspect(
      disks: readonly string[],
      collectors = 'default,bmv',
    ): Promise<{ readonly code: number | null; readonly data: InspectionData }> {
      const options = { suite, folder: fixture.folder, disks, waitSeconds: 1 };
      const { code, output } = await inspectNode(options, server.url, collectors);
      expect(server.bodies, output).to.have.lengthOf(1);
      return { code, data: JSON.parse(server.bodies[0] ?? '') as InspectionData };
    }

    it('tells volumes with their places, and which disk nobody can read, and writes nothing', async () => {
      const { device, claim } = await fixture.keptDisk();
      const { device: damaged } = await fixture.keptDisk('lost');
      await spoilCatalog(damaged);
      const before = [digestOf(device), digestOf(damaged)];
      await fixture.agent();
      const { code, data } = await inspect([device, damaged]);
      expect(code).to.equal(0);
      expect(data.error).to.equal(null);
      expect(data.inventory?.disks.map(({ name }) => name)).to.deep.equal([device, damaged]);
      const { id, name, offset, length } = claim;
      expect(data.bmv?.volumes.find((volume) => volume.id === id)).to.deep.include({
        ...{ device, name, offset, size: length, state: 'available' },
      });
      expect(data.bmv?.disks.find((disk) => disk.device === damaged)?.error).to.contain('catalog');
      expect([digestOf(device), digestOf(damaged)]).to.deep.equal(before);
    });

    it("tells of a deployment that is not finished, and none of the tenant's secrets", async () => {
      const { device, claim } = await fixture.keptDisk();
      const image = await fixture.image({ held: true });
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const url = String(image.info.urls).replace('//', `//user:${SECRET}@`);
      const info = { ...image.info, urls: [url] };
      const node = { ...ipa.node, instance_info: { configdrive: SECRET, image_url: SECRET } };
      await ipa.begin('deploy', 'write_image', { node, args: { image_info: info } });
      await image.half;
      const { data } = await inspect([device], 'default,bmv,logs');
      expect(data.bmv?.disks.find((disk) => disk.device === device)).to.deep.include({
        interrupted: 'deploy',
      });
      expect(data.bmv?.volumes.map((volume) => volume.id)).to.include(claim.id);
      expect(server.bodies[0]).not.to.contain(SECRET);
      const archive = join(fixture.folder, 'logs.tar.gz');
      writeFileSync(archive, Buffer.from(data.logs ?? '', 'base64'));
      const log = execFileSync('tar', ['-xzOf', archive, 'baremetal-volumes.log'], { encoding: 'utf8' });
      expect(log).to.contain('write_image').and.not.contain(SECRET);
    });

    it('sends all else when the agent fails, and says why there are no volumes in it', async () => {
      const { device } = await fixture.keptDisk();
      stand = await standIn(join(fixture.folder, 'agent.sock'), {
        '/v1/volumes': (_, response) => sendJson(response, { error: { message: 'lsblk hangs' } }, 500),
      });
      const { code, data } = await inspect([device]);
      expect(data.inventory?.disks.map(({ name }) => name)).to.deep.equal([device]);
      expect(data).not.to.have.property('bmv');
      // A list without volumes would be taken for the truth.
      expect(data.error).to.equal('The following errors were encountered:\n* lsblk hangs');
      expect(code).not.to.equal(0);
    });

    it('reports without an agent no more than that it is not there', async () => {
      const { device } = await fixture.keptDisk();
      const { data } = await inspect([device]);
      expect(Object.keys(data)).to.deep.equal(['error']);
      expect(data.error).to.contain('bmv-agent does not answer as it should');
    });
  });
}
