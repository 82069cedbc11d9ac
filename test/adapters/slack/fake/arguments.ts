import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** A text argument. */
export const text = z.string();
/** `true`, `false` or their words, as forms carry them. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1')]);
/** A whole number or its digits. */
export const count = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
/** An argument with structure: JSON in forms, a value in JSON bodies. */
export const json = z.unknown().transform((value, context) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

/** Reads arguments strictly: what a method does not know is refused with `invalid_arguments`, as is what is missing. */
export function readArguments<S extends z.ZodRawShape>(shape: S, args: Readonly<Record<string, unknown>>): z.infer<z.ZodObject<S, z.core.$strict>> {
  // Every method takes a workspace; Bolt's client adds it to all its calls.
  const { team_id: team, ...rest } = args;
  const result = z.strictObject(shape).safeParse('team_id' in shape ? { ...rest, ...(team === undefined ? {} : { team_id: team }) } : rest);
  if (result.success) return result.data;
  throw new Refusal('invalid_arguments', { messages: result.error.issues.map((issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`) });
}

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The arguments of a call from its address and body; `invalid_form_data` or `invalid_json` as Slack says. */
export function parseArguments(url: URL, type: string, body: Buffer): { readonly token: string | undefined; readonly args: Record<string, unknown> } {
  const isJson = type.startsWith('application/json');
  let given: Record<string, unknown> = {};
  if (isJson && body.length > 0) {
    try {
      given = JSON.parse(body.toString()) as Record<string, unknown>;
    } catch {
      throw new Refusal('invalid_json');
    }
  } else if (type.startsWith('application/x-www-form-urlencoded')) given = Object.fromEntries(new URLSearchParams(body.toString()));
  else if (body.length > 0) throw new Refusal('invalid_form_data');
  const { token, ...args } = { ...Object.fromEntries(url.searchParams), ...given };
  return { token: typeof token === 'string' ? token : undefined, args };
}
