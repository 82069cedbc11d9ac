import { z } from 'zod';

/** A small part of JSON Schema (draft 2020-12): what an answer of an endpoint must be. Properties that are not named are left aside. */
export type ResponseSchema =
  | { readonly type: 'object'; readonly properties: Readonly<Record<string, ResponseSchema>>; readonly required?: readonly string[] | undefined }
  | { readonly type: 'array'; readonly items: ResponseSchema; readonly maxItems?: number | undefined }
  | { readonly type: 'string'; readonly enum?: readonly string[] | undefined; readonly pattern?: string | undefined; readonly minLength?: number | undefined; readonly maxLength?: number | undefined }
  | { readonly type: 'number' | 'integer'; readonly minimum?: number | undefined; readonly maximum?: number | undefined }
  | { readonly type: 'boolean' };

const count = z.number().int().min(0);
const pattern = z.string().refine(isPattern, 'must be a regular expression');

/** Reads such a schema from a content file. */
export const responseSchema: z.ZodType<ResponseSchema> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('object'), properties: z.record(z.string(), responseSchema), required: z.array(z.string()).optional() }),
    z.strictObject({ type: z.literal('array'), items: responseSchema, maxItems: count.optional() }),
    z.strictObject({ type: z.literal('string'), enum: z.array(z.string()).min(1).optional(), pattern: pattern.optional(), minLength: count.optional(), maxLength: count.optional() }),
    z.strictObject({ type: z.enum(['number', 'integer']), minimum: z.number().optional(), maximum: z.number().optional() }),
    z.strictObject({ type: z.literal('boolean') }),
  ]),
);

/** The first thing in which a value differs from its schema, as a sentence; `undefined` when it is as it must be. */
export function differsFrom(schema: ResponseSchema, value: unknown, path = 'the answer'): string | undefined {
  switch (schema.type) {
    case 'object': {
      if (!isRecord(value)) return `${path} is not an object`;
      const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
      if (missing !== undefined) return `${path}.${missing} is missing`;
      return first(Object.entries(schema.properties), ([name, part]) => (Object.hasOwn(value, name) ? differsFrom(part, value[name], `${path}.${name}`) : undefined));
    }
    case 'array':
      if (!Array.isArray(value)) return `${path} is not a list`;
      if (value.length > (schema.maxItems ?? 100)) return `${path} has ${value.length} elements`;
      return first(value, (element, i) => differsFrom(schema.items, element, `${path}.${i}`));
    case 'string':
      if (typeof value !== 'string') return `${path} is not a text`;
      if (schema.enum && !schema.enum.includes(value)) return `${path} is not one of ${schema.enum.join(', ')}`;
      if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? 1_000)) return `${path} has ${value.length} characters`;
      return schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value) ? `${path} does not match ${schema.pattern}` : undefined;
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `${path} is not a number`;
      if (schema.type === 'integer' && !Number.isInteger(value)) return `${path} is not a whole number`;
      return value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity) ? `${path} is out of its bounds` : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${path} is neither true nor false`;
  }
}

/** What a schema says about a path such as `parcel.carrier`; `undefined` where it says nothing. */
export function schemaAt(schema: ResponseSchema | undefined, path: string): ResponseSchema | undefined {
  return path.split('.').reduce<ResponseSchema | undefined>((at, name) => (at?.type === 'object' && Object.hasOwn(at.properties, name) ? at.properties[name] : undefined), schema);
}

/** The value at a path; `undefined` where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce((at: unknown, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function first<T>(list: readonly T[], fault: (element: T, i: number) => string | undefined): string | undefined {
  for (const [i, element] of list.entries()) {
    const found = fault(element, i);
    if (found !== undefined) return found;
  }
  return undefined;
}
