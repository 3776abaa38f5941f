import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/problem.ts';
import { Icon } from './icon.tsx';

/** Why something is not shown, or may be old. */
export function ProblemNote({ problem, what }: { readonly problem: Problem | null; readonly what: string }) {
  if (!problem) return null;
  return (
    <p class="note note-bad" role="alert">
      <Icon name="warning" />
      <span>
        Could not read {what}: {problem.message}
        {problem.isFinal ? '' : '. It is tried again.'}
      </span>
    </p>
  );
}

/** Something is being read, for the first time. */
export function Loading({ what }: { readonly what: string }) {
  return <p class="loading">Reading {what}…</p>;
}

/** That there is nothing. */
export function Nothing({ children }: { readonly children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}
