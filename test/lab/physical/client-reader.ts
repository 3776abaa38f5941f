import type { IronicReader, LabNode } from '../ironic-api.ts';
import type { Operator } from '../operator.ts';

type Loose = Readonly<Record<string, unknown>>;

/** By the operator's own client, which has the credentials. */
export class ClientReader implements IronicReader {
  readonly #operator: () => Operator;

  constructor(operator: () => Operator) {
    this.#operator = operator;
  }

  async node(name: string): Promise<LabNode> {
    return (await this.#operator().read('node', 'show', name, '--format', 'json')) as LabNode;
  }

  async inventory(name: string): Promise<Loose> {
    return (await this.#operator().read('node', 'inventory', 'save', name)) as Loose;
  }
}
