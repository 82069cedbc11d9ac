import { AssistantIcon } from './icons.tsx';
import { QuickReplies } from './quick-replies.tsx';
import { backAt } from './time.ts';
import { companyZoneOf } from './view-state.ts';
import type { ViewState } from './view-state.ts';
import { useLanguage, useWording } from './wording.ts';

/** The first lines, said by the panel itself: whose chat this is, that an AI answers, and that people are there. */
export function Greeting({ view, onChoose }: { view: ViewState; onChoose: ((text: string) => void) | undefined }) {
  const words = useWording();
  const language = useLanguage();
  const company = view.session?.company[language];
  const name = view.session?.customerName;
  const away = view.state && !view.state.peopleAvailable ? view.state.peopleBackAt : undefined;
  return (
    <section class="greeting">
      <span class="emblem">
        <AssistantIcon />
      </span>
      <h2>{company === undefined ? words.greetingNameless : name ? words.greetingKnown(name, company) : words.greetingTitle(company)}</h2>
      <p>{words.greetingText}</p>
      {away === undefined ? null : <p class="away">{words.greetingAway(backAt(away, Date.now(), language, companyZoneOf(view.session)))}</p>}
      {onChoose ? <QuickReplies label={words.suggestionsLabel} replies={words.suggestions.map((text) => ({ label: text, text }))} onChoose={onChoose} /> : null}
    </section>
  );
}
