import type { ErrorCode } from '../../proto/error.ts';

/** What Ironic runs a step as part of. */
export const STEP_KINDS = ['clean', 'deploy', 'service'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** As it goes over the socket. Bytes. */
export interface ProgressMessage {
  readonly type: 'progress';
  readonly phase: string;
  readonly done_bytes: number;
  readonly total_bytes: number | null;
}

/** Something that ironic-python-agent is asked to do; it answers with `POST /v1/runs/RUN/answers`. */
export interface CallMessage {
  readonly type: 'call';
  readonly run: string;
  readonly id: number;
  readonly method: string;
  readonly params: object;
}

/** The last line of a step's answer. */
export type OutcomeMessage =
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message: string };

/** One line of a step's answer. */
export type RunMessage = ProgressMessage | CallMessage | OutcomeMessage;

/** A run for whoever asks for it: the current or the last one of this boot. */
export interface RunView {
  readonly run: string;
  readonly step: string;
  readonly kind: StepKind;
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly progress: ProgressMessage | null;
  readonly result: unknown;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}
