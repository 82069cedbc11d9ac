import { AssistantIcon, CloseIcon, PersonIcon } from './icons.tsx';
import { useLanguage, useWording } from './wording.ts';
import type { Wording } from './i18n.ts';
import type { ViewState } from './view-state.ts';

function stateLine(words: Wording, { state, line }: ViewState, reach: Reach): string {
  if (reach === 'offline') return words.stateOffline;
  if (reach === 'down') return words.stateConnecting;
  if (!state) return line === 'connecting' ? words.stateConnecting : '';
  if (state.state === 'human') return words.stateHuman(state.agentName ?? words.agent);
  if (state.state === 'closed') return words.stateClosed;
  if (state.state === 'bot') return words.stateBot;
  if (state.callback) return words.stateCallback;
  if (!state.peopleAvailable) return words.stateWaitingClosed;
  return state.place === undefined ? words.stateWaiting : words.stateWaitingPlace(state.place);
}

/** Can the server be reached: yes, not at the moment, or not without a network? */
export type Reach = 'up' | 'down' | 'offline';

/** Company, where the conversation stands, language and close. */
export function Header({ view, reach, onLanguage, onClose }: { view: ViewState; reach: Reach; onLanguage: () => void; onClose: (() => void) | undefined }) {
  const words = useWording();
  const language = useLanguage();
  const human = view.state?.state === 'human';
  return (
    <header class="header">
      <span class={human ? 'avatar human' : 'avatar'}>{human ? <PersonIcon /> : <AssistantIcon />}</span>
      <div class="titles">
        <h1>{view.session?.company[language] ?? words.company}</h1>
        <p class={`state ${view.line === 'up' && reach === 'up' ? (view.state?.state ?? 'none') : 'none'}`} role="status">
          {stateLine(words, view, reach)}
        </p>
      </div>
      <button type="button" class="language" aria-label={words.languageSwitch} onClick={onLanguage}>
        <span lang={language === 'zh' ? 'en' : 'zh-CN'}>{words.languageSwitchText}</span>
      </button>
      {onClose ? (
        <button type="button" class="close" aria-label={words.close} onClick={onClose}>
          <CloseIcon />
        </button>
      ) : null}
    </header>
  );
}
