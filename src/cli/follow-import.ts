import type { ImportOptions, ImportSummary } from '#knowledge/import/import-types.ts';
import { watchDocuments } from '#knowledge/import/watch-documents.ts';
import type { Out } from './command.ts';
import type { ImportBar } from './import-bar.ts';

/** What following tells, and when it ends. */
export type Following = {
  /** Hears what each import did. */
  readonly tell: (summary: ImportSummary) => void;
  readonly out: Out;
  /** Shows how far each import is. */
  readonly bar: ImportBar;
  readonly stopped: Promise<void>;
};

/** Imports, then follows the folders until `stopped`. Answers 0, or 1 when the last import refused something. */
export async function followImport(options: ImportOptions, { tell, out, bar, stopped }: Following): Promise<number> {
  let refused = 0;
  const onImported = (summary: ImportSummary): void => {
    bar.end();
    refused = summary.refused.length;
    tell(summary);
  };
  const onTrouble = (error: unknown): void => {
    bar.end();
    out.warn(`${error instanceof Error ? error.message : String(error)}\n`);
  };
  const watch = await watchDocuments({ ...options, onProgress: bar.tell, onImported, onTrouble });
  out.warn(`Following ${options.paths.join(', ')}. Ctrl-C ends it.${options.prune === true ? '' : ' Documents of deleted files stay; add --prune to remove them too.'}\n`);
  await stopped;
  await watch.stop();
  return refused > 0 ? 1 : 0;
}
