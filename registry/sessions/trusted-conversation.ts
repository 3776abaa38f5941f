import {
  CHANNEL_PROTOCOL,
  type DesiredVolumes,
  type Envelope,
  type KeyRequest,
  type PermissionRequest,
} from '../../proto/channel.ts';
import type { Connection } from './connection.ts';
import { type Conversation, checkFrame, isReport } from './conversation.ts';
import { credentialOf } from './credential.ts';
import { GrantedRuns } from './granted-runs.ts';
import type { SessionIdentity } from './ports.ts';
import { ReportFlow } from './report-flow.ts';
import type { SessionContext } from './session-context.ts';

export interface TrustedOptions {
  readonly identity: SessionIdentity;
  /** The newest report that is stored, and what the agent takes for it. */
  readonly stored: number;
  readonly acked: number;
  readonly connection: Connection;
  readonly context: SessionContext;
  /** The store, ingest or judge failed, or the session is fenced. */
  onFailure(error: unknown): void;
}

/** With an agent that somebody vouched for: its reports are stored, its questions answered, and it is told its plan. */
export class TrustedConversation implements Conversation {
  readonly #options: TrustedOptions;
  readonly #reports: ReportFlow;
  readonly #granted = new GrantedRuns();
  #planRevision = 0;
  #welcomedAtMs: number;
  #asking = 0;
  #asked: Promise<void> = Promise.resolve();

  constructor(options: TrustedOptions) {
    const { identity, stored, acked, connection, context } = options;
    this.#options = options;
    this.#welcomedAtMs = context.monotonicMs();
    this.#reports = new ReportFlow({
      ...{ stored, acked, limits: context.limits, intake: connection.intake },
      store: (envelope) => context.ingest.store(identity, envelope),
      sendAck: (sequence) => connection.send({ type: 'ack', sequence }),
      onGap: () => this.#inBackground(this.welcome(true)),
      onError: options.onFailure,
    });
  }

  get planRevision(): number {
    return this.#planRevision;
  }

  get settled(): Promise<void> {
    return Promise.all([this.#reports.settled, this.#asked]).then(() => this.#reports.flush());
  }

  /** The first one, or another: for an inventory, or with a new credential. */
  async welcome(wantsInventory: boolean): Promise<void> {
    const { identity, connection, context } = this.#options;
    const { clock, limits } = context;
    this.#welcomedAtMs = context.monotonicMs();
    if (wantsInventory) this.#reports.gapIsTold = true;
    const [secret, nowMs] = await Promise.all([clock.secret(), clock.nowMs()]);
    connection.send({
      type: 'welcome',
      protocol: CHANNEL_PROTOCOL,
      epoch: identity.epoch,
      trust: 'trusted',
      acked: this.#reports.acked,
      wantsInventory,
      heartbeatMs: limits.heartbeatMs,
      maxFrameBytes: limits.maxFrameBytes,
      nowMs,
      credential: credentialOf(secret, identity.node, identity.boot, nowMs),
    });
  }

  pushPlan(plan: DesiredVolumes): void {
    if (plan.revision <= this.#planRevision) return;
    this.#planRevision = plan.revision;
    this.#options.connection.send({ type: 'desired-volumes', ...plan });
  }

  tick(): void {
    const { credentialLifeMs, monotonicMs } = this.#options.context;
    if (monotonicMs() - this.#welcomedAtMs >= credentialLifeMs / 2) this.#inBackground(this.welcome(false));
  }

  receive(envelope: Envelope, bytes: number): void {
    checkFrame(envelope, this.#options.identity);
    const { body } = envelope;
    if (isReport(envelope, bytes)) {
      if (body.type === 'step-finished') this.#granted.forget(body.run);
      this.#reports.take(envelope, bytes);
    } else if (body.type === 'permission-request') this.#ask(() => this.#answer(body));
    else if (body.type === 'key-request') this.#ask(() => this.#giveKey(body));
    else if (body.type === 'refusal')
      this.#options.connection.terminate('peer', `the agent refused: ${body.code.slice(0, 64)}`);
  }

  /** One after another, each behind the reports that came before it: the decision may depend on them. */
  #ask(answer: () => Promise<void>): void {
    const { connection, context } = this.#options;
    this.#asking += 1;
    if (this.#asking >= context.limits.maxRequests) connection.intake.hold('requests');
    const before = Promise.all([this.#asked, this.#reports.settled]);
    this.#asked = before
      .then(answer)
      .catch((error: unknown) => this.#options.onFailure(error))
      .finally(() => {
        this.#asking -= 1;
        if (this.#asking <= context.limits.maxRequests / 2) connection.intake.release('requests');
      });
  }

  async #answer(request: PermissionRequest): Promise<void> {
    const { identity, connection, context } = this.#options;
    const { id, nodeUuid } = request;
    if (connection.hasEnded) return;
    if (nodeUuid !== identity.node) {
      const reason = `the step is for node ${nodeUuid}, and this agent is node ${identity.node}; check the step's node`;
      connection.send({ type: 'permission-answer', id, allowed: false, reason, desired: null });
      return;
    }
    const answer = await context.judge.decide(identity, request);
    this.#granted.note(request, answer.allowed);
    connection.send({ type: 'permission-answer', ...answer, id });
  }

  async #giveKey(request: KeyRequest): Promise<void> {
    const { identity, connection, context } = this.#options;
    if (connection.hasEnded) return;
    const granted = this.#granted.of(request.run);
    const answer = await context.keys.give(identity, request, granted);
    try {
      connection.send({ type: 'key-answer', ...answer, id: request.id });
    } finally {
      answer.key.fill(0);
    }
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.onFailure(error));
  }
}
