import { render } from 'preact';
import { CallbackCard } from './callback-card.tsx';
import { CallbackForm } from './callback-form.tsx';
import type { PartModule } from './part-slot.tsx';
import { PassedOnCard } from './passed-on.tsx';

/** Draws one of the parts that somebody who waits may want into an element of the page; drawn again it keeps what was written. */
export const draw: PartModule['draw'] = (place, part, language) => {
  if (part === undefined) render(null, place);
  else if ('passedOn' in part) render(<PassedOnCard {...part.passedOn} language={language} />, place);
  else render('form' in part ? <CallbackForm {...part.form} language={language} /> : <CallbackCard {...part.card} language={language} />, place);
};
