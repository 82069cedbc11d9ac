import { useEffect, useState } from 'preact/hooks';
import type { Language } from '#core/protocol.ts';
import { api } from './api.ts';
import { useWords } from './use-words.tsx';

/** How often is asked, ms. */
const EVERY_MS = 30_000;

/** For leads: what is wrong outside of Baton, such as Slack, in one quiet line. */
export function TroubleLine() {
  const { language } = useWords();
  const [troubles, setTroubles] = useState<readonly Readonly<Record<Language, string>>[]>([]);
  useEffect(() => {
    const look = async () => {
      // What cannot be asked now is asked again; the lost connection is told elsewhere.
      const found = await api.troubles().catch(() => undefined);
      if (found) setTroubles(found.troubles);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return troubles.length === 0 ? null : <p class="lost" role="status">{troubles.map((trouble) => trouble[language]).join(' ')}</p>;
}
