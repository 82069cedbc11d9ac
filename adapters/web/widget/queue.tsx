import type { CustomerState } from '#core/protocol.ts';
import { backAt } from './time.ts';
import { useLanguage, useWording } from './wording.ts';

/** While waiting for a person: the place in the queue, or when people are back. */
export function Queue({ state, companyZone }: { state: CustomerState; companyZone: string | undefined }) {
  const words = useWording();
  const language = useLanguage();
  if (state.state !== 'waiting') return null;
  if (!state.peopleAvailable) {
    return (
      <section class="card queue">
        <h2>{words.queueClosedTitle}</h2>
        <p>{state.peopleBackAt === undefined ? words.queueClosedTextUnknown : words.queueClosedText(backAt(state.peopleBackAt, Date.now(), language, companyZone))}</p>
      </section>
    );
  }
  return (
    <section class="card queue">
      {state.place === undefined ? null : (
        <span class="place" aria-hidden="true">
          {state.place}
        </span>
      )}
      <div>
        <h2>{words.queueTitle}</h2>
        {state.place === undefined ? null : <p class="strong">{state.place <= 1 ? words.queueNext : words.queuePlace(state.place)}</p>}
        <p>{words.queueText}</p>
      </div>
    </section>
  );
}
