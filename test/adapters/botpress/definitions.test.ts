import { Integration } from '@botpress/sdk';
import { expect, it } from 'vitest';
import bot from '#adapters/botpress/bot/src/index.ts';
import botDefinition from '#adapters/botpress/bot/bot.definition.ts';
import { createIntegration } from '#adapters/botpress/hitl/integration.ts';
import integration from '#adapters/botpress/hitl/integration.definition.ts';

it('the forwarding bot declares the tag and the settings that it uses, and answers a ping of Botpress', async () => {
  expect(Object.keys(botDefinition.message?.tags ?? {})).toEqual(['baton']);
  const { schema } = botDefinition.configuration ?? {};
  expect(schema?.safeParse({ url: 'https://baton.example/botpress/events', secret: 's' }).success).toBe(true);
  expect(schema?.safeParse({ url: 'https://baton.example/botpress/events' }).success).toBe(false);
  const headers = { 'x-bot-id': 'b', 'x-bp-operation': 'ping', 'x-bp-type': 'ping', 'x-bp-configuration': Buffer.from('{}').toString('base64') };
  expect(await bot.handler({ method: 'POST', path: '/', query: '', headers })).toMatchObject({ status: 200 });
});

it('the integration implements everything of the interface hitl that it declares', () => {
  expect(integration.interfaces?.['hitl']).toMatchObject({ name: 'hitl', version: '2.1.0' });
  expect(Object.keys(integration.events ?? {}).toSorted()).toEqual(['hitlAssigned', 'hitlStopped']);
  const unused = (): Promise<never> => Promise.reject(new Error('unused'));
  const served = createIntegration('secret', { createUser: unused, start: unused, stop: unused, message: unused }, () => undefined);
  expect(served).toBeInstanceOf(Integration);
  expect(Object.keys(served.actions).toSorted()).toEqual(Object.keys(integration.actions ?? {}).toSorted());
  expect(Object.keys(served.channels['hitl']?.messages ?? {}).toSorted()).toEqual(Object.keys(integration.channels?.['hitl']?.messages ?? {}).toSorted());
  expect(Object.keys(integration.channels?.['hitl']?.message?.tags ?? {})).toEqual(['id']);
});
