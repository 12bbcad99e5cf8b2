import type {UrlPattern} from '../url-pattern.js';

const URL_COMPONENTS = [
  'protocol',
  'username',
  'password',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

/**
 * A value as JavaScript that makes an equal one. Properties that are undefined are left out.
 *
 * @param path what the value is called, in an error.
 * @throws {TypeError} naming what cannot be written, and why.
 */
export function codeOf(value: unknown, path: string): string {
  return code(value, path, []);
}

/** @param around the objects that the value is in. */
function code(value: unknown, path: string, around: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      return value === null ? 'null' : codeOfObject(value, path, around);
    default:
      return refuse(path, `a ${typeof value}`);
  }
}

function codeOfObject(value: object, path: string, around: readonly object[]): string {
  if (around.includes(value)) refuse(path, 'an object that contains itself');
  const within = [...around, value];
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) {
    const items = Array.from(value, (item, index) => code(item, `${path}[${index}]`, within));
    return `[${items.join(', ')}]`;
  }
  if (isUrlPattern(value)) {
    const components = URL_COMPONENTS.map((name) => [name, value[name]]);
    return `new URLPattern(${code(Object.fromEntries(components), path, within)})`;
  }
  if (!isPlain(value)) refuse(path, `an instance of ${value.constructor?.name || 'a class'}`);
  const properties = Object.entries(value)
    .filter(([, property]) => property !== undefined)
    .map(([name, property]) => `${keyOf(name)}: ${code(property, `${path}.${name}`, within)}`);
  return `{${properties.join(', ')}}`;
}

function refuse(path: string, what: string): never {
  throw new TypeError(
    `${path} is ${what}, which cannot be written into the worker's file; ` +
      'write a worker of your own and call registerRoutes there',
  );
}

/** In a literal, a plain `__proto__` names the prototype. */
function keyOf(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
}

/** By its shape: Node has the class since version 24, and before there are polyfills. */
function isUrlPattern(
  value: object,
): value is UrlPattern & Record<(typeof URL_COMPONENTS)[number], string> {
  const pattern = value as Record<string, unknown>;
  return (
    typeof pattern['test'] === 'function' &&
    URL_COMPONENTS.every((name) => typeof pattern[name] === 'string')
  );
}

/** Whether it was written as a literal, maybe in another realm, as configurations are. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
