import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { findActionFaults } from '#core/actions/check-actions.ts';
import { type ActionDefinition, actionSchema } from '#core/actions/definition.ts';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { Intent } from '#core/intent.ts';
import type { Policy } from '#core/policy.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Route } from '#core/route.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';
import { demoShop } from '#adapters/shop/demo-shop.ts';
import { sampleOrdersRoute } from '#adapters/shop/sample-orders.ts';
import type { Config } from './config.ts';

/** What actions refer to. */
export type ActionGround = { readonly intents: readonly Pick<Intent, 'id'>[]; readonly policy: Policy };

/** Reads the actions of a folder; none where there is no folder. Throws `misconfigured` with every fault of every file. */
export async function readActions(folder: string, ground: ActionGround): Promise<ReadonlyMap<string, ActionDefinition>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const faults: string[] = [];
  const actions = new Map<string, ActionDefinition>();
  const surroundings = { intents: new Set(ground.intents.map(({ id }) => id)), teams: new Set(Object.keys(ground.policy.teams)) };
  for (const name of names) {
    try {
      const result = actionSchema.safeParse(await readYaml(path.join(folder, name), 'The action', 'INTENTS_DIR'));
      if (!result.success) {
        faults.push(...result.error.issues.map((issue) => `intents/actions/${name}: ${issue.path.join('.')}: ${issue.message}`));
        continue;
      }
      const action = result.data;
      if (`${action.id}.yaml` !== name) faults.push(`intents/actions/${name}: id is "${action.id}"; the file and the id must be called the same.`);
      faults.push(...findActionFaults(action, surroundings));
      actions.set(action.id, action);
    } catch (error) {
      faults.push(toBatonError(error).message);
    }
  }
  if (faults.length > 0) throw new BatonError('misconfigured', `The actions in ${folder} have ${faults.length} fault(s).`, { details: faults });
  return actions;
}

/** The order service of the sample shop, the route by which its page knows orders to try, and the variables by which the sample's actions reach it. */
export type DemoShop = { readonly routes: readonly Route[]; readonly samples: Route; readonly variablesAt: (url: string) => Readonly<Record<string, string>> };

/** Opens the sample shop's order service under a token that nobody else knows. */
export function composeDemoShop({ DATA_DIR }: Pick<Config, 'DATA_DIR'>, clock: Clock): DemoShop {
  const token = randomBytes(24).toString('base64url');
  const file = path.join(import.meta.dirname, '..', 'adapters', 'shop', 'orders.yaml');
  return {
    routes: demoShop({ file, stateFile: path.join(DATA_DIR, 'demo-shop.json'), token, clock }),
    samples: sampleOrdersRoute(file),
    variablesAt: (url) => ({ ACTION_SHOP_URL: `${url}/demo/shop`, ACTION_SHOP_TOKEN: token }),
  };
}
