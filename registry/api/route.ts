import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodType, z } from 'zod';
import type { Caller } from '../auth/caller.ts';
import type { Action, Reach } from '../auth/policy.ts';
import type { Services } from './services.ts';

/** A request whose caller may make it, and that has its form. */
export interface Call<Params, Query, Body> {
  readonly caller: Caller;
  /** What the caller may see or change of what the route is about. */
  readonly reach: Exclude<Reach, 'none'>;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Of `If-Match`: the generation that the caller has seen; null where it does not matter. */
  readonly ifMatch: number | null;
}

export interface Answer {
  /** By default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface RouteWords {
  /** Name for programs, in snake case. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Parameters as `{name}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string | undefined;
  /** What the caller must be allowed to do; `public`: nothing. */
  readonly action: Action | 'public';
  /** Statuses of problems that are its own, beside those that every route may have. */
  readonly problems?: readonly number[];
}

/** Answers with JSON. */
export interface JsonRoute extends RouteWords {
  readonly params?: ZodType;
  readonly query?: ZodType;
  readonly body?: ZodType;
  /** Whether `If-Match` counts. */
  readonly isConditional?: boolean;
  readonly answer: ZodType;
  readonly statuses: readonly number[];
  readonly handle: (call: Call<never, never, never>, services: Services) => Promise<Answer>;
}

/** Answers with something else, by itself. */
export interface RawRoute extends RouteWords {
  readonly query?: ZodType;
  readonly content: { readonly type: string; readonly description: string; readonly schema?: ZodType };
  /** By default 200. */
  readonly status?: number;
  readonly serve: (
    call: Call<never, never, never>,
    services: Services,
    http: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  ) => Promise<void>;
}

export type Route = JsonRoute | RawRoute;

type Parsed<Schema> = Schema extends ZodType ? z.output<Schema> : undefined;

/** Ties the types of a route's schemas to those of its handler. */
export function jsonRoute<
  Params extends ZodType | undefined = undefined,
  Query extends ZodType | undefined = undefined,
  Body extends ZodType | undefined = undefined,
  Out extends ZodType = ZodType,
>(
  route: Omit<JsonRoute, 'params' | 'query' | 'body' | 'answer' | 'handle' | 'statuses'> & {
    readonly params?: Params;
    readonly query?: Query;
    readonly body?: Body;
    readonly answer: Out;
    readonly statuses?: readonly number[];
    readonly handle: (
      call: Call<Parsed<Params>, Parsed<Query>, Parsed<Body>>,
      services: Services,
    ) => Promise<Omit<Answer, 'body'> & { readonly body: z.output<Out> }>;
  },
): JsonRoute {
  return { statuses: [200], ...route } as unknown as JsonRoute;
}

/** As `jsonRoute`. */
export function rawRoute<Query extends ZodType | undefined = undefined>(
  route: Omit<RawRoute, 'query' | 'serve'> & {
    readonly query?: Query;
    readonly serve: (
      call: Call<undefined, Parsed<Query>, undefined>,
      services: Services,
      http: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    ) => Promise<void>;
  },
): RawRoute {
  return route as unknown as RawRoute;
}
