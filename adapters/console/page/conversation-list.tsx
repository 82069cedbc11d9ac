import type { RefObject } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { TextKey } from './i18n.ts';
import type { ListState } from './list-state.ts';
import { Row } from './row.tsx';
import { arrange, CLOSED_SHOWN, SECTIONS, type Section } from './sort.ts';
import { useMinute } from './use-minute.ts';
import { useWords } from './use-words.tsx';

const HEADINGS: Readonly<Record<Section, TextKey>> = {
  waiting: 'sectionWaiting',
  callbacks: 'sectionCallbacks',
  mine: 'sectionMine',
  colleagues: 'sectionColleagues',
  bot: 'sectionBot',
  closed: 'sectionClosed',
};

const EMPTY: Partial<Readonly<Record<Section, TextKey>>> = { waiting: 'emptyWaiting', mine: 'emptyMine' };

/** All conversations in their parts, with a filter. Closed ones are folded away until they are asked for. */
export function ConversationList(props: {
  list: ListState;
  me: string;
  openId: string | undefined;
  onOpen: (id: string) => void;
  listRef: RefObject<HTMLElement | null>;
  filterRef: RefObject<HTMLInputElement | null>;
}) {
  const { list, me, openId, onOpen } = props;
  const { language, t } = useWords();
  const [filter, setFilter] = useState('');
  // Places change with time; rows that jump about every second help nobody.
  const now = useMinute();
  const parts = useMemo(() => arrange(list.byId.values(), me, filter, language, now), [list.byId, me, filter, language, now]);
  const isFiltered = filter.trim() !== '';
  const hasAny = SECTIONS.some((section) => parts[section].length > 0);

  const rows = (section: Section) => (
    <ul class="rows">
      {parts[section].map((summary) => (
        <li key={summary.id}>
          <Row summary={summary} section={section === 'callbacks' ? 'waiting' : section} me={me} isOpen={summary.id === openId} isUnread={list.unread.has(summary.id)} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );

  return (
    <nav class="list" aria-label={t('list')} ref={props.listRef}>
      <div class="list-filter">
        <input
          type="search"
          ref={props.filterRef}
          value={filter}
          placeholder={t('filter')}
          aria-label={t('filter')}
          onInput={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.isComposing) {
              setFilter('');
              event.currentTarget.blur();
            }
          }}
        />
      </div>
      <div class="list-body">
        {!list.isLoaded && <p class="empty" role="status">{t('opening')}</p>}
        {list.isLoaded && isFiltered && !hasAny && (
          <p class="empty">
            {t('emptyFilter')} <button type="button" class="link" onClick={() => setFilter('')}>{t('clearFilter')}</button>
          </p>
        )}
        {list.isLoaded &&
          SECTIONS.map((section) => {
            const count = parts[section].length;
            const empty = EMPTY[section];
            if (count === 0 && (isFiltered || !empty)) return null;
            const title = <>{t(HEADINGS[section])} <span class={`count ${section === 'waiting' && count > 0 ? 'count-waiting' : ''}`}>{count}</span></>;
            if (section === 'closed') {
              return (
                <details key={section} class="section" open={isFiltered}>
                  <summary><h2>{title}</h2></summary>
                  {rows(section)}
                  {!isFiltered && count === CLOSED_SHOWN && <p class="empty">{t('moreClosed', { count })}</p>}
                </details>
              );
            }
            return (
              <section key={section} class="section">
                <h2>{title}</h2>
                {count === 0 && empty ? <p class="empty">{t(empty)}</p> : rows(section)}
              </section>
            );
          })}
      </div>
    </nav>
  );
}
