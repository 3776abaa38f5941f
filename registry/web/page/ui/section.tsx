import type { ComponentChildren } from 'preact';

export interface SectionProps {
  readonly title: string;
  /** Beside the title, in small. */
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a view with a heading. */
export function Section({ title, note, children }: SectionProps) {
  const id = `section-${title.toLowerCase().replaceAll(/\W+/g, '-')}`;
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>
        {title}
        {note !== undefined && <span class="section-note">{note}</span>}
      </h2>
      {children}
    </section>
  );
}
