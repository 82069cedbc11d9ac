import type { AskForCallback, CustomerState, ExpectedWait } from '#core/protocol.ts';
import { useState } from 'preact/hooks';
import { PartSlot } from './part-slot.tsx';
import type { CallbackFormProps } from './part-slot.tsx';
import { backAt, promiseText } from './time.ts';
import { useLanguage, useWording } from './wording.ts';
import type { Wording } from './i18n.ts';

/** What a customer who waits can do about it. Each throws `ApiError`. */
export type QueueActions = {
  readonly callback: (asked: Omit<AskForCallback, 'language'>) => Promise<void>;
  readonly cancelCallback: () => Promise<void>;
};

/** While waiting for a person: the place in the queue and how long it is likely to take, or when people are back; and what was agreed instead. */
export function Queue({ state, companyZone, actions }: { state: CustomerState; companyZone: string | undefined; actions: QueueActions }) {
  const words = useWording();
  const language = useLanguage();
  const [isAsking, setIsAsking] = useState(false);
  if (state.state !== 'waiting' && state.callback === undefined) return null;
  const { callback } = state;
  const onAsk: CallbackFormProps['onAsk'] = async (asked) => {
    await actions.callback(asked);
    setIsAsking(false);
  };
  const form = <PartSlot part={{ form: { soonest: state.peopleBackAt, known: callback?.way, onAsk, onBack: () => setIsAsking(false) } }} />;
  if (callback && isAsking) return form;
  if (callback) {
    const card = { callback, when: promiseText(callback, language, Date.now(), companyZone), canChange: state.state === 'waiting', onChange: () => setIsAsking(true), onCancel: actions.cancelCallback };
    return <PartSlot part={{ card }} />;
  }
  const ask = state.comesFirst ? null : (
    <button type="button" class="callback-open" onClick={() => setIsAsking(true)}>
      {words.callbackOpen}
    </button>
  );
  if (!state.peopleAvailable) {
    return (
      <>
        <section class="card queue">
          <div>
            <h2>{words.queueClosedTitle}</h2>
            <p>{state.peopleBackAt === undefined ? words.queueClosedTextUnknown : words.queueClosedText(backAt(state.peopleBackAt, Date.now(), language, companyZone))}</p>
            {isAsking ? null : ask}
          </div>
        </section>
        {isAsking && ask ? form : null}
      </>
    );
  }
  return (
    <>
      <section class="card queue">
        {state.place === undefined ? null : (
          <span class="place" aria-hidden="true">
            {state.place}
          </span>
        )}
        <div>
          <h2>{words.queueTitle}</h2>
          {state.place === undefined ? null : <p class="strong">{state.place <= 1 ? words.queueNext : words.queuePlace(state.place)}</p>}
          <p class="strong wait" role="status">{state.expectedWait ? waitText(state.expectedWait, words) : words.waitUnknown}</p>
          {state.expectedWait?.isPastClosing ? <p>{words.waitPastClosing}</p> : null}
          <p>{words.queueText}</p>
          {isAsking ? null : ask}
        </div>
      </section>
      {isAsking && ask ? form : null}
    </>
  );
}

/** How long it is likely to take: a range, never a number that nobody can know. */
export function waitText({ fromMinutes, toMinutes }: ExpectedWait, words: Wording): string {
  return words.waitFor(toMinutes === undefined ? words.waitOver(Math.max(60, fromMinutes)) : words.waitRange(fromMinutes, toMinutes));
}
