/** Whether a node's agent has a session just now. */
export function ConnectedSign({ isConnected }: { readonly isConnected: boolean }) {
  return (
    <span class={isConnected ? 'sign sign-on' : 'sign sign-off'}>
      <span class="sign-dot" aria-hidden="true" />
      {isConnected ? 'agent connected' : 'no agent'}
    </span>
  );
}
