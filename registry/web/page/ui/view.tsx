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

/** The first view is where the browser itself puts its reader. */
let isFirst = true;

/** A view with its heading, which also names the tab and takes the focus, so that readers hear where they are. */
export function View({ title, signs, parent, children }: ViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · baremetal-volumes`;
  }, [title]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
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
