import { render } from 'preact';
import { CallbackCard } from './callback-card.tsx';
import { CallbackForm } from './callback-form.tsx';
import type { CallbackModule } from './callback-slot.tsx';

/** Draws form or card into an element of the page; drawn again it keeps what was written. */
export const draw: CallbackModule['draw'] = (place, part, language) => {
  if (part === undefined) render(null, place);
  else render('form' in part ? <CallbackForm {...part.form} language={language} /> : <CallbackCard {...part.card} language={language} />, place);
};
