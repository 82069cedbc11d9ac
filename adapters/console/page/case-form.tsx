import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Pair } from './i18n.ts';
import { useWords } from './use-words.tsx';

/** A choice with its label above. */
export function Choice<Value extends string>(props: { label: string; value: Value; options: readonly (readonly [Value, string])[]; onChoose: (value: Value) => void }) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={({ currentTarget }) => props.onChoose(currentTarget.value as Value)}>
        {props.options.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select>
    </p>
  );
}

/** Words with their label above; several lines where `rows` says so. */
export function Words(props: { label: string; value: string; rows?: number; onWrite: (value: string) => void }) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{props.label}</label>
      {props.rows === undefined ? (
        <input id={id} value={props.value} onInput={({ currentTarget }) => props.onWrite(currentTarget.value)} />
      ) : (
        <textarea id={id} rows={props.rows} value={props.value} onInput={({ currentTarget }) => props.onWrite(currentTarget.value)} />
      )}
    </p>
  );
}

/** A form that opens below its part of a case and asks for words before a step. */
export function CaseForm(props: { send: string; isReady: boolean; isBusy: boolean; onSend: () => void; onCancel: () => void; children: ComponentChildren }) {
  const { t } = useWords();
  return (
    <form
      class="case-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (props.isReady && !props.isBusy) props.onSend();
      }}
    >
      {props.children}
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={props.onCancel}>{t('caseCancel')}</button>
        <button type="submit" class="button primary" disabled={!props.isReady || props.isBusy}>{props.send}</button>
      </div>
    </form>
  );
}

/** Codes and their names as options, in their order. */
export function optionsOf<Code extends string>(names: Readonly<Record<Code, Pair>>, language: 'zh' | 'en'): readonly (readonly [Code, string])[] {
  return (Object.keys(names) as Code[]).map((code) => [code, names[code][language]]);
}
