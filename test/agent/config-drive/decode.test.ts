import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { decodeConfigDrive, MAX_CONFIG_DRIVE } from '../../../agent/config-drive/decode.ts';
import { fetchConfigDrive } from '../../../agent/config-drive/fetch.ts';
import { jsonConfigDrive } from '../../../agent/config-drive/json-config-drive.ts';
import { ImageServer } from '../../support/image-server.ts';
import { errorOf } from '../../support/read-image.ts';

const IMAGE = Buffer.alloc(4096, 'config drive ');
const PACKED = gzipSync(IMAGE).toString('base64');
const options = {
  nodeUuid: 'node-uuid',
  fetchUrl: async (): Promise<Uint8Array> => {
    throw new Error('nothing is to be fetched');
  },
};

describe('a config drive', () => {
  for (const nothing of [null, undefined, ''])
    it(`may be missing: ${JSON.stringify(nothing)}`, async () => {
      expect(await decodeConfigDrive(nothing, options)).to.equal(null);
    });

  it('is unpacked from base64 of gzip, also with line breaks', async () => {
    const broken = PACKED.replaceAll(/(.{60})/g, '$1\n');
    for (const text of [PACKED, broken])
      expect(Buffer.compare((await decodeConfigDrive(text, options)) ?? Buffer.alloc(0), IMAGE)).to.equal(0);
  });

  it('is fetched when it is a URL', async () => {
    const asked: string[] = [];
    const fetchUrl = async (url: string) => {
      asked.push(url);
      return Buffer.from(PACKED);
    };
    const bytes = await decodeConfigDrive('https://drives/1', { ...options, fetchUrl });
    expect(Buffer.compare(bytes ?? Buffer.alloc(0), IMAGE)).to.equal(0);
    expect(asked).to.deep.equal(['https://drives/1']);
  });

  it('is built of JSON, given as an object or as text', async () => {
    const json = { meta_data: { name: 'n1' }, user_data: '#cloud-config\n' };
    const expected = jsonConfigDrive(json, 'node-uuid');
    for (const value of [json, JSON.stringify(json), ` ${JSON.stringify(json, null, 2)}`])
      expect(Buffer.compare((await decodeConfigDrive(value, options)) ?? Buffer.alloc(0), expected)).to.equal(
        0,
      );
  });

  it("has the node's UUID in its metadata, but for one that was given", () => {
    const read = (value: object) => Buffer.from(jsonConfigDrive(value, 'node-uuid')).toString('latin1');
    expect(read({})).to.contain('{"uuid":"node-uuid"}');
    expect(read({ meta_data: { uuid: 'own', a: 1 } })).to.contain('{"uuid":"own","a":1}');
  });

  it('has user data as text or JSON, network data and vendor data where given', () => {
    const image = Buffer.from(
      jsonConfigDrive(
        { user_data: { packages: ['x'] }, network_data: { links: [] }, vendor_data: { v: 1 } },
        'u',
      ),
    ).toString('latin1');
    expect(image).to.contain('{"packages":["x"]}').and.contain('{"links":[]}').and.contain('{"v":1}');
    expect(image).to.contain('network_data.json').and.contain('vendor_data2.json').and.contain('user_data');
    expect(Buffer.from(jsonConfigDrive({}, 'u')).toString('latin1')).not.to.contain('network_data.json');
  });

  describe('is refused, without a word of it, when it is', () => {
    const secret = 'my-secret';
    const cases: readonly (readonly [string, unknown, string])[] = [
      ['no base64', `%${secret}%`, 'is not base64'],
      ['no gzip', Buffer.from(secret).toString('base64'), 'is not gzip inside base64'],
      ['cut off', PACKED.slice(0, 40), 'is not gzip inside base64'],
      ['of a flipped byte', gzipSync(IMAGE).fill(0, 20, 30).toString('base64'), 'is not gzip inside base64'],
      ['empty gzip', gzipSync(Buffer.alloc(0)).toString('base64'), 'is empty'],
      [
        'a bomb',
        gzipSync(Buffer.alloc(MAX_CONFIG_DRIVE + 1)).toString('base64'),
        `more than ${MAX_CONFIG_DRIVE}`,
      ],
      ['a number', 5, 'neither text nor an object'],
      ['JSON that ends early', `{"user_data": "${secret}`, 'begins like JSON and is none'],
      ['JSON with another key', { user_data: secret, hostname: 'x' }, 'unknown keys: hostname'],
      ['JSON of another shape', { meta_data: secret }, 'its meta_data is malformed'],
      ['a list', [secret], 'its form is malformed'],
    ];
    for (const [what, value, message] of cases)
      it(what, async () => {
        const error = await errorOf(decodeConfigDrive(value, options));
        expect(error.code).to.equal('CONFIG_DRIVE_INVALID');
        expect(error.message).to.contain(message).and.not.contain(secret);
      });
  });

  describe('behind a URL', () => {
    let server: ImageServer | null = null;
    afterEach(async () => {
      await server?.stop();
      server = null;
    });
    const signal = new AbortController().signal;

    it('is fetched as it is stored', async () => {
      server = await ImageServer.start(Buffer.from(PACKED));
      const bytes = await fetchConfigDrive(server.url('/drive'), { timeoutMs: 2000 }, signal);
      expect(Buffer.from(bytes).toString()).to.equal(PACKED);
    });

    it('is refused with the status of the server', async () => {
      server = await ImageServer.start(Buffer.alloc(0), {
        answer: (_, response) => response.writeHead(403).end(),
      });
      const error = await errorOf(fetchConfigDrive(server.url('/drive'), { timeoutMs: 2000 }, signal));
      expect(error.code).to.equal('IMAGE_UNREACHABLE');
      expect(error.message).to.contain('403');
    });

    it('is not read without end', async () => {
      server = await ImageServer.start(Buffer.alloc(0), {
        answer: (_, response) => {
          const chunk = Buffer.alloc(1024 * 1024);
          const more = () => {
            while (!response.destroyed && response.write(chunk));
          };
          response.on('drain', more);
          more();
        },
      });
      const error = await errorOf(fetchConfigDrive(server.url('/drive'), { timeoutMs: 5000 }, signal));
      expect(error.code).to.equal('CONFIG_DRIVE_INVALID');
    });
  });
});
