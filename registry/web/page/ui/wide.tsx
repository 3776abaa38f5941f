import type { ComponentChildren } from 'preact';

export interface WideProps {
  /** What is in it, for whoever does not see it. */
  readonly label: string;
  readonly children: ComponentChildren;
}

/** Something that may be wider than the window, and is scrolled then: by keys too, which needs the focus. */
export function Wide({ label, children }: WideProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by keys
    <section class="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
