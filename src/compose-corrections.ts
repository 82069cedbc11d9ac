import type { Intent } from '#core/intent.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Corrections } from '#core/ports/corrections.ts';
import { addCorrection, correctionsFile } from '#intents/corrections.ts';
import { createEntityFinder } from '#intents/entities.ts';
import type { Config } from './config.ts';
import type { Content } from './load-content.ts';

/** Corrections of these data and intents; whose number it was matters to nobody who learns from it. */
export function composeCorrections({ DATA_DIR }: Pick<Config, 'DATA_DIR'>, { products }: Pick<Content, 'products'>, intents: ReadonlyMap<string, Intent>, clock: Pick<Clock, 'now'>): Corrections {
  const mask = createMask(createEntityFinder(products), PERSONAL);
  return { add: (text, intent) => addCorrection(correctionsFile(DATA_DIR), { text: mask(text), intent, at: clock.now() }, new Set(intents.keys())) };
}
