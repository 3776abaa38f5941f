import { useSignal } from '@preact/signals';
import { Icon } from './icon.tsx';

const SHOWN_MS = 2000;

/** A command to run elsewhere, to be copied. Browsers let pages copy only where these came over TLS or from this machine. */
export function Command({ text }: { readonly text: string }) {
  const isCopied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, SHOWN_MS);
  };
  return (
    <span class="command">
      <code>{text}</code>
      {isSecureContext && (
        <button type="button" class="button-quiet" onClick={() => void copy().catch(() => {})}>
          <Icon name={isCopied.value ? 'check' : 'copy'} />
          <span class="hidden">{isCopied.value ? 'Copied' : `Copy ${text}`}</span>
        </button>
      )}
    </span>
  );
}
