/** What callers of the API may use. Each is an option; `API_DEFAULTS` documents the defaults. */
export interface ApiLimits {
  /** Items of a page, unless the caller wants others. */
  readonly pageItems: number;
  /** The same at most, whatever the caller wants: while a page is made, nothing else is done. */
  readonly maxPageItems: number;
  /** Of a request's body. */
  readonly maxBodyBytes: number;
  /** From a request to its answer, milliseconds; then it is answered with 503. */
  readonly answerMs: number;
  /** Streams of events at a time. */
  readonly maxStreams: number;
  /** Of one stream: what waits to be read before it is ended. It is taken up again by `Last-Event-ID`. */
  readonly maxUnreadBytes: number;
  /** Between two looks for what has changed about nodes, milliseconds: what is found is in no question's time. */
  readonly factsPauseMs: number;
  /** Between two looks for new events while there are streams, milliseconds. */
  readonly streamPollMs: number;
  /** Longest silence of a stream, milliseconds; then comes a comment. */
  readonly streamHeartbeatMs: number;
  /** Longest life of a stream, milliseconds: whoever takes it up again shows once more who they are. */
  readonly streamLifeMs: number;
}

/** See `ApiLimits`. */
export const API_DEFAULTS: ApiLimits = {
  pageItems: 100,
  maxPageItems: 500,
  maxBodyBytes: 1_048_576,
  answerMs: 30_000,
  maxStreams: 100,
  maxUnreadBytes: 1_048_576,
  factsPauseMs: 1000,
  streamPollMs: 500,
  streamHeartbeatMs: 15_000,
  streamLifeMs: 3_600_000,
};
