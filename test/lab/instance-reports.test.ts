import { expect } from 'chai';
import { freePort } from '../support/free-port.ts';
import { InstanceReports } from './instance-reports.ts';

describe('what instances say', () => {
  let console = '';
  let port = 0;
  let reports: InstanceReports;
  beforeEach(async () => {
    console = 'BMV-LAB {"generation":1,"volume":null}\r\n';
    port = await freePort();
    reports = await InstanceReports.listen({ host: '127.0.0.1', port }, () => console);
  });
  afterEach(async () => await reports.close());

  it('is heard by HTTP and on the console, and old news are none', async () => {
    const next = reports.next(() => true, 5000);
    await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: 'BMV-LAB {"generation":2,"volume":"mounted"}',
    });
    expect(await next()).to.deep.equal({ generation: 2, volume: 'mounted' });
    expect(reports.last?.generation).to.equal(2);
  });

  it('is passed over where something else is waited for', async () => {
    const next = reports.next(({ volume }) => volume === 'mounted', 5000);
    console +=
      'BMV-LAB {"generation":1,"volume":null}\r\n[ 9.1] x\r\nBMV-LAB {"generation":1,"volume":"mounted"}\r\n';
    expect(await next()).to.deep.equal({ generation: 1, volume: 'mounted' });
  });

  it('is waited for no longer than was said', async () => {
    const error = await reports
      .next(() => true, 50)()
      .catch(({ message }: Error) => message);
    expect(error).to.equal('no instance said anything within 0.05 s');
  });
});
