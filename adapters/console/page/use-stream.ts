import { useEffect, useRef, useState } from 'preact/hooks';
import { followStream, type StreamHandlers, type StreamStatus } from './streams.ts';

/** After this long out of sight, a line that looks open may be dead: computers sleep, ms. */
const STALE_AFTER = 60_000;

/** Follows an event stream while the component is there, and opens it anew when the network or the reader comes back. */
export function useStream<Events>(url: string, handlers: StreamHandlers<Events>): StreamStatus {
  const [status, setStatus] = useState<StreamStatus>('connecting');
  const latest = useRef(handlers);
  latest.current = handlers;

  useEffect(() => {
    const stream = followStream(() => new EventSource(url), () => latest.current, setStatus);
    let hiddenAt: number | undefined;
    const onVisible = () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (hiddenAt !== undefined && Date.now() - hiddenAt > STALE_AFTER) stream.reopen();
    };
    const onOnline = () => stream.reopen();
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('online', onOnline);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('online', onOnline);
      stream.close();
    };
  }, [url]);
  return status;
}
