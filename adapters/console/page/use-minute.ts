import { useEffect, useState } from 'preact/hooks';

const MINUTE = 60_000;

/** The beginning of this minute, Unix ms, for what changes slowly. */
export function useMinute(): number {
  const [minute, setMinute] = useState(() => Math.floor(Date.now() / MINUTE));
  useEffect(() => {
    const timer = setInterval(() => setMinute(Math.floor(Date.now() / MINUTE)), MINUTE / 4);
    return () => clearInterval(timer);
  }, []);
  return minute * MINUTE;
}
