/**
 * The sample shop at `/`: shows products, lets the visitor change language and identity, and embeds the widget by its
 * one script tag like any other shop would.
 */
import type { Language } from '#core/protocol.ts';
import { PRODUCTS } from './products.ts';
import type { Product } from './products.ts';
import { SHOP_TEXTS } from './texts.ts';
import { chat, setUpVisitor } from './visitor.ts';
import { setUpOrder } from './your-order.ts';

const asked = new URLSearchParams(location.search).get('lang');
let language: Language = asked === 'zh' || asked === 'en' ? asked : /^zh\b/i.test(navigator.language) ? 'zh' : 'en';

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function picture(id: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('viewBox', '0 0 160 120');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `/assets/products.svg#${id}`);
  svg.append(use);
  return svg;
}

function openChat(): void {
  chat()?.open();
}

function card(product: Product): HTMLLIElement {
  const [name, line] = product[language];
  const words = SHOP_TEXTS[language];
  const item = element('li', 'card');
  const tile = element('div', 'tile');
  tile.append(picture(product.id));
  const row = element('p', 'row');
  const ask = element('button', 'ask-one', words.ask);
  ask.type = 'button';
  ask.setAttribute('aria-label', words.askAbout(name));
  ask.addEventListener('click', () => chat()?.open({ draft: words.draftAbout(name) }));
  row.append(element('strong', 'price', `¥${product.price.toLocaleString('en')}`), ask);
  item.append(tile, element('h3', '', name), element('p', 'soft', line), row);
  return item;
}

function promise([title, text]: readonly [string, string]): HTMLLIElement {
  const item = element('li', '');
  item.append(element('strong', '', title), element('span', 'soft', text));
  return item;
}

function show(): void {
  const words = SHOP_TEXTS[language];
  const plain = new Map(Object.entries(words).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = words.title;
  for (const place of document.querySelectorAll<HTMLElement>('[data-t]')) place.textContent = plain.get(place.dataset['t'] ?? '') ?? '';
  for (const place of document.querySelectorAll<HTMLElement | SVGElement>('[data-label]')) place.setAttribute('aria-label', plain.get(place.dataset['label'] ?? '') ?? '');
  document.querySelector('.grid')?.replaceChildren(...PRODUCTS.map(card));
  document.querySelector('.promises')?.replaceChildren(...words.promises.map(promise));
  const change = document.querySelector('#language');
  if (change) {
    change.textContent = words.language;
    change.setAttribute('lang', language === 'zh' ? 'en' : 'zh-CN');
  }
}

show();
const order = setUpOrder(() => language);
const visitor = setUpVisitor(() => language, order.show);
document.querySelector('#language')?.addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  const address = new URL(location.href);
  address.searchParams.set('lang', language);
  history.replaceState(null, '', address);
  show();
  visitor.relabel();
  order.show();
  chat()?.setLanguage(language);
});
for (const button of document.querySelectorAll('.ask')) button.addEventListener('click', openChat);
