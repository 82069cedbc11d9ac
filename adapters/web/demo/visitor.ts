import type { Language } from '#core/protocol.ts';
import type { Baton } from '../widget/loader.ts';
import { SHOP_TEXTS } from './texts.ts';

/** What the widget's script tag offers, once it has run. */
export function chat(): Baton | undefined {
  return window.baton;
}

type Person = { readonly id: string; readonly name: string; readonly label: Readonly<Record<Language, string>> };

const KEY = 'shop.visitor';

function complain(error: unknown): void {
  console.warn(error);
}

async function identityOf(id: string): Promise<string> {
  const answer = await fetch('/demo/identity', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }) });
  if (!answer.ok) throw new Error(`identity refused: ${answer.status}`);
  const { identity }: { identity: string } = await answer.json();
  return identity;
}

async function become(id: string): Promise<void> {
  sessionStorage.setItem(KEY, id);
  chat()?.identify(id ? await identityOf(id) : null);
}

/**
 * Fills the "visit as" choice with the sample customers and tells the widget who the visitor is. In a real shop the
 * shop's server signs this statement for the customer who is signed in. `onBecome` hears who it is, empty for nobody.
 */
export function setUpVisitor(language: () => Language, onBecome: (id: string) => void): { readonly relabel: () => void } {
  const select = document.querySelector<HTMLSelectElement>('#visitor');
  let people: readonly Person[] = [];
  const relabel = (): void => {
    if (!select) return;
    const chosen = select.value || sessionStorage.getItem(KEY) || '';
    const options = [new Option(SHOP_TEXTS[language()].anonymous, ''), ...people.map((person) => new Option(person.label[language()], person.id))];
    select.replaceChildren(...options);
    select.value = options.some((option) => option.value === chosen) ? chosen : '';
  };
  const load = async (): Promise<void> => {
    const answer = await fetch('/demo/people');
    if (!answer.ok) return;
    people = await answer.json();
    relabel();
    onBecome(select?.value ?? '');
    if (select?.value) await become(select.value);
  };
  relabel();
  select?.addEventListener('change', () => {
    onBecome(select.value);
    void become(select.value).catch(complain);
  });
  addEventListener('load', () => void load().catch(complain));
  return { relabel };
}
