import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT } from './project-files.ts';

/** A shop with a few of the real intents and articles, in a folder of its own, for commands that read all content. */
export type SmallContent = {
  /** Variables that point to it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly dataDir: string;
  remove(): Promise<void>;
};

const INTENTS = ['refund-status', 'invoice-change', 'shop-hours', 'warranty-scope'];
const TOPICS = ['refund-time', 'refund-missing', 'invoice-title', 'shop-hours', 'contact-hours', 'warranty-scope'];
const POLICY = `rules:
  - { id: asks, when: { notUnderstood: 2 }, reason: not-understood, priority: normal, team: service, firstReplyMinutes: 10 }
teams: { service: { name: { zh: 客服, en: Customer service }, hours: { from: "09:00", to: "21:00" } } }
timeZone: Asia/Shanghai
`;

/** Makes it. */
export async function makeSmallContent(): Promise<SmallContent> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-content-'));
  const [intents, knowledge, dataDir] = [path.join(folder, 'intents'), path.join(folder, 'knowledge'), path.join(folder, 'data')];
  const copy = (from: string, to: string) => cp(path.join(PROJECT, from), to);
  await mkdir(path.join(knowledge, 'articles', 'customer'), { recursive: true });
  await Promise.all([
    ...INTENTS.map((id) => copy(`intents/catalog/${id}.yaml`, path.join(intents, 'catalog', `${id}.yaml`))),
    ...TOPICS.flatMap((id) => ['zh', 'en'].map((language) => copy(`knowledge/articles/customer/${id}.${language}.md`, path.join(knowledge, 'articles', 'customer', `${id}.${language}.md`)))),
    ...['company.yaml', 'products.yaml'].map((name) => copy(`knowledge/${name}`, path.join(knowledge, name))),
    copy('intents/person-phrases.yaml', path.join(intents, 'person-phrases.yaml')),
    // Without the sample's staff.yaml, whose teams are not in this policy.
    copy('adapters/directory/customers.yaml', path.join(folder, 'customers.yaml')),
    copy('adapters/directory/tiers.yaml', path.join(folder, 'tiers.yaml')),
  ]);
  await writeFile(path.join(intents, 'policy.yaml'), POLICY);
  return {
    variables: { INTENTS_DIR: intents, KNOWLEDGE_DIR: knowledge, DATA_DIR: dataDir, CUSTOMERS_FILE: path.join(folder, 'customers.yaml') },
    dataDir,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
