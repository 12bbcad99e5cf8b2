/**
 * What may stand where: one of some words, a number from 0 to a limit, a list of texts of a form,
 * or whatever Workbox takes.
 */
export type Rule =
  | readonly (string | boolean)[]
  | number
  | RegExp
  | true
  | {readonly [name: string]: Rule};

/**
 * Checks values by rules, and refuses what no rule speaks of.
 * @param group what stands before each name in an error.
 */
export function check(values: object, rules: Record<string, Rule>, group: string): void {
  for (const [name, value] of Object.entries(values)) {
    const path = group + name;
    const rule = rules[name];
    if (rule === undefined) wrong(path, 'no option', Object.keys(rules).join(', '));
    if (value === undefined || rule === true) continue;
    if (typeof rule === 'number') {
      const isRight = typeof value === 'number' && value >= 0 && value <= rule;
      if (!isRight) wrong(path, value, `a number from 0 to ${rule}`, RangeError);
    } else if (Array.isArray(rule)) {
      if (!rule.includes(value)) wrong(path, value, rule.join(' or '));
    } else if (rule instanceof RegExp) {
      const isRight = Array.isArray(value) && value.every((item) => rule.test(item));
      if (!isRight) wrong(path, value, `texts like ${rule}`);
    } else {
      if (Object(value) !== value) wrong(path, value, 'an object');
      check(value, rule as Record<string, Rule>, `${path}.`);
    }
  }
}

export function wrong(path: string, value: unknown, right: string, ErrorType = TypeError): never {
  throw new ErrorType(`${path} is ${value}; expected: ${right}`);
}
