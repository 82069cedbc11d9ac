import type { TurnTools } from '#core/turn.ts';
import { withDocuments } from '../compose-documents.ts';
import { prepareUnderstanding } from '../compose-understanding.ts';
import { readProcessConfig } from '../config.ts';
import { type Content, loadContent } from '../load-content.ts';
import type { Out } from './command.ts';

/** Wednesday noon in Shanghai: every team is on duty, so that handovers do not hang on when the command runs. */
export const NOON = Date.UTC(2027, 2, 10, 4, 0);

/** What turns are taken with outside of a server: the operator's own settings and content, as they serve. */
export async function prepareTurns(out: Out): Promise<TurnTools> {
  const config = readProcessConfig();
  const content = await withDocuments(config, await loadContent(config));
  const onFailure = (error: unknown): void => out.warn(`${String(error)}\n`);
  const { classifier, knowledge } = await prepareUnderstanding(config, content, { say: (said) => out.warn(`${said}\n`), onTrouble: onFailure });
  classifier.stop();
  await knowledge.settle();
  return turnTools(content, { classifier, knowledge }, onFailure);
}

/** What turns are taken with by this content. Failures of the directory and of what understands and searches are told to `onFailure`. */
export function turnTools(content: Content, { classifier, knowledge }: Pick<TurnTools, 'classifier' | 'knowledge'>, onFailure: (error: unknown) => void): TurnTools {
  return {
    classifier,
    knowledge,
    directory: content.directory,
    policy: content.policy,
    intents: new Map(content.intents.map((intent) => [intent.id, intent])),
    company: content.company.name,
    safetyPhone: content.company.safetyPhone,
    saysItIsAi: () => true,
    onDirectoryFailure: onFailure,
    onModelFailure: onFailure,
  };
}
