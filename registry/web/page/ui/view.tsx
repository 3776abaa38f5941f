import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface ViewProps {
  readonly title: string;
  /** Beside the title. */
  readonly signs?: ComponentChildren;
  /** Where the view belongs. */
  readonly parent?: { readonly href: string; readonly name: string };
  readonly children: ComponentChildren;
}

/** A view with its heading, which also names the tab and takes the focus, so that readers hear where they are. */
export function View({ title, signs, parent, children }: ViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · baremetal-volumes`;
  }, [title]);
  useEffect(() => {
    // Not over something that the reader is already at, such as the search.
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <main id="main" class="view">
      <div class="view-head">
        {parent && (
          <a class="view-parent" href={parent.href}>
            {parent.name}
          </a>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {signs}
      </div>
      {children}
    </main>
  );
}
