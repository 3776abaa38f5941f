import type { Logger } from 'pino';
import type { DesiredVolumes, PermissionRequest } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import { type IronicNode, projectOf } from '../ironic/node.ts';
import type { Step, StepTools } from '../steps/step.ts';
import { carryOutDesired } from './carry-out-desired.ts';
import type { Channel } from './channel.ts';
import { type Asked, askPermission, shownReason } from './permission.ts';
import type { ChannelSettings } from './settings.ts';
import { askVolumeKey, type Granted } from './volume-key.ts';

export interface GateOptions {
  readonly channel: Channel;
  readonly settings: ChannelSettings;
  /** See `InventoryKeeper.tellBefore`. */
  readonly tellBefore: (signal: AbortSignal) => Promise<void>;
  readonly newGuid: () => string;
  readonly logger: Logger;
}

type Question = Omit<PermissionRequest, 'id'>;

/** The hardware manager waits 10 s for the agreement to a handover. */
const HANDOVER_MS = 5000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function uuidOr(text: unknown, otherwise: string): string {
  const uuid = typeof text === 'string' ? text.toLowerCase() : '';
  return UUID.test(uuid) ? uuid : otherwise;
}

/** That the registry has put there; null where it has not. HAZARD: not for logs. */
function nonceOf({ driverInfo }: IronicNode): string | null {
  const { bmv_nonce: nonce } = driverInfo;
  return typeof nonce === 'string' && nonce !== '' ? nonce : null;
}

function newer(one: DesiredVolumes | null, other: DesiredVolumes | null): DesiredVolumes | null {
  if (!one || !other) return one ?? other;
  return one.revision >= other.revision ? one : other;
}

/** What stands between a step and its first write: the registry's permission, and what it asks for. */
export class Gate {
  readonly #options: GateOptions;
  /** The newest of them. */
  #granted: Granted | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Throws `STEP_REFUSED`, `REGISTRY_UNREACHABLE`, `ABORTED`, and what speaks against what is asked for. */
  async admit({ name, writes }: Step, tools: StepTools, run: string): Promise<void> {
    const { node, kind, context } = tools;
    const nodeUuid = uuidOr(node.uuid, '');
    this.#options.channel.learn({ node: nodeUuid, nonce: nonceOf(node) });
    if (!writes) return;
    const instanceUuid = uuidOr(node.instanceUuid, '');
    const question = { run, step: name, kind, nodeUuid, instanceUuid, project: projectOf(node) };
    const { answerMs } = this.#options.settings;
    const desired = await this.#permit(question, answerMs, context.signal);
    if (desired) await carryOutDesired(desired, name, tools);
  }

  /** The same for a disk that ironic-python-agent is about to write by itself. What is asked for waits for a step. */
  async admitOthers(): Promise<void> {
    const { channel, settings, newGuid } = this.#options;
    const question = {
      ...{ run: newGuid(), step: 'prepare_image', kind: 'unknown' as const },
      ...{ nodeUuid: channel.node, instanceUuid: '', project: '' },
    };
    await this.#permit(question, Math.min(settings.answerMs, HANDOVER_MS), new AbortController().signal);
  }

  /**
   * The key of a volume that a run is about to make. Throws `REGISTRY_REFUSED`, `REGISTRY_UNREACHABLE`, `ABORTED`. HAZARD:
   * a secret; the caller zeroes it.
   */
  async keyOf(run: string, volume: string, signal: AbortSignal): Promise<Uint8Array> {
    const { channel, settings } = this.#options;
    const granted = this.#granted;
    if (granted?.question.run !== run)
      throw new BmvError(
        'REGISTRY_UNREACHABLE',
        `volume ${volume} is not made, for the registry ${settings.endpoint.shown}, which has its key, was not asked whether the step may write; mend the connection and run it again`,
        { volume, url: settings.endpoint.shown },
      );
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(settings.answerMs)]);
    return await askVolumeKey(channel, granted, volume, { signal, deadline });
  }

  /** What is to be carried out; null for nothing. */
  async #permit(question: Question, answerMs: number, signal: AbortSignal): Promise<DesiredVolumes | null> {
    const { step } = question;
    const asked = await this.#ask(question, answerMs, signal);
    if (signal.aborted)
      throw new BmvError('ABORTED', `${step} was stopped while the registry was asked; nothing was written`, {
        step,
      });
    if (asked.answer === null) {
      this.#goOnWithout(step, asked.why);
      return null;
    }
    const { allowed, reason, desired } = asked.answer;
    if (allowed) {
      this.#granted = { question, session: asked.session };
      return newer(desired, asked.pushed);
    }
    const message = `${step} is refused by the registry, nothing was written: ${shownReason(reason)}`;
    throw new BmvError('STEP_REFUSED', message, { step });
  }

  async #ask(question: Question, answerMs: number, signal: AbortSignal): Promise<Asked> {
    const { channel, settings, tellBefore } = this.#options;
    if (question.nodeUuid === '') return { answer: null, why: 'nobody has said which node this is' };
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    const { isRequired } = settings;
    return await askPermission(channel, question, { isRequired, deadline, tellBefore });
  }

  /** Throws `REGISTRY_UNREACHABLE` where that is not what the operator wants. */
  #goOnWithout(step: string, why: string): void {
    const { settings, logger } = this.#options;
    const { shown } = settings.endpoint;
    if (!settings.isRequired) {
      logger.warn({ step, registry: shown, why }, 'the registry was not asked, the step goes on');
      return;
    }
    throw new BmvError(
      'REGISTRY_UNREACHABLE',
      `${step} did not begin, for the registry ${shown} was not asked whether it may write: ${why}; mend the connection, or set require_registry = no in the ramdisk`,
      { step, url: shown },
    );
  }
}
