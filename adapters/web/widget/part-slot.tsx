import type { AskForCallback, CallbackView, CheckPassedOn, ContactWay, CustomerState, Language } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { load } from './load-part.ts';
import { useLanguage, useWording } from './wording.ts';

/** What the form is given. */
export type CallbackFormProps = {
  readonly known: ContactWay | undefined;
  /** When people are back, Unix ms, where they are not there. */
  readonly soonest: number | undefined;
  readonly language: Language;
  /** Throws `ApiError`, with words for people where something is wrong. */
  readonly onAsk: (asked: Omit<AskForCallback, 'language'>) => Promise<void>;
  readonly onBack: () => void;
};

/** What the card is given that shows what was agreed; `when` is the promised time, to stand inside a sentence. */
export type CallbackCardProps = {
  readonly callback: CallbackView;
  readonly when: string;
  readonly language: Language;
  readonly canChange: boolean;
  readonly onChange: () => void;
  /** Throws `ApiError`. */
  readonly onCancel: () => Promise<void>;
};

/** What the card is given that shows what was passed on. */
export type PassedOnProps = {
  readonly state: CustomerState;
  readonly language: Language;
  /** Throws `ApiError`. */
  readonly onCheck: (check: CheckPassedOn) => Promise<void>;
};

/** What is drawn: the form, or one of the cards. */
export type Part = { readonly passedOn: Omit<PassedOnProps, 'language'> } | { readonly form: Omit<CallbackFormProps, 'language'> } | { readonly card: Omit<CallbackCardProps, 'language'> };

/** The bundle of them, as `scripts/build-pages.mjs` makes it of `waiting-parts.tsx`. Without a part everything goes away. */
export type PartModule = { readonly draw: (place: Element, part: Part | undefined, language: Language) => void };

/** A place for one of them; they are loaded when somebody wants them: most never do. */
export function PartSlot({ part }: { part: Part }) {
  const language = useLanguage();
  const words = useWording();
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<PartModule>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => void load<PartModule>('widget-waiting').then(setForm, () => setHasFailed(true)), []);
  useEffect(() => {
    if (form && place.current) form.draw(place.current, part, language);
  });
  useEffect(() => {
    const drawn = place.current;
    return () => {
      if (form && drawn) form.draw(drawn, undefined, 'zh');
    };
  }, [form]);
  return (
    <>
      <div ref={place} />
      {hasFailed ? <p class="hint" role="alert">{words.requestFailed}</p> : null}
    </>
  );
}
