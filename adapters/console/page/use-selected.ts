import { useCallback, useEffect, useState } from 'preact/hooks';

/** Address of a conversation within the page, for links. */
export function linkTo(id: string): string {
  return `#conversation=${encodeURIComponent(id)}`;
}

/** The conversation that is open, kept in the address so that "back" and reloading do what people expect. */
export function useSelected(): { readonly selected: string | undefined; readonly open: (id: string) => void; readonly leave: () => void } {
  const [selected, setSelected] = useState(readHash);
  useEffect(() => {
    const onChange = () => setSelected(readHash());
    window.addEventListener('popstate', onChange);
    return () => window.removeEventListener('popstate', onChange);
  }, []);
  const open = useCallback((id: string) => {
    const hash = linkTo(id);
    if (location.hash === hash) return;
    // From one conversation to the next is not a step that "back" should retrace.
    if (readHash() === undefined) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
    setSelected(id);
  }, []);
  const leave = useCallback(() => {
    history.replaceState(null, '', location.pathname + location.search);
    setSelected(undefined);
  }, []);
  return { selected, open, leave };
}

function readHash(): string | undefined {
  const found = /^#conversation=(.+)$/.exec(location.hash)?.[1];
  return found === undefined ? undefined : decodeURIComponent(found);
}
