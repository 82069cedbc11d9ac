import type { ComponentChildren } from 'preact';
import type { BriefView } from '#core/protocol.ts';
import type { MoreLines } from './brief-more.ts';
import { BRIEF_WORDS } from './brief-words.ts';
import { messageId } from './message.tsx';
import { useWords } from './use-words.tsx';

/** A part of the brief with its heading. */
export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return <div class="part"><h3>{title}</h3>{children}</div>;
}

/** A part that is a list, where there is something in it. */
export function ListPart({ title, items }: { title: string; items: readonly string[] }) {
  return items.length === 0 ? null : <Part title={title}><ul>{items.map((item) => <li key={item}>{item}</li>)}</ul></Part>;
}

/** What could go wrong, above everything else. */
export function Risks({ risks }: { risks: MoreLines['risks'] }) {
  const { language } = useWords();
  if (risks.length === 0) return null;
  return (
    <ul class="risks" aria-label={BRIEF_WORDS.risks[language]}>
      {risks.map(({ name, why, tone }) => <li key={name} class={`risk-${tone}`}><strong>{name}</strong> {why}</li>)}
    </ul>
  );
}

/** A value that the customer has set right: the old one struck, and who said so. */
export function Corrected({ was, children }: { was: string | undefined; children: ComponentChildren }) {
  const { language } = useWords();
  if (was === undefined) return <>{children}</>;
  return <>{was !== '' && <><s>{was}</s>{' '}</>}{children} <span class="by-customer">{BRIEF_WORDS.corrected[language]}</span></>;
}

/** How the customer seems to be, and what speaks for it. */
export function Kind({ kind }: { kind: MoreLines['kind'] }) {
  const { language } = useWords();
  if (!kind) return null;
  return <Part title={BRIEF_WORDS.kind[language]}><p><strong>{kind.name}</strong> <span class="muted">{BRIEF_WORDS.signs[language]} {kind.signs}</span></p></Part>;
}

/** What was promised, and whether it was kept. */
export function Promises({ promises, title, none }: { promises: readonly { readonly text: string; readonly by: string | undefined; readonly who: string; readonly kept: BriefView['promises'][number]['kept'] }[]; title: string; none: string }) {
  const { language } = useWords();
  const words = { yes: BRIEF_WORDS.kept, no: BRIEF_WORDS.broken, open: BRIEF_WORDS.open };
  return (
    <Part title={title}>
      {promises.length === 0 && <p class="muted">{none}</p>}
      <ul>
        {promises.map(({ text, by, who, kept }) => (
          <li key={text}>{who !== '' && <span class="muted">{who} </span>}{text}{by && <> <strong class="by">{by}</strong></>}{kept && <> <span class={`kept kept-${kept}`}>{words[kept][language]}</span></>}</li>
        ))}
      </ul>
    </Part>
  );
}

/** Brings the message into sight that a part is about. */
export function goTo(seq: number): void {
  const message = document.getElementById(messageId(seq));
  message?.scrollIntoView({ block: 'center' });
  message?.focus({ preventScroll: true });
}
