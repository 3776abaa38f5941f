import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeTemplate } from '../enroll.ts';
import type { Generation } from '../images/recipe.ts';
import { InstanceReports } from '../instance-reports.ts';
import { IronicApi, type IronicReader } from '../ironic-api.ts';
import { Operator } from '../operator.ts';
import type { Lab, LabImage } from '../scenario.ts';
import { ClientReader } from './client-reader.ts';

/** Servers take minutes until their firmware has done its work, and boot several times in an operation. */
const OPERATION_MS = 3 * 3_600_000;
const INSTANCE_MS = 30 * 60_000;

export interface PhysicalOptions {
  /** Of Ironic's API without authentication; null: `clouds.yaml` or the environment says where it is. */
  readonly ironic: string | null;
  /** UUID or name. */
  readonly node: string;
  /** URLs of the two images, which `--export-images` wrote. */
  readonly images: readonly [string, string];
  /** Where instances report: `HOST:PORT` of this machine. */
  readonly listen: { readonly host: string; readonly port: number };
}

async function imageAt(url: string, generation: Generation): Promise<LabImage> {
  const answer = await fetch(url);
  if (!answer.ok || !answer.body) throw new Error(`image ${url}: ${answer.status}`);
  const hash = createHash('sha256');
  await pipeline(Readable.fromWeb(answer.body), hash);
  return { generation, url, digest: hash.digest('hex') };
}

/** A server of flesh and blood: what it is told goes through Ironic, and what it says comes by HTTP. */
export class PhysicalLab {
  readonly operator: Operator;
  readonly about: readonly string[];
  readonly #options: PhysicalOptions;
  readonly #api: IronicReader;
  #reports: InstanceReports | null = null;
  #images: readonly [LabImage, LabImage] | null = null;

  constructor(options: PhysicalOptions, tell: (line: string) => void) {
    const { ironic, node } = options;
    this.#options = options;
    this.#api = ironic === null ? new ClientReader(() => this.operator) : new IronicApi(ironic);
    this.operator = new Operator({
      api: this.#api,
      within: [],
      environment: ironic === null ? {} : { OS_AUTH_TYPE: 'none', OS_ENDPOINT: ironic },
      timeoutMs: OPERATION_MS,
      tell,
    });
    this.about = [`node ${node} of ${ironic ?? 'the Ironic of the environment'}`];
  }

  /** Throws where the node or an image is not there. */
  async start(): Promise<void> {
    const { node, images, listen } = this.#options;
    await this.#api.node(node);
    this.#images = [await imageAt(images[0], 1), await imageAt(images[1], 2)];
    this.#reports = await InstanceReports.listen(listen, () => '');
    await makeTemplate(this.operator, node);
  }

  /** As the scenarios see it. */
  lab(note: (text: string) => void): Lab {
    if (!this.#images || !this.#reports) throw new Error('the lab is not up');
    const reports = this.#reports;
    return {
      api: this.#api,
      operator: this.operator,
      node: this.#options.node,
      images: this.#images,
      nextInstance: (isMeant = () => true) => reports.next(isMeant, INSTANCE_MS),
      rounds: 1,
      get last() {
        return reports.last;
      },
      pictures: async () => [],
      hands: null,
      note,
    };
  }

  /** The logs of Ironic and of the server are its operator's. */
  get tails(): string {
    return '';
  }

  async stop(): Promise<void> {
    await this.#reports?.close();
  }
}
