import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rooms whose tests take longest, the longest first: servers, browsers and commands. One that begins last keeps a processor idle. */
const LONG = ['store/postgres.', 'e2e/main-job.', 'store/', 'e2e/', 'cli/', 'worker/', 'adapters/slack/proof/', 'ownership/', 'docs/', 'knowledge/'];

/** Sorts the long ones to the front where no earlier run tells how long each takes, as on a clean checkout. Vitest asks for a class. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const file = path.relative(path.join(this.ctx.config.root, 'test'), moduleId);
      const found = LONG.findIndex((room) => file.startsWith(room));
      return found === -1 ? LONG.length : found;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
