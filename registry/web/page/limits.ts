/** What the page asks of the registry, and keeps. */
export const LIMITS = {
  /** Nodes of the first page of the list: few, so that they are seen at once. */
  firstNodes: 100,
  /** Items of a page where all are wanted; more than the registry gives by default. */
  maxPage: 500,
  /** Nodes that the list holds; a search finds the others. */
  maxNodes: 20_000,
  /** Between two pages of the list that are read again, milliseconds: what no event tells, such as when a node was seen last. */
  refreshMs: 30_000,
  /** Nodes that changed and are read again, one by one, at a time. */
  maxSingleReads: 8,
  /** Volumes of one state that are counted; more are shown as so many and a plus. */
  maxCounted: 5000,
  /** Volumes that a search shows beside nodes. */
  foundVolumes: 8,
  /** Events of a page of a history. */
  historyEvents: 50,
  /** Events that a history holds; the oldest go. */
  maxHistoryEvents: 2000,
  /** Alarms and volumes of a page. */
  pageItems: 100,
  /** From an event to the reading of what it changed, milliseconds; others that come in meanwhile need no more reading. */
  settleMs: 150,
  /** The same for lists of the fleet, where something always changes. */
  listSettleMs: 1000,
  /** Before what failed is read again, milliseconds. */
  retryMs: 5000,
  /** Longest silence of the stream of events; the registry's own is 15 s. Milliseconds. */
  maxSilenceMs: 45_000,
  /** A stream that ends after as long a life is opened again without a word, milliseconds. */
  settledMs: 10_000,
  /** How long a page that nobody sees stays connected, milliseconds: browsers have six connections for all of them. */
  hiddenMs: 60_000,
} as const;
