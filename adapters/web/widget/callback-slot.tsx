import type { AskForCallback, CallbackView, ContactWay, Language } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
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

/** What is drawn: the form or the card. */
export type CallbackPart = { readonly form: Omit<CallbackFormProps, 'language'> } | { readonly card: Omit<CallbackCardProps, 'language'> };

/** The bundle of both, as `scripts/build-pages.mjs` makes it of `callback-parts.tsx`. Without a part everything goes away. */
export type CallbackModule = { readonly draw: (place: Element, part: CallbackPart | undefined, language: Language) => void };

const BUNDLE = '/assets/widget-callback.js';
const STYLE = '/assets/widget-callback.css';

/** Loads the form's style, once. */
function dress(): void {
  if (document.querySelector(`link[href="${STYLE}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: STYLE }));
}

/** A place for form or card, which are loaded when somebody wants them: most never do. */
export function CallbackSlot({ part }: { part: CallbackPart }) {
  const language = useLanguage();
  const words = useWording();
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<CallbackModule>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    const load = async (): Promise<void> => {
      dress();
      const bundle: CallbackModule = await import(new URL(BUNDLE, location.href).href);
      setForm(bundle);
    };
    load().catch(() => setHasFailed(true));
  }, []);
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
