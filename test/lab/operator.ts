import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type IronicReader, type LabNode, rested } from './ironic-api.ts';
import { type MeterReading, meterReading } from './meter.ts';

const exec = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;

/** What an operation of Ironic came to. */
export interface Operation {
  /** The operator's command. */
  readonly command: string;
  readonly seconds: number;
  /** In the order in which they were seen. */
  readonly states: readonly string[];
  /** Until the ramdisk that it booted called back; null where it booted none. */
  readonly bootSeconds: number | null;
  /** Of the ramdisk; null where nobody sees its console. */
  readonly meter: MeterReading | null;
  readonly node: LabNode;
}

export interface OperatorOptions {
  readonly api: IronicReader;
  /** Put before `baremetal`: where and how it runs. */
  readonly within: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** All that the server's console has shown. */
  readonly console?: () => string;
  /** Longest of an operation, milliseconds. */
  readonly timeoutMs: number;
  /** Hears of each command and state. */
  readonly tell: (line: string) => void;
}

/** Whoever drives Ironic with its real command-line client. */
export class Operator {
  /** All operations so far. */
  readonly operations: Operation[] = [];
  readonly #options: OperatorOptions;

  constructor(options: OperatorOptions) {
    this.#options = options;
  }

  /** Runs `baremetal` and returns what it prints. Throws with what it says. */
  async baremetal(...args: readonly string[]): Promise<string> {
    this.#options.tell(`$ baremetal ${args.join(' ')}`);
    return await this.#run(args);
  }

  /** The JSON that `baremetal` prints; nobody is told of it. */
  async read(...args: readonly string[]): Promise<unknown> {
    return JSON.parse(await this.#run(args));
  }

  /** Begins an operation of a node and waits until the node rests, whatever came of it. */
  async operate(node: string, ...args: readonly string[]): Promise<Operation> {
    const { api, timeoutMs, tell, console = () => '' } = this.#options;
    const shown = console().length;
    const began = Date.now();
    await this.baremetal('node', ...args);
    const end = await rested(api, node, timeoutMs, (state) => tell(`  ${state}`));
    const seconds = (Date.now() - began) / 1000;
    const meter = meterReading(console().slice(shown));
    const operation = { command: `baremetal node ${args.join(' ')}`, seconds, meter, ...end };
    this.operations.push(operation);
    return operation;
  }

  /** The same of one that has to end in a state. Throws with Ironic's `last_error`. */
  async reach(state: string, node: string, ...args: readonly string[]): Promise<Operation> {
    const operation = await this.operate(node, ...args);
    const { provision_state: reached, last_error: error } = operation.node;
    if (reached === state) return operation;
    throw new Error(`${operation.command} ended in ${reached}, not ${state}: ${error ?? 'no error'}`);
  }

  async #run(args: readonly string[]): Promise<string> {
    const { within, environment } = this.#options;
    const [program = '', ...before] = [...within, 'baremetal'];
    const { stdout } = await exec(program, [...before, ...args], {
      env: { ...process.env, ...environment },
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    return stdout;
  }
}
