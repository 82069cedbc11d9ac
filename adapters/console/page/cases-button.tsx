import { useEffect, useState } from 'preact/hooks';
import { caseApi } from './case-api.ts';
import { useWords } from './use-words.tsx';

/** How often the number is read again, ms: what a colleague has taken or done is told to nobody. */
const AGAIN_EVERY = 60_000;

/** The way to the cases, with how many tasks wait for the reader; `pulse` changes whenever that may have changed. */
export function CasesButton({ pulse, onPress }: { pulse: unknown; onPress: () => void }) {
  const { t } = useWords();
  const [count, setCount] = useState('');
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setRound((times) => times + 1), AGAIN_EVERY);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => void caseApi.tasks().then(({ tasks, next }) => setCount(tasks.length === 0 ? '' : `${tasks.length}${next === undefined ? '' : '+'}`), () => undefined), [pulse, round]);
  return (
    <button type="button" class="button quiet only-wide" title={count === '' ? undefined : t('casesTasksHere', { count })} onClick={onPress}>
      {t('cases')}
      {count !== '' && ` (${count})`}
    </button>
  );
}
